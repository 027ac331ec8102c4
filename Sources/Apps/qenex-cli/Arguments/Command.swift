/// One command: its words, what it takes, what it says of itself, and what it does.
struct Command: Sendable {
    let words: [String]
    let summary: String
    let arguments: [CommandArgument]
    let options: [CommandOption]
    let example: String
    /// What a reader of the usage text should know beside the summary.
    let detail: String
    let run: @Sendable (Invocation) throws(Failure) -> Void

    init(
        _ words: String,
        _ summary: String,
        arguments: [CommandArgument] = [],
        options: [CommandOption] = [],
        example: String,
        detail: String = "",
        run: @escaping @Sendable (Invocation) throws(Failure) -> Void
    ) {
        self.words = words.split(separator: " ").map(String.init)
        self.summary = summary
        self.arguments = arguments
        self.options = options
        self.example = example
        self.detail = detail
        self.run = run
    }

    var name: String { words.joined(separator: " ") }
}

/// A word behind a command, told by its place.
struct CommandArgument: Sendable {
    let name: String
    let summary: String
    let choices: [String]
    let isFile: Bool
    /// It may be left out; only the last one can be.
    let isOptional: Bool

    init(
        _ name: String, _ summary: String, choices: [String] = [], isFile: Bool = false,
        isOptional: Bool = false
    ) {
        self.name = name
        self.summary = summary
        self.choices = choices
        self.isFile = isFile
        self.isOptional = isOptional
    }

    /// As it is written in a usage text.
    var usage: String { isOptional ? "[\(name)]" : name }
}

/// A word that begins with two dashes, told by its name.
struct CommandOption: Sendable {
    let name: String
    /// What stands for the value in usage texts; a switch has none.
    let value: String?
    let summary: String
    let choices: [String]
    let isFile: Bool
    let isRequired: Bool

    init(
        _ name: String, _ value: String? = nil, _ summary: String, choices: [String] = [],
        isFile: Bool = false, isRequired: Bool = false
    ) {
        self.name = name
        self.value = value
        self.summary = summary
        self.choices = choices
        self.isFile = isFile
        self.isRequired = isRequired
    }

    /// As it is written in a usage text.
    var usage: String { value.map { "\(name) \($0)" } ?? name }

    static let limit = CommandOption("--limit", "N", "entries on a page, 1 to 1000")
    static let cursor = CommandOption("--cursor", "CURSOR", "where the page before ended")
    static let dryRun = CommandOption(
        "--dry-run", nil, "only say what the node would answer; nothing is written")
    static let idempotencyKey = CommandOption(
        "--idempotency-key", "KEY", "makes a repeat the same write; made up where not given")
}
