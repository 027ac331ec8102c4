import ISO20022
import Testing
import Vocabulary
import XML

@Suite struct `Interbank messages` {
    @Test func `a bulk by cycles is valid and reads back as it was`() throws {
        var message = try Sample.creditTransfer(3)
        message.transactions[1].instructionID = "INSTR-1"
        message.transactions[1].uetr = try Sample.uetr()
        message.transactions[1].purpose = .code("SALA")
        message.transactions[1].ultimateDebtor = Party(name: "A Shop")
        message.transactions[1].ultimateCreditor = Party(name: "A Child")
        let bytes = try message.written()
        expectValid(bytes, .pacs008v08)
        #expect(try CreditTransfer(reading: document(bytes)) == message)
        #expect(try message.written() == bytes)
    }

    @Test func `an instant payment carries the time of acceptance to the millisecond`() throws {
        var message = try Sample.creditTransfer(1)
        message.type = .sepaInstant
        message.transactions[0].accepted = try Sample.time("2026-11-20T10:00:00.120+01:00")
        let bytes = try message.written()
        expectValid(bytes, .pacs008v08)
        #expect(text(bytes).contains("<AccptncDtTm>2026-11-20T10:00:00.120+01:00</AccptncDtTm>"))
        let read = try CreditTransfer(reading: document(bytes))
        #expect(read == message)
        #expect(read.type?.isInstant == true)
    }

    @Test func `our answer names the transfer and the reason`() throws {
        let incoming = try Sample.creditTransfer(1)
        var answer = StatusReport.Transaction(
            original: OriginalIdentifiers(
                instructionID: "I-1", endToEndID: "E2E-0", transactionID: "TX0",
                uetr: try Sample.uetr()),
            status: .rejected, reasons: try Sample.reasons())
        answer.statusID = "STS-1"
        answer.accepted = try Sample.time("2026-11-20T09:00:00.120Z")
        answer.reference = OriginalTransaction(incoming.transactions[0], of: incoming)
        let group = OriginalGroup(messageID: "MSG-1", messageName: "pacs.008.001.08")
        let report = StatusReport(
            messageID: "ANSWER-1", created: try Sample.time("2026-11-20T09:00:00.500Z"),
            instructingAgent: try Sample.agent("ABNANL2A"),
            groups: [StatusReport.Group(original: group, status: .rejected)],
            transactions: [answer])
        let bytes = try report.written()
        expectValid(bytes, .pacs002v10)
        let read = try StatusReport(reading: document(bytes))
        #expect(read == report)
        #expect(read.group(of: read.transactions[0]) == group)
    }

    @Test func `a return copies the transfer that it gives back`() throws {
        let incoming = try Sample.creditTransfer(1)
        let original = incoming.transactions[0]
        let returned = PaymentReturn(
            messageID: "RET-1", created: try Sample.time("2026-11-21T09:00:00.000Z"),
            total: original.amount, settlementDate: try Sample.day("2026-11-23"),
            settlement: incoming.settlement, instructingAgent: try Sample.agent("ABNANL2A"),
            transactions: [
                PaymentReturn.Transaction(
                    returnID: "RTR-1",
                    originalGroup: OriginalGroup(
                        messageID: "MSG-1", messageName: "pacs.008.001.08"),
                    original: OriginalIdentifiers(endToEndID: "E2E-0", transactionID: "TX0"),
                    originalAmount: original.amount, amount: original.amount,
                    reasons: try Sample.reasons(),
                    reference: OriginalTransaction(original, of: incoming))
            ])
        let bytes = try returned.written()
        expectValid(bytes, .pacs004v09)
        #expect(try PaymentReturn(reading: document(bytes)) == returned)
    }

    @Test func `a question about a payment is valid and reads back`() throws {
        let group = OriginalGroup(
            messageID: "MSG-1", messageName: "pacs.008.001.08",
            created: try Sample.time("2026-11-20T09:00:00.000Z"))
        let request = StatusRequest(
            messageID: "ASK-1", created: try Sample.time("2026-11-20T09:00:20.000Z"),
            instructingAgent: try Sample.agent("DEUTDEFFXXX"), groups: [group],
            transactions: [
                StatusRequest.Transaction(
                    requestID: "Q-1", group: nil,
                    original: OriginalIdentifiers(endToEndID: "E2E-0", transactionID: "TX0"),
                    accepted: try Sample.time("2026-11-20T09:00:00.120Z"))
            ])
        let bytes = try request.written()
        expectValid(bytes, .pacs028v03)
        #expect(try StatusRequest(reading: document(bytes)) == request)
    }

    @Test func `a total that is not the sum is refused`() throws {
        var message = try Sample.creditTransfer(2)
        message.total = try Sample.money("20.02")
        // 10.00 + 10.01
        let sum = try Sample.money("20.01")
        #expect(
            throws: WritingError.total(
                path: "FIToFICstmrCdtTrf/GrpHdr/TtlIntrBkSttlmAmt", expected: sum,
                found: try Sample.money("20.02"))
        ) { try message.written() }
    }

    @Test func `amounts of two currencies are refused`() throws {
        var message = try Sample.creditTransfer(2)
        message.transactions[1].amount = try Sample.money("10.01", "USD")
        #expect(
            throws: WritingError.currency(
                path: "FIToFICstmrCdtTrf/GrpHdr/TtlIntrBkSttlmAmt", expected: .eur, found: .usd)
        ) { try message.written() }
    }

    @Test(arguments: ["", "a_b", "/A", "A/", "A//B", String(repeating: "A", count: 36), "Ä"])
    func `an identifier outside the character set is refused`(id: String) throws {
        var message = try Sample.creditTransfer(1)
        message.messageID = id
        #expect(
            throws: WritingError.identifier(path: "FIToFICstmrCdtTrf/GrpHdr/MsgId", found: id)
        ) { try message.written() }
    }

    @Test func `a message without transfers is refused`() throws {
        let message = try Sample.creditTransfer(0)
        #expect(
            throws: WritingError.count(
                path: "FIToFICstmrCdtTrf/CdtTrfTxInf", found: 0, allowed: 1...Int.max)
        ) { try message.written() }
    }

    @Test func `a negative amount is refused`() throws {
        var message = try Sample.creditTransfer(1)
        message.transactions[0].amount = try Sample.money("-10.00")
        message.total = nil
        #expect(
            throws: WritingError.amount(
                path: "FIToFICstmrCdtTrf/CdtTrfTxInf/IntrBkSttlmAmt",
                found: try Sample.money("-10.00"))
        ) { try message.written() }
    }

    @Test func `a name of 140 characters is written and one of 141 is refused`() throws {
        var message = try Sample.creditTransfer(1)
        message.transactions[0].debtor.name = String(repeating: "é", count: 140)
        expectValid(try message.written(), .pacs008v08)
        message.transactions[0].debtor.name = String(repeating: "é", count: 141)
        #expect(
            throws: WritingError.length(
                path: "FIToFICstmrCdtTrf/CdtTrfTxInf/Dbtr/Nm", count: 141, limit: 140)
        ) { try message.written() }
    }
}
