package import Vocabulary

/// Why a message was not written; nothing of it leaves.
package enum WritingError: Error, Hashable, Sendable {
    /// An identifier of ours is empty, above 35 characters, or outside the SEPA character set.
    case identifier(path: String, found: String)
    /// A text is empty, or longer than the schema allows.
    case length(path: String, count: Int, limit: Int)
    /// An element stands more often, or less often, than the schema or the scheme allows.
    case count(path: String, found: Int, allowed: ClosedRange<Int>)
    /// The schema demands an element that the value lacks.
    case missing(path: String)
    /// An amount is negative or has more than the 18 digits of the schema.
    case amount(path: String, found: Money)
    /// Amounts of one message have different currencies.
    case currency(path: String, expected: Currency, found: Currency)
    /// A total is not the sum of what it stands for.
    case total(path: String, expected: Money, found: Money)
    /// The message's version knows no such code.
    case code(path: String, found: String)
}
