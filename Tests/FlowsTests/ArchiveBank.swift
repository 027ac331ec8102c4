import Cryptography
import Engine
import Journal
import Ledger
import PaymentModel
import Platform
import Segments
import Testing
import Vocabulary

@testable import Flows

/// A bank whose archive is looked at: customers A and B have advices, C and D have none.
///
/// Stepped by one thread over a seeded disk, or live with threads over a folder of the host.
final class ArchiveBank {
    /// 2026-11-20T08:00:00Z, a Friday on which TARGET is open.
    static let start: UInt64 = 1_795_161_600_000_000_000

    let opened: RunningBank.Opened
    let disk: any Disk
    private let seeded: SeededDisk?
    private let isLive: Bool

    var bank: RunningBank { opened.bank }
    var archive: Archive { opened.archive }
    var node: Node<Bank> { opened.bank.node }
    var feed: Feed<BankEvent> { node.feed }

    /// - Parameters:
    ///   - disk: what the bank sees; over `seeded` where it is stepped.
    ///   - seeded: its writes are completed one by one.
    init(
        _ disk: any Disk, seeded: SeededDisk?, folder: String = "data",
        eventsKept: Int = Feed<BankEvent>.eventsKeptMax, startsArchive: Bool = true,
        history: HistoryOptions? = nil,
        ownHistory: HistoryOptions? = HistoryOptions(window: 2, sealInterval: 6)
    ) throws {
        self.disk = disk
        self.seeded = seeded
        isLive = seeded == nil
        var opening = RunningBank.Opening(
            folder: DataFolder(folder), environment: .sandbox, setup: try Self.setup(),
            options: .small, sandboxStart: Self.start, isStepped: !isLive, history: history,
            ownHistory: ownHistory)
        opening.eventsKept = eventsKept
        let clock: any Clock = isLive ? SystemClock() : SteppedClock(start: Self.start)
        let randomness: any Randomness =
            isLive ? SystemRandomness() : SeededRandomness(seed: 7)
        opened = try RunningBank.open(
            opening, disk: disk, clock: clock, randomness: randomness
        ) { Issue.record("The disk failed: \($0).") }
        if isLive {
            let node = opened.bank.node
            Thread.start(name: "apply") { node.run() }
            if startsArchive { opened.archive.start() }
        }
        opened.bank.configureAndWait(opening.setup)
    }

    /// Stepped, on an empty seeded disk.
    convenience init(seed: UInt64 = 1, eventsKept: Int = Feed<BankEvent>.eventsKeptMax) throws {
        let disk = SeededDisk(seed: seed)
        try self.init(disk, seeded: disk, eventsKept: eventsKept)
    }

    /// Ends a live bank as a signal does.
    func finish() { bank.finish(archive) }

    // MARK: - Turns

    /// The node alone: everything is decided and durable, and the archive has taken nothing.
    func settle() { while node.turn() || seeded?.step() == true {} }

    /// A mark is written as when nothing happens for a moment.
    func tick() {
        node.tick()
        settle()
    }

    /// The archive takes all it can.
    func catchUp() { while archive.turn() {} }

    func wait<Value: Sendable, Failure: Error>(
        _ body: (@escaping @Sendable (Result<Value, Failure>) -> Void) -> Void
    ) throws -> Value {
        let found = Monitor<Result<Value, Failure>?>(nil)
        body { result in found.update { $0 = result } }
        if !isLive { settle() }
        return isLive
            ? try found.wait { $0 }.get() : try #require(found.withLock { $0 }).get()
    }

    // MARK: - Traffic

    static func iban(_ number: Int) -> String {
        // Bank code 90000001; check digits by ISO 13616: 98 − (number ‖ "131400" mod 97), where D
        // is 13 and E is 14. The last two digits of each number follow.
        var rest = 0
        let account = String(number)
        let body = "90000001" + String(repeating: "0", count: 10 - account.utf8.count) + account
        for digit in (body + "131400").utf8 { rest = (rest * 10 + Int(digit) - 48) % 97 }
        let check = 98 - rest
        return "DE" + (check < 10 ? "0" : "") + "\(check)" + body
    }

