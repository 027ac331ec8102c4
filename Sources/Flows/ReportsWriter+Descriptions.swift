import Projection
import ISO20022
import PaymentModel
import Platform
import Vocabulary

/// What a customer is told about one booking: references, the other side, the text.
struct EntryDescription {
    var references = AccountReport.References()
    var counterparty: Party?
    var counterAccount: CashAccount?
    var remittance: Remittance?
    var code: BankTransactionCode
    var returned: AccountReport.Return?
    /// What is missing of a payment that came back.
    var charges: UInt128?
    /// The entry is a fee of ours, or one that is given back.
    var isFee = false
    /// The entry takes back an earlier one of the same kind, on the other side.
    var isReversal = false
    /// The file and the payment information a debit came with, where it is to be booked as a batch.
    var batch: Batch?

    struct Batch: Hashable {
        let file: UInt128
        let messageID: String
        let paymentID: String
        /// An id that no payment and no step of one has: the last of the sixteen of its first
        /// payment.
        let reference: UInt128
    }

    init(code: BankTransactionCode) { self.code = code }
}

extension ReportsWriter {
    /// Describes a booking from the payment's source, read again from what is sealed.
    func describe(_ entry: LedgerEntry) throws(FlowError) -> EntryDescription {
        let side: CreditDebit = entry.isDebit ? .debit : .credit
        if [.fee, .transferFee, .monthlyFees].contains(entry.kind) {
            return try describeFee(entry)
        }
        guard entry.payment != 0, let row = try source(of: entry.payment) else {
            return describeTransfer(entry, side)
        }
        var description = EntryDescription(code: try code(entry, side, row.scheme))
        description.references.servicerReference = MessageIdentification.text(entry.payment)
        if row.kind == .incoming {
            try describeIncoming(row, &description)
        } else {
            try describeOrdered(entry, row, &description)
        }
        if entry.kind == .returnedToUs || entry.kind == .outgoingReversed {
            description.returned = AccountReport.Return(
                originalCode: try code(.debit, row.scheme),
                reason: StatusReason(reason: .code(row.reason.isEmpty ? "MS03" : row.reason)))
        }
        if entry.kind == .recalled || entry.kind == .returningReversed {
            description.returned = AccountReport.Return(
                originalCode: try code(.credit, row.scheme),
                reason: StatusReason(reason: .code(row.reason.isEmpty ? "MS03" : row.reason)))
        }
        // FOCR alone lets a return be smaller, by the charges that it names (row R1).
        if entry.kind == .returnedToUs, row.kind != .incoming, entry.amount < row.amount {
            description.charges = row.amount - entry.amount
        }
        if entry.kind == .incomingReversed {
            description.isReversal = true
            description.code = try code(.credit, row.scheme)
            description.returned = AccountReport.Return(
                originalCode: description.code,
                reason: StatusReason(reason: .code(row.reason.isEmpty ? "MS03" : row.reason)))
        }
        return description
    }

    /// What a payment costs, what of it is given back, or what a month's payments cost.
    private func describeFee(_ entry: LedgerEntry) throws(FlowError) -> EntryDescription {
        var description = EntryDescription(code: entry.collected == nil ? .charge : .fee)
        description.references.servicerReference = MessageIdentification.text(entry.transfer)
        description.references.endToEndID = "NOTPROVIDED"
        description.isFee = true
        description.isReversal = !entry.isDebit
        if entry.payment != 0, let row = try source(of: entry.payment),
            let file = try bank.initiation(row.file),
            let (group, transfer) = FilePlaces(file)[row.position]
        {
            description.references.messageID = file.header.messageID
            description.references.paymentID = group.id
            description.references.endToEndID = transfer.endToEndID
        }
        let text = entry.collected?.text ?? (entry.isDebit ? "Fee" : "Fee given back")
        description.remittance = Remittance(unstructured: [text])
        return description
    }

    struct PaymentSource {
        let file: UInt128
        let position: Int
        let kind: PaymentChange.Kind
        let scheme: UInt64
        let reason: String
        let amount: UInt128
    }

