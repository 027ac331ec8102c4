import Ledger
import Platform
import Engine
import ISO20022
import PaymentModel
import Projection
import Vocabulary

/// camt.054: for accounts that ask for it, one for each account and journal entry (a processed file,
/// or a single booking).
extension Archive {
    func writeAdvices(_ reports: CustomerReports) throws(DatabaseError) {
        guard !reports.bookings.isEmpty else { return }
        for (number, advice) in try booked(reports.bookings).enumerated() {
            try write(advice, Self.reportID(reports.entry, (1 << 16) + number), reports.entry)
        }
    }

    private struct Advice: Sendable {
        let account: BankAccount
        let configuration: BankConfiguration
        var entries: [LedgerEntry]
    }

    /// The bookings by account, as far as accounts ask for advices, in the order of booking.
    private func booked(
        _ bookings: [CustomerReports.Booking]
    ) throws(DatabaseError) -> [Advice] {
        let bookings = bookings.map { ($0.account, $0.transfer) }
        return try see { bank in
            var advices: [Advice] = []
            for (account, id) in bookings {
                guard let transfer = bank.books.transfer(id: id) else { continue }
                let sides =
                    account != 0 ? [account] : [transfer.debitAccountID, transfer.creditAccountID]
                for side in sides {
                    guard let holder = bank.accounts[id: side], holder.wantsAdvice,
                        !holder.role.isOwn, let entry = LedgerEntry(transfer, account: side)
                    else { continue }
                    if let place = advices.firstIndex(where: { $0.account.id == side }) {
                        advices[place].entries.append(entry)
                    } else {
                        advices.append(
                            Advice(
                                account: holder, configuration: bank.configuration,
                                entries: [entry]))
                    }
                }
            }
            return advices
        }
    }

    private func write(
        _ advice: Advice, _ id: UInt128, _ entry: EntryEvents<BankEvent>
    ) throws(DatabaseError) {
        guard let setup = advice.configuration.setup,
            let currency = Currency(number: advice.account.currency)
        else { return }
        let kind = "camt.054.001.08"
        do {
            let described = try advice.entries.map { ($0, try describe($0)) }
            let created = time(entry.timestamp, setup)
            let writing = AccountReportWriting(currency: currency, setup: setup)
            var account = AccountReport.Account(
                id: MessageIdentification.text(id), account: cashAccount(advice.account, currency),
                servicer: Agent(setup.bank.bic), entries: writing.entries(described))
            account.created = created
            account.owner = Party(name: bank.details(of: advice.account.id).name)
            let report = AccountReport(
                kind: .notification, version: .v08, messageID: MessageIdentification.text(id),
                created: created, accounts: [account])
            try keepReport(
                id, kind, file: 0, account: advice.account.id, day: 0, try report.written(), entry)
        } catch let error as DatabaseError {
            throw error
        } catch let error as FlowError {
            throw Self.later(kind, error)
        } catch {
            trouble.withLock { $0 = "\(kind): \(error)" }
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
