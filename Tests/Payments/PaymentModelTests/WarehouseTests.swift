import Bytes
import Engine
import Ledger
import PaymentModel
import Testing
import Vocabulary

/// Rows W1–W3 and T6–T12 of `postings.md`: orders for a later day.
///
/// Every test's records are decided again by a copy, and its books add up: see `BankBench`. It is
/// Friday 20 November 2026, 10:00 in Berlin; Alma, Bruno and Clara have 1,000.00 each.
@Suite struct `An order for a later day` {
    private static func here(_ amount: UInt128, to creditor: String) -> PaymentOrder {
        BankBench.order(amount, to: creditor, bank: "90000001")
    }

    private static func reasons(_ bench: BankBench) -> [String] { bench.changes.map(\.reason.text) }

    private static func wait(_ bench: BankBench, until instant: UInt64) {
        bench.clock = instant
        bench.run(nil)
    }

    @Test func `W1, W2: between accounts here is kept, and booked when its day begins`() throws {
        let bench = try BankBench.opened()
        let reply = bench.pay("Alma", [Self.here(2_500, to: "Bruno")], file: "B", on: friday + 2)
        guard
            case .file(.decided(reason: .none, count: 1, accepted: 1, repeated: _, fees: _))? =
                reply
        else {
            Issue.record("not taken: \(String(describing: reply))")
            return
        }
        #expect(bench.states == [.warehoused])
        #expect(bench.changes.map(\.kind) == [.book])
        #expect(bench.changes.map(\.settlementDay) == [friday + 2])
        #expect(bench.held("Alma") == 0)
        #expect(bench.posted("Alma") == 100_000)
        Self.wait(bench, until: BankBench.midnight(friday + 2) - 1)
        #expect(bench.states.isEmpty)
        // Sunday begins: 1,000.00 − 25.00 and 1,000.00 + 25.00.
        Self.wait(bench, until: BankBench.midnight(friday + 2))
        #expect(bench.states == [.settled])
        #expect(bench.changes.map(\.counterAccount) == [name("account Bruno")])
        #expect(bench.posted("Alma") == 97_500)
        #expect(bench.posted("Bruno") == 102_500)
        let booked = bench.bank.transfer(id: BankBench.payment("B"))
        #expect(booked.map { EntryDays(rawValue: $0.userData64).booking } == friday + 2)
        #expect(bench.bank.warehouse.count == 0)
    }

    @Test func `W2: by cycles is held and sent when its settlement day begins`() throws {
        let bench = try BankBench.opened()
        bench.pay("Alma", [BankBench.order(10_000, to: "Far")], file: "C", on: friday + 4)
        #expect(bench.states == [.warehoused])
        #expect(bench.sent.isEmpty)
        #expect(bench.bank.payments.isEmpty)
        Self.wait(bench, until: BankBench.midnight(friday + 4))
        #expect(bench.states == [.held])
        #expect(bench.changes.map(\.isDateMoved) == [false])
        #expect(bench.held("Alma") == 10_000)
        #expect(bench.sent.map(\.settlementDay) == [friday + 4])
        let payment = BankBench.payment("C")
        #expect(bench.sent.map(\.payments) == [[payment]])
        #expect(bench.sent.map(\.about) == [name("file C")])
        bench.take("R", "SCT", .report([BankBench.entry(.sent, 10_000, payment: payment)]))
        #expect(bench.states == [.booked, .settled])
        #expect(bench.posted("Alma") == 90_000)
    }

    @Test func `W2: instant runs at its time, and its clock begins then`() throws {
        let bench = try BankBench.opened()
        // Saturday 20:15 in Berlin, with the offset of the file's writer.
        let time =
            BankBench.midnight(friday + 1) + 20 * 3_600 * BankBench.second + 900
            * BankBench.second
        bench.pay(
            "Alma", [BankBench.order(10_000, to: "Far", isInstant: true)], file: "I",
            on: friday + 2, at: RequestedTime(instant: time, isReading: false))
        #expect(bench.states == [.warehoused])
        #expect(bench.changes.map(\.settlementDay) == [friday + 1])
        Self.wait(bench, until: time - 1)
        #expect(bench.changes.isEmpty)
        Self.wait(bench, until: time)
        #expect(bench.states == [.held])
        #expect(bench.sent.map(\.settlementDay) == [friday + 1])
        let accepted = bench.bank.payments[BankBench.payment("I")]?.acceptedAt ?? 0
        #expect(accepted >= time && accepted < time + BankBench.second)
        Self.wait(bench, until: time + 9 * BankBench.second)
        #expect(bench.changes.isEmpty)
        Self.wait(bench, until: time + 11 * BankBench.second)
        #expect(bench.states == [.outcomeUnknown])
    }