    func source(of payment: UInt128) throws(FlowError) -> PaymentSource? {
        do {
            let rows = try records.rows(
                "SELECT file, position, kind, scheme, reason, amount FROM payments WHERE id = ?",
                [.id(payment)])
            return rows.first.map { row in
                PaymentSource(
                    file: row[0].id, position: Int(row[1].integer),
                    kind: PaymentChange.Kind(rawValue: UInt8(row[2].integer)) ?? .outgoing,
                    scheme: UInt64(bitPattern: row[3].integer), reason: row[4].text,
                    amount: UInt128(row[5].text) ?? 0)
            }
        } catch { throw .records("\(error)") }
    }

    private func describeTransfer(_ entry: LedgerEntry, _ side: CreditDebit) -> EntryDescription {
        var description = EntryDescription(code: .bookTransfer(side))
        description.references.servicerReference = MessageIdentification.text(entry.transfer)
        description.references.endToEndID = "NOTPROVIDED"
        if AccountDirectory.isOwnID(entry.counterAccount) {
            let name = bank.setup.withLock { $0?.bank.legalName }
            description.counterparty = name.map { Party(name: $0) }
        } else {
            let other = bank.details(of: entry.counterAccount)
            if !other.name.isEmpty { description.counterparty = Party(name: other.name) }
            if let iban = try? IBAN(other.iban) { description.counterAccount = CashAccount(iban) }
        }
        if let text = try? bank.unseal(entry.transfer) {
            description.remittance = Remittance(
                unstructured: [String(String(decoding: text, as: UTF8.self).prefix(140))])
        }
        return description
    }

    private func describeIncoming(
        _ row: PaymentSource, _ description: inout EntryDescription
    ) throws(FlowError) {
        guard let message = try bank.receivedTransfers(row.file),
            row.position < message.transactions.count
        else {
            return
        }
        let transfer = message.transactions[row.position]
        description.references.endToEndID = transfer.endToEndID
        description.references.transactionID = transfer.transactionID
        description.references.uetr = transfer.uetr
        description.counterparty = transfer.debtor
        description.counterAccount = transfer.debtorAccount
        description.remittance = transfer.remittance
    }

    private func describeOrdered(
        _ entry: LedgerEntry, _ row: PaymentSource, _ description: inout EntryDescription
    ) throws(FlowError) {
        guard let file = try bank.initiation(row.file),
            let (group, transfer) = FilePlaces(file)[row.position]
        else { return }
        let isDebtor = entry.isDebit || entry.kind != .bookTransfer
        if isDebtor {
            description.references.messageID = file.header.messageID
            description.references.paymentID = group.id
            description.references.instructionID = transfer.instructionID
            description.counterparty = transfer.creditor
            description.counterAccount = transfer.creditorAccount
        } else {
            description.references.transactionID = MessageIdentification.text(entry.payment)
            description.counterparty = group.debtor
            description.counterAccount = group.debtorAccount
        }
        description.references.endToEndID = transfer.endToEndID
        description.references.uetr = transfer.uetr
        description.remittance = transfer.remittance
        guard entry.isDebit, group.isBookedAsBatch == true,
            let first = FilePlaces(file).first(with: row.position)
        else { return }
        description.batch = EntryDescription.Batch(
            file: row.file, messageID: file.header.messageID, paymentID: group.id,
            reference: PaymentFile.paymentID(file: row.file, position: first)
                + PaymentStep.idsPerPayment - 1)
    }

    private func code(
        _ entry: LedgerEntry, _ side: CreditDebit, _ scheme: UInt64
    ) throws(FlowError) -> BankTransactionCode {
        switch entry.kind {
        case .bookTransfer, .transfer, .openingMoney: .bookTransfer(side)
        case .returnedToUs, .outgoingReversed:
            try isInstant(scheme) ? .returnedInstant : .returned
        case .recalled, .returningReversed:
            try isInstant(scheme) ? .givenBackInstant : .givenBack
        default: try code(side, scheme)
        }
    }

    private func code(
        _ side: CreditDebit, _ scheme: UInt64
    ) throws(FlowError) -> BankTransactionCode {
        try isInstant(scheme) ? .instantTransfer(side) : .creditTransfer(side)
    }

    private func isInstant(_ scheme: UInt64) throws(FlowError) -> Bool {
        try bank.configuration().scheme(scheme)?.isInstant ?? false
    }
}
