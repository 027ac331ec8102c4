import Ledger
import PaymentModel
import Testing
import Vocabulary

/// What is asked for through the interface: accounts, transfers, days, the clock, and the ledger
/// alone.
@Suite struct `Through the interface` {
    private static func order(
        _ id: String, _ from: String, _ to: String, _ amount: UInt128, currency: UInt16 = 978,
        isKeyed: Bool = true
    ) -> TransferOrder {
        TransferOrder(
            id: name("transfer \(id)"), content: name("\(from) \(to) \(amount) \(currency)"),
            from: .reference(name("reference \(from)")), to: .iban(name("iban \(to)")),
            amount: amount, currency: currency, isKeyed: isKeyed, isOpeningMoney: false,
            sealed: .none)
    }

    private static func opening(
        _ id: String, _ to: String, _ amount: UInt128, currency: UInt16
    ) -> TransferOrder {
        var order = order(id, "", to, amount, currency: currency)
        order.isOpeningMoney = true
        return order
    }

    @discardableResult
    private static func move(_ bench: BankBench, _ order: TransferOrder) -> TransferOutcome? {
        if case .transfer(let outcome)? = bench.run(.transfer(order)) { outcome } else { nil }
    }

    // MARK: - Transfers

    @Test func `money moves, and the same order again is answered without moving it`() throws {
        let bench = try BankBench.opened()
        let order = Self.order("T", "Alma", "Bruno", 700)
        #expect(Self.move(bench, order) == .posted)
        #expect(bench.posted("Alma") == 99_300)
        #expect(Self.move(bench, order) == .replayed)
        #expect(bench.heard.isEmpty)
        #expect(bench.posted("Alma") == 99_300)
        #expect(Self.move(bench, Self.order("T", "Alma", "Bruno", 701)) == .keyReused)
    }

    @Test(arguments: [
        ("Nobody", "Bruno", UInt128(1), UInt16(978), TransferOutcome.fromUnknown),
        ("Alma", "Nobody", 1, 978, .toUnknown), ("Alma", "Alma", 1, 978, .sameAccount),
        ("Alma", "Bruno", 0, 978, .amountZero), ("Alma", "Bruno", 1, 840, .fromCurrencyDiffers),
        ("Alma", "Dollar", 1, 978, .toCurrencyDiffers), ("Frost", "Bruno", 1, 978, .fromFrozen),
        ("Alma", "Frost", 1, 978, .toFrozen), ("Empty", "Bruno", 1, 978, .fromClosed),
        ("Alma", "Empty", 1, 978, .toClosed), ("Alma", "Bruno", 1, 777, .currencyUnknown),
        ("Alma", "Bruno", 100_001, 978, .insufficientFunds),
        ("Alma", "Bruno", .max, 978, .overflow),
    ])
    func `a refusal names its reason and moves nothing`(
        from: String, to: String, amount: UInt128, currency: UInt16, expected: TransferOutcome
    ) throws {
        for isKeyed in [false, true] {
            let bench = try BankBench.opened()
            bench.open("Empty", "Frost")
            bench.open("Dollar", currency: 840)
            bench.run(bench.order(.closed, of: name("account Empty")))
            bench.run(bench.order(.frozen, of: name("account Frost")))
            let before = bench.bank.books.transferCount
            let order = Self.order("T", from, to, amount, currency: currency, isKeyed: isKeyed)
            let outcome = Self.move(bench, order)
            // More than any balance can hold is no cover, too.
            #expect(outcome == expected || amount == .max && outcome == .insufficientFunds)
            #expect(bench.bank.books.transferCount == before)
        }
    }

    @Test func `a refusal for want of cover goes on under its key, whatever comes later`() throws {
        let bench = try BankBench.opened()
        let order = Self.order("T", "Alma", "Bruno", 100_001)
        #expect(Self.move(bench, order) == .insufficientFunds)
        #expect(Self.move(bench, Self.order("U", "Bruno", "Alma", 10)) == .posted)
        #expect(Self.move(bench, order) == .insufficientFunds)
        #expect(bench.heard.isEmpty)
        #expect(Self.move(bench, Self.order("T", "Alma", "Bruno", 5)) == .keyReused)
        #expect(Self.move(bench, Self.order("V", "Alma", "Bruno", 100_001)) == .posted)
    }