    @Test func `a time later on the same day waits, one that has passed does not`() throws {
        let bench = try BankBench.opened()
        let noon = BankBench.midnight(friday) + 12 * 3_600 * BankBench.second
        for (file, offset) in [("past", -3), ("ahead", 0)] as [(String, Int)] {
            let time = UInt64(Int64(noon) + Int64(offset) * 3_600_000_000_000)
            bench.pay(
                "Alma",
                [
                    Self.here(100, to: "Bruno"), BankBench.order(100, to: "Far"),
                    BankBench.order(100, to: "Far", isInstant: true),
                ], file: file, at: RequestedTime(instant: time, isReading: false))
            #expect(
                bench.states
                    == (offset < 0
                        ? [.settled, .held, .held] : [.warehoused, .warehoused, .warehoused]))
        }
        Self.wait(bench, until: noon)
        // The past one's answer is overdue as well.
        let released = bench.changes.filter { $0.file == name("file ahead") }
        #expect(
            released.filter { $0.state != .outcomeUnknown }.map(\.state)
                == [.settled, .held, .held])
        #expect(
            bench.sent.filter { $0.kind == .transfers }.map(\.settlementDay) == [friday, friday])
    }

    // MARK: - Days

    /// Days counted from Friday 20 November 2026; hours that clocks have been put forward by.
    ///
    /// Closed for TARGET: 25 and 26 December, 1 January, Good Friday 26 March and Easter Monday
    /// 29 March 2027. Clocks go forward on Sunday, 28 March 2027.
    @Test(arguments: [
        // asked for, settles by cycles, hours of summer time there, hours on the day asked for
        (35, 38, 0, 0),  // Friday 25 December → Monday 28 December
        (36, 38, 0, 0),  // Saturday 26 December → the same
        (41, 41, 0, 0),  // Thursday 31 December
        (42, 45, 0, 0),  // Friday 1 January → Monday 4 January
        (126, 130, 1, 0),  // Good Friday 26 March → Tuesday 30 March
        (128, 130, 1, 0),  // Easter Sunday, when clocks change after midnight
        (129, 130, 1, 1),  // Easter Monday
        (366, 367, 0, 0),  // Sunday 21 November 2027 → Monday
    ])
    func `T6: is due when the right day begins`(
        asked: Int32, settles: Int32, summer: Int, summerAsked: Int
    ) throws {
        let bench = try BankBench.opened()
        bench.pay(
            "Alma",
            [
                BankBench.order(1, to: "Far"), BankBench.order(2, to: "Far", isInstant: true),
                Self.here(3, to: "Bruno"),
            ], file: "D", on: friday + asked)
        #expect(bench.states == [.warehoused, .warehoused, .warehoused])
        #expect(
            bench.changes.map(\.settlementDay)
                == [friday + settles, friday + asked, friday + asked])
        // ACWC + DT06 where the day has moved; instant and book never are.
        #expect(bench.changes.map(\.isDateMoved) == [settles != asked, false, false])
        let hour = 3_600 * BankBench.second
        let due = BankBench.midnight(friday + settles) - UInt64(summer) * hour
        let dueAsked = BankBench.midnight(friday + asked) - UInt64(summerAsked) * hour
        #expect(
            bench.bank.warehouse.orders.map(\.dueAt).sorted() == [due, dueAsked, dueAsked].sorted())
        Self.wait(bench, until: dueAsked)
        let first = Set(bench.changes.filter { $0.state != .outcomeUnknown }.map(\.amount))
        #expect(first == (settles == asked ? [1, 2, 3] : [2, 3]))
        guard settles != asked else { return }
        Self.wait(bench, until: due)
        let last = bench.changes.filter { $0.amount == 1 }
        #expect(last.map(\.state) == [.held])
        #expect(last.map(\.isDateMoved) == [false])
        #expect(
            bench.sent.filter { $0.kind == .transfers }.map(\.settlementDay) == [friday + settles])
    }

    @Test func `T8: a time without an offset is the bank's, also where clocks change`() throws {
        let bench = try BankBench.opened()
        let hour = 3_600 * BankBench.second
        // Readings as if of UTC: Sunday 28 March 2027, 02:30, which clocks skip; and Sunday
        // 25 October 2026 is past, so Sunday 31 October 2027, at 345 days, 02:30, shown twice.
        let skipped = UInt64(friday + 128) * 24 * hour + 2 * hour + hour / 2
        let twice = UInt64(friday + 345) * 24 * hour + 2 * hour + hour / 2
        for (file, reading) in [("skipped", skipped), ("twice", twice)] {
            bench.pay(
                "Alma", [Self.here(1, to: "Bruno")], file: file,
                at: RequestedTime(instant: reading, isReading: true))
        }
        let due = ["skipped", "twice"].map { bench.bank.warehouse[BankBench.payment($0)]?.dueAt }
        // Clocks are changed at 01:00 UTC; the first 02:30 is of summer time, 00:30 UTC.
        #expect(due == [skipped - hour - hour / 2, twice - 2 * hour])
    }

    @Test func `T7: more than 366 days ahead its group is refused, and nothing else`() throws {
        let bench = try BankBench.opened()
        let far = BankBench.midnight(friday + 367)
        bench.run(
            .submitFile(
                BankBench.file(
                    "F",
                    [
                        BankBench.group(
                            "Alma", [Self.here(1, to: "Bruno")], id: "a", on: friday + 367),
                        BankBench.group(
                            "Alma", [Self.here(2, to: "Bruno")], id: "b", on: friday + 366),
                        BankBench.group(
                            "Alma", [BankBench.order(3, to: "Far", isInstant: true)], id: "c",
                            at: RequestedTime(instant: far, isReading: false)),
                        BankBench.group(
                            "Alma", [BankBench.order(4, to: "Far")], id: "d",
                            at: RequestedTime(instant: .max, isReading: true)),
                    ])))
        #expect(bench.states == [.rejected, .warehoused, .rejected, .rejected])
        #expect(Self.reasons(bench) == ["CH03", "", "CH03", "CH03"])
        #expect(bench.bank.warehouse.count == 1)
    }

    @Test func `each group of a file has its own day`() throws {
        let bench = try BankBench.opened()
        bench.run(
            .submitFile(
                BankBench.file(
                    "F",
                    (0..<4).map { group in
                        BankBench.group(
                            "Alma",
                            [Self.here(100, to: "Bruno"), BankBench.order(10, to: "Far")],
                            id: "\(group)", on: friday + Int32(group) - 1)
                    })))
        #expect(
            bench.states
                == [
                    .settled, .held, .settled, .held, .warehoused, .warehoused, .warehoused,
                    .warehoused,
                ])
        // By now nobody has answered for the two that left on Friday.
        Self.wait(bench, until: BankBench.midnight(friday + 1))
        #expect(bench.states == [.settled, .outcomeUnknown, .outcomeUnknown])
        Self.wait(bench, until: BankBench.midnight(friday + 2))
        #expect(bench.states == [.settled])
        // Saturday's and Sunday's by cycles settle on Monday, in one message.
        Self.wait(bench, until: BankBench.midnight(friday + 3))
        #expect(bench.changes.filter { $0.amount == 10 }.suffix(2).map(\.state) == [.held, .held])
        #expect(bench.sent.map(\.payments.count) == [2])
        // 1,000.00 − 4 × 1.00; 4 × 0.10 are held.
        #expect(bench.posted("Alma") == 99_600)
        #expect(bench.held("Alma") == 40)
    }

    // MARK: - Refused at once, refused on the day

    @Test func `T10: what cannot work is refused at once`() throws {
        let bench = try BankBench.opened()
        bench.open("Dora", currency: 840)
        bench.open("Emil", "Fritz")
        bench.run(bench.order(.closed, of: name("account Emil")))
        bench.run(bench.order(.frozen, of: name("account Fritz")))
        var unreadable = Self.here(1, to: "Bruno")
        unreadable.refusal = .formatInvalid
        bench.pay(
            "Alma",
            [
                Self.here(1, to: "Nobody"), Self.here(1, to: "Dora"), Self.here(1, to: "Emil"),
                Self.here(1, to: "Fritz"), Self.here(0, to: "Bruno"), Self.here(1, to: "Alma"),
                BankBench.order(1, to: "Far", bank: "90000009"),
                BankBench.order(10_000_001, to: "Far", isInstant: true),
                BankBench.order(1, to: "Far", isInstant: true, bank: "90000003"), unreadable,
            ], file: "R", on: friday + 5)
        #expect(
            Self.reasons(bench) == [
                "AC01", "AM03", "AC04", "MS03", "AM01", "AG01", "RC01", "AM02", "RC01", "FF01",
            ])
        bench.pay("Emil", [Self.here(1, to: "Bruno")], file: "E", on: friday + 5)
        bench.pay("Fritz", [Self.here(1, to: "Bruno")], file: "Z", on: friday + 5)
        #expect(Self.reasons(bench) == ["AC06"])
        #expect(bench.bank.warehouse.count == 0)
    }

    @Test func `T9, T11: cover is taken on the day, in the order of receipt`() throws {
        let bench = try BankBench.opened()
        // File ids are hashes of names: their order is none of receipt.
        for (file, amount) in [("Z", 60_000), ("A", 50_000), ("M", 40_000)] as [(String, UInt128)] {
            bench.pay(
                "Alma", [Self.here(amount, to: "Bruno"), BankBench.order(1, to: "Far")],
                file: file, on: friday + 3)
            #expect(bench.states == [.warehoused, .warehoused])
        }
        Self.wait(bench, until: BankBench.midnight(friday + 3))
        // 1,000.00 − 600.00 − 0.01 leaves 399.99: neither 500.00 nor 400.00, but 0.01 twice.
        #expect(bench.states == [.settled, .held, .rejected, .held, .rejected, .held])
        #expect(Self.reasons(bench) == ["", "", "AM04", "", "AM04", ""])
        #expect(bench.posted("Alma") == 40_000)
        #expect(bench.held("Alma") == 3)
    }

    @Test func `W2: what has changed until its day decides`() throws {
        let bench = try BankBench.opened()
        bench.open("Emil")
        for debtor in ["Alma", "Bruno", "Clara"] {
            bench.pay(
                debtor, [Self.here(1, to: "Emil"), BankBench.order(2, to: "Far")], file: debtor,
                on: friday + 3)
        }
        bench.run(bench.order(.frozen, of: name("account Alma")))
        bench.run(bench.order(.creditBlocked, of: name("account Emil")))
        let setup = try demonstration()
        bench.run(
            .configure(
                BankConfiguration(
                    setup: BankSetup(
                        bank: setup.bank, schemes: setup.schemes,
                        reach: setup.reach.filter { $0.bankCode != "90000002" }),
                    isSandbox: true)))
        Self.wait(bench, until: BankBench.midnight(friday + 3))
        #expect(Self.reasons(bench) == ["AC06", "AC06", "MS03", "RC01", "MS03", "RC01"])
        #expect(bench.states.allSatisfy { $0 == .rejected })
        #expect(bench.bank.warehouse.count == 0)
        #expect(bench.posted("Bruno") == 100_000)
    }

    @Test func `AM23: the bank's own position counts on the day`() throws {
        let bench = try BankBench.opened()
        bench.pay(
            "Alma", [BankBench.order(10_000, to: "Far", isInstant: true)], file: "I", on: friday + 1
        )
        // The clearing takes out all that it held for us: 1,000,000.00.
        bench.take(
            "OUT", "SCTINST",
            .report([BankBench.entry(.funding, 100_000_000, isCredit: false)]))
        Self.wait(bench, until: BankBench.midnight(friday + 1))
        #expect(Self.reasons(bench) == ["AM23"])
        #expect(bench.held("Alma") == 0)
    }

    @Test func `T3: released late, after the cut-off, it settles on the next business day`() throws
    {
        let bench = try BankBench.opened()
        bench.pay("Alma", [BankBench.order(1, to: "Far")], file: "L", on: friday + 3)
        // The bank was down until Monday 17:00; the cut-off is 16:00.
        Self.wait(bench, until: BankBench.midnight(friday + 3) + 17 * 3_600 * BankBench.second)
        #expect(bench.states == [.held])
        #expect(bench.changes.map(\.isDateMoved) == [true])
        #expect(bench.sent.map(\.settlementDay) == [friday + 4])
    }

    // MARK: - Cancelled

    private static func cancel(_ bench: BankBench, _ payment: UInt128) -> CancellationOutcome? {
        let reply = bench.run(.cancel(payment: payment, reason: .none))
        if case .cancellation(let outcome)? = reply { return outcome }
        return nil
    }

    @Test func `W3: is ended by a cancellation, once, and before its day only`() throws {
        let bench = try BankBench.opened()
        bench.pay(
            "Alma", [Self.here(100, to: "Bruno"), BankBench.order(200, to: "Far")], file: "C",
            on: friday + 3)
        #expect(Self.cancel(bench, BankBench.payment("C", 0)) == .cancelled)
        #expect(bench.states == [.cancelled])
        #expect(Self.reasons(bench) == ["DS02"])
        #expect(bench.changes.map(\.kind) == [.book])
        #expect(bench.changes.map(\.file) == [name("file C")])
        #expect(Self.cancel(bench, BankBench.payment("C", 0)) == .notKept)
        #expect(bench.heard.isEmpty)
        #expect(Self.cancel(bench, 5) == .notKept)
        Self.wait(bench, until: BankBench.midnight(friday + 3))
        #expect(bench.states == [.held])
        #expect(bench.changes.map(\.amount) == [200])
        #expect(Self.cancel(bench, BankBench.payment("C", 1)) == .isSent)
        #expect(bench.posted("Bruno") == 100_000)
        #expect(bench.held("Alma") == 200)
    }

    // MARK: - Many

    /// 2,500 due at once, 1,000 an entry.
    @Test func `T11: many that are due together are released in pieces, in order`() throws {
        let bench = try BankBench.opened()
        bench.comparesEvery = 4
        let orders = (0..<2_500).map { _ in BankBench.order(1, to: "Far") }
        bench.pay("Alma", orders, file: "M", on: friday + 3)
        #expect(bench.bank.warehouse.count == 2_500)
        bench.clock = BankBench.midnight(friday + 3)
        var counts: [Int] = []
        var order: [UInt128] = []
        while bench.bank.nextTimer.map({ $0 <= bench.clock }) == true {
            bench.run(nil)
            counts.append(bench.changes.count)
            order += bench.changes.map(\.payment)
            #expect(bench.sent.flatMap(\.payments) == bench.changes.map(\.payment))
            // Up to three transfers a message, as the scheme's row says.
            #expect(bench.sent.count == (bench.changes.count + 2) / 3)
        }
        #expect(counts == [1_000, 1_000, 500])
        #expect(order == (0..<2_500).map { BankBench.payment("M", $0) })
        #expect(bench.held("Alma") == 2_500)
        bench.compare()
    }

    @Test func `T11: commands go on between the pieces`() throws {
        let bench = try BankBench.opened()
        bench.comparesEvery = 4
        bench.pay(
            "Alma", (0..<1_500).map { _ in Self.here(1, to: "Bruno") }, file: "M", on: friday + 1)
        bench.clock = BankBench.midnight(friday + 1)
        bench.pay("Clara", [Self.here(7, to: "Bruno")], file: "N", on: friday + 1)
        #expect(bench.changes.count == 1_001)
        #expect(bench.changes.last?.state == .settled)
        // One that still waits in line can be cancelled.
        #expect(bench.bank.warehouse.count == 500)
        #expect(bench.posted("Bruno") == 101_007)
        bench.run(nil)
        #expect(bench.posted("Bruno") == 101_507)
        #expect(bench.posted("Alma") == 98_500)
    }

    @Test func `T12: a full warehouse takes no more`() throws {
        var warehouse = Warehouse(limit: 2)
        let order = WarehousedOrder(
            id: 1, file: 2, account: 3, isBook: true, order: Self.here(1, to: "Bruno"),
            day: friday, dueAt: 4)
        var other = order
        other.id = 9
        #expect(!warehouse.isFull)
        warehouse.keep(other)
        #expect(!warehouse.isFull)
        warehouse.keep(order)
        #expect(warehouse.isFull)
        #expect(warehouse.orders.map(\.id) == [1, 9])
        #expect(warehouse.take(9)?.id == 9)
        #expect(warehouse.take(9) == nil)
        #expect(!warehouse.isFull)
    }

    // MARK: - Nothing else knows it

    @Test func `the clearing cannot name it`() throws {
        let bench = try BankBench.opened()
        bench.pay("Alma", [BankBench.order(10_000, to: "Far")], file: "X", on: friday + 3)
        let payment = BankBench.payment("X")
        bench.take("S", "SCT", bench.status(about: 5, [(payment, .acceptedProfile, "")]))
        #expect(bench.breaks == [.unknownOriginal])
        bench.take("R", "SCT", .report([BankBench.entry(.sent, 10_000, payment: payment)]))
        #expect(bench.breaks == [.unknownSent])
        #expect(bench.changes.isEmpty)
        #expect(bench.bank.warehouse.count == 1)
    }

    @Test func `what it is executed from is not erased before its day`() throws {
        let bench = try BankBench.opened()
        bench.pay("Alma", [Self.here(1, to: "Bruno")], file: "E", on: friday + 1)
        let erasure = BankCommand.erase(
            Erasure(
                .file, id: name("file E"), key: 5, since: 0, keptDays: 0, reason: .none))
        for outcome in [ErasureOutcome.stillNeeded, .erased] {
            guard case .erasure(let found)? = bench.run(erasure) else {
                Issue.record("no answer")
                return
            }
            #expect(found == outcome)
            Self.wait(bench, until: BankBench.midnight(friday + 1))
        }
    }

    @Test func `the same file again is the same answer, before and after its day`() throws {
        let bench = try BankBench.opened()
        let outcomes = (0..<2).map { _ -> FileOutcome? in
            let reply = bench.pay("Alma", [Self.here(1, to: "Bruno")], file: "A", on: friday + 1)
            if case .file(let outcome)? = reply { return outcome }
            return nil
        }
        #expect(outcomes == [.decided(reason: .none, count: 1, accepted: 1), .replayed(.none)])
        #expect(bench.bank.warehouse.count == 1)
        Self.wait(bench, until: BankBench.midnight(friday + 1))
        bench.pay("Alma", [Self.here(1, to: "Bruno")], file: "A", on: friday + 1)
        #expect(bench.heard.isEmpty)
        #expect(bench.posted("Bruno") == 100_001)
    }

    // MARK: - Time, snapshots, older journals

    @Test func `a sandbox's clock stops at each day on its way, and books each on its own`() throws
    {
        let bench = try BankBench.opened()
        for ahead in [3, 1, 2] as [Int32] {
            bench.pay(
                "Alma", [Self.here(UInt128(ahead), to: "Bruno")], file: "\(ahead)",
                on: friday + ahead)
        }
        let target = BankBench.midnight(friday + 3)
        var stops: [Int32] = []
        for _ in 0..<9 {
            guard case .clock(let outcome)? = bench.run(.moveClock(to: target)) else { break }
            guard outcome == .stopped else { break }
            stops.append(bench.bank.calendarDay(at: bench.last))
        }
        bench.run(nil)
        #expect(stops == [friday + 1, friday + 2, friday + 3])
        let days = [1, 2, 3].map { ahead in
            bench.bank.transfer(id: BankBench.payment("\(ahead)")).map {
                EntryDays(rawValue: $0.userData64).booking
            }
        }
        #expect(days == [friday + 1, friday + 2, friday + 3])
        #expect(bench.posted("Bruno") == 100_006)
    }

    @Test func `a bank from a snapshot keeps what the other keeps, and releases it alike`() throws {
        let bench = try BankBench.opened()
        bench.pay(
            "Alma", [Self.here(5, to: "Bruno"), BankBench.order(6, to: "Far")], file: "S",
            on: friday + 3)
        let restored = try BankBench.restored(bench.bank)
        #expect(restored.warehouse.count == 2)
        #expect(BankBench.state(restored) == BankBench.state(bench.bank))
        // From here on the restored one decides every record again and must come to the same.
        let second = BankBench(bench.bank, copy: restored, clock: BankBench.midnight(friday + 3))
        second.run(nil)
        #expect(second.states == [.settled, .held])
        second.compare()
        #expect(second.posted("Bruno") == 100_005)
        // What is kept is part of the state.
        let other = try BankBench.opened()
        other.pay(
            "Alma", [Self.here(5, to: "Bruno"), BankBench.order(6, to: "Far")], file: "S",
            on: friday + 4)
        #expect(BankBench.state(other.bank) != BankBench.state(restored))
    }

    @Test func `a record of the older rules is decided by them: at once`() throws {
        let bench = try BankBench.opened()
        let old = try BankBench.restored(bench.bank)
        old.decide(byRules: 1)
        let file = BankBench.file(
            "O",
            [
                BankBench.group(
                    "Alma", [Self.here(100, to: "Bruno"), BankBench.order(1, to: "Far")], id: "O",
                    on: friday + 5)
            ])
        var record = ByteWriter()
        var events: [BankEvent] = []
        var instant = max(bench.clock, bench.last + 1)
        let reply = old.apply(.submitFile(file), at: &instant, record: &record, events: &events)
        guard
            case .file(.decided(reason: .none, count: 1 + 1, accepted: 2, repeated: _, fees: _)) =
                reply
        else {
            Issue.record("\(reply)")
            return
        }
        #expect(old.warehouse.count == 0)
        #expect(old.books.account(id: name("account Bruno"))?.creditsPosted == 100_100)
    }
}
