import Engine
import ISO20022
import Journal
import Ledger
import PaymentModel
import Platform
import Segments
import Testing
import Vocabulary

@testable import Flows

/// A whole bank and its clearing at one spool, on a seeded disk, stepped by one thread.
///
/// Its clock shows 09:00 in Berlin on Friday, 20 November 2026, a TARGET day, and moves only when it
/// is told to; the clearing's clock is the same one.
final class Sandbox {
    static let start: UInt64 = 1_795_161_600_000_000_000
    static let folder = DataFolder("data")

    let disk: SeededDisk
    let clock = SteppedClock(start: start)
    let clearing: SandboxClearing
    let opened: RunningBank.Opened
    private(set) var setup: BankSetup
    /// Every message that came out, in order: of the bank to the clearing, of the clearing to the
    /// bank, of the bank to customers.
    private(set) var sent: [JudgedMessage] = []
    private(set) var received: [JudgedMessage] = []
    private(set) var reports: [JudgedMessage] = []
    private var seen: Set<String> = []
    private var told: [String: Int] = [:]
    private var files = 0

    var bank: RunningBank { opened.bank }

    /// - Parameters:
    ///   - script: lines of the clearing's script, after 10,000.00 of equity in each scheme.
    ///   - confirms: what the instant scheme's row says of confirmations, and what the clearing does.
    ///   - ownHistory: the bank's own transfers leave memory all the time.
    init(
        seed: UInt64 = 1, script: String = "", confirms: Bool = true,
        environment: LogEnvironment = .sandbox, disk: SeededDisk? = nil,
        setup given: BankSetup? = nil,
        ownHistory: HistoryOptions? = HistoryOptions(window: 2, sealInterval: 4)
    ) throws {
        let disk = disk ?? SeededDisk(seed: seed)
        let setup = try given ?? SandboxBank.setup(confirms: confirms)
        self.disk = disk
        self.setup = setup
        opened = try RunningBank.open(
            RunningBank.Opening(
                folder: Self.folder, environment: environment, setup: setup, options: .small,
                sandboxStart: Self.start, isStepped: true,
                ownHistory: ownHistory),
            disk: disk, clock: clock, randomness: SeededRandomness(seed: seed)
        ) { Issue.record("The disk failed: \($0).") }
        clearing = try SandboxClearing(
            disk: disk, spool: Self.folder.spool,
            script: """
                scheme SCTINST instant confirm=\(confirms ? "yes" : "no")
                fund 10000.00
                fund 10000.00 scheme=SCTINST

                """ + script,
            milliseconds: Int64(Self.start / 1_000_000))
        bank.configureAndWait(setup)
        try rest()
    }

    // MARK: - Time

    /// Steps both sides until nobody has anything to do, and takes up what came out.
    func rest() throws {
        for _ in 0..<10_000 {
            drain()
            let hadFiles = opened.spool.turn()
            drain()
            let hadWork = try clearing.step(milliseconds: Int64(clock.now() / 1_000_000))
            if !hadFiles, !hadWork { return try collect() }
        }
        Issue.record("It never comes to rest.")
    }

    private func drain() {
        while bank.node.turn() || disk.step() || opened.archive.turn() {}
        let trouble = opened.archive.trouble.withLock { $0 }
        if let trouble { Issue.record("The archive: \(trouble)") }
    }

    /// Time passes on both clocks, second by second where anything is to happen in between.
    func pass(seconds: UInt64) throws {
        clock.advance(nanoseconds: seconds * 1_000_000_000)
        try rest()
    }

    /// A command to the clearing, and all that follows from it.
    @discardableResult
    func tell(_ line: String) throws -> String {
        let answer = try clearing.tell(line)
        try rest()
        return answer
    }

    private func collect() throws {
        let folder = Self.folder
        sent += try messages(["\(folder.toClearing)/done", folder.toClearing])
        received += try messages([folder.fromClearingDone])
        reports += try messages([folder.reports])
    }

    private func messages(_ folders: [String]) throws -> [JudgedMessage] {
        var found: [JudgedMessage] = []
        for folder in folders {
            for name in try disk.list(folder) where name.hasSuffix(".xml") {
                guard seen.insert(name).inserted else { continue }
                let bytes = try disk.read("\(folder)/\(name)", limit: 1 << 26)
                found.append(try JudgedMessage(name, bytes))
            }
        }
        return found
    }

