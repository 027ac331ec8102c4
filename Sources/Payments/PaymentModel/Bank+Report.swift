import Ledger
import Vocabulary

/// A clearing's report and statement: what has settled, payment by payment.
extension Bank {
    func takeEntry(_ entry: ReportEntry, _ message: ClearingMessage, _ scheme: Scheme) {
        switch entry.kind {
        case .sent: takeSent(entry, message, scheme)
        case .received: takeReceived(entry, message, scheme)
        case .returnIn: takeReturned(entry, message, scheme)
        case .returnOut: takeSentBack(entry, message, scheme)
        case .funding: fund(entry, message, scheme)
        case .reversal: openBreak(.reversed, message, payment: entry.payment, theirs: entry.amount)
        }
    }

    private func takeSent(
        _ entry: ReportEntry, _ message: ClearingMessage, _ scheme: Scheme
    ) {
        if let payment = open(entry, message), payment.direction == .outgoing {
            guard fits(entry, payment, message, scheme) else { return }
            settle(payment, valueDay: entry.valueDay)
        } else if transfer(id: step(entry.payment, .settle)) == nil {
            suspend(entry, .unknownSent, message, scheme)
        }
    }

    private func takeSentBack(
        _ entry: ReportEntry, _ message: ClearingMessage, _ scheme: Scheme
    ) {
        if let payment = open(entry, message), payment.state == .returning {
            guard fits(entry, payment, message, scheme) else { return }
            settleSentBack(payment, valueDay: entry.valueDay)
        } else if transfer(id: step(entry.payment, .sendBackSettle)) == nil {
            suspend(entry, .unknownSent, message, scheme)
        }
    }

    /// Row Z1: the entry is posted against `suspense`, and a person must say where it belongs.
    private func suspend(
        _ entry: ReportEntry, _ kind: Break.Kind, _ message: ClearingMessage, _ scheme: Scheme
    ) {
        let id = suspenseID(of: entry.payment)
        // Of one payment a second entry says what stands there.
        guard id == nil || !isSuspended(entry.payment) else { return }
        let open = suspend(
            entry.amount, isCredit: entry.isCredit, id, scheme, valueDay: entry.valueDay)
        openBreak(kind, message, payment: entry.payment, theirs: entry.amount, suspense: open)
    }

    /// The open payment of ours that an entry names, in the scheme whose report it is.
    private func open(_ entry: ReportEntry, _ message: ClearingMessage) -> Payment? {
        payments[entry.payment].flatMap { $0.scheme == message.scheme ? $0 : nil }
    }

    private func fits(
        _ entry: ReportEntry, _ payment: Payment, _ message: ClearingMessage, _ scheme: Scheme
    ) -> Bool {
        guard payment.amount != entry.amount else { return true }
        suspend(entry, differingFrom: payment.amount, of: payment.id, message, scheme)
        return false
    }

    /// Row Z1, where the clearing has settled another amount: the payment stays as it is, and what was
    /// settled is suspended, once.
    private func suspend(
        _ entry: ReportEntry, differingFrom ours: UInt128, of id: UInt128,
        about payment: UInt128? = nil,
        _ message: ClearingMessage, _ scheme: Scheme
    ) {
        let open = suspend(
            entry.amount, isCredit: entry.isCredit, step(id, .unexplained), scheme,
            valueDay: entry.valueDay)
        openBreak(
            .amountDiffers, message, payment: payment ?? id, ours: ours, theirs: entry.amount,
            suspense: open)
    }

    /// Of several payments that share a name, the first of this amount is the one that settled.
    private func takeReceived(
        _ entry: ReportEntry, _ message: ClearingMessage, _ scheme: Scheme
    ) {
        let waiting = (announced[entry.name] ?? []).compactMap { payments[$0] }
            .filter { $0.scheme == scheme.key }
        if let payment = waiting.first(where: { $0.amount == entry.amount }) {
            payment.state == .announced ? settleIncoming(payment) : credit(payment)
        } else if let payment = waiting.first {
            _ = fits(entry, payment, message, scheme)
        } else if !isSettledBefore(entry, scheme) {
            parkUnannounced(entry, message, scheme)
        }
    }

    /// Instant payments settle one by one, and a report may say it once more.
    private func isSettledBefore(_ entry: ReportEntry, _ scheme: Scheme) -> Bool {
        guard scheme.isInstant else { return false }
        if entry.kind == .returnIn { return seen(.returnName, entry.name) != nil }
        guard let hold = settledHold(entry.name, entry.amount) else { return false }
        return pendingState(of: hold.id) == .posted(amount: entry.amount)
    }

    private func takeReturned(
        _ entry: ReportEntry, _ message: ClearingMessage, _ scheme: Scheme
    ) {
        let waiting = announcedReturns[entry.name] ?? []
        if let place = waiting.firstIndex(where: { $0.amount == entry.amount }) {
            announcedReturns[entry.name]?.remove(at: place)
            if waiting.count == 1 { announcedReturns[entry.name] = nil }
            settleReturn(
                waiting[place], message, scheme,
                from: own(.settlement, scheme.currency.number, scheme: scheme.key))
        } else if let first = waiting.first {
            suspend(
                entry, differingFrom: first.amount, of: first.id, about: first.original, message,
                scheme)
        } else if !isSettledBefore(entry, scheme) {
            parkUnannounced(entry, message, scheme)
        }
    }

