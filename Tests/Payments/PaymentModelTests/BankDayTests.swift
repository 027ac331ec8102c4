import Ledger
import PaymentModel
import Testing

/// The golden day of `postings.md` §10, told to the bank message by message.
private struct BankDay {
    let bench = BankBench()
    let day: GoldenDay
    /// The document's short names by account.
    private var names: [UInt128: String] = [:]

    init() throws {
        day = try GoldenDay()
        try bench.configure(asksAfter: [50])
        bench.open("Alma", "Bruno", "Clara")
        let own: [(String, AccountRole, String)] = [
            ("S-SCT", .settlement, "SCT"), ("S-INST", .settlement, "SCTINST"),
            ("T-SCT", .inTransitOut, "SCT"), ("T-INST", .inTransitOut, "SCTINST"),
            ("unapplied", .unappliedIn, ""), ("equity", .equity, ""),
        ]
        for (short, role, scheme) in own {
            let key = scheme.isEmpty ? 0 : bench.key(scheme)
            names[AccountDirectory.ownID(role, currency: 978, scheme: key)] = short
        }
        for customer in ["Alma", "Bruno", "Clara"] {
            names[name("account \(customer)")] = customer
        }
    }

    /// What is done at each step that begins with a message or an order; the steps between are
    /// other rows of the same message.
    func run(_ step: Int) {
        switch step {
        case 1:
            at("08:00")
            bench.take("C-1", "SCT", .report([BankBench.entry(.funding, 70_000_000)]))
        case 2: bench.take("C-2", "SCTINST", .report([BankBench.entry(.funding, 30_000_000)]))
        case 3:
            at("08:30")
            bench.receive(
                [
                    .init(id: "I-1", amount: 1_200_000, creditor: "Alma"),
                    .init(id: "I-2", amount: 850_050, creditor: "Bruno"),
                    .init(id: "I-3", amount: 9_999, creditor: "0999"),
                ], in: "M-1", "SCT")
        case 6:
            at("09:00")
            report("C-3", received: [("I-1", 1_200_000), ("I-2", 850_050), ("I-3", 9_999)])
        case 7:
            at("09:30")
            bench.run(.transfer(order("BK-1", "Alma", "Bruno", 25_025)))
        case 8:
            at("09:40")
            bench.run(.transfer(order("BK-2", "Clara", "Alma", 1_000)))
        case 9:
            at("10:00")
            bench.pay(
                "Alma",
                [
                    BankBench.order(100_000, to: "X-1"), BankBench.order(200_000, to: "X-2"),
                    BankBench.order(30_075, to: "X-3"),
                ], file: "X")
        default: runFromTen(step)
        }
    }

    private func runFromTen(_ step: Int) {
        let returned = BankBench.incoming("M-1", 2)
        switch step {
        case 11:
            at("10:10")
            let carrier = bench.bank.payments[BankBench.payment("X")]?.message ?? 0
            bench.take(
                "C-4", "SCT",
                bench.status(
                    about: carrier,
                    [
                        (BankBench.payment("X", 0), .acceptedProfile, ""),
                        (BankBench.payment("X", 2), .acceptedProfile, ""),
                        (BankBench.payment("X", 1), .rejected, "AC04"),
                    ]))
        case 12:
            at("10:12")
            let carrier = bench.bank.payments[returned]?.message ?? 0
            bench.take(
                "C-5", "SCT", bench.status(about: carrier, [(returned, .acceptedProfile, "")]))
        case 13:
            at("10:30")
            bench.receive([.init(id: "I-4", amount: 500_000, creditor: "Clara")], in: "M-3", "SCT")
        case 16:
            at("11:00")
            bench.take(
                "C-6", "SCT",
                .report([
                    BankBench.entry(.sent, 100_000, payment: BankBench.payment("X", 0)),
                    BankBench.entry(.sent, 30_075, payment: BankBench.payment("X", 2)),
                    BankBench.entry(.returnOut, 9_999, payment: returned),
                    BankBench.entry(.received, 500_000, "I-4"),
                ]))
        case 17:
            at("12:00")
            bench.pay("Bruno", [BankBench.order(75_000, to: "Y-1", isInstant: true)], file: "Y1")
        case 19: answer("C-7", "Y1", .acceptedProfile, "")
        default: runFromHalfPastTwelve(step)
        }
    }

