import Arithmetic
import ISO20022
import Testing
import Vocabulary
import XML

@Suite struct `Reports to customers` {
    private func report(_ version: CustomerStatusReport.Version) throws -> CustomerStatusReport {
        let group = OriginalGroup(
            messageID: "FILE_1", messageName: "pain.001.001.09",
            created: try Sample.time("2026-11-20T08:59:00"))
        var refused = CustomerStatusReport.Transaction(
            instructionID: "I-1", endToEndID: "E2E-1", uetr: try Sample.uetr(), status: .rejected,
            reasons: try Sample.reasons(), servicerReference: "REF-1",
            reference: CustomerStatusReport.Reference(
                amount: try Sample.money("10.00"), execution: try Sample.day("2026-11-20"),
                debtorAccount: try Sample.ourAccount(),
                creditorAgent: try Sample.agent("ABNANL2A"),
                creditor: Party(name: "Jan de Vries", address: Sample.address),
                creditorAccount: try Sample.theirAccount()))
        refused.statusID = "STS-1"
        let credited = CustomerStatusReport.Transaction(
            endToEndID: "NOTPROVIDED", status: version.credited)
        let payment = CustomerStatusReport.Payment(
            id: "PMT-1", count: 2, controlSum: try ExactDecimal.digits(of: "20.00"),
            status: .partial,
            tallies: [
                CustomerStatusReport.Tally(
                    status: .rejected, count: 1, controlSum: try ExactDecimal.digits(of: "10.00"))
            ],
            transactions: [refused, credited])
        return CustomerStatusReport(
            version: version, messageID: "STATUS-1",
            created: try Sample.time("2026-11-20T09:00:01.000Z"),
            initiatingParty: Party(name: "OurCorp"), debtorAgent: try Sample.agent("DEUTDEFFXXX"),
            original: CustomerStatusReport.Original(
                group: group, count: 2, controlSum: try ExactDecimal.digits(of: "20"),
                status: .partial),
            payments: [payment])
    }

    @Test(arguments: CustomerStatusReport.Version.allCases)
    func `a status report on three levels is valid`(
        version: CustomerStatusReport.Version
    ) throws {
        let bytes = try report(version).written()
        expectValid(bytes, version.type)
        // .03 has neither a UETR nor ACCC.
        #expect(text(bytes).contains("OrgnlUETR") == (version != .v03))
        #expect(text(bytes).contains("ACCC") == (version != .v03))
    }

