import Bytes
import Cryptography
import Engine
import PaymentModel
import Platform
import Segments
import Testing

/// A bank driven by hand as a node drives one, and a copy that decides every record again.
///
/// Whatever is run, the copy's records and state must be the same to the byte, nothing may change
/// without a record, and the books must add up: see ``audit(_:)``.
final class BankBench {
    /// What one entry of a journal holds.
    struct Entry {
        let opened: UInt64
        let timers: UInt64
        let delay: UInt64
        let record: [UInt8]
    }

    let bank: Bank
    private(set) var copy: Bank
    private(set) var entries: [Entry] = []
    /// What the last command and the timers before it gave rise to.
    private(set) var heard: [BankEvent] = []
    /// Hash of all of them so far, one after the other, where it is wanted.
    var hashesEvents = false
    private(set) var eventsHash = Digest.zero
    /// Nanoseconds since 1970; moved by hand.
    var clock: UInt64
    private(set) var last: UInt64 = 0
    /// Every so many commands the whole states are compared.
    var comparesEvery = 1
    /// Why a finding was made: the seed, where there is one.
    var context = ""

    /// Friday 20 November 2026, 07:00 in Berlin.
    static let morning: UInt64 = 1_795_154_400 * 1_000_000_000
    static let second: UInt64 = 1_000_000_000
    /// Midnight in Berlin in winter, where clocks are an hour ahead of UTC.
    static func midnight(_ day: Int32) -> UInt64 {
        (UInt64(day) * 24 - 1) * 3_600 * second
    }
    static let day: UInt64 = 86_400 * second

    /// The bank's own transfers leave memory as soon as some are sealed; the copy keeps all of its own,
    /// so that each record shows once more that this decides nothing.
    init(_ bank: Bank = windowed(), copy: Bank = Bank(), clock: UInt64 = morning) {
        self.bank = bank
        self.copy = copy
        self.clock = clock
    }

    /// Runs what is due and then a command, if there is one.
    @discardableResult
    func run(_ command: BankCommand?) -> BankReply? {
        let opened = max(clock, last + 1)
        heard = []
        var next = opened
        let timers = bank.runTimers(at: &next, events: &heard)
        let start = next
        var record = ByteWriter()
        let reply = command.map {
            bank.apply($0, at: &next, record: &record, events: &heard)
        }
        for event in heard where hashesEvents {
            eventsHash = SHA256.hash(Array("\(eventsHash) \(event)".utf8))
        }
        let isRecorded = !record.bytes.isEmpty
        if !isRecorded { next = start }
        if isRecorded || timers > 0 {
            last = next
            let entry = Entry(
                opened: opened, timers: timers, delay: start - opened, record: record.bytes)
            entries.append(entry)
            replay(entry)
            if let ownHistory = bank.ownHistory {
                _ = bank.entryEnded()
                ownHistory.folder.waitUntilQuiet()
            }
        }
        if entries.count % comparesEvery == 0 { compare() }
        audit(context)
        return reply
    }

    /// Moves the clock and runs what has fallen due.
    func advance(seconds: UInt64) {
        clock += seconds * Self.second
        run(nil)
    }

    func compare() {
        let isSame = Self.state(bank) == Self.state(copy)
        #expect(isSame, "the copy's state differs \(context)")
    }

    private func replay(_ entry: Entry) {
        var events: [BankEvent] = []
        var instant = entry.opened
        #expect(copy.runTimers(at: &instant, events: &events) == entry.timers, "\(context)")
        guard !entry.record.isEmpty else { return }
        instant = entry.opened + entry.delay
        #expect(throws: Never.self, "\(context)") {
            try copy.replay(entry.record[...], at: &instant, events: &events)
        }
        #expect(events.count == heard.count, "\(context)")
    }

    /// The open state as the state hash sees it.
    static func state(_ bank: Bank) -> [UInt8] {
        var bytes: [UInt8] = []
        bank.writeState { bytes += $0 }
        return bytes
    }

    static func snapshot(_ bank: Bank) -> [UInt8] {
        var writer = ByteWriter()
        bank.writeSnapshot(to: &writer)
        return writer.bytes
    }

    /// A new bank whose own transfers leave memory, on a disk of its own.
    static func windowed(
        _ options: HistoryOptions = HistoryOptions(window: 2, sealInterval: 8)
    ) -> Bank {
        let disk = SeededDisk(seed: 1)
        let folder = HistoryFolder(path: "own", disk: disk, mergeDisk: disk)
        return Bank(ownHistory: TransferHistory(folder, options: options))
    }

    /// A new bank that reads the files of another.
    static func following(_ bank: Bank) -> Bank {
        Bank(
            ownHistory: bank.ownHistory.map {
                TransferHistory($0.folder, options: $0.options, role: .follower)
            })
    }

    /// A bank from this one's snapshot.
    static func restored(_ bank: Bank) throws -> Bank {
        if bank.ownHistory?.role == .keeper { #expect(bank.prepareSnapshot()) }
        var reader = ByteReader(snapshot(bank))
        let again = following(bank)
        try again.restore(from: &reader)
        #expect(reader.isAtEnd)
        return again
    }

    /// Changes a status at once, or at an instant.
    func order(
        _ status: BankAccount.Status, of account: UInt128, from: UInt64 = 0
    ) -> BankCommand {
        .setStatus(
            StatusOrder(
                id: UInt128(entries.count) + 5_000_000, account: account, status: status, by: 1,
                from: from, reason: .none))
    }

    /// Lets somebody in, once.
    func admit(_ token: UInt128, _ role: TokenRole) {
        guard bank.tokens[token] == nil else { return }
        run(
            .issueToken(
                TokenIssue(
                    id: token, hash: [UInt8](repeating: UInt8(token), count: 32), role: role,
                    nameKey: token, content: token, issuer: 9, expiresAt: 0, sealed: .none)))
    }

    // MARK: - What was heard

    var changes: [PaymentChange] {
        heard.compactMap { if case .paymentChanged(let change) = $0 { change } else { nil } }
    }

    var sent: [OutgoingMessage] {
        heard.compactMap { if case .messageDecided(let message) = $0 { message } else { nil } }
    }

    var breaks: [Break.Kind] {
        heard.compactMap { if case .breakOpened(let found) = $0 { found.kind } else { nil } }
    }

    var states: [PaymentState] { changes.map(\.state) }
}