    private func runFromHalfPastTwelve(_ step: Int) {
        switch step {
        case 20:
            at("12:30")
            bench.receive(
                [.init(id: "J-1", amount: 12_540, creditor: "Bruno")], in: "M-5", "SCTINST")
        case 21:
            bench.take(
                "C-8", "SCTINST", bench.confirmation(of: "M-5", "J-1", .settlementCompleted))
        case 22:
            at("12:45")
            bench.receive(
                [.init(id: "J-0", amount: 6_000, creditor: "0999")], in: "M-6", "SCTINST")
        case 23:
            at("13:00")
            bench.receive(
                [.init(id: "J-2", amount: 8_000, creditor: "Clara")], in: "M-7", "SCTINST")
        case 24:
            bench.take(
                "C-9", "SCTINST", bench.confirmation(of: "M-7", "J-2", .rejected, "AB05"))
        case 25:
            at("14:00")
            bench.pay("Bruno", [BankBench.order(50_000, to: "Y-2", isInstant: true)], file: "Y2")
        case 26:
            at("14:01")
            bench.run(nil)
        case 27:
            at("14:02")
            answer("C-10", "Y2", .rejected, "AB05")
        default: runFromThree(step)
        }
    }

    private func runFromThree(_ step: Int) {
        switch step {
        case 28:
            at("15:00")
            let returns = [("X-1-R", 100_000, BankBench.payment("X", 0)), ("RX-1", 4_500, 0)]
            bench.take(
                "M-9", "SCT",
                .returns(
                    returns.enumerated().map { position, each in
                        ReturnFact(
                            id: BankBench.incoming("M-9", position),
                            name: name("transaction \(each.0)"), key: name("return \(each.0)"),
                            original: each.2, amount: UInt128(each.1), chargesExplain: 0,
                            currency: 978, reason: .accountClosed, settlementDay: friday)
                    }))
        case 30:
            at("16:00")
            bench.take(
                "C-11", "SCT",
                .report([
                    BankBench.entry(.returnIn, 100_000, "X-1-R"),
                    BankBench.entry(.returnIn, 4_500, "RX-1"),
                ]))
        case 31:
            at("18:00")
            bench.take("C-12", "SCT", .statement(day: friday, closing: 72_524_475))
            #expect(bench.breaks.isEmpty)
            bench.take("C-13", "SCTINST", .statement(day: friday, closing: 29_937_540))
            #expect(bench.breaks.isEmpty)
        default: Issue.record("step \(step) is no beginning of anything")
        }
    }

    /// Steps after which the bank has answered one message, and stands where the document says.
    static let ends = [
        1, 2, 3, 6, 7, 8, 9, 11, 12, 13, 16, 17, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 30, 31,
    ]

    private func at(_ time: String) {
        let parts = time.split(separator: ":").compactMap { UInt64($0) }
        bench.clock = BankBench.morning + ((parts[0] - 7) * 60 + parts[1]) * 60 * BankBench.second
    }

    private func order(
        _ id: String, _ from: String, _ to: String, _ cents: UInt128
    ) -> TransferOrder {
        TransferOrder(
            id: name("transfer \(id)"), content: name("body \(id)"),
            from: .iban(name("iban \(from)")), to: .reference(name("reference \(to)")),
            amount: cents, currency: 978, isKeyed: true, isOpeningMoney: false, sealed: .none)
    }

    private func report(_ id: String, received: [(String, UInt128)]) {
        bench.take(
            id, "SCT", .report(received.map { BankBench.entry(.received, $0.1, $0.0) }))
    }