    @Test func `ACCC is refused in a report of 2009`() throws {
        var report = try report(.v03)
        report.payments[0].transactions[1].status = .credited
        #expect(
            throws: WritingError.code(
                path: "CstmrPmtStsRpt/OrgnlPmtInfAndSts/TxInfAndSts/TxSts", found: "ACCC")
        ) { try report.written() }
    }

    @Test func `a refused file says so on the first level alone`() throws {
        var report = try report(.v10)
        report.payments = []
        report.original.status = .rejected
        report.original.reasons = [
            StatusReason(originator: Party(name: "OurCorp"), reason: .code("AM16"))
        ]
        expectValid(try report.written(), .pain002v10)
    }

    private func entries(_ version: AccountReport.Version) throws -> [AccountReport.Entry] {
        var debit = AccountReport.Transaction(
            references: AccountReport.References(
                messageID: "FILE-1", servicerReference: "REF-1", paymentID: "PMT-1",
                instructionID: "I-1", endToEndID: "E2E-1"),
            amount: try Sample.money("10.00"))
        debit.creditor = Party(name: "Jan de Vries", address: Sample.address)
        debit.creditorAccount = try Sample.theirAccount()
        debit.creditorAgent = try Sample.agent("ABNANL2A")
        debit.remittance = Sample.remittance
        debit.purpose = .code("SALA")
        var back = AccountReport.Transaction(
            references: AccountReport.References(endToEndID: "E2E-1", transactionID: "TX1"),
            amount: try Sample.money("10.00"))
        back.settlementDate = try Sample.day("2026-11-20")
        back.returned = AccountReport.Return(
            originalCode: .creditTransfer(.debit), reason: try Sample.reasons()[0])
        if version == .v08 {
            debit.references.uetr = try Sample.uetr()
            debit.side = .debit
            back.side = .credit
        }
        let day = try Sample.day("2026-11-20")
        let batch = AccountReport.Batch(
            messageID: "FILE-1", paymentID: "PMT-2", count: 2, total: try Sample.money("5.00"),
            side: .debit)
        return [
            AccountReport.Entry(
                reference: "1", amount: try Sample.money("10.00"), side: .debit, booked: day,
                value: day, servicerReference: "REF-1", code: .creditTransfer(.debit),
                details: [AccountReport.Detail(transactions: [debit])]),
            AccountReport.Entry(
                reference: "2", amount: try Sample.money("5.00"), side: .debit, booked: day,
                value: day, servicerReference: "REF-2", code: .bookTransfer(.debit),
                details: [AccountReport.Detail(batch: batch)]),
            AccountReport.Entry(
                reference: "3", amount: try Sample.money("10.00"), side: .credit, booked: day,
                value: day, servicerReference: "REF-3", code: .returned,
                details: [AccountReport.Detail(transactions: [back])]),
        ]
    }

    private func report(
        _ kind: AccountReport.Kind, _ version: AccountReport.Version
    ) throws -> AccountReport {
        let day = try Sample.day("2026-11-20")
        let created = try Sample.time("2026-11-20T23:00:00.000Z")
        let balances = [
            AccountReport.Balance(.openingBooked, signed: try Sample.money("-5.00"), on: day),
            AccountReport.Balance(.closingBooked, signed: try Sample.money("0.00"), on: day),
            AccountReport.Balance(.closingAvailable, signed: try Sample.money("1.00"), on: day),
        ]
        var account = try Sample.ourAccount()
        account.currencyCode = "EUR"
        return AccountReport(
            kind: kind, version: version, messageID: "REPORT-1", created: created,
            recipient: Party(name: "Anna Schmidt"),
            accounts: [
                AccountReport.Account(
                    id: "STMT-1", sequence: 324, created: created,
                    period: AccountReport.Period(
                        from: try Sample.time("2026-11-20T00:00:00.000+01:00"),
                        to: try Sample.time("2026-11-21T00:00:00.000+01:00")),
                    account: account, owner: Party(name: "Anna Schmidt"),
                    servicer: try Sample.agent("DEUTDEFFXXX"),
                    balances: kind == .statement ? balances : [], entries: try entries(version))
            ])
    }

    @Test(arguments: [AccountReport.Kind.statement, .notification], AccountReport.Version.allCases)
    func `an account report is valid and reads back`(
        kind: AccountReport.Kind, version: AccountReport.Version
    ) throws {
        let report = try report(kind, version)
        let bytes = try report.written()
        expectValid(bytes, report.type)
        var read = try AccountReport(reading: document(bytes))
        if version == .v02 {
            // A floor is unknown to the addresses of 2009 and does not come back.
            let debit = report.accounts[0].entries[0].details[0].transactions[0]
            read.accounts[0].entries[0].details[0].transactions[0].creditor = debit.creditor
        }
        #expect(read == report)
    }

    @Test func `an overdrawn balance is a debit and zero is a credit`() throws {
        let balances = try report(.statement, .v08).accounts[0].balances
        #expect(balances.map(\.side) == [.debit, .credit, .credit])
        #expect(try balances[0].amount == Sample.money("5.00"))
    }

    @Test func `a statement has a balance and a notification has none`() throws {
        var statement = try report(.statement, .v08)
        statement.accounts[0].balances = []
        #expect(throws: WritingError.self) { try statement.written() }
        var notification = try report(.notification, .v08)
        notification.accounts[0].balances = try report(.statement, .v08).accounts[0].balances
        #expect(throws: WritingError.self) { try notification.written() }
    }

    @Test func `a balance code that 2009 does not know is refused there`() throws {
        for (version, isWritten) in [(AccountReport.Version.v02, false), (.v08, true)] {
            var statement = try report(.statement, version)
            statement.accounts[0].balances[0].kind = .code("XPOD")
            #expect(((try? statement.written()) != nil) == isWritten)
        }
    }

    @Test func `bank transaction codes follow the ISO list`() {
        let codes: [BankTransactionCode] = [
            .bookTransfer(.debit), .bookTransfer(.credit), .creditTransfer(.debit),
            .creditTransfer(.credit), .instantTransfer(.debit), .instantTransfer(.credit),
            .returned, .returnedInstant, .fee, .charge,
        ]
        #expect(
            codes.map { "\($0.domain) \($0.family) \($0.subFamily)" } == [
                "PMNT ICDT BOOK", "PMNT RCDT BOOK", "PMNT ICDT ESCT", "PMNT RCDT ESCT",
                "PMNT IRCT ESCT", "PMNT RRCT ESCT", "PMNT ICDT RRTN", "PMNT IRCT RRTN",
                "PMNT MDOP FEES", "PMNT ICDT CHRG",
            ])
    }
}
