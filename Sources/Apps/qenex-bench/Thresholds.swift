import Platform

/// What figures must not fall below or rise above: `Benchmarks/thresholds`.
///
/// A line is a figure's name, `at-least`, `at-most` or `ratio-at-least`, and a number; `#` begins a
/// comment. A ratio is that to the peer of the same run, above 1 where the figure is the better.
struct Thresholds {
    private struct Line {
        let name: String
        let isRatio: Bool
        let goal: Figure.Goal

        init(_ name: String, isRatio: Bool = false, _ goal: Figure.Goal) {
            self.name = name
            self.isRatio = isRatio
            self.goal = goal
        }
    }

    private let lines: [Line]

    init(path: String, disk: any Disk) throws {
        let text = String(decoding: try disk.read(path, limit: 1 << 16), as: UTF8.self)
        lines = try text.split(separator: "\n").filter { !$0.hasPrefix("#") }.map { line in
            let words = line.split(separator: " ")
            guard words.count == 3, let value = Double(words[2]) else {
                throw Failed("\(path): \(line)")
            }
            switch words[1] {
            case "at-least": return Line(String(words[0]), .atLeast(value))
            case "at-most": return Line(String(words[0]), .atMost(value))
            case "ratio-at-least":
                return Line(String(words[0]), isRatio: true, .atLeast(value))
            default:
                throw Failed("\(path): \(words[1]) is none of at-least, at-most, ratio-at-least")
            }
        }
    }

    /// The figures that miss theirs, in words.
    ///
    /// Those that were not measured are left out.
    func missed(by figures: Figures) -> [String] {
        lines.compactMap { line in
            guard let figure = figures.figure(line.name),
                let value = line.isRatio ? figure.ratio : figure.value
            else { return nil }
            let held = Figure(name: line.name, value: value, unit: "", goal: line.goal)
            let what = line.isRatio ? "\(line.name)'s ratio" : line.name
            return held.isMet == true ? nil : "\(what) is \(Numeral.text(value)), \(line.goal)"
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