    private func answer(_ id: String, _ file: String, _ status: ClearingStatus, _ reason: String) {
        let payment = BankBench.payment(file)
        let carrier = bench.bank.payments[payment]?.message ?? 0
        bench.take(id, "SCTINST", bench.status(about: carrier, [(payment, status, reason)]))
    }

    // MARK: - What the books hold

    /// The ledger's transfers in order, in the document's words.
    var movements: [String] {
        (0..<bench.bank.books.transferCount).compactMap(bench.bank.transfer(at:)).map { transfer in
            let action =
                transfer.flags.contains(.pending)
                ? "hold"
                : transfer.flags.contains(.postPendingTransfer)
                    ? "post" : transfer.flags.contains(.voidPendingTransfer) ? "void" : "book"
            return Self.text(
                action, names[transfer.debitAccountID] ?? "?",
                names[transfer.creditAccountID] ?? "?", Int(transfer.amount))
        }
    }

    static func text(_ action: String, _ debit: String, _ credit: String, _ cents: Int) -> String {
        "\(action) \(debit) → \(credit) \(cents)"
    }

    func posted(_ account: String) -> Int {
        let id = names.first { $0.value == account }?.key ?? 0
        return bench.posted(bench.balance(id))
    }

    /// Open holds: `unapplied → T-SCT 9999`.
    var holds: [String] {
        bench.bank.books.openPendingIDs.compactMap(bench.bank.transfer(id:)).map {
            "\(names[$0.debitAccountID] ?? "?") → \(names[$0.creditAccountID] ?? "?") \($0.amount)"
        }
    }
}

@Suite struct `The golden day, told to the bank` {
    @Test func `moves what the document's rows move, in their order, and nothing else`() throws {
        let day = try BankDay()
        for step in BankDay.ends { day.run(step) }
        let rows = day.day.postings.filter { $0.action != "none" }
        #expect(
            day.movements == rows.map { BankDay.text($0.action, $0.debit, $0.credit, $0.cents) })
    }

    @Test func `has the document's balances and holds after each message`() throws {
        let day = try BankDay()
        for step in BankDay.ends {
            day.run(step)
            let position = try #require(day.day.positions.first { $0.step == step })
            #expect(day.day.accounts.map(day.posted) == position.cents, "step \(step)")
            let holds = position.holds.map { hold in
                let words = hold.split(separator: " ")
                return "\(words[1]) → \(words[3]) \(GoldenDay.cents(String(words[4])) ?? 0)"
            }
            #expect(day.holds.sorted() == holds.sorted(), "step \(step)")
        }
    }

    @Test func `opens one break, for the return of something that was not ours`() throws {
        let day = try BankDay()
        for step in BankDay.ends {
            day.run(step)
            #expect(day.bench.breaks == (step == 30 ? [.unexpectedReturn] : []), "step \(step)")
        }
        #expect(day.bench.bank.payments.isEmpty)
        #expect(day.bench.bank.messages.isEmpty)
    }

    /// Postings.md, "What is written that day", as far as the clearing is concerned.
    @Test func `writes to the clearing what the document says`() throws {
        let day = try BankDay()
        var written: [Int: [OutgoingMessage]] = [:]
        for step in BankDay.ends {
            day.run(step)
            if !day.bench.sent.isEmpty { written[step] = day.bench.sent }
        }
        #expect(written.keys.sorted() == [6, 9, 17, 20, 22, 23, 25, 26])
        #expect(written.values.allSatisfy { $0.count == 1 })
        let kinds = [6, 9, 17, 20, 22, 23, 25, 26].map { written[$0]?.first?.kind }
        #expect(
            kinds == [
                .returns, .transfers, .transfers, .answer, .answer, .answer, .transfers, .question,
            ])
        #expect(written[6]?.first?.reason == .accountInvalid)
        #expect(written[9]?.first?.payments.count == 3)
        #expect(written[20]?.first?.reason == ReasonCode.none)
        #expect(written[22]?.first?.reason == .accountInvalid)
        #expect(written[26]?.first?.about == written[25]?.first?.id)
    }
}
