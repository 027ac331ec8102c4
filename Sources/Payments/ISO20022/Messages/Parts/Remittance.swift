/// What a payment is for, as its debtor wrote it (`RmtInf`).
package struct Remittance: Hashable, Sendable {
    /// `Ustrd`: lines of at most 140 characters.
    package var unstructured: [String]
    /// `Strd`, kept as received.
    ///
    /// `TaxRmt` of pain.001.001.11 is dropped: pacs.008.001.08 has
    /// another type in its place.
    package var structured: [ReceivedElement]

    package init(unstructured: [String] = [], structured: [ReceivedElement] = []) {
        self.unstructured = unstructured
        self.structured = structured
    }

    /// The creditor's reference (`CdtrRefInf/Ref`), such as an ISO 11649 one.
    package var creditorReference: String? {
        structured.lazy.compactMap { $0.text(at: "CdtrRefInf/Ref") }.first
    }
}
