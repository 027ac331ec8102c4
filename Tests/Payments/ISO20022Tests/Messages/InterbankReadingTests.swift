import ISO20022
import Testing
import Vocabulary
import XML

/// Expected values are what stands in the fixtures, which were written from the schemas by hand.
@Suite struct `Messages from the clearing` {
    @Test(arguments: [
        (Fixture.pain001v03, MessageType.pain001v03), (Fixture.pain001v09, .pain001v09),
        (Fixture.pain001v11, .pain001v11), (Fixture.pacs008, .pacs008v08),
        (Fixture.pacs002, .pacs002v10), (Fixture.pacs004, .pacs004v09),
        (Fixture.pacs028, .pacs028v03), (Fixture.camt053, .camt053v08),
        (Fixture.camt054, .camt054v08),
    ])
    func `the fixtures are valid themselves`(fixture: String, type: MessageType) {
        expectValid(Array(fixture.utf8), type)
    }

    @Test func `an instant payment in`() throws {
        let message = try CreditTransfer(reading: document(Fixture.pacs008))
        #expect(message.messageID == "BULK/1")
        #expect(message.statedCount == 1)
        #expect(message.total == (try Sample.money("42.10")))
        #expect(message.settlement.clearingSystem == .proprietary("QCLR"))
        #expect(message.type?.isInstant == true)
        let transaction = try #require(message.transactions.first)
        #expect(transaction.transactionID == "TX-9")
        #expect(transaction.uetr == (try Sample.uetr()))
        #expect(message.settlementDate(of: transaction) == (try Sample.day("2026-11-20")))
        #expect(transaction.accepted?.description == "2026-11-20T07:00:00.120+01:00")
        #expect(transaction.accepted?.instant.description == "2026-11-20T06:00:00.120Z")
        #expect(transaction.debtorAgent.bic == (try BIC("ABNANL2A")))
        #expect(transaction.creditor.name == "Anna & Söhne")
        #expect(transaction.purpose == .proprietary("OWN"))
        #expect(transaction.remittance?.unstructured == ["  two  blanks kept "])
        let birth = "PrvtId/DtAndPlcOfBirth/CityOfBirth"
        #expect(transaction.debtor.identification?.text(at: birth) == "Utrecht")
    }

    @Test func `a status report in, an unknown status included`() throws {
        let report = try StatusReport(reading: document(Fixture.pacs002))
        #expect(report.groups[0].status == .partial)
        #expect(report.groups[0].original.isCreditTransfer)
        let first = report.transactions[0]
        #expect(first.status == .rejected)
        #expect(first.original.transactionID == "TX-1")
        #expect(first.reasons[0].reason == .code("AC01"))
        #expect(first.reasons[0].originator?.identifier == "QCLRDEFF")
        #expect(first.reasons[0].additional == ["No such account"])
        #expect(first.reference?.amount == (try Sample.money("10.00")))
        #expect(first.reference?.debtor?.name == "Anna Schmidt")
        #expect(report.group(of: first)?.messageID == "MSG-1")
        let second = report.transactions[1]
        #expect(second.status?.rawValue == "XXXX")
        #expect(report.group(of: second)?.messageID == "MSG-2")
        #expect(second.accepted != nil)
    }

    @Test func `a return in, with the charge that explains it`() throws {
        let message = try PaymentReturn(reading: document(Fixture.pacs004))
        let transaction = try #require(message.transactions.first)
        #expect(message.originalGroup(of: transaction)?.messageID == "MSG-1")
        #expect(transaction.originalAmount == (try Sample.money("10.00")))
        #expect(transaction.amount == (try Sample.money("9.50")))
        #expect(transaction.charges.map(\.amount) == [try Sample.money("0.50")])
        #expect(transaction.reasons[0].reason == .code("FOCR"))
        #expect(message.settlementDate(of: transaction) == (try Sample.day("2026-11-24")))
        #expect(transaction.reference?.creditor?.name == "Jan de Vries")
    }

    @Test func `a question in`() throws {
        let request = try StatusRequest(reading: document(Fixture.pacs028))
        #expect(request.groups.map(\.messageID) == ["BULK/1"])
        #expect(request.transactions[0].original.transactionID == "TX-9")
        #expect(request.transactions[0].requestID == "Q-1")
    }

    @Test func `a cycle report names each payment`() throws {
        let report = try AccountReport(reading: document(Fixture.camt054))
        #expect(report.kind == .notification)
        let account = try #require(report.accounts.first)
        #expect(
            account.account.identifier == .other(id: "DEUTDEFFXXX", scheme: nil, issuer: nil))
        let entry = account.entries[0]
        #expect(entry.amount == (try Sample.money("20.01")))
        #expect(entry.side == .debit)
        #expect(entry.status == .booked)
        #expect(entry.booked == .time(try Sample.time("2026-11-20T10:59:00Z")))
        #expect(entry.code == .creditTransfer(.debit))
        #expect(entry.proprietaryCode == "SCT")
        let detail = entry.details[0]
        #expect(detail.batch?.count == 2)
        #expect(detail.transactions.map(\.references.transactionID) == ["TX0", "TX1"])
        #expect(detail.transactions[0].references.clearingReference == "QC-1")
        #expect(detail.transactions[0].settlementDate == (try Sample.day("2026-11-20")))
        let back = account.entries[1]
        #expect(back.isReversal)
        #expect(back.code == nil)
        #expect(back.details[0].transactions[0].debtor?.identifier == "ABNANL2A")
        #expect(back.details[0].transactions[0].returned?.originalCode == .creditTransfer(.debit))
        #expect(back.details[0].transactions[0].returned?.reason.reason == .code("AC04"))
    }

    @Test func `a daily statement with its balances`() throws {
        let report = try AccountReport(reading: document(Fixture.camt053))
        let account = try #require(report.accounts.first)
        #expect(account.sequence == 324)
        #expect(account.owner?.name == "Our Bank")
        #expect(account.servicer?.bicText == "QCLRDEFF")
        #expect(account.balances.map(\.kind) == [.code("OPBD"), .proprietary("RESERVE")])
        #expect(account.balances[1].amount == (try Sample.money("5.00")))
        #expect(account.entries.isEmpty)
    }

    @Test(arguments: [
        (">42.1<", ">42.123<"), ("Ccy=\"EUR\"", "Ccy=\"XYZ\""), (">42.1<", ">-1<"),
        ("SLEV", "NONE"), (">2026-11-20<", ">2026-02-30<"), ("-ca16-48ba-", "-ca16-08ba-"),
    ])
    func `a bank's value that is none is refused with its path`(
        found: String, changed: String
    ) throws {
        let broken = Fixture.pacs008.replacing(found, with: changed)
        do {
            _ = try CreditTransfer(reading: document(broken))
            Issue.record("\(changed) was read")
        } catch let error as ReadingError {
            guard case .malformed(let path, _) = error else {
                Issue.record("\(error)")
                return
            }
            #expect(path.hasPrefix("Document/FIToFICstmrCdtTrf/"))
        }
    }
}