    // MARK: - What came out

    /// The messages of a kind to the clearing that this has not given before.
    func newSent(_ kind: String) -> [JudgedMessage] { new(sent, kind) }

    /// The reports of a kind to customers that this has not given before.
    func newReports(_ kind: String) -> [JudgedMessage] { new(reports, kind) }

    private func new(_ messages: [JudgedMessage], _ kind: String) -> [JudgedMessage] {
        let found = messages.filter { $0.kind.hasPrefix(kind) }
        let known = told[kind] ?? 0
        told[kind] = found.count
        return Array(found.dropFirst(known))
    }

    /// Files of the clearing that the bank could not take.
    func refusedOfClearing() throws -> [String] {
        try disk.list(Self.folder.fromClearingRefused).filter { $0.hasSuffix(".xml") }
    }

    /// Files of the bank that the clearing could not take.
    func refusedByClearing() throws -> [String] {
        try disk.list("\(Self.folder.toClearing)/refused").filter { $0.hasSuffix(".xml") }
    }

    /// Puts a message into the bank's inbox as the clearing would, under a name of its own.
    func deliver(_ text: String) throws {
        files += 1
        let name = "9000000\(100 + files).xml"
        try disk.writeDurably(
            "\(Self.folder.fromClearing)/\(name)", Array(text.utf8), mode: 0o600)
        try rest()
    }

    // MARK: - Customers

    /// Opens an account; its id in the books.
    @discardableResult
    func open(
        _ customer: Customer, currency: String = "EUR", creditLine: UInt128 = 0,
        wantsAdvice: Bool = true
    ) throws -> UInt128 {
        let iban = try customer.iban.map { try IBAN($0) }
        let new = RunningBank.NewAccount(
            details: AccountDetails(
                reference: customer.reference, name: customer.name, iban: customer.iban ?? ""),
            iban: iban, currency: try #require(Currency(currency)), creditLine: creditLine,
            wantsAdvice: wantsAdvice)
        return try wait {
            $0.openAccount(new, caller: Caller(name: "test", idempotencyKey: nil), then: $1)
        }.get().id
    }

    /// Opens accounts for Alma, Bruno and Clara, each with this much from elsewhere.
    func openCustomers(with amount: String = "1000.00") throws {
        for customer in [Customer.alma, .bruno, .clara] {
            try open(customer)
            try clearing.tell(
                "originate creditor-iban=\(customer.iban ?? "") amount=\(amount)")
        }
        try rest()
        try tell("settle now")
        _ = newReports("camt.054")
        _ = newReports("camt.053")
    }

    func setStatus(_ customer: Customer, _ status: BankAccount.Status) throws {
        let id = try #require(account(customer))
        _ = try wait {
            $0.setStatus(
                of: id, to: RunningBank.NewStatus(status, reason: "A test"),
                caller: Caller(name: "test", idempotencyKey: nil), then: $1)
        }.get()
    }

    @discardableResult
    func submit(_ file: OrderFile) throws -> RunningBank.FileTaken {
        try submit(file.text).get()
    }

    func submit(_ text: String) throws -> Result<RunningBank.FileTaken, FlowError> {
        let taken: Result<RunningBank.FileTaken, FlowError> = try wait {
            $0.submitFile(
                Array(text.utf8), caller: Caller(name: "test", idempotencyKey: nil), then: $1)
        }
        try rest()
        return taken
    }

    func transfer(
        _ from: Customer?, _ to: Customer, _ amount: String, _ currency: String,
        reference: String = ""
    ) throws -> Result<RunningBank.TransferDone, FlowError> {
        let currency = try #require(Currency(currency))
        let request = RunningBank.TransferRequest(
            from: from?.reference ?? "", to: to.reference,
            amount: try Money.parse(amount, in: currency), reference: reference,
            isOpeningMoney: from == nil)
        let done: Result<RunningBank.TransferDone, FlowError> = try wait {
            $0.transfer(request, caller: Caller(name: "test", idempotencyKey: nil), then: $1)
        }
        try rest()
        return done
    }

