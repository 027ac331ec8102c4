import Engine
import ISO20022
import PaymentModel
import Platform
import Projection
import Vocabulary

/// Writes customers' reports into their folder, each with a sealed copy: pain.002 and camt.053, or
/// camt.054.
///
/// It reads payments from the records, which are ahead of it. Of a payment's row it takes what never
/// changes, and the reason of a payment that has come back, which is its last.
final class ReportsWriter: ArchiveWriter {
    let bank: RunningBank
    let records: Database
    private let database: Database
    private let part: ArchivePart
    private var keys: PersonalKeys
    var unwritten = Monitor(ArchiveCursor.Unwritten())

    // Of the batch that is being made.
    private var files: FileBatch
    private var rows: [Row] = []
    private var sealedBytes = 0
    /// Sealed copies that are kept waiting at most: an entry may close the day of any number of
    /// accounts.
    private static let sealedBytesMax = 8 << 20
    private var balances: [[Cell]] = []
    private var erased: [UInt128] = []

    private struct Row {
        let subject: Subject
        let name: String
        let entry: EntryEvents<BankEvent>
        var sealed: [UInt8]?

        var cells: [Cell] {
            [
                .id(subject.id), .text(subject.kind), .id(subject.file), .id(subject.account),
                .integer(Int64(subject.day)), .text(name), .integer(Int64(entry.sequence)),
                .integer(Int64(entry.timestamp)), sealed.map { .bytes($0) } ?? .null,
            ]
        }
    }

    /// - Parameter records: a connection of its own to the records.
    init(
        _ bank: RunningBank, _ database: Database, records: Database, _ part: ArchivePart
    ) {
        self.bank = bank
        self.database = database
        self.records = records
        self.part = part
        keys = PersonalKeys(bank)
        files = FileBatch(bank.disk)
    }

    func take(
        _ entries: [EntryEvents<BankEvent>]
    ) throws(CursorTrouble) -> (() throws(DatabaseError) -> Void)? {
        files = FileBatch(bank.disk)
        rows = []
        sealedBytes = 0
        balances = []
        erased = []
        do {
            // What comes before an erasure is there when it takes away what is about its subject.
            for run in Self.runs(entries) {
                switch part {
                case .advices: try writeAdvices(try run.map(reports))
                default: for entry in run { try writeReports(entry) }
                }
                if let last = run.last, last.erases {
                    try files.write()
                    try erase(last)
                }
            }
            try files.write()
        } catch let error as FlowError {
            throw CursorTrouble(error)
        } catch let error as DiskError {
            throw CursorTrouble(error)
        } catch let error as DatabaseError {
            throw CursorTrouble(error)
        } catch {
            preconditionFailure("No other errors are thrown: \(error)")
        }
        guard !rows.isEmpty || !balances.isEmpty || !erased.isEmpty else { return nil }
        return { [rows, balances, erased, part] () throws(DatabaseError) in
            try self.put(rows)
            for balance in balances {
                try self.database.run(
                    "INSERT OR REPLACE INTO trial_balances VALUES (?, ?, ?, ?, ?)", balance)
            }
            for id in erased {
                try self.database.run(
                    "UPDATE \(part) SET sealed = NULL WHERE about = ?1 OR account = ?1", [.id(id)])
            }
        }
    }

    private func put(_ rows: [Row]) throws(DatabaseError) {
        let sql = "INSERT OR REPLACE INTO \(part) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
        for row in rows { try database.run(sql, row.cells) }
    }

    /// Puts down what an entry has led to so far, where that is much.
    ///
    /// What is missing follows; after a crash all is made again, under the same ids.
    func putDownWhereMuch() throws {
        guard sealedBytes >= Self.sealedBytesMax else { return }
        try files.write()
        try database.transaction { () throws(DatabaseError) in try put(rows) }
        rows.removeAll(keepingCapacity: true)
        sealedBytes = 0
    }

    /// Takes away this cursor's reports about whose data is erased.
    private func erase(_ entry: EntryEvents<BankEvent>) throws {
        for case .erased(_, let id, _) in entry.events {
            let found = try database.rows(
                "SELECT name FROM \(part) WHERE about = ?1 OR account = ?1", [.id(id)])
            var names = found.map { $0[0].text }
            for place in rows.indices {
                let subject = rows[place].subject
                guard subject.file == id || subject.account == id else { continue }
                rows[place].sealed = nil
                names.append(rows[place].name)
            }
            for name in names { try bank.removeFile("\(bank.folder.reports)/\(name)") }
            bank.forget(id)
            keys.forget(id)
            erased.append(id)
        }
    }

    /// The entries in runs that end with one that erases, or with the last.
    private static func runs(
        _ entries: [EntryEvents<BankEvent>]
    ) -> [[EntryEvents<BankEvent>]] {
        var runs: [[EntryEvents<BankEvent>]] = [[]]
        for entry in entries {
            runs[runs.count - 1].append(entry)
            if entry.erases { runs.append([]) }
        }
        return runs
    }