    @Test func `an account that was unknown stays unknown under the key`() throws {
        let bench = try BankBench.opened()
        let order = Self.order("T", "Alma", "Dora", 5)
        #expect(Self.move(bench, order) == .toUnknown)
        bench.open("Dora")
        #expect(Self.move(bench, order) == .toUnknown)
        #expect(Self.move(bench, Self.order("U", "Alma", "Dora", 5)) == .posted)
    }

    /// What changed nothing may be decided anew.
    @Test func `a refusal that no later state can turn is not remembered`() throws {
        let bench = try BankBench.opened()
        #expect(Self.move(bench, Self.order("T", "Alma", "Bruno", 0)) == .amountZero)
        #expect(Self.move(bench, Self.order("T", "Alma", "Bruno", 10)) == .posted)
    }

    @Test func `the bank's own accounts cannot be named`() throws {
        let bench = try BankBench.opened()
        let own = AccountDirectory.ownID(.equity, currency: 978)
        var order = Self.order("T", "Alma", "Bruno", 10)
        order.from = .id(own)
        #expect(Self.move(bench, order) == .ownAccount)
        order = Self.order("U", "Alma", "Bruno", 10)
        order.to = .id(own)
        #expect(Self.move(bench, order) == .ownAccount)
    }

    @Test func `E2: opening money, in a sandbox and a currency without a scheme only`() throws {
        let bench = try BankBench.opened()
        bench.open("Dollar", currency: 840)
        #expect(Self.move(bench, Self.opening("T", "Dollar", 500, currency: 840)) == .posted)
        #expect(bench.posted("Dollar") == 500)
        let nostro = bench.balance(AccountDirectory.ownID(.nostro, currency: 840))
        #expect(nostro.debitsPosted == 500)
        #expect(
            Self.move(bench, Self.opening("U", "Alma", 500, currency: 978))
                == .currencyHasScheme)
        try bench.configure(isSandbox: false)
        #expect(Self.move(bench, Self.opening("V", "Dollar", 500, currency: 840)) == .notAllowed)
    }

    // MARK: - Accounts

    @Test func `an account is opened once, and every name is its own`() throws {
        let bench = try BankBench.opened()
        func open(_ opening: AccountOpening) -> OpeningOutcome? {
            guard case .opening(let outcome)? = bench.run(.openAccount(opening)) else { return nil }
            return outcome
        }
        let dora = BankBench.opening("Dora")
        #expect(open(dora) == .opened)
        #expect(open(dora) == .replayed)
        var other = dora
        other.content = 1
        #expect(open(other) == .keyReused)
        other = BankBench.opening("Emil")
        other.reference = dora.reference
        #expect(open(other) == .referenceTaken)
        other.reference = 0
        other.iban = dora.iban
        #expect(open(other) == .ibanTaken)
        other.iban = 0
        other.currency = 777
        #expect(open(other) == .currencyUnknown)
        other.currency = 978
        #expect(open(other) == .opened)
        for id in [0, UInt128.max] {
            other.id = id
            #expect(open(other) == .keyReused)
        }
        let own = AccountDirectory.ownID(.settlement, currency: 978, scheme: bench.key("SCT"))
        other.id = own
        #expect(open(other) == .keyReused)
    }

    @Test func `an account is closed only when nothing is in it or on its way`() throws {
        let bench = try BankBench.opened()
        func set(_ id: UInt128, _ status: BankAccount.Status) -> StatusOutcome? {
            guard case .status(let outcome)? = bench.run(bench.order(status, of: id)) else {
                return nil
            }
            return outcome
        }
        let alma = name("account Alma")
        #expect(set(alma, .closed) == .balanceNotZero)
        #expect(set(alma, .frozen) == .changed)
        #expect(set(alma, .frozen) == .unchanged)
        #expect(set(alma, .open) == .changed)
        #expect(set(name("account Nobody"), .frozen) == .unknownAccount)
        #expect(set(AccountDirectory.ownID(.equity, currency: 978), .frozen) == .ownAccount)
        bench.open("Dora")
        bench.receive([.init(id: "J", amount: 5, creditor: "Dora")], in: "M", "SCTINST")
        #expect(set(name("account Dora"), .closed) == .balanceNotZero)
        bench.take("S", "SCTINST", bench.confirmation(of: "M", "J", .rejected, "AB05"))
        #expect(set(name("account Dora"), .closed) == .changed)
        #expect(set(name("account Dora"), .open) == .accountClosed)
        #expect(set(name("account Dora"), .frozen) == .accountClosed)
    }

    @Test func `nothing is kept before anything is configured`() {
        let bench = BankBench()
        bench.open("Alma")
        #expect(bench.heard.isEmpty)
        #expect(Self.move(bench, Self.order("T", "Alma", "Bruno", 1)) == .currencyUnknown)
    }

    @Test func `the same configuration again is no change`() throws {
        let bench = BankBench()
        guard case .configured(true)? = try bench.configure(),
            case .configured(false)? = try bench.configure(),
            case .configured(true)? = try bench.configure(asksAfter: [1])
        else {
            Issue.record("configured, again, and anew")
            return
        }
    }

    @Test func `a payment under way keeps its currency when the scheme's row changes`() throws {
        let bench = try BankBench.opened()
        bench.pay("Alma", [BankBench.order(10_000, to: "Far")], file: "X")
        try bench.configure(currency: .usd)
        let payment = BankBench.payment("X")
        bench.take("R", "SCT", .report([BankBench.entry(.sent, 10_000, payment: payment)]))
        #expect(bench.states == [.booked, .settled])
        #expect(bench.posted("Alma") == 90_000)
    }

    // MARK: - Days

    private static func close(
        _ bench: BankBench, _ day: Int32, currency: UInt16 = 978
    ) -> CloseOutcome? {
        guard
            case .close(let outcome)? = bench.run(
                .closeDay(DayClosing(currency: currency, day: day)))
        else {
            return nil
        }
        return outcome
    }

    @Test func `a day is closed once, with the days before it, and not before it begins`() throws {
        let bench = try BankBench.opened()
        #expect(Self.close(bench, friday + 1) == .notBegun)
        #expect(Self.close(bench, friday, currency: 777) == .currencyUnknown)
        #expect(Self.close(bench, friday) == .closed)
        #expect(Self.close(bench, friday) == .alreadyClosed)
        #expect(bench.bank.accounts[id: name("account Alma")]?.statements == 1)
        #expect(bench.bank.bookingDay(978, at: bench.clock) == friday + 1)
        bench.pay(
            "Alma", [BankBench.order(1, to: "Bruno", bank: "90000001")], file: "B")
        let booked = bench.bank.transfer(id: BankBench.payment("B"))
        #expect(booked.map { EntryDays(rawValue: $0.userData64).booking } == friday + 1)
        bench.clock += 3 * BankBench.day
        #expect(Self.close(bench, friday + 3) == .closed)
        #expect(bench.heard.count == 6)
        #expect(bench.bank.accounts[id: name("account Alma")]?.statements == 4)
    }

    @Test func `a closed day does not move an instant payment's date`() throws {
        let bench = try BankBench.opened()
        #expect(Self.close(bench, friday) == .closed)
        bench.pay("Alma", [BankBench.order(1, to: "Far", isInstant: true)], file: "I")
        #expect(bench.sent.map(\.settlementDay) == [friday])
    }

    /// Row E8: it is none of the bank's, and refused.
    @Test func `closing a day before the first account closes nothing`() throws {
        let bench = try BankBench.opened()
        #expect(Self.close(bench, friday - 10) == .beforeFirst)
        #expect(bench.bank.bookingDay(978, at: bench.clock) == friday)
        #expect(bench.bank.accounts[id: name("account Alma")]?.statements == 0)
        #expect(Self.close(bench, friday) == .closed)
        #expect(bench.bank.accounts[id: name("account Alma")]?.statements == 1)
    }

    // MARK: - The clock

    private static func move(_ bench: BankBench, to instant: UInt64) -> ClockOutcome? {
        if case .clock(let outcome)? = bench.run(.moveClock(to: instant)) { outcome } else { nil }
    }

    @Test func `a sandbox's clock goes forward, and what falls due happens`() throws {
        let bench = try BankBench.opened()
        bench.pay("Alma", [BankBench.order(1, to: "Far", isInstant: true)], file: "I")
        #expect(Self.move(bench, to: bench.clock) == .behind)
        // After ten seconds the answer is due, after 15 and 70 the clearing is asked.
        let tomorrow = bench.clock + BankBench.day
        #expect(Self.move(bench, to: tomorrow) == .stopped)
        #expect(bench.bank.calendarDay(at: bench.last) == friday)
        bench.run(nil)
        #expect(bench.states == [.outcomeUnknown])
        #expect(Self.move(bench, to: tomorrow) == .stopped)
        #expect(Self.move(bench, to: tomorrow) == .stopped)
        #expect(Self.move(bench, to: tomorrow) == .moved)
        #expect(bench.sent.map(\.kind) == [.question])
        #expect(bench.bank.calendarDay(at: bench.last) == friday + 1)
        #expect(Self.move(bench, to: Bank.clockMax + 1) == .tooFar)
        // In Berlin the year 2100 begins an hour before it does by UTC.
        let newYear = Bank.clockMax - 3_600 * BankBench.second
        #expect(Self.move(bench, to: newYear) == .tooFar)
        #expect(Self.move(bench, to: newYear - 1) == .moved)
        #expect(Self.move(bench, Self.order("T", "Alma", "Bruno", 1)) == .posted)
        bench.pay("Alma", [BankBench.order(1, to: "Far")], file: "J", on: friday)
        #expect(bench.changes.map(\.reason) == [.dateTooFarAhead])
    }

    @Test func `a live bank's clock is the world's`() throws {
        let bench = BankBench()
        try bench.configure(isSandbox: false)
        #expect(Self.move(bench, to: bench.clock + 1_000) == .notSandbox)
    }

    // MARK: - The ledger alone

    private static func bytes<Row: BitwiseCopyable>(_ rows: [Row]) -> [UInt8] {
        rows.withUnsafeBytes { Array($0) }
    }

    private static func batch(_ transfers: [Transfer]) -> BankCommand {
        .ledgerTransfers(bytes(transfers))
    }

    @Test func `batches move money in books of their own, and say what was refused`() throws {
        let bench = try BankBench.opened()
        let rows = (1...4).map { Account(id: UInt128($0), ledger: 978, code: 1) }
        #expect(Self.refused(bench.run(.ledgerAccounts(Self.bytes(rows)))) == [])
        var transfers: [Transfer] = []
        for index in 0..<5_000 {
            transfers.append(
                Transfer(
                    id: UInt128(1_000 + index % 4_999), debitAccountID: UInt128(index % 4 + 1),
                    creditAccountID: UInt128((index + 1) % 5), amount: UInt128(index), ledger: 978,
                    code: 1))
        }
        let second = try #require(Self.refused(bench.run(Self.batch(transfers))))
        // Debtors go 1 2 3 4, creditors 1 2 3 4 0: of 20 in a row the first four are the same
        // account twice, and four name no creditor. The last id is the first one's again, which was
        // refused for good, and so again.
        #expect(second.count == 2_000)
        #expect(second.first == UInt64(TransferStatus.accountsMustBeDifferent.rawValue))
        #expect(bench.bank.books.account(id: 1) == nil)
    }

    /// Each refused event's index times 2^32, and its status.
    private static func refused(_ reply: BankReply?) -> [UInt64]? {
        guard case .ledger(let refused)? = reply else { return nil }
        return refused
    }

    private static func refusal(_ index: UInt64, _ status: UInt32) -> UInt64 {
        index << 32 | UInt64(status)
    }

    @Test func `a batch finds no account, no hold and no id of the bank's`() throws {
        let bench = try BankBench.opened()
        bench.pay("Alma", [BankBench.order(1, to: "Far")], file: "H")
        let payment = try #require(bench.bank.payments.values.first)
        let (alma, bruno) = (name("account Alma"), name("account Bruno"))
        let before = bench.posted("Alma")
        let accounts = (1...2).map { Account(id: UInt128($0), ledger: 978, code: 1) }
        #expect(Self.refused(bench.run(.ledgerAccounts(Self.bytes(accounts)))) == [])
        let transfers = [
            Transfer(
                id: 1, debitAccountID: alma, creditAccountID: bruno, amount: 1, ledger: 978,
                code: 1),
            Transfer(id: 2, pendingID: payment.id, flags: .voidPendingTransfer),
            // The id that the payment's settlement will have.
            Transfer(
                id: payment.id + PaymentStep.settle.rawValue, debitAccountID: 1,
                creditAccountID: 2, amount: 1, ledger: 978, code: 1),
        ]
        #expect(
            Self.refused(bench.run(Self.batch(transfers))) == [
                Self.refusal(0, TransferStatus.debitAccountNotFound.rawValue),
                Self.refusal(1, TransferStatus.pendingTransferNotFound.rawValue),
            ])
        #expect(bench.posted("Alma") == before)
        #expect(bench.bank.transfer(id: payment.id + PaymentStep.settle.rawValue) == nil)
    }

    @Test func `an account of a batch has a known ledger, and an id that the bank's have not`()
        throws
    {
        let bench = try BankBench.opened()
        let own = AccountDirectory.ownID(.settlement, currency: 840, scheme: 9)
        let gold = try #require(Asset(number: 1_000, code: "GOLD", scale: 3, name: "Fine gold"))
        let other = try #require(Asset(number: 1_001, code: "GOLD", scale: 3, name: "Fine gold"))
        func outcome(_ asset: Asset) -> AssetOutcome? {
            guard case .asset(let outcome)? = bench.run(.registerAsset(asset)) else { return nil }
            return outcome
        }
        #expect([gold, gold, other].map { outcome($0) } == [.registered, .replayed, .taken])
        let rows = [
            Account(id: 1, ledger: 978, code: 1), Account(id: 2, ledger: 1_000, code: 1),
            // 1 to 999 are for ISO 4217, which has no 5, and 1001 is registered by nobody.
            Account(id: 3, ledger: 5, code: 1), Account(id: 4, ledger: 1_001, code: 1),
            Account(id: own, ledger: 978, code: 1),
            Account(id: name("account Alma"), ledger: 978, code: 1),
        ]
        let ledger = AccountStatus.ledgerMustNotBeZero.rawValue
        let exists = AccountStatus.existsWithDifferentFlags.rawValue
        #expect(
            Self.refused(bench.run(.ledgerAccounts(Self.bytes(rows)))) == [
                Self.refusal(2, ledger), Self.refusal(3, ledger), Self.refusal(4, exists),
                Self.refusal(5, exists),
            ])
    }

    @Test func `a batch of no whole records, or of too many, is refused as a whole`() throws {
        let bench = try BankBench.opened()
        func refusal(_ command: BankCommand) -> LedgerBatchRefusal? {
            guard case .ledgerRefused(let refusal)? = bench.run(command) else { return nil }
            return refusal
        }
        #expect(refusal(.ledgerAccounts([])) == .size)
        #expect(refusal(.ledgerTransfers([UInt8](repeating: 0, count: 127))) == .size)
        let many = [UInt8](repeating: 0, count: 128 * (Bank.batchMax + 1))
        #expect(refusal(.ledgerTransfers(many)) == .size)
    }

    @Test func `a hold of the ledger alone runs out by itself`() throws {
        let bench = try BankBench.opened()
        let rows = (1...2).map { Account(id: UInt128($0), ledger: 978, code: 1) }
        bench.run(.ledgerAccounts(Self.bytes(rows)))
        var hold = Transfer(
            id: 7, debitAccountID: 1, creditAccountID: 2, amount: 10, ledger: 978, code: 1)
        hold.flags = .pending
        hold.timeout = 60
        bench.run(Self.batch([hold]))
        #expect(bench.bank.batchBooks.account(id: 1)?.debitsPending == 10)
        bench.advance(seconds: 61)
        #expect(bench.bank.batchBooks.account(id: 1)?.debitsPending == 0)
    }
}
