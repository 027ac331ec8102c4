import Bytes
import Cryptography
import Engine
import Journal
import Ledger
import PaymentModel
import Platform
import Segments
import Synchronization
import Testing

/// A bank on a node, on a disk that loses power; the traffic is a program's, made beforehand.
private final class BankHouse {
    static let journal = "/data/journal"

    var disk: SeededDisk
    let random: SeededRandomness
    let root: RootKey
    let clock = SteppedClock(start: BankBench.morning)
    var options = LogOptions()
    var replayed = 0

    init(seed: UInt64) {
        random = SeededRandomness(seed: seed)
        disk = SeededDisk(seed: random.next())
        root = RootKey(SecretKey(random))
        options.segmentBytes = 64 * 4096
        options.sideBytes = 8 * 4096
    }

    /// - Parameter isWindowed: the bank's own transfers leave memory for files on the same disk.
    func open(
        cursors: [UInt64] = [], snapshots: String = "/data/snapshots", isWindowed: Bool = true
    ) throws(OpenError) -> Node<Bank> {
        replayed = 0
        let folder = HistoryFolder(path: "/data/bank-segments", disk: disk, mergeDisk: disk)
        let window = HistoryOptions(window: random.below(5), sealInterval: 1 + random.below(12))
        let bank =
            isWindowed ? Bank(ownHistory: TransferHistory(folder, options: window)) : Bank()
        return try Node.open(
            bank,
            snapshots: SnapshotFolder(disk: disk, path: snapshots) { state in
                var reader = ByteReader(state)
                guard let names = try? SealedNames(from: &reader) else { return false }
                return folder.has(names.own)
            },
            clock: { last in
                let now = self.clock.now()
                if last >= now { self.clock.advance(nanoseconds: last - now + 1) }
                return self.clock
            }, cursors: cursors, isStepped: true
        ) { (trusted, take) throws(JournalError) in
            try FileLog.open(
                disk, folder: Self.journal, environment: .sandbox, node: 1, root: root,
                randomness: random, options: options, after: trusted
            ) { header, body in
                self.replayed += Int(header.count)
                try take(header, body)
            }
        }
    }

    func settle(_ node: Node<Bank>) { while node.turn() || disk.step() {} }

    /// Looks at the bank and waits for it.
    func look<Value: Sendable>(
        _ node: Node<Bank>, _ body: @escaping @Sendable (Bank) -> Value
    ) -> Value? {
        let found = Mutex<Value?>(nil)
        node.look(body) { answer in found.withLock { $0 = try? answer.get().value } }
        settle(node)
        return found.withLock { $0 }
    }

    /// A program's commands for a bank that this one resembles.
    static func commands(seed: UInt64, count: Int) throws -> [BankCommand] {
        let bench = BankBench()
        bench.context = "seed \(seed)"
        bench.comparesEvery = .max
        var program = BankProgram(seed: seed)
        return try (0..<count).compactMap { _ in
            let command = try program.next(bench)
            bench.run(command)
            return command
        }
    }
}

@Suite struct `A bank on a node` {
    /// The transfers of orders and files that were answered with a yes.
    private static func promised(_ command: BankCommand, _ reply: BankReply) -> [UInt128] {
        switch (command, reply) {
        case (.transfer(let order), .transfer(.posted)): [order.id]
        case (.openAccount(let opening), .opening(.opened)): [opening.id]
        default: []
        }
    }

