/// Why a file is no TOML 1.0, and where.
package struct TOMLError: Error, Hashable, Sendable, CustomStringConvertible {
    package let file: String
    package let position: TOMLPosition
    package let problem: TOMLProblem

    /// `etc/banking.toml:3:5: expected a value, found "]"`.
    package var description: String {
        "\(file):\(position.line):\(position.column): \(problem)"
    }
}

/// The problem at a position.
package enum TOMLProblem: Hashable, Sendable {
    case tooLarge(bytes: Int, limit: Int)
    case tooDeep(limit: Int)
    case invalidUTF8
    /// Something else stands where the grammar has `expected`.
    case unexpected(found: String, expected: String)
    /// A line break or the end of the file inside a string.
    case unterminatedString
    case invalidEscape(String)
    case integerOutOfRange(String)
    /// Neither number, date, time nor boolean.
    case invalidValue(String)
    /// The key has a value already, or the table was defined already.
    case duplicateKey(String, first: TOMLPosition)
    /// A header or dotted key leads through something that is no table, or is closed.
    case notExtendable(String, first: TOMLPosition)
}

extension TOMLProblem: CustomStringConvertible {
    package var description: String {
        switch self {
        case .tooLarge(let bytes, let limit): "\(bytes) bytes, at most \(limit) are read"
        case .tooDeep(let limit): "more than \(limit) tables and arrays inside each other"
        case .invalidUTF8: "not UTF-8"
        case .unexpected(let found, let expected): "expected \(expected), found \(found)"
        case .unterminatedString: "the string does not end"
        case .invalidEscape(let text): "\(text) is no escape sequence"
        case .integerOutOfRange(let text): "\(text) does not fit 64 bits"
        case .invalidValue(let text): "\(text) is no value"
        case .duplicateKey(let key, let first): "\(key) is defined already at \(first)"
        case .notExtendable(let key, let first):
            "\(key) at \(first) is no table that can be added to here"
        }
    }
}

/// A problem before the file's name is put to it.
struct TOMLFault: Error {
    let position: TOMLPosition
    let problem: TOMLProblem
}