    private func writeReports(_ entry: EntryEvents<BankEvent>) throws {
        try compareStatements(entry)
        let reports = try reports(entry)
        for (number, file) in reports.files.enumerated() {
            try writeStatusReport(file, number, reports)
        }
        for event in entry.events {
            switch event {
            case .dayClosed(let currency, let day):
                try writeStatements(currency, day, entry)
                try writeTrialBalance(currency, day, entry)
            case .interimDue(let since): try writeInterim(since: since, entry)
            default: break
            }
        }
    }

    /// What an entry means to customers.
    private func reports(_ entry: EntryEvents<BankEvent>) throws(FlowError) -> CustomerReports {
        var reports = CustomerReports(entry: entry)
        for event in entry.events {
            keys.hear(event)
            switch event {
            case .fileDecided(let decision): reports.take(decision)
            case .paymentChanged(let change): reports.take(try whole(change))
            case .transferPosted(let id): reports.take(transfer: id)
            default: break
            }
        }
        return reports
    }

    /// A change with the file and kind its payment began with.
    private func whole(_ change: PaymentChange) throws(FlowError) -> PaymentChange {
        // The first one says it itself.
        guard change.position < 0, let row = try source(of: change.payment) else { return change }
        return change.with(file: row.file, kind: row.kind)
    }

    // MARK: - What all reports share

    /// Ids of reports follow from the entry: the same in every run over the same journal.
    static func reportID(_ entry: EntryEvents<BankEvent>, _ number: Int) -> UInt128 {
        UInt128(entry.timestamp / 1_000_000) << 80 | 1 << 79
            | UInt128(entry.sequence & 0xFFFF_FFFF_FFFF) << 24 | UInt128(number & 0xFF_FFFF)
    }

    /// One entry may close any number of days of any number of accounts: each has its own id, told
    /// from the other reports' by bit 78.
    ///
    /// - Parameter account: its place in the directory, below 2^46.
    static func statementID(
        _ entry: EntryEvents<BankEvent>, account: Int, day: Int32
    ) -> UInt128 {
        UInt128(entry.timestamp / 1_000_000) << 80 | 3 << 78
            | UInt128(account) << 32 | UInt128(UInt32(bitPattern: day))
    }

    /// What a report is about, beside its bytes.
    struct Subject {
        let id: UInt128
        let kind: String
        /// The file it tells of, else the account.
        var file: UInt128 = 0
        var account: UInt128 = 0
        var day: Int32 = 0
    }

    /// Keeps a customer's report and puts it into the reports' folder.
    func keep(
        _ subject: Subject, _ bytes: [UInt8], _ entry: EntryEvents<BankEvent>
    ) throws {
        let name = "\(MessageIdentification.text(subject.id)).\(subject.kind).xml"
        let owner = subject.account != 0 ? subject.account : subject.file
        let sealed = try keys.seal(bytes, record: subject.id, owner: owner)
        sealedBytes += sealed?.count ?? 0
        try files.add("\(bank.folder.reports)/\(name)", bytes)
        rows.append(Row(subject: subject, name: name, entry: entry, sealed: sealed))
    }

    /// Keeps a trial balance and puts it into the reports' folder.
    func keep(_ csv: [UInt8], named name: String, row: [Cell]) throws {
        try files.add("\(bank.folder.reports)/\(name)", csv)
        balances.append(row)
    }

    /// The bytes of a report; one that cannot be written is counted and left out.
    func written(
        _ subject: Subject, _ body: () throws(WritingError) -> [UInt8]
    ) -> [UInt8]? {
        do { return try body() } catch {
            unwritten.withLock {
                $0.add("\(subject.kind) \(MessageIdentification.text(subject.id)): \(error)")
            }
            return nil
        }
    }

    func time(_ nanoseconds: UInt64, _ setup: BankSetup) -> MessageTime {
        let instant = Instant(nanoseconds: nanoseconds)
        return MessageTime(
            instant, offsetMinutes: setup.bank.zone.offsetSeconds(at: instant) / 60)
    }

    func cashAccount(_ account: BankAccount, _ currency: Currency) -> CashAccount {
        let details = bank.details(of: account.id)
        var cash: CashAccount
        if let iban = try? IBAN(details.iban) {
            cash = CashAccount(iban)
        } else {
            cash = CashAccount(
                identifier: .other(
                    id: MessageIdentification.text(account.id), scheme: nil, issuer: nil))
        }
        cash.currencyCode = currency.code
        return cash
    }
}

extension PaymentChange {
    func with(file: UInt128, kind: Kind) -> PaymentChange {
        var whole = PaymentChange(
            payment: payment, kind: kind, state: state, reason: reason, scheme: scheme,
            account: account, counterAccount: counterAccount, amount: amount, currency: currency,
            file: kind == .incoming ? self.file : file, position: position, group: group,
            settlementDay: settlementDay, message: message, isDateMoved: isDateMoved)
        whole.previous = previous
        whole.fee = fee
        return whole
    }
}