    /// Accounts A and B (with advices), C and D in EUR, each with a credit line of 1,000,000.00.
    func openAccounts() throws {
        for (number, name) in ["A", "B", "C", "D"].enumerated() {
            _ = try wait {
                bank.openAccount(
                    RunningBank.NewAccount(
                        details: AccountDetails(
                            reference: name, name: "Customer \(name)", iban: Self.iban(number + 1)),
                        iban: try? IBAN(Self.iban(number + 1)), currency: .eur,
                        creditLine: 100_000_000, wantsAdvice: name < "C"),
                    caller: Caller(name: "test", idempotencyKey: "open-\(name)"), then: $0)
            }
        }
    }

    func transfer(_ cents: Int, from: String = "A", to: String = "B", text: String? = nil) throws {
        let request = request(cents, from, to, text)
        _ = try wait {
            bank.transfer(request, caller: Caller(name: "t", idempotencyKey: nil), then: $0)
        }
    }

    /// Many transfers at once, which share entries of the journal.
    func transfers(_ count: Int, from: String = "A", to: String = "B") throws {
        let left = Monitor((open: count, failed: 0))
        for number in 0..<count {
            bank.transfer(
                request(number % 100 + 1, from, to), caller: Caller(name: "t", idempotencyKey: nil)
            ) { result in
                left.update { left in
                    left.open -= 1
                    if case .failure = result { left.failed += 1 }
                }
            }
        }
        if isLive { left.wait { $0.open == 0 ? true : nil } } else { settle() }
        #expect(left.withLock { $0.open } == 0)
        #expect(left.withLock { $0.failed } == 0)
    }

    private func request(
        _ cents: Int, _ from: String, _ to: String, _ text: String? = nil
    ) -> RunningBank.TransferRequest {
        RunningBank.TransferRequest(
            from: from, to: to, amount: Money(minorUnits: Int128(cents), currency: .eur),
            reference: text ?? "text \(cents)")
    }

    /// A file of one order of A to somebody at another bank: held, and a pacs.008 leaves.
    func submitFile(_ number: Int) throws {
        let text = """
            <?xml version="1.0" encoding="UTF-8"?>
            <Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"><CstmrCdtTrfInitn>\
            <GrpHdr><MsgId>M-\(number)</MsgId><CreDtTm>2026-11-20T08:59:00</CreDtTm>\
            <NbOfTxs>1</NbOfTxs><InitgPty><Nm>I</Nm></InitgPty></GrpHdr><PmtInf>\
            <PmtInfId>P-1</PmtInfId><PmtMtd>TRF</PmtMtd>\
            <ReqdExctnDt><Dt>2026-11-20</Dt></ReqdExctnDt><Dbtr><Nm>A</Nm></Dbtr>\
            <DbtrAcct><Id><IBAN>\(Self.iban(1))</IBAN></Id></DbtrAcct>\
            <DbtrAgt><FinInstnId><BICFI>QENXDEFFXXX</BICFI></FinInstnId></DbtrAgt><CdtTrfTxInf>\
            <PmtId><EndToEndId>E-\(number)</EndToEndId></PmtId>\
            <Amt><InstdAmt Ccy="EUR">1.00</InstdAmt></Amt><Cdtr><Nm>X</Nm></Cdtr>\
            <CdtrAcct><Id><IBAN>\(Self.elsewhere)</IBAN></Id></CdtrAcct></CdtTrfTxInf></PmtInf>\
            </CstmrCdtTrfInitn></Document>
            """
        let taken = try wait {
            bank.submitFile(
                Array(text.utf8), caller: Caller(name: "t", idempotencyKey: "f-\(number)"),
                then: $0)
        }
        #expect(taken.acceptedCount == 1, "\(taken.reason.text)")
    }

    /// An account 1 at the bank code 90000002; 98 − (900000020000000001131400 mod 97) as above.
    static let elsewhere: String = {
        var rest = 0
        let body = "900000020000000001"
        for digit in (body + "131400").utf8 { rest = (rest * 10 + Int(digit) - 48) % 97 }
        let check = 98 - rest
        return "DE" + (check < 10 ? "0" : "") + "\(check)" + body
    }()

