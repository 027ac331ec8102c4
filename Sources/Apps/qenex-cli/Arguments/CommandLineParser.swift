/// Finds the command and sorts the words behind it.
struct CommandLineParser {
    let commands: [Command]
    let globals: [CommandOption]

    /// What a command line asks for.
    enum Request {
        case run(Invocation)
        case help([String])
        case version
    }

    func parse(_ words: [String]) throws(Failure) -> Request {
        let isHelp = words.contains("--help") || words.contains("-h") || words.first == "help"
        let plain = words.filter { !$0.hasPrefix("-") && $0 != "help" }
        if isHelp || words.isEmpty { return .help(plain) }
        if words == ["--version"] { return .version }
        let command = try command(in: words)
        return .run(try sort(words, for: command))
    }

    /// The command with the most words that the line begins with, options passed over.
    private func command(in words: [String]) throws(Failure) -> Command {
        let plain = plainWords(words)
        let fitting = commands.filter { plain.starts(with: $0.words) }
        guard let command = fitting.max(by: { $0.words.count < $1.words.count }) else {
            throw .usage(notFound(plain))
        }
        return command
    }

    private func plainWords(_ words: [String]) -> [String] {
        var plain: [String] = []
        var isValue = false
        for word in words {
            if isValue {
                isValue = false
            } else if word.hasPrefix("--") {
                isValue = globals.contains { $0.name == word && $0.value != nil }
            } else {
                plain.append(word)
            }
        }
        return plain
    }

    private func notFound(_ plain: [String]) -> String {
        guard let noun = plain.first else { return "A command is missing. Try: qenex-cli --help" }
        let verbs = commands.filter { $0.words.first == noun }.compactMap {
            $0.words.dropFirst().first
        }
        guard verbs.isEmpty else {
            let found = plain.dropFirst().first.map { "found \($0), " } ?? ""
            return "\(noun): \(found)allowed is \(verbs.joined(separator: ", "))."
        }
        let nouns = commands.compactMap(\.words.first)
        let near = Spelling.nearest(to: noun, among: nouns).map { " Did you mean \($0)?" } ?? ""
        return "There is no command \(noun).\(near) Try: qenex-cli --help"
    }

    private func sort(_ words: [String], for command: Command) throws(Failure) -> Invocation {
        let known = command.options + globals
        var options: [String: String] = [:]
        var plain: [String] = []
        var rest = words[...]
        while let word = rest.popFirst() {
            if word == "--" {
                plain += rest
                break
            }
            guard word.hasPrefix("--") else {
                plain.append(word)
                continue
            }
            let (name, value) = try option(word, known, &rest, command)
            guard options.updateValue(value, forKey: name) == nil else {
                throw .usage("\(name) stands twice.")
            }
        }
        for option in command.options where option.isRequired && options[option.name] == nil {
            throw .usage("\(option.usage) is missing. \(hint(command))")
        }
        let arguments = try arguments(Array(plain.dropFirst(command.words.count)), for: command)
        return Invocation(command: command, arguments: arguments, options: options)
    }

    private func option(
        _ word: String, _ known: [CommandOption], _ rest: inout ArraySlice<String>,
        _ command: Command
    ) throws(Failure) -> (String, String) {
        let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        guard let option = known.first(where: { $0.name == parts[0] }) else {
            let near = Spelling.nearest(to: String(parts[0]), among: known.map(\.name))
            throw .usage(
                "\(command.name) has no option \(parts[0])."
                    + (near.map { " Did you mean \($0)?" } ?? "") + " \(hint(command))")
        }
        guard option.value != nil else {
            guard parts.count == 1 else { throw .usage("\(option.name) takes no value.") }
            return (option.name, "")
        }
        guard let value = parts.count == 2 ? String(parts[1]) : rest.popFirst() else {
            throw .usage("\(option.usage): the value is missing.")
        }
        try check(value, option.name, option.choices)
        return (option.name, value)
    }

    private func arguments(
        _ words: [String], for command: Command
    ) throws(Failure) -> [String: String] {
        guard words.count >= command.arguments.count(where: { !$0.isOptional }) else {
            throw .usage("\(command.arguments[words.count].name) is missing. \(hint(command))")
        }
        guard words.count <= command.arguments.count else {
            throw .usage("\(words[command.arguments.count]): one word too many. \(hint(command))")
        }
        var arguments: [String: String] = [:]
        for (argument, word) in zip(command.arguments, words) {
            try check(word, argument.name, argument.choices)
            arguments[argument.name] = word
        }
        return arguments
    }

    private func check(_ value: String, _ name: String, _ choices: [String]) throws(Failure) {
        guard choices.isEmpty || choices.contains(value) else {
            throw .usage("\(name): found \(value), allowed is \(choices.joined(separator: ", ")).")
        }
    }

    private func hint(_ command: Command) -> String { "Try: qenex-cli \(command.name) --help" }
}
