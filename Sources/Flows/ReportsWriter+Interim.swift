import Engine
import ISO20022
import Ledger
package import PaymentModel
import Platform
import Vocabulary

/// camt.052: what is booked on an account so far today.
extension ReportsWriter {
    /// What an account has at one moment of a day.
    struct Moment: Sendable {
        let account: BankAccount
        let day: Int32
        let before: Int128
        let entries: [LedgerEntry]
        let held: UInt128
        /// Of the last thing the bank had decided.
        let sequence: UInt64
        let at: UInt64
    }

    /// - Parameter given: its identification where it is kept.
    func interim(_ moment: Moment, id given: UInt128? = nil) throws -> [UInt8]? {
        guard let setup = try bank.configuration().setup,
            let currency = Currency(number: moment.account.currency),
            let date = BusinessDate(dayNumber: Int(moment.day))
        else { return nil }
        var described: [(LedgerEntry, EntryDescription)] = []
        for booking in moment.entries { described.append((booking, try describe(booking))) }
        let booked = moment.before + moment.entries.reduce(0) { $0 + $1.signed }
        func balance(_ code: AccountReport.Code, _ units: Int128) -> AccountReport.Balance {
            AccountReport.Balance(
                code, signed: Money(minorUnits: units, currency: currency), on: date)
        }
        // The same moment has the same identification, and the same bytes.
        let id = MessageIdentification.text(
            given
                ?? UInt128(moment.at / 1_000_000) << 80 | 1 << 79
                | UInt128(moment.sequence & 0xFFFF_FFFF_FFFF) << 24
                | UInt128(truncatingIfNeeded: moment.account.id) & 0xFF_FFFF)
        let created = time(moment.at, setup)
        var report = AccountReport.Account(
            id: id, account: cashAccount(moment.account, currency),
            servicer: Agent(setup.bank.bic),
            balances: [
                balance(.openingBooked, moment.before), balance(.interimBooked, booked),
                balance(.interimAvailable, booked - Int128(clamping: moment.held)),
            ],
            entries: AccountReportWriting(currency: currency, setup: setup).entries(described))
        report.created = created
        report.owner = Party(name: bank.details(of: moment.account.id).name)
        if let start = period(date, setup)?.from {
            report.period = AccountReport.Period(from: start, to: created)
        }
        let message = AccountReport(
            kind: .interim, version: .v08, messageID: id, created: created, accounts: [report])
        let subject = Subject(id: moment.account.id, kind: message.type.rawValue)
        return written(subject) { () throws(WritingError) in try message.written() }
    }
}

extension ReportsWriter {
    /// Accounts looked at between two commands.
    private static let interimPerLook = 1_000

    /// One for each customer's account on which something was booked since then.
    func writeInterim(since: UInt64, _ entry: EntryEvents<BankEvent>) throws {
        let count = try bank.lookAndWait { $0.accounts.accounts.count }
        for start in stride(from: 0, to: count, by: Self.interimPerLook) {
            let places = start..<min(start + Self.interimPerLook, count)
            let found = try bank.lookAndWait { bank in
                places.compactMap { place in
                    Self.moment(bank, bank.accounts.accounts[place], since, entry).map {
                        (place, $0)
                    }
                }
            }
            for (place, moment) in found {
                let id = Self.statementID(entry, account: place, day: 0)
                guard let bytes = try interim(moment, id: id) else { continue }
                let subject = Subject(
                    id: id, kind: "camt.052.001.08", account: moment.account.id, day: moment.day)
                try keep(subject, bytes, entry)
            }
        }
    }

    /// What an account had when the entry was decided; nil where nothing was booked since.
    private static func moment(
        _ bank: Bank, _ account: BankAccount, _ since: UInt64, _ entry: EntryEvents<BankEvent>
    ) -> Moment? {
        let at = entry.timestamp
        guard !account.role.isOwn else { return nil }
        // The day that the last booking of the period is on.
        let recent = bank.entries(of: account.id, before: at, limit: 1).first
        guard let recent, recent.timestamp >= since else { return nil }
        let (before, entries) = bank.entries(of: account.id, on: recent.bookingDay)
        return Moment(
            account: account, day: recent.bookingDay, before: before,
            entries: entries.filter { $0.timestamp <= at },
            held: bank.balance(ofAccount: account.id, at: at)?.debitsPending ?? 0,
            sequence: entry.sequence, at: at)
    }
}

extension Archive {
    /// The camt.052 of an account now; nil where nothing can be written of it.
    ///
    /// For threads that may wait.
    package func interimReport(of account: BankAccount) throws(FlowError) -> [UInt8]? {
        let now = bank.clock.now()
        let found: Result<Answer<(Int32, Int128, [LedgerEntry], UInt128)>, FlowError>? =
            bank.wait { bank, answer in
                bank.look(
                    { bank in
                        let day = bank.bookingDay(account.currency, at: now)
                        let (before, entries) = bank.entries(of: account.id, on: day)
                        let held = bank.books.account(id: account.id)?.debitsPending ?? 0
                        return (day, before, entries, held)
                    }, then: answer)
            }
        guard let found else { throw .node(.stopping) }
        let answer = try found.get()
        guard wait(for: answer.sequence, [.records]) else { throw .records("It is behind.") }
        let moment = ReportsWriter.Moment(
            account: account, day: answer.value.0, before: answer.value.1,
            entries: answer.value.2, held: answer.value.3, sequence: answer.sequence,
            at: answer.timestamp)
        do {
            return try interim.withLock { try $0.interim(moment) }
        } catch let error as FlowError { throw error } catch { throw .records("\(error)") }
    }
}
