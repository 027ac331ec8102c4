import Engine
import ISO20022
import Ledger
package import PaymentModel
import Platform
import Projection
import Vocabulary

/// A clearing's statement of one day beside our own entries of its settlement account, entry by entry.
///
/// It is made when somebody asks: from the clearing's message as it came, and from the ledger. It
/// moves nothing; what the books themselves cannot explain is a break.
package struct Reconciliation: Sendable {
    /// One entry of either side; amounts as the clearing counts, its credits positive.
    package struct Entry: Sendable {
        /// The clearing's `NtryRef`; of ours empty.
        package let reference: String
        /// Ours: the ledger's transfer; else 0.
        package let transfer: UInt128
        /// Ours: the payment; else 0.
        package let payment: UInt128
        /// Theirs: the message, and the place in it counted from 1; else 0.
        package let message: UInt128
        package let place: UInt32
        package let item: MatchItem

        init(_ entry: AccountReport.Entry, in message: UInt128 = 0, at place: Int = 0) {
            self.message = message
            self.place = UInt32(clamping: place)
            let parts = entry.details.flatMap(\.transactions)
            let references = parts.count == 1 ? parts[0].references : AccountReport.References()
            let carrier = parts.first?.references.messageID
            let batch = entry.details.lazy.compactMap { $0.batch?.messageID }.first
            var day = Int32(0)
            if case .day(let value)? = entry.value { day = value.dayNumber }
            let units = entry.amount.minorUnits
            reference = entry.reference ?? ""
            transfer = 0
            payment = 0
            item = MatchItem(
                transaction: references.transactionID ?? "",
                endToEnd: references.endToEndID ?? "", message: batch ?? carrier ?? "",
                amount: entry.side == .credit ? units : -units, day: day)
        }

        /// Ours: our debit on `settlement` is the clearing's credit.
        init(_ entry: LedgerEntry, _ references: ReportsWriter.EntryReferences) {
            let amount = Int128(clamping: entry.amount)
            message = 0
            place = 0
            reference = ""
            transfer = entry.transfer
            payment = entry.payment
            item = MatchItem(
                transaction: references.transaction, endToEnd: references.endToEnd,
                message: references.message, amount: entry.isDebit ? amount : -amount,
                day: entry.valueDay, whole: entry.kind == .unexplained ? entry.payment : 0)
        }
    }

    package let scheme: Scheme
    package let day: Int32
    /// The message that it is made of; of several reports the first.
    package let message: UInt128
    /// `camt.053.001.08` where there is a statement of the day, else `camt.054.001.08`.
    package let type: String
    package let rules: [MatchRule]
    package let ours: [Entry]
    package let theirs: [Entry]
    package let matching: EntryMatching
}

extension Archive {
    /// Messages of one scheme that are looked through for a day.
    static let messagesPerDayMax = 1_000

    /// Nil where the clearing has told nothing of that day.
    ///
    /// For threads that may wait. Time by the messages and entries since that day.
    package func reconciliation(
        of scheme: Scheme, on day: Int32, rules: [MatchRule]
    ) throws(FlowError) -> Reconciliation? {
        guard let told = try told(scheme, day) else { return nil }
        let window = rules.map(\.days).max() ?? 0
        let near = try entries(of: scheme, within: (day - window)...(day + window))
        let ours: [Reconciliation.Entry]
        do {
            ours = try interim.withLock { writer throws in
                try near.map { Reconciliation.Entry($0, try writer.references(of: $0)) }
            }
        } catch let error as FlowError { throw error } catch { throw .records("\(error)") }
        let matching = EntryMatching(
            ours: ours.map(\.item), theirs: told.entries.map(\.item), rules: rules)
        // What lies on other days and fits nothing belongs to their statements.
        let kept = ours.indices.filter { place in
            ours[place].item.day == day || matching.isMatched(ours: place)
        }
        let shown = kept.map { ours[$0] }
        return Reconciliation(
            scheme: scheme, day: day, message: told.message, type: told.type, rules: rules,
            ours: shown, theirs: told.entries,
            matching: EntryMatching(
                ours: shown.map(\.item), theirs: told.entries.map(\.item), rules: rules))
    }

    // MARK: - Theirs

    private struct Told {
        let message: UInt128
        let type: String
        let entries: [Reconciliation.Entry]
    }

    /// What the statement of a day says, else what reports of that booking day say together.
    private func told(_ scheme: Scheme, _ day: Int32) throws(FlowError) -> Told? {
        let statements = try reports("camt.053.001.08", scheme) { report in
            report.closes(on: day)
        }
        if let first = statements.last {
            let found = statements.reversed().flatMap { Self.entries($0.1, in: $0.0) }
            return Told(
                message: first.0, type: "camt.053.001.08", entries: found.map(\.entry))
        }
        let reports = try reports("camt.054.001.08", scheme) { report in
            report.accounts.contains { $0.entries.contains { $0.booked == Self.date(day) } }
        }
        guard let first = reports.last else { return nil }
        let found = reports.reversed().flatMap { Self.entries($0.1, in: $0.0) }
            .filter { $0.booked == Self.date(day) }
        return Told(message: first.0, type: "camt.054.001.08", entries: found.map(\.entry))
    }

