import Arithmetic
@testable import ISO20022
import Testing
import Vocabulary
import XML

/// Documents that the schemas' own tables allow, most of them odd, read and written again.
@Suite struct `Messages of any content` {
    private static let seeds: Range<UInt64> = 0..<150

    /// Reads a generated document and calls `body` with it; a refusal in words is fine.
    private func each(
        _ type: MessageType, _ body: (MessageElement, UInt64) throws -> Void
    ) throws {
        let schema = try #require(Schema.named(type.rawValue))
        for seed in Self.seeds {
            // Amounts of currencies that there are: a random one is hardly ever one of them.
            let bytes = Array(
                text(GeneratedDocument.bytes(schema, seed: seed))
                    .replacing(/Ccy="[^"]*">[^<]*</, with: "Ccy=\"EUR\">1.00<").utf8)
            do {
                try body(document(bytes), seed)
            } catch is ReadingError {
                continue
            } catch is WritingError {
                continue
            }
        }
    }

    private func expectValid(_ bytes: [UInt8], _ seed: UInt64) throws {
        let read = try DocumentReader.read(bytes)
        #expect(read.isValid, "seed \(seed): \(read.findings) \(text(bytes))")
    }

    @Test(arguments: CreditTransferInitiation.Version.allCases)
    func `a customer's file is written valid in every version, or refused`(
        version: CreditTransferInitiation.Version
    ) throws {
        var written = 0
        try each(version.type) { element, seed in
            var file = try CreditTransferInitiation(reading: element)
            for target in CreditTransferInitiation.Version.allCases {
                file.version = target
                file.header.messageID = "M"
                for index in file.payments.indices { file.payments[index].id = "P" }
                guard let bytes = try? file.written() else { continue }
                written += 1
                try expectValid(bytes, seed)
            }
        }
        #expect(written > 30)
    }

    @Test(arguments: CreditTransferInitiation.Version.allCases)
    func `what a customer wrote fits the message between banks`(
        version: CreditTransferInitiation.Version
    ) throws {
        var written = 0
        try each(version.type) { element, seed in
            let file = try CreditTransferInitiation(reading: element)
            for payment in file.payments {
                var message = try Sample.creditTransfer(1)
                message.transactions[0].debtor = payment.debtor
                message.transactions[0].debtorAgent = payment.debtorAgent
                message.transactions[0].ultimateDebtor = payment.ultimateDebtor
                for transfer in payment.transfers {
                    message.transactions[0].creditor = transfer.creditor ?? Party()
                    message.transactions[0].creditorAgent = transfer.creditorAgent ?? .notProvided
                    message.transactions[0].ultimateCreditor = transfer.ultimateCreditor
                    message.transactions[0].remittance = transfer.remittance
                    message.transactions[0].purpose = transfer.purpose
                    try expectValid(message.written(), seed)
                    written += 1
                }
            }
        }
        #expect(written > 30)
    }

    @Test func `messages between banks are written valid again`() throws {
        var written = 0
        try each(.pacs008v08) { element, seed in
            var message = try CreditTransfer(reading: element)
            message.messageID = "M"
            message.total = nil
            for index in message.transactions.indices {
                message.transactions[index].transactionID = "T"
            }
            try expectValid(message.written(), seed)
            written += 1
        }
        try each(.pacs004v09) { element, seed in
            var message = try PaymentReturn(reading: element)
            message.messageID = "M"
            message.total = nil
            for index in message.transactions.indices {
                message.transactions[index].returnID = "R"
            }
            try expectValid(message.written(), seed)
            written += 1
        }
        try each(.pacs002v10) { element, seed in
            var message = try StatusReport(reading: element)
            message.messageID = "M"
            for index in message.transactions.indices {
                message.transactions[index].statusID = nil
                message.transactions[index].servicerReference = nil
            }
            try expectValid(message.written(), seed)
            written += 1
        }
        try each(.pacs028v03) { element, seed in
            var message = try StatusRequest(reading: element)
            message.messageID = "M"
            for index in message.transactions.indices {
                message.transactions[index].requestID = nil
            }
            try expectValid(message.written(), seed)
            written += 1
        }
        #expect(written > 30)
    }

    @Test(arguments: [AccountReport.Kind.statement, .notification], AccountReport.Version.allCases)
    func `an account report is written valid in both versions, or refused`(
        kind: AccountReport.Kind, version: AccountReport.Version
    ) throws {
        var written = 0
        let type = AccountReport(
            kind: kind, version: version, messageID: "",
            created: try Sample.time("2026-11-20T00:00:00"), accounts: []
        ).type
        try each(type) { element, seed in
            var report = try AccountReport(reading: element)
            report.messageID = "M"
            for account in report.accounts.indices {
                report.accounts[account].id = "A"
                for entry in report.accounts[account].entries.indices {
                    report.accounts[account].entries[entry].reference = nil
                    report.accounts[account].entries[entry].servicerReference = nil
                }
            }
            for target in AccountReport.Version.allCases {
                report.version = target
                guard let bytes = try? report.written() else { continue }
                written += 1
                try expectValid(bytes, seed)
            }
        }
        #expect(written > 30)
    }
}
