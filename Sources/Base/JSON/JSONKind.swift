/// The kinds of value of RFC 8259 §3, `true` and `false` taken as one.
package enum JSONKind: String, Hashable, Sendable {
    case null, boolean, number, string, array, object
}

extension JSONKind: CustomStringConvertible {
    /// With its article, to stand in a sentence.
    package var description: String {
        switch self {
        case .null: "null"
        case .array: "an array"
        case .object: "an object"
        default: "a \(rawValue)"
        }
    }
}
