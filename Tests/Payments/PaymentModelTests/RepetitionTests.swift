import PaymentModel
import Testing
import Vocabulary

/// The same orders under another MsgId (D9), and repeated references alone (D10).
@Suite struct `The same orders again` {
    /// Tokens: 1 and 5 give orders, 2 releases.
    private func bank(limit: Int128? = nil) throws -> BankBench {
        let bench = try BankBench.opened()
        if let limit {
            let setup = try demonstration()
            let rules = ApprovalRules(
                payment: [Money(minorUnits: limit, currency: .eur)], file: [],
                expirySeconds: 3600)
            bench.run(
                .configure(
                    BankConfiguration(
                        setup: BankSetup(
                            bank: setup.bank, schemes: setup.schemes, reach: setup.reach,
                            approvals: rules), isSandbox: true)))
        }
        bench.admit(1, .operator)
        bench.admit(5, .operator)
        bench.admit(2, .approver)
        return bench
    }

    private func file(
        _ id: String, orders: UInt128 = 4711, amount: UInt128 = 2_500, endToEnd: String = "",
        by: UInt128 = 1, debtor: String = "Alma"
    ) -> PaymentFile {
        let order = BankBench.order(amount, to: "Bruno", endToEnd: endToEnd, bank: "90000001")
        var file = BankBench.file(id, [BankBench.group(debtor, [order], id: id)])
        file.orders = orders
        file.by = by
        return file
    }

    private func outcome(_ reply: BankReply?) -> FileOutcome? {
        if case .file(let outcome)? = reply { outcome } else { nil }
    }

    private func decide(
        _ bench: BankBench, _ file: PaymentFile, isApproved: Bool = true, by: UInt128
    ) -> ApprovalOutcome? {
        let reply = bench.run(
            .decideApproval(
                ApprovalDecision(
                    id: file.id, isApproved: isApproved, content: file.content, by: by,
                    orderCount: 1, reason: .none)))
        if case .approval(let outcome)? = reply { return outcome }
        return nil
    }

    @Test func `D9: are held whole, and nothing is booked`() throws {
        let bench = try bank()
        #expect(
            outcome(bench.run(.submitFile(file("A"))))
                == .decided(reason: .none, count: 1, accepted: 1))
        #expect(outcome(bench.run(.submitFile(file("B")))) == .waiting(count: 1, .repetition))
        #expect(bench.states == [.awaitingApproval])
        // 1,000.00 less the 25.00 of the first alone.
        #expect(bench.posted("Alma") == 97_500)
        #expect(
            outcome(bench.run(.submitFile(file("C", orders: 4712))))
                == .decided(reason: .none, count: 1, accepted: 1), "other orders")
    }

    @Test(arguments: [(1, true), (2, true), (5, false)] as [(UInt128, Bool)])
    func `D9: whoever sent them or an approver confirms, nobody else`(
        by: UInt128, isDone: Bool
    ) throws {
        let bench = try bank()
        bench.run(.submitFile(file("A")))
        bench.run(.submitFile(file("B")))
        let found = decide(bench, file("B"), by: by)
        #expect(found == (isDone ? .released(.file(accepted: 1, count: 1)) : .notApprover))
        // Twice 25.00, or once.
        #expect(bench.posted("Alma") == (isDone ? 95_000 : 97_500))
    }

    @Test func `D9: withdrawn, they are rejected with DS02, and a third is held again`() throws {
        let bench = try bank()
        bench.run(.submitFile(file("A")))
        bench.run(.submitFile(file("B")))
        #expect(decide(bench, file("B"), isApproved: false, by: 1) == .refused)
        #expect(bench.changes.map(\.reason.text) == ["DS02"])
        #expect(outcome(bench.run(.submitFile(file("B")))) == .replayed(.none))
        #expect(outcome(bench.run(.submitFile(file("C")))) == .waiting(count: 1, .repetition))
        // 72 hours, and a moment more: it came some nanoseconds after the clock's instant.
        bench.advance(seconds: 259_201)
        #expect(bench.changes.map(\.reason.text) == ["DS24"])
        #expect(bench.posted("Alma") == 97_500)
    }

    @Test func `D9: above a limit whoever sent them cannot confirm alone`() throws {
        let bench = try bank(limit: 2_000)
        bench.run(.submitFile(file("A")))
        #expect(decide(bench, file("A"), by: 1) == .notApprover)
        #expect(decide(bench, file("A"), by: 2) == .released(.file(accepted: 1, count: 1)))
        #expect(
            outcome(bench.run(.submitFile(file("B"))))
                == .waiting(count: 1, .limitAndRepetition))
        #expect(decide(bench, file("B"), by: 1) == .notApprover)
        #expect(decide(bench, file("B"), by: 2) == .released(.file(accepted: 1, count: 1)))
    }

    @Test func `D9: a file of which nothing was accepted may come again`() throws {
        let bench = try bank()
        // Alma has 1,000.00.
        let first = outcome(bench.run(.submitFile(file("A", amount: 100_001))))
        #expect(first == .decided(reason: .none, count: 1, accepted: 0))
        let second = outcome(bench.run(.submitFile(file("B", amount: 100_001))))
        #expect(second == .decided(reason: .none, count: 1, accepted: 0))
    }

    @Test func `D10: a reference again is executed, with a warning`() throws {
        let bench = try bank()
        for (id, orders, isRepeated) in [("A", 1, false), ("B", 2, true), ("C", 3, true)] {
            let sent = file(id, orders: UInt128(orders), endToEnd: "RENT")
            let repeated = isRepeated ? [PaymentFile.paymentID(file: sent.id, position: 0)] : []
            #expect(
                outcome(bench.run(.submitFile(sent)))
                    == .decided(reason: .none, count: 1, accepted: 1, repeated: repeated))
            let told = bench.heard.compactMap {
                if case .fileDecided(let decision) = $0 { decision.repeatedReferences } else { nil }
            }
            #expect(told == [repeated.count])
        }
        #expect(bench.posted("Alma") == 92_500)
    }

    @Test func `D10: a refused transfer leaves no reference behind`() throws {
        let bench = try bank()
        bench.run(.submitFile(file("A", orders: 1, amount: 100_001, endToEnd: "RENT")))
        #expect(
            outcome(bench.run(.submitFile(file("B", orders: 2, endToEnd: "RENT"))))
                == .decided(reason: .none, count: 1, accepted: 1))
    }
}
