/// One line of the table: something measured, with what it is held against.
struct Figure {
    enum Goal {
        case atLeast(Double)
        case atMost(Double)
    }

    /// Something else that was measured, such as what the disk allows.
    struct Peer {
        let name: String
        let value: Double
    }

    let name: String
    let value: Double
    let unit: String
    var goal: Goal?
    var peer: Peer?
    /// Whether a greater value is the better one.
    var isMoreBetter = true
    var conditions = ""

    /// How the value stands to its peer, or to its goal where it has none; above 1 is better.
    var ratio: Double? {
        switch (peer, goal) {
        case (let peer?, _): Self.divide(value, peer.value, isMoreBetter)
        case (nil, .atLeast(let goal)?): Self.divide(value, goal, true)
        case (nil, .atMost(let goal)?): Self.divide(value, goal, false)
        case (nil, nil): nil
        }
    }

    /// Whether the goal is met; `nil` without one.
    var isMet: Bool? {
        switch goal {
        case .atLeast(let least)?: value >= least
        case .atMost(let most)?: value <= most
        case nil: nil
        }
    }

    private static func divide(_ value: Double, _ other: Double, _ isMoreBetter: Bool) -> Double? {
        guard value > 0, other > 0 else { return nil }
        return isMoreBetter ? value / other : other / value
    }
}
