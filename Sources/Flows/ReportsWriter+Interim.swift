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

    func interim(_ moment: Moment) throws -> [UInt8]? {
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
            UInt128(moment.at / 1_000_000) << 80 | 1 << 79
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
