/// Why a text is no JSON, is above a limit, or is not the object that was asked for.
///
/// Every `offset` counts bytes from the first of the text.
package enum JSONError: Error, Hashable, Sendable {
    /// What may stand at a place.
    package enum Expected: Hashable, Sendable {
        case value, name, colon, commaOrEnd, digit, hexDigit, escape, endOfText, quote, object
        case literal(String)
    }

    /// What is measured by a limit.
    package enum Measure: String, Hashable, Sendable {
        case bytes = "bytes of text"
        case depth = "levels"
        case stringBytes = "bytes of a string"
        case numberBytes = "characters of a number"
        case values = "values"
    }

    case unexpectedByte(offset: Int, found: UInt8, allowed: Expected)
    case endOfText(offset: Int, allowed: Expected)
    /// A byte that begins or continues no well-formed sequence (RFC 3629 §4).
    case invalidUTF8(offset: Int)
    /// A character below U+0020 stands in a string without an escape.
    case controlCharacter(offset: Int, found: UInt8)
    /// A `\u` escape is half a surrogate pair.
    case loneSurrogate(offset: Int)
    case aboveLimit(offset: Int, measure: Measure, limit: Int)
    case duplicateName(offset: Int, name: String)
    case unknownField(offset: Int, name: String, allowed: [String])
    case missingField(name: String)
    /// `allowed` is empty where the field may be of any kind but an array or an object.
    case wrongKind(offset: Int, field: String, found: JSONKind, allowed: [JSONKind])
    /// A number or string is not of the form `-?digits(.digits)?`.
    case noPlainDecimal(offset: Int, field: String, found: String)
    /// A number is not whole or is outside the range that its field has.
    case noInteger(offset: Int, field: String, found: String)
    /// A field's string is longer than the field allows, in bytes of UTF-8.
    case fieldTooLong(offset: Int, field: String, length: Int, limit: Int)
    /// A field's string has a character that no line of text has.
    case unprintable(offset: Int, field: String, found: Unicode.Scalar)
}

extension JSONError {
    /// Where the text was found wrong; 0 for a field that is not there.
    package var offset: Int {
        switch self {
        case .unexpectedByte(let offset, _, _), .endOfText(let offset, _),
            .invalidUTF8(let offset), .controlCharacter(let offset, _),
            .loneSurrogate(let offset), .aboveLimit(let offset, _, _),
            .duplicateName(let offset, _), .unknownField(let offset, _, _),
            .wrongKind(let offset, _, _, _), .noPlainDecimal(let offset, _, _),
            .noInteger(let offset, _, _), .fieldTooLong(let offset, _, _, _),
            .unprintable(let offset, _, _):
            offset
        case .missingField: 0
        }
    }

    /// The field at fault, where the text as such is well formed.
    package var field: String? {
        switch self {
        case .duplicateName(_, let name), .unknownField(_, let name, _), .missingField(let name):
            name
        case .wrongKind(_, let field, _, _), .noPlainDecimal(_, let field, _),
            .noInteger(_, let field, _), .fieldTooLong(_, let field, _, _),
            .unprintable(_, let field, _):
            field
        default: nil
        }
    }

    /// Whether the text is no JSON or above a limit, rather than the wrong object.
    package var isSyntax: Bool { field == nil }
}

extension JSONError: CustomStringConvertible {
    /// One sentence: what was found, where, and what is allowed.
    package var description: String {
        switch self {
        case .unexpectedByte(let offset, let found, let allowed):
            "Byte \(offset): found \(JSONError.name(of: found)), allowed is \(allowed)."
        case .endOfText(let offset, let allowed):
            "Byte \(offset): the text ends, allowed is \(allowed)."
        case .invalidUTF8(let offset): "Byte \(offset): not valid UTF-8."
        case .controlCharacter(let offset, let found):
            "Byte \(offset): \(JSONError.name(of: found)) must be escaped in a string."
        case .loneSurrogate(let offset): "Byte \(offset): half a surrogate pair."
        case .aboveLimit(let offset, let measure, let limit):
            "Byte \(offset): more than \(limit) \(measure.rawValue)."
        default: fieldDescription
        }
    }

    private var fieldDescription: String {
        switch self {
        case .duplicateName(let offset, let name):
            "Byte \(offset): \"\(name)\" stands twice in one object."
        case .unknownField(let offset, let name, let allowed):
            "Byte \(offset): unknown field \"\(name)\", allowed are \(allowed.joined(separator: ", "))."
        case .missingField(let name): "\"\(name)\" is missing."
        case .wrongKind(_, let field, let found, let allowed):
            "\"\(field)\": found \(found), allowed is "
                + (allowed.isEmpty
                    ? "a single value" : allowed.map(\.description).joined(separator: " or "))
                + "."
        case .noPlainDecimal(_, let field, let found):
            "\"\(field)\": found \(found), allowed is a plain decimal such as 1000.00."
        case .noInteger(_, let field, let found):
            "\"\(field)\": found \(found), allowed is a whole number in range."
        case .fieldTooLong(_, let field, let length, let limit):
            "\"\(field)\": found \(length) bytes, allowed are \(limit)."
        case .unprintable(_, let field, let found):
            "\"\(field)\": found U+\(hexadecimal(found.value)), allowed are characters that a line "
                + "of text shows."
        default: ""
        }
    }

    private func hexadecimal(_ value: UInt32) -> String {
        let digits = String(value, radix: 16, uppercase: true)
        return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }

    private static func name(of byte: UInt8) -> String {
        (0x21...0x7E).contains(byte)
            ? "'\(Unicode.Scalar(byte))'" : "byte 0x" + String(byte, radix: 16, uppercase: true)
    }
}

extension JSONError.Expected: CustomStringConvertible {
    package var description: String {
        switch self {
        case .value: "a value"
        case .name: "a name in quotes"
        case .colon: "':'"
        case .commaOrEnd: "',' or the end of the container"
        case .digit: "a digit"
        case .hexDigit: "a hexadecimal digit"
        case .escape: "one of \" \\ / b f n r t u"
        case .endOfText: "the end of the text"
        case .quote: "'\"'"
        case .object: "an object"
        case .literal(let text): text
        }
    }
}