    func closeDay(_ currency: String) throws {
        let number = try #require(Currency(currency)).number
        _ = try wait { $0.closeDay(currency: number, day: nil, then: $1) }.get()
        try rest()
    }

    func wait<Value: Sendable>(
        _ body: (RunningBank, @escaping @Sendable (Value) -> Void) -> Void
    ) throws -> Value {
        let found: Value? = bank.wait(body)
        return try #require(found)
    }

    // MARK: - The books

    func look<Value>(_ body: (Bank) throws -> Value) rethrows -> Value {
        try bank.node.peek(body)
    }

    func account(_ customer: Customer) -> UInt128? {
        look { $0.accounts[bank.accountName(customer.reference)]?.id }
    }

    /// Posted credits less posted debits, in minor units: what a customer has.
    func balance(_ customer: Customer) -> Int { balance(account(customer) ?? 0) }

    func balance(_ role: AccountRole, _ scheme: String = "", currency: String = "EUR") -> Int {
        balance(own(role, scheme, currency))
    }

    private func own(_ role: AccountRole, _ scheme: String, _ currency: String) -> UInt128 {
        let key = setup.schemes.first { $0.name == scheme }?.key ?? 0
        return AccountDirectory.ownID(
            role, currency: Currency(currency)?.number ?? 0, scheme: key)
    }

    private func balance(_ id: UInt128) -> Int {
        look { bank in
            guard let row = bank.books.account(id: id) else { return 0 }
            return Int(Int128(row.creditsPosted) - Int128(row.debitsPosted))
        }
    }

    /// What is held of a customer's money, in minor units.
    func held(_ customer: Customer) -> Int {
        let id = account(customer) ?? 0
        return look { Int($0.books.account(id: id)?.debitsPending ?? 0) }
    }

    /// What is on its way to a customer and not to be spent, in minor units.
    func expected(_ customer: Customer) -> Int {
        let id = account(customer) ?? 0
        return look { Int($0.books.account(id: id)?.creditsPending ?? 0) }
    }

    /// Open payments by state.
    var states: [PaymentState] {
        look { bank in bank.payments.values.sorted { $0.id < $1.id }.map(\.state) }
    }

    var breaks: [Break.Kind] { look { $0.breaks.map(\.kind) } }

    /// The settlement account is what the clearing has for us, and nothing is made of nothing.
    func expectReconciled(_ location: SourceLocation = #_sourceLocation) {
        for scheme in ["SCT", "SCTINST"] {
            #expect(
                -balance(.settlement, scheme) == clearing.balance(scheme), "\(scheme)",
                sourceLocation: location)
        }
        #expect(isBalanced, sourceLocation: location)
    }

    /// Whether the sum of all balances is zero in each currency.
    var isBalanced: Bool {
        look { bank in
            bank.accounts.accounts.reduce(into: [UInt16: Int128]()) { sums, account in
                guard let row = bank.books.account(id: account.id) else { return }
                sums[account.currency, default: 0] +=
                    Int128(row.creditsPosted) - Int128(row.debitsPosted)
            }.values.allSatisfy { $0 == 0 }
        }
    }
}

/// Who has accounts, here and elsewhere.
///
/// Check digits by ISO 13616, as `postings.md` works them out; those of the bank code 90000002: 98
/// less the remainder of 900000020000000201131400 by 97, which is 6, gives 92; of the bank code
/// 90000003, which nobody has: 98 less 3 gives 95.
struct Customer {
    let reference: String
    let name: String
    let iban: String?

    static let alma = Customer(
        reference: "ALMA", name: "Alma", iban: "DE41900000010000000101")
    static let bruno = Customer(
        reference: "BRUNO", name: "Bruno", iban: "DE14900000010000000102")
    static let clara = Customer(
        reference: "CLARA", name: "Clara", iban: "DE84900000010000000103")
    static let elsewhere = Customer(
        reference: "", name: "Else Where", iban: "DE92900000020000000201")
    /// At a bank that no scheme reaches.
    static let unreachable = Customer(
        reference: "", name: "Far Away", iban: "DE95900000030000000001")
    /// Our bank code, no account.
    static let nobody = Customer(
        reference: "", name: "Nobody", iban: "DE45900000010000000999")
}
