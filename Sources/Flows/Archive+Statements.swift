import Ledger
import Platform
import Engine
import ISO20022
import PaymentModel
import Projection
import Vocabulary

/// camt.053: one for each customer's account and closed day, with or without entries.
extension Archive {
    func writeStatements(
        _ currency: UInt16, _ day: Int32, _ entry: EntryEvents<BankEvent>
    ) throws(DatabaseError) {
        let accounts = try see { bank in
            bank.accounts.accounts.filter {
                $0.currency == currency && !$0.role.isOwn && $0.openedDay <= day
            }
        }
        for (number, account) in accounts.enumerated() {
            try writeStatement(
                account, day, Self.reportID(entry, (1 << 17) + number &* 64 &+ Int(day & 63)), entry
            )
        }
    }

    private struct Day: Sendable {
        let before: Int128
        let entries: [LedgerEntry]
        let heldDebits: UInt128
        let configuration: BankConfiguration
    }

    private func writeStatement(
        _ account: BankAccount, _ day: Int32, _ id: UInt128, _ entry: EntryEvents<BankEvent>
    ) throws(DatabaseError) {
        let closedAt = entry.timestamp
        let found = try see { bank in
            let (before, entries) = bank.entries(of: account.id, on: day)
            return Day(
                before: before, entries: entries,
                heldDebits: bank.books.balance(ofAccount: account.id, at: closedAt)?.debitsPending
                    ?? 0,
                configuration: bank.configuration)
        }
        guard let setup = found.configuration.setup,
            let currency = Currency(number: account.currency),
            let date = BusinessDate(dayNumber: Int(day))
        else { return }
        let kind = "camt.053.001.08"
        do {
            let report = try statement(account, date, id, found, setup, currency, entry)
            try keepReport(
                id, kind, file: 0, account: account.id, day: day, try report.written(), entry)
        } catch let error as DatabaseError {
            throw error
        } catch let error as FlowError {
            throw Self.later(kind, error)
        } catch {
            trouble.withLock { $0 = "\(kind): \(error)" }
        }
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
    private func period(_ date: BusinessDate, _ setup: BankSetup) -> AccountReport.Period? {
        guard let next = date.adding(days: 1),
            let from = try? setup.bank.zone.instants(of: LocalDateTime(date, .midnight)),
            let to = try? setup.bank.zone.instants(of: LocalDateTime(next, .midnight))
        else { return nil }
        return AccountReport.Period(
            from: time(from.first.nanoseconds, setup), to: time(to.first.nanoseconds, setup))
    }
}
