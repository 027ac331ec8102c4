import Platform

/// The table, as it grows: each line is printed when it is known, and all are written at the end.
struct Figures {
    private(set) var all: [Figure] = []

    mutating func add(_ figure: Figure) {
        if all.isEmpty { Self.printRow(["figure", "value", "goal", "peer", "ratio"]) }
        all.append(figure)
        Self.printRow([
            figure.name, "\(Numeral.text(figure.value)) \(figure.unit)", Self.text(figure),
            figure.peer.map { "\($0.name) \(Numeral.text($0.value))" } ?? "",
            figure.ratio.map { Numeral.decimal($0, digits: 2) } ?? "",
        ])
        if !figure.conditions.isEmpty { StandardStream.output.line("    \(figure.conditions)") }
    }

    subscript(_ name: String) -> Double? { figure(name)?.value }

    func figure(_ name: String) -> Figure? { all.first { $0.name == name } }

    /// `bench.json`: the machine, then one object a figure, in order.
    func json(machine: String) -> String {
        let rows = all.map { figure in
            let goal = figure.goal.map { Self.quoted(Self.text($0)) } ?? "null"
            let peer =
                figure.peer.map {
                    #"{"name": \#(Self.quoted($0.name)), "value": \#(Self.number($0.value))}"#
                } ?? "null"
            return #"    {"name": \#(Self.quoted(figure.name)), "#
                + #""value": \#(Self.number(figure.value)), "unit": \#(Self.quoted(figure.unit)), "#
                + #""goal": \#(goal), "met": \#(figure.isMet.map(String.init) ?? "null"), "#
                + #""peer": \#(peer), "ratio": \#(figure.ratio.map(Self.number) ?? "null"), "#
                + #""conditions": \#(Self.quoted(figure.conditions))}"#
        }
        return "{\n  \"machine\": \(Self.quoted(machine)),\n  \"figures\": [\n"
            + rows.joined(separator: ",\n") + "\n  ]\n}\n"
    }

    private static func text(_ figure: Figure) -> String {
        guard let goal = figure.goal else { return "" }
        return text(goal) + (figure.isMet == true ? " met" : " MISSED")
    }

    private static func text(_ goal: Figure.Goal) -> String {
        switch goal {
        case .atLeast(let least): ">= \(Numeral.text(least))"
        case .atMost(let most): "<= \(Numeral.text(most))"
        }
    }

    private static func number(_ value: Double) -> String {
        value.isFinite ? Numeral.decimal(value, digits: value.magnitude < 1000 ? 4 : 0) : "null"
    }

    /// A JSON string; only the program's own ASCII texts come here.
    private static func quoted(_ text: String) -> String {
        "\"" + text.filter { $0 != "\"" && $0 != "\\" && $0 >= " " } + "\""
    }

    private static func printRow(_ cells: [String]) {
        let widths = [44, 22, 22, 32, 8]
        let padded = zip(cells, widths).map { cell, width in
            cell + String(repeating: " ", count: max(1, width - cell.count))
        }
        StandardStream.output.line(padded.joined())
    }
}
