package import ISO20022
import Vocabulary

/// Why something is no statement of ours.
package enum SheetError: Error, Hashable, Sendable {
    /// No readable camt.053.001.08.
    case unreadable(String)
    /// The first of its differences from the schema.
    case invalid(String)
    /// Something that each statement of ours has.
    case missing(String)
    /// Amounts in more than one currency.
    case currencies
    /// Opening balance and entries do not come to the closing balance.
    case sum(opening: String, entries: String, closing: String)
}

extension StatementSheet {
    static let message = "camt.053.001.08"

    /// Reads a stored camt.053.
    package init(xml bytes: [UInt8]) throws(SheetError) {
        let document: ReadDocument
        do { document = try DocumentReader.read(bytes, accepting: [Self.message]) } catch {
            throw .unreadable("\(error)")
        }
        guard document.isValid else {
            throw .invalid(document.findings.first.map { "\($0)" } ?? "")
        }
        let report: AccountReport
        do { report = try AccountReport(reading: document.root) } catch {
            throw .unreadable("\(error)")
        }
        try self.init(report)
    }

    /// The facts of a statement on one account.
    package init(_ report: AccountReport) throws(SheetError) {
        guard report.kind == .statement, report.accounts.count == 1,
            let account = report.accounts.first
        else { throw .missing("Stmt") }
        let balances = try Self.balances(account)
        guard case .day(let day)? = account.balances.first?.date else { throw .missing("Bal/Dt") }
        let lines = try Self.lines(account, after: balances.opening)
        let closing = lines.last?.balance ?? balances.opening
        guard closing == balances.closing else {
            let moved = closing.minorUnits - balances.opening.minorUnits
            throw .sum(
                opening: balances.opening.description,
                entries: Money(minorUnits: moved, currency: closing.currency).description,
                closing: balances.closing.description)
        }
        let created = (account.created ?? report.created).description
        self.init(account, created: created, day: day, balances: balances, lines: lines)
    }

    private static func balances(
        _ account: AccountReport.Account
    ) throws(SheetError) -> Balances {
        func balance(_ code: AccountReport.Code) throws(SheetError) -> Money {
            guard let found = account.balances.first(where: { $0.kind == .code(code.rawValue) })
            else { throw .missing("Bal \(code.rawValue)") }
            return signed(found.amount, found.side)
        }
        let found = Balances(
            opening: try balance(.openingBooked), closing: try balance(.closingBooked),
            available: try balance(.closingAvailable))
        let currencies = [found.closing.currency, found.available.currency]
        guard currencies.allSatisfy({ $0 == found.opening.currency }) else { throw .currencies }
        return found
    }

    private static func lines(
        _ account: AccountReport.Account, after opening: Money
    ) throws(SheetError) -> [Line] {
        var balance = opening
        var lines: [Line] = []
        lines.reserveCapacity(account.entries.count)
        for entry in account.entries {
            let amount = signed(entry.amount, entry.side)
            do { balance = try balance.adding(amount) } catch { throw .currencies }
            lines.append(line(entry, amount, balance))
        }
        return lines
    }

    private static func line(
        _ entry: AccountReport.Entry, _ amount: Money, _ balance: Money
    ) -> Line {
        let transactions = entry.details.flatMap(\.transactions)
        return Line(
            number: entry.reference ?? "", booked: day(entry.booked), value: day(entry.value),
            amount: amount, balance: balance, code: text(entry.code),
            reference: entry.servicerReference ?? "", isReversal: entry.isReversal,
            batch: entry.details.lazy.compactMap { $0.batch?.paymentID }.first,
            parts: transactions.map { part($0, of: entry) })
    }

    private static func part(
        _ transaction: AccountReport.Transaction, of entry: AccountReport.Entry
    ) -> Part {
        let isCreditor = transaction.creditor != nil || transaction.creditorAccount != nil
        let party = isCreditor ? transaction.creditor : transaction.debtor
        let account = isCreditor ? transaction.creditorAccount : transaction.debtorAccount
        let references = transaction.references
        return Part(
            amount: signed(transaction.amount ?? entry.amount, transaction.side ?? entry.side),
            counterparty: party?.name ?? "", counterAccount: account.map(text) ?? "",
            endToEndID: references.endToEndID ?? "", messageID: references.messageID ?? "",
            paymentID: references.paymentID ?? "", instructionID: references.instructionID ?? "",
            transactionID: references.transactionID ?? "",
            uetr: references.uetr?.description ?? "", remittance: text(transaction.remittance),
            returnReason: transaction.returned?.reason.reason?.text ?? "",
            returnedCode: text(transaction.returned?.originalCode),
            charges: transaction.charges)
    }

    private static func signed(_ amount: Money, _ side: CreditDebit) -> Money {
        side == .debit ? amount.negated : amount
    }

    private static func text(_ remittance: Remittance?) -> String {
        guard let remittance else { return "" }
        let lines = remittance.unstructured + [remittance.creditorReference].compactMap { $0 }
        return lines.joined(separator: " ")
    }

    private static func text(_ code: BankTransactionCode?) -> String {
        code.map { "\($0.domain)/\($0.family)/\($0.subFamily)" } ?? ""
    }

    private static func day(_ date: DayOrTime?) -> String {
        switch date {
        case .day(let day): day.description
        case .time(let time): time.description
        case nil: ""
        }
    }
}
