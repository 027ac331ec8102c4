import PaymentModel
import Testing
import Vocabulary

@testable import Flows

/// camt.053 and camt.054: what an account's holder reads is what the ledger has, to the last unit.
@Suite struct `Statements and advices` {
    /// Minor units of an amount as it is written, by its digits; the decimals are the currency's.
    private func units(_ text: String, _ decimals: Int) -> Int {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        #expect((parts.count == 2 ? parts[1].count : 0) == decimals, "\(text)")
        return Int(parts.joined()) ?? .min
    }

    private func signed(
        _ message: JudgedMessage, _ path: String, _ decimals: Int
    ) -> Int {
        let amount = units(message["\(path)/Amt"] ?? "", decimals)
        return message["\(path)/CdtDbtInd"] == "DBIT" ? -amount : amount
    }

    /// Opening and closing balance and the sum of the entries of a statement, in minor units.
    private func sums(
        _ statement: JudgedMessage, _ decimals: Int, _ location: SourceLocation = #_sourceLocation
    ) -> (opening: Int, closing: Int) {
        let balance = "Stmt/Bal[Tp/CdOrPrtry/Cd="
        let opening = signed(statement, "\(balance)'OPBD']", decimals)
        let closing = signed(statement, "\(balance)'CLBD']", decimals)
        let count = statement.count("Stmt/Ntry")
        var sum = opening
        for number in 0..<count {
            let entry = "Stmt/Ntry[\(number + 1)]"
            sum += signed(statement, entry, decimals)
            // An entry is the sum of its transactions.
            let details = statement.count("\(entry)/NtryDtls/TxDtls")
            let parts = (0..<details).map {
                signed(statement, "\(entry)/NtryDtls/TxDtls[\($0 + 1)]", decimals)
            }
            #expect(
                parts.reduce(0, +) == signed(statement, entry, decimals),
                sourceLocation: location)
        }
        #expect(sum == closing, sourceLocation: location)
        let references = statement.all("Stmt/Ntry/NtryRef")
        #expect(Set(references).count == count, sourceLocation: location)
        let servicer = statement.all("Stmt/Ntry/AcctSvcrRef")
        #expect(Set(servicer).count == count, "\(servicer)", sourceLocation: location)
        return (opening, closing)
    }

    private func statement(_ sandbox: Sandbox, of iban: String?) throws -> JudgedMessage {
        let found = sandbox.newReports("camt.053").filter { $0["Stmt/Acct/Id/IBAN"] == iban }
        #expect(found.count == 1)
        return try #require(found.first)
    }

    @Test func `a day of euros adds up, and the next begins where it ended`() throws {
        let sandbox = try Sandbox()
        try sandbox.openCustomers()
        try sandbox.submit(
            OrderFile(
                from: .alma,
                [
                    .init("E-1", "100.01", to: .bruno), .init("E-2", "20.20", to: .elsewhere),
                    OrderFile.Transfer("E-3", "3.33", to: .elsewhere).with { $0.isInstant = true },
                ]))
        try sandbox.tell("settle now")
        _ = try sandbox.transfer(.bruno, .alma, "0.99", "EUR", reference: "thanks").get()
        // Held over midnight: no booking of the first day.
        try sandbox.tell("silent scheme=SCT")
        try sandbox.submit(
            OrderFile(.v09, "M-2", from: .alma, [.init("E-4", "50.00", to: .elsewhere)]))
        try sandbox.closeDay("EUR")
        let first = try statement(sandbox, of: Customer.alma.iban)
        // 0, + 1,000.00 − 100.01 − 20.20 − 3.33 + 0.99 = 877.45.
        let day = sums(first, 2)
        #expect(day == (0, 87_745))
        #expect(first.count("Stmt/Ntry") == 5)
        #expect(sandbox.balance(.alma) == 87_745)
        #expect(sandbox.held(.alma) == 5_000)
        // Available: less the 50.00 held.
        #expect(signed(first, "Stmt/Bal[Tp/CdOrPrtry/Cd='CLAV']", 2) == 82_745)
        #expect(first["Stmt/ElctrncSeqNb"] == "1")
        #expect(first["Stmt/FrToDt/FrDtTm"] == "2026-11-20T00:00:00.000+01:00")
        #expect(first["Stmt/FrToDt/ToDtTm"] == "2026-11-21T00:00:00.000+01:00")
        #expect(first.all("Stmt/Ntry/BookgDt/Dt").allSatisfy { $0 == "2026-11-20" })
        let codes = first.all("Stmt/Ntry/BkTxCd/Domn/Fmly/Cd")
        let families = zip(codes, first.all("Stmt/Ntry/BkTxCd/Domn/Fmly/SubFmlyCd"))
        #expect(
            families.map { "\($0)/\($1)" }.sorted() == [
                "ICDT/BOOK", "ICDT/ESCT", "IRCT/ESCT", "RCDT/BOOK", "RCDT/ESCT",
            ])
        try sandbox.pass(seconds: 86_400)
        try sandbox.closeDay("EUR")
        let second = try statement(sandbox, of: Customer.alma.iban)
        let next = sums(second, 2)
        #expect(next.opening == day.closing)
        #expect(next.closing == sandbox.balance(.alma))
        #expect(second["Stmt/ElctrncSeqNb"] == "2")
    }

    @Test(arguments: [
        ("EUR", 2, "1234.56", 123_456), ("USD", 2, "1234.56", 123_456), ("JPY", 0, "1234", 1_234),
        ("KWD", 3, "1234.567", 1_234_567),
    ])
    func `amounts have the decimals of their currency`(
        currency: String, decimals: Int, amount: String, units expected: Int
    ) throws {
        let sandbox = try Sandbox()
        let from = Customer(reference: "FROM", name: "From", iban: SubmissionIBAN.from)
        let to = Customer(reference: "TO", name: "To", iban: SubmissionIBAN.to)
        // A credit line of ten times as much, so that the payer ends overdrawn.
        try sandbox.open(from, currency: currency, creditLine: UInt128(expected * 10))
        try sandbox.open(to, currency: currency)
        try sandbox.submit(
            OrderFile(
                from: from,
                [OrderFile.Transfer("E-1", amount, to: to).with { $0.currency = currency }]))
        #expect(sandbox.balance(from) == -expected)
        #expect(sandbox.balance(to) == expected)
        for advice in sandbox.newReports("camt.054") {
            #expect(units(advice["Ntfctn/Ntry/Amt"] ?? "", decimals) == expected)
            #expect(advice["Ntfctn/Ntry/Amt/@Ccy"] == currency)
        }
        try sandbox.closeDay(currency)
        let statements = sandbox.newReports("camt.053")
        #expect(statements.count == 2)
        for (customer, balance) in [(from, -expected), (to, expected)] {
            let found = statements.first { $0["Stmt/Acct/Id/IBAN"] == customer.iban }
            let statement = try #require(found)
            #expect(sums(statement, decimals) == (0, balance))
            #expect(statement["Stmt/Acct/Ccy"] == currency)
        }
        sandbox.expectReconciled()
    }

    @Test func `an advice comes with each booking, to whoever asks for it`() throws {
        let sandbox = try Sandbox()
        try sandbox.openCustomers()
        let quiet = Customer(reference: "QUIET", name: "Q", iban: SubmissionIBAN.from)
        try sandbox.open(quiet, wantsAdvice: false)
        try sandbox.submit(
            OrderFile(
                from: .alma,
                [
                    OrderFile.Transfer("E-1", "1.00", to: .bruno).with {
                        $0.text = "A text"
                        $0.instructionID = "I-1"
                    },
                    .init("E-2", "2.00", to: quiet),
                ]))
        let advices = sandbox.newReports("camt.054")
        #expect(
            advices.compactMap { $0["Ntfctn/Acct/Id/IBAN"] }.sorted()
                == [Customer.bruno.iban, Customer.alma.iban])
        let debit = try #require(
            advices.first { $0["Ntfctn/Acct/Id/IBAN"] == Customer.alma.iban })
        #expect(debit.all("Ntfctn/Ntry/Amt") == ["1.00", "2.00"])
        let detail = "Ntfctn/Ntry[1]/NtryDtls/TxDtls"
        #expect(debit["\(detail)/Refs/MsgId"] == "M-1")
        #expect(debit["\(detail)/Refs/PmtInfId"] == "P-1")
        #expect(debit["\(detail)/Refs/InstrId"] == "I-1")
        #expect(debit["\(detail)/Refs/EndToEndId"] == "E-1")
        #expect(debit["\(detail)/RltdPties/Cdtr/Pty/Nm"] == "Bruno")
        #expect(debit["\(detail)/RltdPties/CdtrAcct/Id/IBAN"] == Customer.bruno.iban)
        #expect(debit["\(detail)/RmtInf/Ustrd"] == "A text")
        let credit = try #require(
            advices.first { $0["Ntfctn/Acct/Id/IBAN"] == Customer.bruno.iban })
        let other = "Ntfctn/Ntry/NtryDtls/TxDtls"
        #expect(credit["\(other)/Refs/EndToEndId"] == "E-1")
        #expect(credit["\(other)/Refs/PmtInfId"] == nil)
        #expect(credit["\(other)/RltdPties/Dbtr/Pty/Nm"] == "Alma")
        #expect(credit["\(other)/RltdPties/DbtrAcct/Id/IBAN"] == Customer.alma.iban)
        // The servicer's reference is the one of the status report.
        let report = try #require(sandbox.newReports("pain.002").first)
        #expect(
            debit["Ntfctn/Ntry[1]/AcctSvcrRef"]
                == report["//TxInfAndSts[OrgnlEndToEndId='E-1']/AcctSvcrRef"])
    }

    @Test func `a batch is one entry of what was booked, its return another`() throws {
        let sandbox = try Sandbox(
            script: """
                reject reason=AC04 amount=2.00
                return reason=AC04 amount=4.00 after=1cycles
                """)
        try sandbox.openCustomers()
        var batch = OrderFile.Group(
            "P-1", from: .alma,
            [
                .init("E-1", "1.00", to: .elsewhere), .init("E-2", "2.00", to: .elsewhere),
                .init("E-3", "4.00", to: .elsewhere), .init("E-4", "8.00", to: .bruno),
            ])
        batch.isBatch = true
        var single = OrderFile.Group(
            "P-2", from: .alma,
            [.init("E-5", "16.00", to: .elsewhere), .init("E-6", "32.00", to: .elsewhere)])
        single.isBatch = false
        try sandbox.submit(OrderFile([batch, single]))
        try sandbox.tell("settle now")
        try sandbox.tell("settle now")
        try sandbox.closeDay("EUR")
        let statement = try statement(sandbox, of: Customer.alma.iban)
        // 1,000.00 − (1 + 4 + 8) − 16 − 32 + 4 = 943.00.
        #expect(sums(statement, 2) == (0, 94_300))
        let entry = "Stmt/Ntry[NtryDtls/Btch]"
        #expect(statement.count(entry) == 1)
        #expect(statement["\(entry)/Amt"] == "13.00")
        #expect(statement["\(entry)/NtryDtls/Btch/PmtInfId"] == "P-1")
        #expect(statement["\(entry)/NtryDtls/Btch/MsgId"] == "M-1")
        #expect(statement["\(entry)/NtryDtls/Btch/NbOfTxs"] == "3")
        #expect(statement["\(entry)/NtryDtls/Btch/TtlAmt"] == "13.00")
        #expect(statement["\(entry)/NtryDtls/Btch/CdtDbtInd"] == "DBIT")
        let returned = "Stmt/Ntry[NtryDtls/TxDtls/RtrInf]"
        #expect(statement.count(returned) == 1)
        #expect(statement["\(returned)/Amt"] == "4.00")
        #expect(statement["\(returned)/CdtDbtInd"] == "CRDT")
        #expect(statement["\(returned)/BkTxCd/Domn/Fmly/Cd"] == "ICDT")
        #expect(statement["\(returned)/BkTxCd/Domn/Fmly/SubFmlyCd"] == "RRTN")
        #expect(statement["\(returned)/NtryDtls/TxDtls/RtrInf/Rsn/Cd"] == "AC04")
        #expect(statement["\(returned)/NtryDtls/TxDtls/Refs/EndToEndId"] == "E-3")
        // 1,000.00 in, the batch, 16.00, 32.00, the return.
        #expect(statement.count("Stmt/Ntry") == 5)
        sandbox.expectReconciled()
    }

    /// Seventeen batches in a file: no batch's reference is one of a payment.
    @Test func `each batch of a file has a reference of its own`() throws {
        let sandbox = try Sandbox()
        try sandbox.openCustomers()
        let groups = (1...17).map { number in
            var group = OrderFile.Group(
                "P-\(number)", from: .alma, [.init("E-\(number)", "1.00", to: .bruno)])
            group.isBatch = number != 1
            return group
        }
        try sandbox.submit(OrderFile(groups))
        try sandbox.closeDay("EUR")
        let statement = try statement(sandbox, of: Customer.alma.iban)
        // 1,000.00 − 17 × 1.00.
        #expect(sums(statement, 2) == (0, 98_300))
        #expect(statement.count("Stmt/Ntry/NtryDtls/Btch") == 16)
        #expect(statement.count("Stmt/Ntry") == 18)
    }

    /// Days and accounts of one close are many: each has its own file, and none another's name.
    @Test func `a close over many days writes a statement for each account and day`() throws {
        let sandbox = try Sandbox()
        try sandbox.open(.alma)
        try sandbox.open(.bruno)
        try sandbox.pass(seconds: 129 * 86_400)
        try sandbox.closeDay("EUR")
        let statements = sandbox.newReports("camt.053")
        // The day of the opening, and 129 after it, for two accounts.
        #expect(statements.count == 260)
        for customer in [Customer.alma, .bruno] {
            let own = statements.filter { $0["Stmt/Acct/Id/IBAN"] == customer.iban }
            let numbers = own.compactMap { $0["Stmt/ElctrncSeqNb"].flatMap { Int($0) } }
            #expect(numbers.sorted() == Array(1...130))
            #expect(Set(own.compactMap { $0["Stmt/Id"] }).count == 130)
        }
    }

    @Test func `an account without movements has its statement, and an open day none`() throws {
        let sandbox = try Sandbox()
        try sandbox.open(.alma)
        #expect(sandbox.newReports("camt.053").isEmpty)
        try sandbox.closeDay("EUR")
        let statement = try statement(sandbox, of: Customer.alma.iban)
        #expect(sums(statement, 2) == (0, 0))
        #expect(statement.count("Stmt/Ntry") == 0)
        // Zero is CRDT.
        #expect(statement.all("Stmt/Bal/CdtDbtInd").allSatisfy { $0 == "CRDT" })
    }
}

/// Two more IBANs of ours.
enum SubmissionIBAN {
    // 900000010000000301131400 leaves 25 by 97, …302131400 leaves 52: 98 less those.
    static let from = "DE73900000010000000301"
    static let to = "DE46900000010000000302"
}
