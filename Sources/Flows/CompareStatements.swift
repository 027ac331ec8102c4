import Engine
import ISO20022
import Ledger
import PaymentModel
import Platform
import Projection
import Vocabulary

/// What clearings have told of our settlement accounts, held against our entries when it has come.
///
/// The rules match by identifications that only the archive can read, so this runs behind the journal;
/// what it finds is a command, and breaks are decided there (rows Z5 to Z7). Done again, it finds that
/// the message waits no more.
extension ReportsWriter {
    func compareStatements(_ entry: EntryEvents<BankEvent>) throws {
        for case .messageTaken(let taken) in entry.events where !taken.isRepeated {
            guard taken.content == .statement || taken.content == .report else { continue }
            try compare(taken.id)
        }
    }

    private func compare(_ message: UInt128) throws {
        let span = bank.matchRules.map(\.days).max() ?? 0
        let asked = try bank.lookAndWait { StatementQuestion($0, message, span: span) }
        guard let asked else { return }
        let comparison = try StatementFindings(asked, self).comparison
        while true {
            let reply = bank.wait { $0.submit(.compareStatement(comparison), then: $1) }
            switch reply {
            case .success: return
            case .failure(.node(.overloaded)): Thread.sleep(nanoseconds: 1_000_000)
            case .failure(let error): throw error
            case nil: throw FlowError.node(.stopping)
            }
        }
    }
}

/// What the state knows of a message that waits to be compared.
struct StatementQuestion: Sendable {
    let waiting: UncomparedMessage
    let scheme: Scheme
    /// nil: it is the first statement of its scheme.
    let until: ComparedUntil?
    /// Open breaks of single entries.
    let open: [Break]
    /// Our entries of these, by their transfer.
    let known: [UInt128: LedgerEntry]
    /// On the way to entries that no statement was held against yet.
    private let new: BegunWalk<NewEntries>

    /// `nil` where the message does not wait.
    init?(_ bank: Bank, _ message: UInt128, span: Int32) {
        guard let waiting = bank.uncompared.first(where: { $0.message == message }),
            let scheme = bank.configuration.scheme(waiting.scheme)?.first
        else { return nil }
        self.waiting = waiting
        self.scheme = scheme
        let until = bank.compared[waiting.scheme]
        self.until = until
        open = bank.breaks.filter { $0.scheme == scheme.key && $0.kind.isOfEntry }
        let account = AccountDirectory.ownID(
            .settlement, currency: scheme.currency.number, scheme: scheme.key)
        var known: [UInt128: LedgerEntry] = [:]
        for found in open where found.transfer != 0 {
            known[found.transfer] = bank.transfer(id: found.transfer)
                .flatMap { LedgerEntry($0, account: account) }
        }
        self.known = known
        // Before the first statement nothing can be held against one; it may still fit.
        let last = until?.day ?? waiting.day - span - 1
        let through = max(until?.day ?? 0, waiting.day)
        let since = until?.booked ?? waiting.takenAt
        let end = waiting.day == 0 ? .max : waiting.takenAt
        let walk = NewEntries(
            account: account, last: last, through: through, since: since, end: end, known: known)
        new = bank.begin(walk, through: account)
    }

    /// Entries that no statement was held against yet, oldest first.
    ///
    /// For threads that may wait.
    func newEntries() throws(FlowError) -> [LedgerEntry] {
        try new.finished().found.reversed()
    }

    private struct NewEntries: AccountWalk {
        /// Booked at most so many days before the clearing's date: over holidays, and a week late.
        private static let slackDays: Int32 = 14

        let account: UInt128
        let last: Int32
        let through: Int32
        let since: UInt64
        let end: UInt64
        let known: [UInt128: LedgerEntry]
        /// Newest first.
        var found: [LedgerEntry] = []

        mutating func take(_ transfer: Transfer) -> Bool {
            guard let entry = LedgerEntry(transfer, account: account) else { return true }
            let isNew = entry.valueDay > last || entry.timestamp > since
            if isNew, entry.valueDay <= through, entry.timestamp <= end,
                known[entry.transfer] == nil, !Bank.endsBreak(transfer)
            {
                found.append(entry)
            }
            return entry.timestamp > since || entry.bookingDay > last - Self.slackDays
        }
    }
}

