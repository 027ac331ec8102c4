import ISO20022
import PaymentModel
import Vocabulary

/// Builds the bytes of a message to a clearing (design of the contents: `postings.md`, messages).
struct InterbankWriting {
    let message: OutgoingMessage
    let scheme: Scheme
    let setup: BankSetup
    let configuration: BankConfiguration

    /// Why a message could not be built.
    enum Failure: Error {
        case missing(payment: UInt128)
        case writing(WritingError)
    }

    var us: Agent { Agent(setup.bank.bic) }
    var clearing: Agent { Agent(scheme.clearingBIC) }

    var created: MessageTime { time(message.createdAt) }

    /// Milliseconds, and the offset of the bank's zone.
    func time(_ nanoseconds: UInt64) -> MessageTime {
        let instant = Instant(nanoseconds: nanoseconds)
        return MessageTime(
            instant, offsetMinutes: setup.bank.zone.offsetSeconds(at: instant) / 60)
    }

    var settlement: Settlement {
        let system: CodeOrProprietary =
            switch scheme.clearingSystem {
            case .code(let code): .code(code)
            case .proprietary(let name): .proprietary(name)
            }
        return Settlement(method: .clearing, clearingSystem: system)
    }

    var type: PaymentType { scheme.isInstant ? .sepaInstant : .sepa }

    var settlementDate: BusinessDate {
        BusinessDate(dayNumber: Int(message.settlementDay)) ?? .earliest
    }

    func written(_ body: () throws(WritingError) -> [UInt8]) throws(Failure) -> [UInt8] {
        do { return try body() } catch { throw .writing(error) }
    }

    // MARK: - pacs.008

    func transfers(
        file: CreditTransferInitiation, acceptedAt: UInt64
    ) throws(Failure) -> [UInt8] {
        var transactions: [CreditTransfer.Transaction] = []
        let places = FilePlaces(file)
        for payment in message.payments {
            guard
                let position = PaymentFile.position(of: payment, in: message.about),
                let (group, transfer) = places[position]
            else { throw .missing(payment: payment) }
            transactions.append(try transaction(payment, group, transfer, acceptedAt))
        }
        let total = transactions.reduce(Int128(0)) { $0 + $1.amount.minorUnits }
        let transfers = CreditTransfer(
            messageID: MessageIdentification.text(message.id), created: created,
            total: Money(minorUnits: total, currency: scheme.currency),
            settlementDate: settlementDate, settlement: settlement, type: type,
            instructingAgent: us, transactions: transactions)
        return try written { () throws(WritingError) in try transfers.written() }
    }

    /// A transfer as it was sent, for a message that speaks of it.
    func sentTransfer(
        _ payment: UInt128, from file: UInt128, _ initiation: CreditTransferInitiation
    ) throws(Failure) -> CreditTransfer.Transaction {
        guard let position = PaymentFile.position(of: payment, in: file),
            let (group, transfer) = FilePlaces(initiation)[position]
        else { throw .missing(payment: payment) }
        var sent = try transaction(payment, group, transfer, 0)
        sent.accepted = nil
        return sent
    }

    private func transaction(
        _ payment: UInt128, _ group: CreditTransferInitiation.Payment,
        _ transfer: CreditTransferInitiation.Transfer, _ acceptedAt: UInt64
    ) throws(Failure) -> CreditTransfer.Transaction {
        guard case .instructed(let amount) = transfer.amount, let money = amount.money,
            let debtor = group.debtorAccount.iban, let creditor = transfer.creditorAccount?.iban
        else { throw .missing(payment: payment) }
        let bank = BankCode(country: creditor.country.text, code: creditor.bankCode)
        guard
            let reach = configuration.row(bank, through: scheme, on: message.settlementDay)
                ?? configuration.anyRow(bank, through: scheme)
        else { throw .missing(payment: payment) }
        let id = MessageIdentification.text(payment)
        var transaction = CreditTransfer.Transaction(
            endToEndID: transfer.endToEndID, transactionID: id, amount: money,
            debtor: Self.sepa(group.debtor), debtorAccount: CashAccount(debtor), debtorAgent: us,
            creditorAgent: Agent(reach.bic), creditor: Self.sepa(transfer.creditor ?? Party()),
            creditorAccount: CashAccount(creditor))
        transaction.instructionID = id
        transaction.ultimateDebtor = (transfer.ultimateDebtor ?? group.ultimateDebtor).map(
            Self.sepa)
        transaction.ultimateCreditor = transfer.ultimateCreditor.map(Self.sepa)
        transaction.purpose = transfer.purpose
        transaction.remittance = transfer.remittance.map(Self.sepa)
        if scheme.carriesUETR { transaction.uetr = transfer.uetr ?? UETR(bits: payment) }
        if scheme.isInstant { transaction.accepted = time(acceptedAt) }
        return transaction
    }

    /// A name in the SEPA character set; the original stays in the customer's file.
    private static func sepa(_ party: Party) -> Party {
        var party = party
        party.name = party.name.map { Transliteration.sepa($0, lengthMax: 70) }
        return party
    }

    private static func sepa(_ remittance: Remittance) -> Remittance {
        var remittance = remittance
        remittance.unstructured = remittance.unstructured.map {
            Transliteration.sepa($0, lengthMax: 140)
        }
        return remittance
    }