    private static func entries(
        _ report: AccountReport, in message: UInt128
    ) -> [(entry: Reconciliation.Entry, booked: DayOrTime?)] {
        report.accounts.flatMap(\.entries).enumerated().map { place, entry in
            (Reconciliation.Entry(entry, in: message, at: place + 1), entry.booked)
        }
    }

    private static func date(_ day: Int32) -> DayOrTime? {
        BusinessDate(dayNumber: Int(day)).map { .day($0) }
    }

    /// Messages of a type that fit, the newest first.
    private func reports(
        _ type: String, _ scheme: Scheme, _ fits: (AccountReport) -> Bool
    ) throws(FlowError) -> [(UInt128, AccountReport)] {
        let rows = try read(
            """
            SELECT id FROM messages WHERE direction = 'in' AND kind = ? AND scheme = ?
            ORDER BY sequence DESC LIMIT ?
            """,
            [
                .text(type), .integer(Int64(bitPattern: scheme.key)),
                .integer(Int64(Self.messagesPerDayMax)),
            ])
        var found: [(UInt128, AccountReport)] = []
        for row in rows {
            // What is erased tells nothing any more.
            guard let bytes = try bytes(of: row[0].id),
                let document = try? DocumentReader.read(bytes, accepting: [type]),
                let report = try? AccountReport(reading: document.root), fits(report)
            else { continue }
            found.append((row[0].id, report))
        }
        return found
    }

    // MARK: - Ours

    /// Entries of the settlement account with a value date within some days, oldest first.
    private func entries(
        of scheme: Scheme, within days: ClosedRange<Int32>
    ) throws(FlowError) -> [LedgerEntry] {
        let begun = try bank.lookAndWait { bank in
            bank.accounts.accounts.first { $0.role == .settlement && $0.scheme == scheme.key }
                .map { bank.begin(ValueDaysWalk($0.id, days), through: $0.id) }
        }
        return try begun?.finished().found.reversed() ?? []
    }

    private struct ValueDaysWalk: AccountWalk {
        /// Booked at most so many days before the clearing's date: over holidays, and a week late.
        private static let slackDays: Int32 = 14

        private let account: UInt128
        private let days: ClosedRange<Int32>
        /// Newest first.
        private(set) var found: [LedgerEntry] = []

        init(_ account: UInt128, _ days: ClosedRange<Int32>) {
            self.account = account
            self.days = days
        }

        mutating func take(_ transfer: Transfer) -> Bool {
            guard let entry = LedgerEntry(transfer, account: account) else { return true }
            if days.contains(entry.valueDay) { found.append(entry) }
            return entry.bookingDay >= days.lowerBound - Self.slackDays
        }
    }
}

extension ReportsWriter {
    /// How a clearing names what an entry of ours stands for.
    struct EntryReferences {
        var transaction = ""
        var endToEnd = ""
        var message = ""
    }

    func references(of entry: LedgerEntry) throws(FlowError) -> EntryReferences {
        var found = EntryReferences()
        guard entry.payment != 0, let row = try source(of: entry.payment) else { return found }
        let isOurs = !entry.isDebit || row.kind != .incoming
        if row.kind == .incoming {
            if let message = try bank.receivedTransfers(row.file),
                row.position < message.transactions.count
            {
                let transfer = message.transactions[row.position]
                found.transaction = transfer.transactionID ?? ""
                found.endToEnd = transfer.endToEndID
                found.message = message.messageID
            }
        } else if let file = try bank.initiation(row.file) {
            found.endToEnd = FilePlaces(file)[row.position]?.1.endToEndID ?? ""
        }
        // A return has an identification of its own, of whoever sent it.
        if entry.kind == .returnedToUs { return found }
        if isOurs {
            found.transaction = MessageIdentification.text(entry.payment)
            found.message = try carrier(of: entry.payment) ?? ""
        }
        return found
    }

    /// The MsgId of the last message of ours that carried a payment.
    private func carrier(of payment: UInt128) throws(FlowError) -> String? {
        do {
            let rows = try records.rows(
                """
                SELECT id FROM carried JOIN messages ON message = id
                WHERE payment = ? AND direction = 'out' AND kind LIKE 'pacs.00%'
                    AND kind <> 'pacs.002.001.10' ORDER BY sequence DESC LIMIT 1
                """, [.id(payment)])
            return rows.first.map { MessageIdentification.text($0[0].id) }
        } catch { throw .records("\(error)") }
    }
}