    /// Every file of a folder that is not a folder, by name.
    func files(_ folder: String) throws -> [String: [UInt8]] {
        var found: [String: [UInt8]] = [:]
        for name in try disk.list(folder) where name.hasSuffix(".xml") {
            found[name] = try disk.read("\(folder)/\(name)", limit: 1 << 24)
        }
        return found
    }

    /// All events, by their ids.
    func events() throws -> [Archive.PastEvent] {
        var found: [Archive.PastEvent] = []
        while true {
            let more = try archive.events(after: found.last?.id ?? 0, limit: 100)
            if more.isEmpty { return found }
            found += more
        }
    }

    static func setup() throws -> BankSetup {
        let zone = try #require(ZoneRules("Europe/Berlin"))
        let country = try #require(CountryCode("DE"))
        let cycles = Scheme.Cycles(
            opens: TimeOfDay("07:00"), closes: TimeOfDay("18:00"), cutOff: TimeOfDay("16:00"))
        let sct = Scheme(
            name: "SCT", currency: .eur, messageVersion: "pacs.008.001.08", pace: .cycles(cycles),
            clearingBIC: try BIC("CLRGDEFFXXX"), clearingSystem: .proprietary("SCT"),
            settlementMethod: "CLRG", settlementAccount: "SCT-EUR-QENXDEFFXXX",
            transfersPerMessage: 1000, amountMin: nil, amountMax: nil, calendar: .target,
            zone: zone, carriesUETR: false, source: "a test", confidence: .likely)
        return BankSetup(
            bank: BankProfile(
                legalName: "Test Bank", lei: nil, bic: try BIC("QENXDEFFXXX"), zone: zone,
                country: country, bankCodes: ["90000001"]),
            schemes: [sct],
            reach: [
                Reach(
                    country: country, bankCode: "90000002", bic: try BIC("BANKDEFFXXX"),
                    scheme: "SCT")
            ])
    }
}

/// A folder of the host for one test, removed with it.
final class HostFolder {
    let disk = LiveDisk()
    let path: String

    init() throws {
        path = "/tmp/qenex-archive-\(SystemRandomness().u128())"
        try disk.makeDirectory(path)
    }

    deinit { Self.remove(path, disk) }

    static func remove(_ path: String, _ disk: LiveDisk) {
        for name in (try? disk.list(path)) ?? [] { remove("\(path)/\(name)", disk) }
        try? disk.remove(path)
    }
}

/// A disk on which paths with some beginning cannot be written, for want of room, while it is told so.
final class FullDisk: Disk, @unchecked Sendable {
    private let disk: SeededDisk
    /// Beginnings of paths.
    var full: [String] = []

    init(_ disk: SeededDisk) { self.disk = disk }

    func writeDurably(_ path: String, _ bytes: [UInt8], mode: UInt32) throws(DiskError) {
        if full.contains(where: { path.hasPrefix($0) }) { throw .full(path: path) }
        try disk.writeDurably(path, bytes, mode: mode)
    }

    func makeDirectory(_ path: String) throws(DiskError) { try disk.makeDirectory(path) }
    func list(_ path: String) throws(DiskError) -> [String] { try disk.list(path) }
    func exists(_ path: String) -> Bool { disk.exists(path) }
    func size(_ path: String) throws(DiskError) -> UInt64 { try disk.size(path) }
    func read(_ path: String, limit: Int) throws(DiskError) -> [UInt8] {
        try disk.read(path, limit: limit)
    }
    func read(_ path: String, at offset: UInt64, count: Int) throws(DiskError) -> [UInt8] {
        try disk.read(path, at: offset, count: count)
    }
    func rename(_ from: String, to: String) throws(DiskError) { try disk.rename(from, to: to) }
    func remove(_ path: String) throws(DiskError) { try disk.remove(path) }
    func truncate(_ path: String, to size: UInt64) throws(DiskError) {
        try disk.truncate(path, to: size)
    }
    func sync(_ path: String) throws(DiskError) { try disk.sync(path) }
    func openLog(_ path: String, _ mode: LogMode) throws(DiskError) -> any LogFile {
        try disk.openLog(path, mode)
    }
    func perform(_ work: @escaping @Sendable () -> Void) { disk.perform(work) }
    func wait(until condition: () -> Bool) -> Bool { disk.wait(until: condition) }
}
