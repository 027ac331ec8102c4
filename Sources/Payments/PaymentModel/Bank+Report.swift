import Ledger
import Vocabulary

/// A clearing's report and statement: what has settled, payment by payment.
extension Bank {
    func takeEntry(_ entry: ReportEntry, _ message: ClearingMessage, _ scheme: Scheme) {
        switch entry.kind {
        case .sent: takeSent(entry, message)
        case .received: takeReceived(entry, message, scheme)
        case .returnIn:
            if let fact = announcedReturns[entry.name] {
                settleReturn(
                    fact, message, scheme,
                    from: own(.settlement, fact.currency, scheme: scheme.key))
            } else {
                parkUnannounced(entry, message, scheme)
            }
        case .returnOut: takeSentBack(entry, message)
        case .funding: fund(entry, message, scheme)
        }
    }

    private func takeSent(_ entry: ReportEntry, _ message: ClearingMessage) {
        if let payment = payments[entry.payment], payment.direction == .outgoing {
            guard payment.amount == entry.amount else {
                openBreak(
                    .amountDiffers, message, payment: payment.id, ours: payment.amount,
                    theirs: entry.amount)
                return
            }
            settle(payment, valueDay: entry.valueDay)
        } else if books.transfer(id: step(entry.payment, .settle)) == nil {
            openBreak(.unknownSent, message, payment: entry.payment, theirs: entry.amount)
        }
    }

    private func takeReceived(
        _ entry: ReportEntry, _ message: ClearingMessage, _ scheme: Scheme
    ) {
        guard let id = announced[entry.name], let payment = payments[id] else {
            if seen[entry.name] == nil { parkUnannounced(entry, message, scheme) }
            return
        }
        guard payment.amount == entry.amount else {
            openBreak(
                .amountDiffers, message, payment: id, ours: payment.amount, theirs: entry.amount)
            return
        }
        payment.state == .announced
            ? settleIncoming(payment, valueDay: entry.valueDay) : credit(payment)
    }

    private func takeSentBack(_ entry: ReportEntry, _ message: ClearingMessage) {
        if let payment = payments[entry.payment], payment.state == .returning {
            settleSentBack(payment, valueDay: entry.valueDay)
        } else if books.transfer(id: step(entry.payment, .sendBackSettle)) == nil {
            openBreak(.unknownSent, message, payment: entry.payment, theirs: entry.amount)
        }
    }

    /// Settled to us and announced by nothing: the money is in our books, parked, and listed.
    private func parkUnannounced(
        _ entry: ReportEntry, _ message: ClearingMessage, _ scheme: Scheme
    ) {
        guard entry.isCredit, seen[entry.name] == nil, unexplained[entry.name] == nil else {
            return
        }
        let currency = scheme.currency.number
        let id = nextMessageID()
        mustPost(
            .parked, id: id, debit: own(.settlement, currency, scheme: scheme.key),
            credit: own(.unappliedIn, currency), amount: entry.amount, currency: currency,
            payment: id, valueDay: entry.valueDay)
        unexplained[entry.name] = id
        openBreak(.unannounced, message, payment: id, theirs: entry.amount)
    }

    private func fund(_ entry: ReportEntry, _ message: ClearingMessage, _ scheme: Scheme) {
        let currency = scheme.currency.number
        let settlement = own(.settlement, currency, scheme: scheme.key)
        let equity = own(.equity, currency)
        let id = nextMessageID()
        mustPost(
            .equityPaidIn, id: id, debit: entry.isCredit ? settlement : equity,
            credit: entry.isCredit ? equity : settlement, amount: entry.amount, currency: currency,
            payment: message.id, valueDay: entry.valueDay)
    }

    /// The clearing's statement against our settlement account: the same to the last unit, or a
    /// break.
    func compare(_ closing: Int128, _ message: ClearingMessage, _ scheme: Scheme) {
        let account = own(.settlement, scheme.currency.number, scheme: scheme.key)
        guard let row = books.account(id: account) else { return }
        let ours = Int128(clamping: row.debitsPosted) - Int128(clamping: row.creditsPosted)
        guard ours != closing else { return }
        openBreak(.statementDiffers, message, payment: 0, ours: ours, theirs: closing)
    }
}