    @Test func `has after each loss of power all that it answered, and the state of its journal`()
        throws
    {
        for seed in 0..<12 as Range<UInt64> {
            let house = BankHouse(seed: seed)
            var commands = try BankHouse.commands(seed: seed, count: 240)[...]
            let promised = Mutex<[UInt128]>([])
            while !commands.isEmpty {
                let node = try house.open()
                Self.check(house, node, promised, seed)
                for command in commands.prefix(60) {
                    node.submit(command) { answer in
                        guard let reply = try? answer.get().value else { return }
                        promised.withLock { $0 += Self.promised(command, reply) }
                    }
                    for _ in 0..<house.random.below(3) { _ = node.turn() }
                    for _ in 0..<house.random.below(4) { house.disk.step() }
                    house.clock.advance(nanoseconds: UInt64(house.random.below(1_000)) * 1_000_000)
                    guard house.random.below(30) == 0 else { continue }
                    house.settle(node)
                    try node.writeSnapshot(
                        to: SnapshotFolder(disk: house.disk, path: "/data/snapshots"))
                }
                commands = commands.dropFirst(60)
                house.disk = house.disk.crash()
            }
            let node = try house.open()
            Self.check(house, node, promised, seed)
            let state = house.look(node, BankBench.state)
            let whole = try house.open(snapshots: "/none", isWindowed: false)
            #expect(house.look(whole, BankBench.state) == state, "seed \(seed)")
        }
    }

    private static func check(
        _ house: BankHouse, _ node: Node<Bank>, _ promised: borrowing Mutex<[UInt128]>,
        _ seed: UInt64
    ) {
        let ids = promised.withLock { $0 }
        let missing = house.look(node) { bank in
            ids.filter { bank.transfer(id: $0) == nil && bank.accounts[id: $0] == nil }
        }
        #expect(missing == [], "seed \(seed)")
        let sum = house.look(node) { bank in
            (0..<bank.books.accountCount).reduce(Int128(0)) { sum, ordinal in
                let account = bank.books.account(at: ordinal)
                return sum + Int128(account.creditsPosted) - Int128(account.debitsPosted)
            }
        }
        #expect(sum == 0, "seed \(seed)")
    }

    /// An unkeyed order without cover changes the ledger, so it takes its time in the journal: the
    /// next command of the same entry comes after it.
    @Test func `goes on behind a refusal in the same entry`() throws {
        let house = BankHouse(seed: 1)
        let node = try house.open()
        let setup = try demonstration()
        node.submit(.configure(BankConfiguration(setup: setup, isSandbox: true))) { _ in }
        for customer in ["Alma", "Bruno"] {
            node.submit(.openAccount(BankBench.opening(customer, creditLine: 100))) { _ in }
        }
        let outcomes = Mutex<[TransferOutcome]>([])
        for (number, amount) in [101, 100, 1, 0].enumerated() {
            let order = TransferOrder(
                id: name("transfer \(number)"), content: 1,
                from: .reference(name("reference Alma")), to: .iban(name("iban Bruno")),
                amount: UInt128(amount), currency: 978, isKeyed: false, isOpeningMoney: false,
                sealed: .none)
            node.submit(.transfer(order)) { answer in
                guard case .transfer(let outcome)? = try? answer.get().value else { return }
                outcomes.withLock { $0.append(outcome) }
            }
        }
        #expect(node.turn())
        house.settle(node)
        let found = outcomes.withLock { $0 }
        #expect(found == [.insufficientFunds, .posted, .insufficientFunds, .amountZero])
        #expect(node.figures.entries.load(ordering: .relaxed) == 1)
        let again = try house.open()
        #expect(house.look(again, BankBench.state) == house.look(node, BankBench.state))
    }

