/// Usage texts, made from the table of commands.
struct Usage {
    let commands: [Command]
    let globals: [CommandOption]

    /// The text for a command, for the commands that begin with these words, or for all.
    func text(for words: [String]) -> String {
        let named = commands.filter { words.starts(with: $0.words) }
        if let command = named.max(by: { $0.words.count < $1.words.count }) {
            return text(for: command)
        }
        let fitting = commands.filter { $0.words.first == words.first }
        return fitting.isEmpty ? overview : list("Commands", fitting) + globalText
    }

    private var overview: String {
        """
        qenex-cli asks and tells a QENEX node over HTTP.

        Usage: qenex-cli COMMAND [OPTIONS]

        """ + list("Commands", commands) + globalText
            + columns(
                "Exit codes", ExitCode.allCases.map { (String($0.rawValue), $0.meaning) })
            + "\nHelp on one command: qenex-cli COMMAND --help\n"
    }

    private func text(for command: Command) -> String {
        let arguments = command.arguments.map(\.usage)
        let required = command.options.filter(\.isRequired).map(\.usage)
        let words = [command.name] + arguments + required
        let hasMore = command.options.contains { !$0.isRequired }
        var text = command.summary + ".\n\n"
        text +=
            "Usage: qenex-cli " + words.joined(separator: " ") + (hasMore ? " [OPTIONS]\n" : "\n")
        if !command.detail.isEmpty { text += "\n" + command.detail + "\n" }
        text += columns("Arguments", command.arguments.map { ($0.name, described($0)) })
        text += columns("Options", command.options.map { ($0.usage, described($0)) })
        return text + "\nExample:\n  " + command.example + "\n" + globalText
    }

    private func described(_ argument: CommandArgument) -> String {
        argument.summary + choices(argument.choices)
    }

    private func described(_ option: CommandOption) -> String {
        option.summary + choices(option.choices)
    }

    private func choices(_ choices: [String]) -> String {
        choices.isEmpty ? "" : ": " + choices.joined(separator: ", ")
    }

    private func list(_ title: String, _ commands: [Command]) -> String {
        columns(
            title,
            commands.map { command in
                (
                    ([command.name] + command.arguments.map(\.usage)).joined(separator: " "),
                    command.summary
                )
            })
    }

    private var globalText: String {
        columns("Options of every command", globals.map { ($0.usage, described($0)) })
    }

    private func columns(_ title: String, _ rows: [(String, String)]) -> String {
        guard !rows.isEmpty else { return "" }
        let width = rows.map(\.0.count).max() ?? 0
        let lines = rows.map { row in
            "  " + row.0 + String(repeating: " ", count: width - row.0.count + 2) + row.1
        }
        return "\n\(title):\n" + lines.joined(separator: "\n") + "\n"
    }
}