    // MARK: - pacs.002

    func answer(to original: CreditTransfer) throws(Failure) -> [UInt8] {
        let isAccepted = message.reason == .none
        let status: PaymentStatus = isAccepted ? .accepted : .rejected
        let reasons = isAccepted ? [] : [reason]
        var transactions: [StatusReport.Transaction] = []
        for payment in message.payments {
            let transfer = try transfer(payment, of: original)
            var answer = StatusReport.Transaction(
                original: identifiers(transfer), status: status, reasons: reasons)
            answer.accepted = transfer.accepted
            transactions.append(answer)
        }
        let group = StatusReport.Group(original: group(of: original), status: status)
        let report = StatusReport(
            messageID: MessageIdentification.text(message.id), created: created,
            instructingAgent: us, instructedAgent: clearing, groups: [group],
            transactions: transactions)
        return try written { () throws(WritingError) in try report.written() }
    }

    var reason: StatusReason {
        StatusReason(originator: Party(bic: setup.bank.bic), reason: .code(message.reason.text))
    }

    private func group(of original: CreditTransfer) -> OriginalGroup {
        OriginalGroup(messageID: original.messageID, messageName: "pacs.008.001.08")
    }

    private func identifiers(_ transfer: CreditTransfer.Transaction) -> OriginalIdentifiers {
        OriginalIdentifiers(
            instructionID: transfer.instructionID, endToEndID: transfer.endToEndID,
            transactionID: transfer.transactionID, uetr: transfer.uetr)
    }

    private func transfer(
        _ payment: UInt128, of original: CreditTransfer
    ) throws(Failure) -> CreditTransfer.Transaction {
        guard let position = PaymentFile.position(of: payment, in: message.about),
            position < original.transactions.count
        else { throw .missing(payment: payment) }
        return original.transactions[position]
    }

    // MARK: - pacs.004

    func returns(of original: CreditTransfer) throws(Failure) -> [UInt8] {
        var transactions: [PaymentReturn.Transaction] = []
        for payment in message.payments {
            let transfer = try transfer(payment, of: original)
            transactions.append(
                PaymentReturn.Transaction(
                    returnID: MessageIdentification.text(payment),
                    originalGroup: group(of: original), original: identifiers(transfer),
                    originalAmount: transfer.amount, amount: transfer.amount, reasons: [reason],
                    reference: OriginalTransaction(transfer, of: original)))
        }
        let total = transactions.reduce(Int128(0)) { $0 + $1.amount.minorUnits }
        let returns = PaymentReturn(
            messageID: MessageIdentification.text(message.id), created: created,
            total: Money(minorUnits: total, currency: scheme.currency),
            settlementDate: settlementDate, settlement: settlement, instructingAgent: us,
            transactions: transactions)
        return try written { () throws(WritingError) in try returns.written() }
    }

    // MARK: - pacs.028

    func question(
        about original: OutgoingMessage, file: CreditTransferInitiation
    ) throws(Failure) -> [UInt8] {
        let places = FilePlaces(file)
        let group = OriginalGroup(
            messageID: MessageIdentification.text(original.id), messageName: "pacs.008.001.08",
            created: time(original.createdAt))
        var transactions: [StatusRequest.Transaction] = []
        for payment in message.payments {
            guard let position = PaymentFile.position(of: payment, in: original.about),
                let (_, transfer) = places[position]
            else { throw .missing(payment: payment) }
            let id = MessageIdentification.text(payment)
            transactions.append(
                StatusRequest.Transaction(
                    requestID: MessageIdentification.text(message.id), group: group,
                    original: OriginalIdentifiers(
                        instructionID: id, endToEndID: transfer.endToEndID, transactionID: id,
                        uetr: scheme.carriesUETR ? transfer.uetr ?? UETR(bits: payment) : nil),
                    accepted: time(original.createdAt)))
        }
        let request = StatusRequest(
            messageID: MessageIdentification.text(message.id), created: created,
            instructingAgent: us, instructedAgent: clearing, groups: [], transactions: transactions)
        return try written { () throws(WritingError) in try request.written() }
    }
}

/// The transfers of a file by their position over all its payment informations.
struct FilePlaces {
    private let file: CreditTransferInitiation
    /// The position of each payment information's first transfer.
    private let starts: [Int]

    init(_ file: CreditTransferInitiation) {
        self.file = file
        var next = 0
        starts = file.payments.map { payment in
            defer { next += payment.transfers.count }
            return next
        }
    }

    subscript(
        position: Int
    ) -> (CreditTransferInitiation.Payment, CreditTransferInitiation.Transfer)? {
        guard let index = group(position) else { return nil }
        let transfers = file.payments[index].transfers
        return (file.payments[index], transfers[position - starts[index]])
    }

    /// The first position of the payment information a position lies in.
    func first(with position: Int) -> Int? { group(position).map { starts[$0] } }

    /// The payment information a position lies in.
    func group(_ position: Int) -> Int? {
        guard position >= 0, let index = starts.lastIndex(where: { $0 <= position }),
            position - starts[index] < file.payments[index].transfers.count
        else { return nil }
        return index
    }
}