    @Test func `asks about silence although nobody says anything`() throws {
        let house = BankHouse(seed: 2)
        let node = try house.open(cursors: [0])
        let setup = try demonstration(asksAfter: [5])
        node.submit(.configure(BankConfiguration(setup: setup, isSandbox: true))) { _ in }
        node.submit(.openAccount(BankBench.opening("Alma", creditLine: 1_000))) { _ in }
        house.settle(node)
        let key = house.look(node) { $0.configuration.scheme(named: "SCTINST")?.key ?? 0 }
        let funding = ClearingMessage(
            id: 1 << 100, scheme: key ?? 0, key: 3, content: 4,
            body: .report([BankBench.entry(.funding, 10_000)]))
        node.submit(.clearing(funding)) { _ in }
        let orders = [BankBench.order(500, to: "Far", isInstant: true)]
        node.submit(
            .submitFile(BankBench.file("X", [BankBench.group("Alma", orders, id: "X")]))
        ) { _ in }
        house.settle(node)
        house.clock.advance(nanoseconds: 11 * BankBench.second)
        house.settle(node)
        house.clock.advance(nanoseconds: 5 * BankBench.second)
        house.settle(node)
        let events = node.feed.pending(0, limit: .max).flatMap(\.events)
        let questions = events.filter {
            if case .messageDecided(let message) = $0 { message.kind == .question } else { false }
        }
        #expect(questions.count == 1)
        let again = try house.open(cursors: [0])
        #expect(again.feed.pending(0, limit: .max).flatMap(\.events).count == events.count)
        #expect(house.look(again, BankBench.state) == house.look(node, BankBench.state))
    }

    /// 2,500 orders for Saturday, which take three entries, and 10 for Sunday.
    ///
    /// The clock is moved to Monday. Power is lost after so many turns and writes, or in the middle
    /// of them.
    @Test(arguments: 0..<14)
    func `releases what is due on the clock's way on its own day, whatever it dies in`(
        turns: Int
    ) throws {
        let house = BankHouse(seed: UInt64(400 + turns))
        var node = try house.open()
        try Self.keep(house, node)
        if turns.isMultiple(of: 2) {
            try node.writeSnapshot(to: SnapshotFolder(disk: house.disk, path: "/data/snapshots"))
        }
        let monday = BankBench.midnight(friday + 3)
        for turn in 0..<turns {
            node.submit(.moveClock(to: monday)) { _ in }
            _ = node.turn()
            if !turn.isMultiple(of: 3) { house.disk.step() }
        }
        house.disk = house.disk.crash()
        node = try house.open()
        for _ in 0..<6 {
            node.submit(.moveClock(to: monday)) { _ in }
            house.settle(node)
        }
        let found = house.look(node) { bank in
            let account = bank.books.account(id: name("account Bruno"))
            let days = [("K0", 0), ("K9", 249), ("L", 0), ("L", 9)].map { file, position in
                bank.transfer(id: BankBench.payment(file, position)).map {
                    EntryDays(rawValue: $0.userData64).booking - friday
                }
            }
            return (bank.warehouse.count, account?.creditsPosted, days)
        }
        #expect(found?.0 == 0)
        // 2,500 and 10 cents, none of them twice.
        #expect(found?.1 == 2_510)
        #expect(found?.2 == [1, 1, 2, 2])
        let state = house.look(node, BankBench.state)
        let whole = try house.open(snapshots: "/none")
        #expect(house.look(whole, BankBench.state) == state)
    }

    private static func keep(_ house: BankHouse, _ node: Node<Bank>) throws {
        let setup = try demonstration()
        node.submit(.configure(BankConfiguration(setup: setup, isSandbox: true))) { _ in }
        for customer in ["Alma", "Bruno"] {
            node.submit(.openAccount(BankBench.opening(customer, creditLine: 10_000))) { _ in }
        }
        let order = BankBench.order(1, to: "Bruno", bank: "90000001")
        for number in 0..<10 {
            let orders = [PaymentOrder](repeating: order, count: 250)
            let group = BankBench.group("Alma", orders, id: "K", on: friday + 1)
            node.submit(.submitFile(BankBench.file("K\(number)", [group]))) { _ in }
        }
        let orders = [PaymentOrder](repeating: order, count: 10)
        let group = BankBench.group("Alma", orders, id: "L", on: friday + 2)
        node.submit(.submitFile(BankBench.file("L", [group]))) { _ in }
        house.settle(node)
        #expect(house.look(node) { $0.warehouse.count } == 2_510)
    }
}
