import Engine
import ISO20022
import Ledger
import PaymentModel
import Vocabulary

/// camt.053: one for each customer's account and closed day, with or without entries.
extension ReportsWriter {
    func writeStatements(
        _ currency: UInt16, _ day: Int32, _ entry: EntryEvents<BankEvent>
    ) throws {
        guard let setup = try bank.configuration().setup else { return }
        // By its place in the directory, which never changes, so that ids are the same again.
        let accounts = try bank.lookAndWait { bank in
            bank.accounts.accounts.enumerated().filter { _, account in
                account.currency == currency && !account.role.isOwn && account.openedDay <= day
            }
        }
        for start in stride(from: 0, to: accounts.count, by: Self.accountsPerStatementLook) {
            let some = accounts[start..<min(start + Self.accountsPerStatementLook, accounts.count)]
            let days = try bank.lookAndWait { bank in
                some.map { Self.day(day, of: $0.element, closedAt: entry.timestamp, bank) }
            }
            for ((place, account), found) in zip(some, days) {
                let id = Self.statementID(entry, account: place, day: day)
                try writeStatement(account, day, found, id, setup, entry)
            }
            try putDownWhereMuch()
        }
    }

    /// Accounts looked at between two commands.
    private static let accountsPerStatementLook = 64

    private struct Day: Sendable {
        let before: Int128
        let entries: [LedgerEntry]
        let heldDebits: UInt128
    }

    private static func day(
        _ day: Int32, of account: BankAccount, closedAt: UInt64, _ bank: Bank
    ) -> Day {
        let (before, entries) = bank.entries(of: account.id, on: day)
        let balance = bank.balance(ofAccount: account.id, at: closedAt)
        return Day(before: before, entries: entries, heldDebits: balance?.debitsPending ?? 0)
    }

    private func writeStatement(
        _ account: BankAccount, _ day: Int32, _ found: Day, _ id: UInt128, _ setup: BankSetup,
        _ entry: EntryEvents<BankEvent>
    ) throws {
        guard let currency = Currency(number: account.currency),
            let date = BusinessDate(dayNumber: Int(day))
        else { return }
        let report = try statement(account, date, id, found, setup, currency, entry)
        let subject = Subject(id: id, kind: "camt.053.001.08", account: account.id, day: day)
        guard let bytes = written(subject, { () throws(WritingError) in try report.written() })
        else { return }
        try keep(subject, bytes, entry)
    }

    private func statement(
        _ account: BankAccount, _ date: BusinessDate, _ id: UInt128, _ found: Day,
        _ setup: BankSetup, _ currency: Currency, _ entry: EntryEvents<BankEvent>
    ) throws(FlowError) -> AccountReport {
        var described: [(LedgerEntry, EntryDescription)] = []
        for booking in found.entries { described.append((booking, try describe(booking))) }
        let closing = found.before + found.entries.reduce(0) { $0 + $1.signed }
        func balance(_ code: AccountReport.Code, _ units: Int128) -> AccountReport.Balance {
            AccountReport.Balance(
                code, signed: Money(minorUnits: units, currency: currency), on: date)
        }
        let created = time(entry.timestamp, setup)
        let writing = AccountReportWriting(currency: currency, setup: setup)
        var statement = AccountReport.Account(
            id: MessageIdentification.text(id), account: cashAccount(account, currency),
            servicer: Agent(setup.bank.bic),
            balances: [
                balance(.openingBooked, found.before), balance(.closingBooked, closing),
                balance(.closingAvailable, closing - Int128(clamping: found.heldDebits)),
            ],
            entries: writing.entries(described))
        statement.created = created
        statement.sequence = Int(date.dayNumber - account.openedDay) + 1
        statement.owner = Party(name: bank.details(of: account.id).name)
        statement.period = period(date, setup)
        return AccountReport(
            kind: .statement, version: .v08, messageID: MessageIdentification.text(id),
            created: created, accounts: [statement])
    }

    /// Midnight to midnight in the bank's zone.
    func period(_ date: BusinessDate, _ setup: BankSetup) -> AccountReport.Period? {
        guard let next = date.adding(days: 1),
            let from = try? setup.bank.zone.instants(of: LocalDateTime(date, .midnight)),
            let to = try? setup.bank.zone.instants(of: LocalDateTime(next, .midnight))
        else { return nil }
        return AccountReport.Period(
            from: time(from.first.nanoseconds, setup), to: time(to.first.nanoseconds, setup))
    }
}
