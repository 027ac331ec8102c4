package import XML

/// One way in which a document differs from its schema.
///
/// `found` quotes the document, so it may hold names and account numbers: never for a log.
package struct SchemaFinding: Hashable, Sendable, CustomStringConvertible {
    package let rule: Rule
    /// The element's path; a position stands where an element may repeat: `PmtInf[2]/PmtMtd`.
    package let path: String
    package let position: XMLPosition
    /// What stands there, at most ``foundMax`` characters of it; empty for what is missing.
    package let found: String
    /// What the schema allows there.
    package let allowed: String

    package static let foundMax = 80

    /// What kind of rule is broken (XML Schema parts 1 and 2).
    package enum Rule: String, Hashable, Sendable {
        /// The root is not this message's.
        case unexpectedRoot
        /// The element may not stand here.
        case unexpectedElement
        /// The element ends before something that it needs.
        case missingElement
        /// Text where only elements may be.
        case unexpectedText
        case unexpectedAttribute
        case missingAttribute
        /// `xsi:type` names another type.
        case unexpectedType
        /// `xsi:nil` on an element that may not be nil.
        case notNillable
        /// The value is no value of its base type.
        case malformedValue
        case length
        case pattern
        case enumeration
        case totalDigits
        case fractionDigits
        /// The value is below the least or above the greatest.
        case range
    }

    package var description: String {
        let what = found.isEmpty ? "nothing" : "“\(found)”"
        return "\(position) \(path): \(rule.rawValue): found \(what), allowed: \(allowed)"
    }
}
