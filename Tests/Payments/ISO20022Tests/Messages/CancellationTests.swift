import ISO20022
import Testing
import Vocabulary
import XML

/// camt.056 and camt.029, judged by libxml2 and read back.
@Suite struct `Requests for payments` {
    private func asked() throws -> CancellationRequest.Transaction {
        let incoming = try Sample.creditTransfer(1)
        let original = incoming.transactions[0]
        return CancellationRequest.Transaction(
            cancellationID: "CXL-1",
            originalGroup: OriginalGroup(messageID: "MSG-1", messageName: "pacs.008.001.08"),
            original: OriginalIdentifiers(
                instructionID: "I-1", endToEndID: "E2E-0", transactionID: "TX0",
                uetr: try Sample.uetr()),
            originalAmount: original.amount, originalSettlementDate: try Sample.day("2026-11-20"),
            reasons: try Sample.reasons(), reference: OriginalTransaction(original, of: incoming))
    }

    @Test func `a request is valid and reads back as it was`() throws {
        let request = CancellationRequest(
            messageID: "CAMT-1", created: try Sample.time("2026-11-21T09:00:00.000Z"),
            assigner: try Sample.agent("DEUTDEFFXXX"), assignee: try Sample.agent("ABNANL2A"),
            transactions: [try asked()])
        let bytes = try request.written()
        expectValid(bytes, .camt056v08)
        #expect(try CancellationRequest(reading: document(bytes)) == request)
        #expect(try request.written() == bytes)
    }

    @Test(arguments: CancellationAnswer.Status.allCases)
    func `an answer is valid and reads back as it was`(status: CancellationAnswer.Status) throws {
        let asked = try asked()
        let answer = CancellationAnswer(
            messageID: "CAMT-2", created: try Sample.time("2026-11-23T09:00:00.000Z"),
            assigner: try Sample.agent("ABNANL2A"), assignee: try Sample.agent("DEUTDEFFXXX"),
            confirmation: "RJCR",
            transactions: [
                CancellationAnswer.Transaction(
                    statusID: "STS-1", originalGroup: asked.originalGroup,
                    original: asked.original, status: status, reasons: try Sample.reasons(),
                    reference: asked.reference)
            ])
        let bytes = try answer.written()
        expectValid(bytes, .camt029v09)
        #expect(try CancellationAnswer(reading: document(bytes)) == answer)
    }

    @Test func `a request without a payment is not written`() throws {
        let request = CancellationRequest(
            messageID: "CAMT-1", created: try Sample.time("2026-11-21T09:00:00.000Z"),
            assigner: try Sample.agent("DEUTDEFFXXX"), assignee: try Sample.agent("ABNANL2A"),
            transactions: [])
        #expect(throws: WritingError.self) { try request.written() }
    }
}