/// Both sides of a message that waits, matched.
private struct StatementFindings {
    /// An entry of either side, and the break it already has.
    private struct Side {
        let item: MatchItem
        var transfer: UInt128 = 0
        var payment: UInt128 = 0
        /// Where the clearing's entry stands: the message, and the place counted from 1.
        var message: UInt128 = 0
        var entry: UInt32 = 0
        var known: Break?
    }

    private let asked: StatementQuestion
    private var ours: [Side] = []
    private var theirs: [Side] = []
    private var found: [StatementComparison.Finding] = []
    private var explained: [UInt128] = []

    init(_ asked: StatementQuestion, _ writer: ReportsWriter) throws {
        self.asked = asked
        try readOurs(writer)
        try readTheirs(writer)
        let matching = EntryMatching(
            ours: ours.map(\.item), theirs: theirs.map(\.item), rules: writer.bank.matchRules)
        var left = (matching.unmatchedOurs, matching.unmatchedTheirs)
        explain(left)
        pairDiffering(&left)
        for place in left.0 where ours[place].known == nil && isDue(ours[place]) {
            found.append(
                StatementComparison.Finding(
                    kind: .notInStatement, transfer: ours[place].transfer,
                    payment: ours[place].payment, ours: ours[place].item.amount,
                    day: ours[place].item.day))
        }
        for place in left.1 where theirs[place].known == nil {
            found.append(
                StatementComparison.Finding(
                    kind: .notInBooks, entry: theirs[place].entry,
                    theirs: theirs[place].item.amount, day: asked.waiting.day))
        }
    }

    var comparison: StatementComparison {
        let listed = found.prefix(StatementComparison.findingsMax)
        return StatementComparison(
            message: asked.waiting.message, found: Array(listed),
            omitted: UInt32(clamping: found.count - listed.count), explained: explained)
    }

    /// Whether an entry of ours must be in a statement by now: a report says nothing of that, and the
    /// first statement nothing of the days before it.
    private func isDue(_ side: Side) -> Bool {
        guard asked.waiting.day != 0 else { return false }
        return asked.until != nil || side.item.day == asked.waiting.day
    }

    // MARK: - Both sides

    private mutating func readOurs(_ writer: ReportsWriter) throws {
        for entry in try asked.newEntries() { try add(entry, nil, writer) }
        for open in asked.open {
            guard let entry = asked.known[open.transfer] else { continue }
            try add(entry, open, writer)
        }
    }

    private mutating func add(
        _ entry: LedgerEntry, _ known: Break?, _ writer: ReportsWriter
    ) throws {
        let side = Reconciliation.Entry(entry, try writer.references(of: entry))
        ours.append(
            Side(
                item: side.item, transfer: entry.transfer, payment: entry.payment, known: known))
    }

    private mutating func readTheirs(_ writer: ReportsWriter) throws {
        if asked.waiting.day != 0 {
            let told = try Self.entries(of: asked.waiting.message, writer)
            let before = try toldBefore(writer)
            for (place, entry) in told.enumerated() where entry.isBooked {
                guard before.isEmpty || !before.contains(entry.repeatKey) else { continue }
                theirs.append(
                    Side(
                        item: entry.item, message: asked.waiting.message,
                        entry: UInt32(clamping: place + 1)))
            }
        }
        let open = asked.open.filter { $0.entry != 0 }
        for message in Set(open.map(\.message)).sorted() {
            let told = try Self.entries(of: message, writer)
            for known in open where known.message == message && known.entry <= told.count {
                theirs.append(
                    Side(
                        item: told[Int(known.entry) - 1].item, message: message,
                        entry: known.entry, known: known))
            }
        }
    }

    /// Statements of one day that are looked through for entries told before.
    private static let statementsMax: Int64 = 64

    /// What other statements of the same day have told: it is not told again by this one.
    private func toldBefore(_ writer: ReportsWriter) throws -> Set<Told.RepeatKey> {
        guard let until = asked.until, until.day >= asked.waiting.day else { return [] }
        let rows = try writer.records.rows(
            """
            SELECT id FROM messages WHERE direction = 'in' AND kind = 'camt.053.001.08'
                AND scheme = ?1 AND sequence < (SELECT sequence FROM messages WHERE id = ?2)
            ORDER BY sequence DESC LIMIT ?3
            """,
            [
                .integer(Int64(bitPattern: asked.scheme.key)), .id(asked.waiting.message),
                .integer(Self.statementsMax),
            ])
        var told: Set<Told.RepeatKey> = []
        for row in rows {
            let report = try Self.report(row[0].id, writer)
            guard let report, report.closes(on: asked.waiting.day) else { continue }
            told.formUnion(
                report.accounts.flatMap(\.entries).map { Told($0).repeatKey }
                    .filter { !$0.reference.isEmpty })
        }
        return told
    }

