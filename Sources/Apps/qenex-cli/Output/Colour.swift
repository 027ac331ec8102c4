import Platform

/// Colours of a terminal; none without one, and none where `NO_COLOR` is set.
enum Colour {
    static let isOn =
        StandardStream.output.isTerminal && RunningProcess.variable("NO_COLOR") == nil
        && RunningProcess.variable("TERM") != "dumb"

    static func bold(_ text: String) -> String { isOn ? "\u{1B}[1m\(text)\u{1B}[0m" : text }

    /// The colour that a state's name has, as a number of the terminal; `nil` for most words.
    static func code(of word: String) -> Int? {
        switch word {
        case "posted", "settled", "accepted", "completed", "ok", "open", "ready": 32
        case "rejected", "refused", "returned", "cancelled", "failed", "frozen", "closed": 31
        case "outcome_unknown", "pending", "held", "warehoused", "sent", "processing",
            "awaiting_approval", "waiting":
            33
        default: nil
        }
    }

    /// Paints a cell that was padded to its width already.
    static func painted(_ cell: String, as word: String) -> String {
        code(of: word).map { "\u{1B}[\($0)m\(cell)\u{1B}[0m" } ?? cell
    }
}