    /// Settled to us and announced by nothing: the money is in our books, parked, and listed.
    private func parkUnannounced(
        _ entry: ReportEntry, _ message: ClearingMessage, _ scheme: Scheme
    ) {
        guard entry.isCredit else {
            suspend(entry, .unannounced, message, scheme)
            return
        }
        let currency = scheme.currency.number
        let id = nextMessageID()
        mustPost(
            .parked, id: id, debit: own(.settlement, currency, scheme: scheme.key),
            credit: own(.unappliedIn, currency), amount: entry.amount, currency: currency,
            payment: id, valueDay: entry.valueDay)
        unexplained[entry.name, default: []].append(id)
        tellParked(id, entry.amount, currency, .parked, scheme: scheme.key)
        openBreak(.unannounced, message, payment: id, theirs: entry.amount)
    }

    /// Takes out the parked money of this name and amount that waited for an announcement.
    func takeUnexplained(_ name: UInt128, amount: UInt128, _ scheme: Scheme) -> UInt128? {
        let settlement = own(.settlement, scheme.currency.number, scheme: scheme.key)
        let parked = unexplained[name] ?? []
        let place = parked.firstIndex {
            let transfer = transfer(id: $0)
            return transfer?.amount == amount && transfer?.debitAccountID == settlement
        }
        guard let place else { return nil }
        unexplained[name] = parked.count == 1 ? nil : parked.filter { $0 != parked[place] }
        tellParked(
            parked[place], amount, scheme.currency.number, .explained, scheme: scheme.key)
        return parked[place]
    }

    /// The same entry again, in another message: nothing moves (row E1a).
    private func fund(_ entry: ReportEntry, _ message: ClearingMessage, _ scheme: Scheme) {
        if entry.name != 0 {
            guard seen(.funding, entry.name) == nil else {
                return openBreak(.repeatedEntry, message, theirs: entry.amount)
            }
            see(.funding, entry.name)
        }
        guard !takeLiquidity(entry, scheme) else { return }
        guard entry.isCredit else { return suspend(entry, .unannounced, message, scheme) }
        let currency = scheme.currency.number
        let settlement = own(.settlement, currency, scheme: scheme.key)
        let equity = own(.equity, currency)
        let id = nextMessageID()
        mustPost(
            .equityPaidIn, id: id, debit: settlement, credit: equity, amount: entry.amount,
            currency: currency, payment: message.id, valueDay: entry.valueDay)
    }

    // MARK: - camt.053

    /// A day's statement: what it names as sent and nobody has answered has settled (X3); its
    /// closing balance is ours; what it is without was never executed.
    func takeStatement(
        _ day: Int32, _ closing: Int128, _ entries: [ReportEntry], _ message: ClearingMessage,
        _ scheme: Scheme
    ) {
        for entry in entries { takeStated(entry, message, scheme) }
        compare(closing, on: day, message, scheme)
        statementDays[scheme.key] = max(day, statementDays[scheme.key] ?? day)
        endUnreceived(scheme)
        keep(day, closing, scheme)
        awaitComparison(of: message, day: day)
        endHeldUpDay(scheme.currency.number)
    }

    /// An entry of a statement repeats what a report said or an answer meant, unless that never
    /// came; only what is still open by an identification that nobody else gives counts.
    private func takeStated(
        _ entry: ReportEntry, _ message: ClearingMessage, _ scheme: Scheme
    ) {
        switch entry.kind {
        case .sent where open(entry, message)?.direction == .outgoing:
            takeSent(entry, message, scheme)
        case .returnOut where open(entry, message)?.state == .returning:
            takeSentBack(entry, message, scheme)
        case .received where scheme.isInstant && announced[entry.name] != nil:
            takeReceived(entry, message, scheme)
        default: break
        }
    }

    /// Kept until the day is closed: its end is compared again.
    private func keep(_ day: Int32, _ closing: Int128, _ scheme: Scheme) {
        let account = own(.settlement, scheme.currency.number, scheme: scheme.key)
        guard let row = books.account(id: account),
            closedDays[scheme.currency.number].map({ $0 < day }) ?? true
        else { return }
        let ours = Int128(clamping: row.debitsPosted) - Int128(clamping: row.creditsPosted)
        settlements[account, default: SettlementRecord(account: account)].take(
            SettlementRecord.Statement(day: day, ours: ours, theirs: closing))
    }

    /// The clearing's statement against our settlement account: the same to the last unit, or a
    /// break.
    func compare(
        _ closing: Int128, on day: Int32, _ message: ClearingMessage, _ scheme: Scheme
    ) {
        let account = own(.settlement, scheme.currency.number, scheme: scheme.key)
        guard let row = books.account(id: account) else { return }
        let ours = Int128(clamping: row.debitsPosted) - Int128(clamping: row.creditsPosted)
        guard ours != closing else { return }
        openBreak(
            .statementDiffers, message, payment: 0, ours: ours, theirs: closing, day: day)
    }
}
