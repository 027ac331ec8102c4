import ISO20022
import PaymentModel
import Vocabulary

/// Turns bookings and their descriptions into entries of a camt message.
struct AccountReportWriting {
    let currency: Currency
    let setup: BankSetup

    func entries(_ found: [(LedgerEntry, EntryDescription)]) -> [AccountReport.Entry] {
        var entries: [AccountReport.Entry] = []
        var batches: [EntryDescription.Batch: Int] = [:]
        for (booking, description) in found {
            if let batch = description.batch, let place = batches[batch] {
                add(booking, description, to: &entries[place])
                continue
            }
            if let batch = description.batch { batches[batch] = entries.count }
            entries.append(entry(booking, description, number: entries.count + 1))
        }
        return entries
    }

    private func entry(
        _ booking: LedgerEntry, _ description: EntryDescription, number: Int
    ) -> AccountReport.Entry {
        let amount = Money(minorUnits: Int128(clamping: booking.amount), currency: currency)
        let side: CreditDebit = booking.isDebit ? .debit : .credit
        let transaction = transaction(booking, description)
        var detail = AccountReport.Detail(transactions: [transaction])
        if let batch = description.batch {
            detail.batch = AccountReport.Batch(
                messageID: batch.messageID, paymentID: batch.paymentID, count: 1, total: amount,
                side: side)
        }
        let reference = description.batch.map {
            MessageIdentification.text($0.reference)
        }
        var entry = AccountReport.Entry(
            reference: String(number), amount: amount, side: side, booked: day(booking.bookingDay),
            value: day(booking.valueDay),
            servicerReference: reference ?? description.references.servicerReference,
            code: description.code)
        entry.details = [detail]
        entry.isReversal = description.isReversal
        // Our own fee is the whole of its entry; the principal's is never reduced by it.
        if description.isFee {
            entry.charges = [
                AccountReport.ChargeRecord(amount: amount, side: side, isIncluded: true)
            ]
        }
        return entry
    }

    private func add(
        _ booking: LedgerEntry, _ description: EntryDescription, to entry: inout AccountReport.Entry
    ) {
        let total = Money(
            minorUnits: entry.amount.minorUnits + Int128(clamping: booking.amount),
            currency: currency)
        entry.amount = total
        entry.details[0].transactions.append(transaction(booking, description))
        let count = entry.details[0].transactions.count
        entry.details[0].batch?.count = count
        entry.details[0].batch?.total = total
    }

    private func transaction(
        _ booking: LedgerEntry, _ description: EntryDescription
    ) -> AccountReport.Transaction {
        var transaction = AccountReport.Transaction(
            references: description.references,
            amount: Money(minorUnits: Int128(clamping: booking.amount), currency: currency),
            side: booking.isDebit ? .debit : .credit)
        // The other side is the creditor of what we paid, and of what came back to us.
        let isOutgoing =
            !description.isReversal && (booking.isDebit || description.returned != nil)
        if isOutgoing {
            transaction.creditor = description.counterparty
            transaction.creditorAccount = description.counterAccount
        } else {
            transaction.debtor = description.counterparty
            transaction.debtorAccount = description.counterAccount
        }
        transaction.remittance = description.remittance
        transaction.returned = description.returned
        transaction.charges = description.charges.map {
            Money(minorUnits: Int128(clamping: $0), currency: currency)
        }
        return transaction
    }

    private func day(_ number: Int32) -> BusinessDate {
        BusinessDate(dayNumber: Int(number)) ?? .earliest
    }
}
