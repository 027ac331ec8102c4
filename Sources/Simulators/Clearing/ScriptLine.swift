/// Why a line of a script or a command was not understood.
package enum ScriptError: Error, Hashable, Sendable {
    case tooLong(limit: Int)
    case tooManyLines(limit: Int)
    case openQuote
    case unknownVerb(String)
    case unknownWord(String)
    case missing(String)
    case malformed(option: String, found: String, wanted: String)
    case notHere(String)
    indirect case atLine(Int, ScriptError)

    package var text: String {
        switch self {
        case .tooLong(let limit): "longer than \(limit) bytes"
        case .tooManyLines(let limit): "more than \(limit) lines"
        case .openQuote: "a quotation mark is not closed"
        case .unknownVerb(let verb): "no such verb: \(verb)"
        case .unknownWord(let word): "not understood: \(word)"
        case .missing(let name): "\(name) is missing"
        case .malformed(let option, let found, let wanted):
            "\(option): found '\(found)', wanted \(wanted)"
        case .notHere(let what): what
        case .atLine(let line, let error): "line \(line): \(error.text)"
        }
    }
}

/// One line of the script language: a verb, plain words and `name=value` options.
///
/// Values with blanks stand in double quotes. What nobody took when the line was read is an error,
/// so that a misspelt option never goes unnoticed.
struct ScriptLine {
    static let bytesMax = 2000
    static let linesMax = 20_000

    let verb: String
    private(set) var words: [String] = []
    private var options: [(name: String, value: String)] = []

    init(_ text: some StringProtocol) throws(ScriptError) {
        guard text.utf8.count <= Self.bytesMax else { throw .tooLong(limit: Self.bytesMax) }
        var parts = try Self.split(text)
        guard !parts.isEmpty else { throw .missing("verb") }
        verb = parts.removeFirst()
        for part in parts {
            if let sign = part.firstIndex(of: "="), sign != part.startIndex {
                options.append((String(part[..<sign]), String(part[part.index(after: sign)...])))
            } else {
                words.append(part)
            }
        }
    }

    /// Cuts at blanks outside of quotation marks, and ends at a `#` that begins a word.
    private static func split(_ text: some StringProtocol) throws(ScriptError) -> [String] {
        var parts: [String] = []
        var current = ""
        var isInQuotes = false
        var hasWord = false
        for character in text {
            if character == "\"" {
                isInQuotes.toggle()
                hasWord = true
            } else if !isInQuotes, character == " " || character == "\t" {
                if hasWord { parts.append(current) }
                (current, hasWord) = ("", false)
            } else if !isInQuotes, character == "#", !hasWord {
                break
            } else {
                current.append(character)
                hasWord = true
            }
        }
        guard !isInQuotes else { throw .openQuote }
        if hasWord { parts.append(current) }
        return parts
    }

    /// Takes an option away, so that ``finish()`` can tell what is left.
    mutating func take(_ name: String) -> String? {
        guard let index = options.firstIndex(where: { $0.name == name }) else { return nil }
        return options.remove(at: index).value
    }

    mutating func take<Value>(
        _ name: String, _ wanted: String, _ read: (String) -> Value?
    ) throws(ScriptError) -> Value? {
        guard let found = take(name) else { return nil }
        guard let value = read(found) else {
            throw .malformed(option: name, found: found, wanted: wanted)
        }
        return value
    }

    mutating func need<Value>(
        _ name: String, _ wanted: String, _ read: (String) -> Value?
    ) throws(ScriptError) -> Value {
        guard let value = try take(name, wanted, read) else { throw .missing(name) }
        return value
    }

    mutating func takeWord() -> String? {
        words.isEmpty ? nil : words.removeFirst()
    }

    mutating func takeYesOrNo(_ name: String) throws(ScriptError) -> Bool? {
        try take(name, "yes or no") { ["yes": true, "no": false][$0] }
    }

    mutating func takeCount(_ name: String, _ range: ClosedRange<Int>) throws(ScriptError) -> Int? {
        try take(name, "\(range.lowerBound) to \(range.upperBound)") { text in
            digits(text).flatMap { range.contains($0) ? $0 : nil }
        }
    }

    /// Refuses what nobody took.
    func finish() throws(ScriptError) {
        if let word = words.first { throw .unknownWord(word) }
        if let option = options.first { throw .unknownWord("\(option.name)=\(option.value)") }
    }
}
