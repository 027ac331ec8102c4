import ISO20022
import PaymentModel
import Vocabulary

/// camt.056 and camt.029.
extension InterbankWriting {
    /// Our request for a payment that we sent with `original`.
    func recall(
        of original: OutgoingMessage, file: CreditTransferInitiation
    ) throws(Failure) -> [UInt8] {
        var transactions: [CancellationRequest.Transaction] = []
        var assignee: Agent?
        for payment in message.payments {
            let sent = try sentTransfer(payment, from: original.about, file)
            assignee = sent.creditorAgent
            var transaction = CancellationRequest.Transaction(
                cancellationID: MessageIdentification.text(message.id),
                originalGroup: OriginalGroup(
                    messageID: MessageIdentification.text(original.id),
                    messageName: "pacs.008.001.08", created: time(original.createdAt)),
                original: OriginalIdentifiers(
                    instructionID: sent.instructionID, endToEndID: sent.endToEndID,
                    transactionID: sent.transactionID, uetr: sent.uetr),
                originalAmount: sent.amount, originalSettlementDate: settlementDate,
                reasons: [recallReason(sent)])
            var reference = OriginalTransaction(sent, of: group(of: sent))
            reference.settlementDate = settlementDate
            transaction.reference = reference
            transactions.append(transaction)
        }
        let request = CancellationRequest(
            messageID: MessageIdentification.text(message.id), created: created, assigner: us,
            assignee: assignee ?? clearing, transactions: transactions)
        return try written { () throws(WritingError) in try request.written() }
    }

    /// The bank's own word, or that of the customer who ordered the payment.
    private func recallReason(_ sent: CreditTransfer.Transaction) -> StatusReason {
        let rule = configuration.setup?.recallRule(message.reason, on: settlementDate)
        let isBanks = rule?.asker != .originator
        let originator = isBanks ? Party(bic: setup.bank.bic) : Party(name: sent.debtor.name)
        return StatusReason(originator: originator, reason: .code(message.reason.text))
    }

    /// The message that a transfer of ours was in, as far as its copy tells.
    private func group(of sent: CreditTransfer.Transaction) -> CreditTransfer {
        CreditTransfer(
            messageID: MessageIdentification.text(message.about), created: created,
            total: sent.amount, settlementDate: settlementDate, settlement: settlement, type: type,
            instructingAgent: us, transactions: [sent])
    }

    /// Our no to what another bank asks for.
    func answer(to request: CancellationRequest) throws(Failure) -> [UInt8] {
        var transactions: [CancellationAnswer.Transaction] = []
        for recall in message.payments {
            guard let position = PaymentFile.position(of: recall, in: message.about),
                position < request.transactions.count
            else { throw .missing(payment: recall) }
            let asked = request.transactions[position]
            transactions.append(
                CancellationAnswer.Transaction(
                    statusID: MessageIdentification.text(message.id),
                    originalGroup: asked.originalGroup, original: asked.original,
                    status: .rejected, reasons: [reason], reference: asked.reference))
        }
        let answer = CancellationAnswer(
            messageID: MessageIdentification.text(message.id), created: created, assigner: us,
            assignee: request.assigner, confirmation: "RJCR", transactions: transactions)
        return try written { () throws(WritingError) in try answer.written() }
    }
}
