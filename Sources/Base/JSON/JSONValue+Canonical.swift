/// Why a value has no canonical form here.
package enum CanonicalFault: Error, Hashable, Sendable {
    /// A number with a fraction, an exponent, or beyond ±(2^53 − 1), as it was written.
    case number(String)
}

// The one way to write a value, so that two people who hash it hash the same bytes.
extension JSONValue {
    /// The largest whole number that every reader of JSON takes exactly (RFC 7493 §2.2).
    package static let wholeMax: Int64 = 1 << 53 - 1

    /// The JSON Canonicalization Scheme (RFC 8785), in UTF-8.
    ///
    /// - No white space (§3.2.1).
    /// - Members of objects, at every level, in the order of their names' UTF-16 code units (§3.2.3);
    ///   arrays keep theirs.
    /// - Strings with the two-character escapes `\b \t \n \f \r \" \\`, other characters below
    ///   U+0020 as `\u` and four lower-case digits, everything else as it is (§3.2.2.2); nothing is
    ///   normalised.
    /// - `true`, `false` and `null` (§3.2.2.1).
    /// - Whole numbers of at most ``wholeMax`` either way without leading zeros, and `-0` as `0`
    ///   (§3.2.2.3). Others are refused, though the scheme has a form for them: it takes them
    ///   through binary fractions, and 0.1 there is not a tenth. A decimal is a string.
    ///
    /// That no name stands twice and no surrogate alone, the reader has seen to (§3.1). Takes
    /// n log n of an object's members; the depth is the reader's.
    package func canonical() throws(CanonicalFault) -> [UInt8] {
        var writer = JSONWriter()
        try Self.write(self, to: &writer)
        return writer.bytes
    }

    private static func write(
        _ value: JSONValue, to writer: inout JSONWriter
    ) throws(CanonicalFault) {
        switch value {
        case .null: writer.null()
        case .boolean(let value): writer.boolean(value)
        case .string(let text): writer.string(text)
        case .number(let number):
            guard let whole = number.integer(Int64.self), (-wholeMax...wholeMax).contains(whole)
            else { throw .number(number.text) }
            writer.integer(whole)
        case .array(let elements):
            writer.open(array: true)
            for element in elements { try write(element, to: &writer) }
            writer.close(array: true)
        case .object(let object):
            writer.open(array: false)
            for member in sorted(object) {
                writer.name(member.name)
                try write(member.value, to: &writer)
            }
            writer.close(array: false)
        }
    }

    private static func sorted(_ object: JSONObject) -> [(name: String, value: JSONValue)] {
        object.members.sorted { $0.name.utf16.lexicographicallyPrecedes($1.name.utf16) }
    }

    /// Containers inside each other; 0 for a scalar.
    package var depth: Int {
        switch self {
        case .array(let elements): 1 + (elements.lazy.map(\.depth).max() ?? 0)
        case .object(let object): 1 + (object.members.lazy.map(\.value.depth).max() ?? 0)
        default: 0
        }
    }
}