    /// An entry of the clearing's.
    private struct Told {
        /// By what an entry is the same in another statement of its day.
        struct RepeatKey: Hashable {
            let reference: String
            let amount: Int128
        }

        let item: MatchItem
        let isBooked: Bool
        let repeatKey: RepeatKey

        init(_ entry: AccountReport.Entry) {
            let side = Reconciliation.Entry(entry)
            item = side.item
            isBooked = entry.status == .booked
            repeatKey = RepeatKey(reference: side.reference, amount: side.item.amount)
        }
    }

    /// None where the message is erased: it tells nothing any more.
    private static func entries(of message: UInt128, _ writer: ReportsWriter) throws -> [Told] {
        try report(message, writer)?.accounts.flatMap(\.entries).map(Told.init) ?? []
    }

    private static func report(
        _ message: UInt128, _ writer: ReportsWriter
    ) throws -> AccountReport? {
        guard let bytes = try writer.bank.unseal(message),
            let document = try? DocumentReader.read(bytes, accepting: ["camt.053.001.08"])
        else { return nil }
        return try? AccountReport(reading: document.root)
    }

    // MARK: - What became of it

    /// A break of which every side has found another is explained.
    private mutating func explain(_ left: ([Int], [Int])) {
        var stillOpen: Set<UInt128> = []
        for place in left.0 { if let known = ours[place].known { stillOpen.insert(known.id) } }
        for place in left.1 { if let known = theirs[place].known { stillOpen.insert(known.id) } }
        for side in ours + theirs {
            guard let known = side.known, stillOpen.insert(known.id).inserted else { continue }
            explained.append(known.id)
        }
    }

    /// What has the same identification on both sides and other amounts is one break, not two.
    private mutating func pairDiffering(_ left: inout ([Int], [Int])) {
        var byReference: [String: [Int]] = [:]
        for place in left.0 {
            for reference in Self.references(of: ours[place].item) {
                byReference[reference, default: []].append(place)
            }
        }
        var taken: (Set<Int>, Set<Int>) = ([], [])
        for place in left.1 {
            let item = theirs[place].item
            let named = Self.references(of: item).flatMap { byReference[$0] ?? [] }
            // A break has one message: an entry of an earlier one stays the break that it is.
            guard theirs[place].message == asked.waiting.message,
                let other = named.first(where: {
                    (ours[$0].item.amount < 0) == (item.amount < 0) && !taken.0.contains($0)
                        && ours[$0].item.amount != item.amount
                })
            else { continue }
            taken.0.insert(other)
            taken.1.insert(place)
            let known = [ours[other].known, theirs[place].known].compactMap { $0 }
            // It is that break already.
            if known.count == 2, known[0].id == known[1].id { continue }
            explained += known.map(\.id)
            found.append(
                StatementComparison.Finding(
                    kind: .entryDiffers, transfer: ours[other].transfer,
                    entry: theirs[place].entry, payment: ours[other].payment,
                    ours: ours[other].item.amount, theirs: item.amount, day: asked.waiting.day))
        }
        left.0.removeAll { taken.0.contains($0) }
        left.1.removeAll { taken.1.contains($0) }
    }

    /// The stronger one first.
    private static func references(of item: MatchItem) -> [String] {
        var found: [String] = []
        if !item.transaction.isEmpty { found.append("t\(item.transaction)") }
        if !item.endToEnd.isEmpty { found.append("e\(item.endToEnd)") }
        return found
    }
}

extension AccountReport {
    /// Whether it is the statement of a day.
    func closes(on day: Int32) -> Bool {
        guard let date = BusinessDate(dayNumber: Int(day)) else { return false }
        return accounts.first?.balances.contains {
            $0.kind == .code(Code.closingBooked.rawValue) && $0.date == .day(date)
        } == true
    }
}
