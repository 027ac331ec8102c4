package import Vocabulary

/// The identifiers of the transaction spoken of (`OrgnlInstrId` and those after it).
package struct OriginalIdentifiers: Hashable, Sendable {
    package var instructionID: String?
    package var endToEndID: String?
    package var transactionID: String?
    package var uetr: UETR?

    package init(
        instructionID: String? = nil, endToEndID: String? = nil, transactionID: String? = nil,
        uetr: UETR? = nil
    ) {
        self.instructionID = instructionID
        self.endToEndID = endToEndID
        self.transactionID = transactionID
        self.uetr = uetr
    }
}
