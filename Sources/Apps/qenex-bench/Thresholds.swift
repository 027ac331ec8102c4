import Platform

/// What figures must not fall below or rise above: `Benchmarks/thresholds`.
///
/// A line is a figure's name, `at-least` or `at-most`, and a number; `#` begins a comment.
struct Thresholds {
    private let lines: [(name: String, goal: Figure.Goal)]

    init(path: String, disk: any Disk) throws {
        let text = String(decoding: try disk.read(path, limit: 1 << 16), as: UTF8.self)
        lines = try text.split(separator: "\n").filter { !$0.hasPrefix("#") }.map { line in
            let words = line.split(separator: " ")
            guard words.count == 3, let value = Double(words[2]) else {
                throw Failed("\(path): \(line)")
            }
            switch words[1] {
            case "at-least": return (String(words[0]), .atLeast(value))
            case "at-most": return (String(words[0]), .atMost(value))
            default: throw Failed("\(path): \(words[1]) is neither at-least nor at-most")
            }
        }
    }

    /// The figures that miss theirs, in words.
    ///
    /// Those that were not measured are left out.
    func missed(by figures: Figures) -> [String] {
        lines.compactMap { name, goal in
            guard let value = figures[name] else { return nil }
            let held = Figure(name: name, value: value, unit: "", goal: goal)
            return held.isMet == true ? nil : "\(name) is \(Numeral.text(value)), \(goal)"
        }
    }
}

extension Figure.Goal: CustomStringConvertible {
    var description: String {
        switch self {
        case .atLeast(let least): "at least \(Numeral.text(least))"
        case .atMost(let most): "at most \(Numeral.text(most))"
        }
    }
}
