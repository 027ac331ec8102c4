package import XML

/// A message that was read, whether valid or not.
package struct ReadDocument: Sendable {
    /// The message and its version, such as `pain.001.001.09`.
    package let message: String
    /// Everything that was not streamed; ``XMLFragment/Element/record`` marks the places of what was.
    package let fragment: XMLFragment
    /// The first differences from the schema.
    package let findings: [SchemaFinding]
    /// All differences from the schema, those not kept included.
    package let findingsCount: Int
    /// The number of streamed records.
    package let recordsCount: Int

    package var root: XMLFragment.Element { fragment.root }
    package var isValid: Bool { findingsCount == 0 }
}

/// An element that was streamed out of a document, with all it holds.
package struct DocumentRecord: Sendable {
    /// Which record of the document it is, from 0.
    package let index: Int
    package let element: XMLFragment.Element
    /// The element around it with what stands before its first record: an order's header, say.
    ///
    /// The same for all records inside one element.
    package let enclosing: XMLFragment.Element
    /// Which of the enclosing elements of the document that is, from 0, counting those with records.
    package let enclosingIndex: Int
    /// How this record differs from the schema, as far as findings are kept.
    package let findings: [SchemaFinding]
    /// Differences of the document up to the end of this record.
    package let findingsCount: Int

    /// What becomes of the document after a record.
    package enum Answer: Hashable, Sendable {
        case next
        case stop
    }
}
