import Engine
import ISO20022
import Ledger
import PaymentModel
import Vocabulary

/// camt.054: for accounts that ask for it, one for each account and journal entry (a processed file,
/// or a single booking).
extension ReportsWriter {
    /// Bookings looked at between two commands: the bank waits as long as that takes.
    private static let bookingsMax = 1024

    func writeAdvices(_ reports: [CustomerReports]) throws {
        let configuration = try bank.configuration()
        guard let setup = configuration.setup else { return }
        for reports in try booked(reports) {
            for (number, advice) in reports.advices.enumerated() {
                let id = Self.reportID(reports.entry, (1 << 16) + number)
                try write(advice, id, setup, reports.entry)
            }
        }
    }

    private struct Advice: Sendable {
        let account: BankAccount
        var entries: [LedgerEntry]
    }

    /// The advices of one journal entry, in the order of booking.
    private struct EntryAdvices: Sendable {
        let entry: EntryEvents<BankEvent>
        var advices: [Advice] = []
        private var places: [UInt128: Int] = [:]

        init(_ entry: EntryEvents<BankEvent>) { self.entry = entry }

        mutating func add(_ entry: LedgerEntry, _ holder: BankAccount) {
            if let place = places[holder.id] {
                advices[place].entries.append(entry)
            } else {
                places[holder.id] = advices.count
                advices.append(Advice(account: holder, entries: [entry]))
            }
        }
    }

    private struct Booking: Sendable {
        /// Which of the journal entries it belongs to.
        let place: Int
        let account: UInt128
        let transfer: UInt128
    }

    /// The bookings by entry and account, as far as accounts ask for advices.
    private func booked(_ reports: [CustomerReports]) throws(FlowError) -> [EntryAdvices] {
        var found = reports.map { EntryAdvices($0.entry) }
        var bookings: [Booking] = []
        for (place, reports) in reports.enumerated() {
            for booking in reports.bookings {
                bookings.append(
                    Booking(place: place, account: booking.account, transfer: booking.transfer))
            }
        }
        var start = 0
        while start < bookings.count {
            let part = Array(bookings[start..<min(start + Self.bookingsMax, bookings.count)])
            let sides = try bank.lookAndWait { bank in part.flatMap { Self.sides(of: $0, bank) } }
            for (place, entry, holder) in sides { found[place].add(entry, holder) }
            start += part.count
        }
        return found
    }

    private static func sides(
        of booking: Booking, _ bank: Bank
    ) -> [(Int, LedgerEntry, BankAccount)] {
        guard let transfer = bank.transfer(id: booking.transfer) else { return [] }
        let sides =
            booking.account != 0
            ? [booking.account] : [transfer.debitAccountID, transfer.creditAccountID]
        return sides.compactMap { side in
            guard let holder = bank.accounts[id: side], holder.wantsAdvice, !holder.role.isOwn,
                let entry = LedgerEntry(transfer, account: side)
            else { return nil }
            return (booking.place, entry, holder)
        }
    }

    private func write(
        _ advice: Advice, _ id: UInt128, _ setup: BankSetup, _ entry: EntryEvents<BankEvent>
    ) throws {
        guard let currency = Currency(number: advice.account.currency) else { return }
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
        let subject = Subject(id: id, kind: "camt.054.001.08", account: advice.account.id)
        guard let bytes = written(subject, { () throws(WritingError) in try report.written() })
        else { return }
        try keep(subject, bytes, entry)
    }
}
