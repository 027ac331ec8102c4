import Ledger
import Vocabulary
import Bytes

extension Bank {
    func fire(_ timer: PaymentTimer) {
        guard let payment = payments[timer.payment] else { return }
        switch timer.kind {
        case .settlementDay:
            switch payment.state {
            case .accepted: book(payment)
            case .returning: bookReturn(payment)
            default: break
            }
        case .answer:
            askAbout(payment)
        }
    }

    /// Silence: the hold stays, the payment is listed, and where the scheme allows it the clearing
    /// is asked, at the scheme's times.
    private func askAbout(_ payment: Payment) {
        guard let scheme = configuration.scheme(payment.scheme) else { return }
        switch payment.state {
        case .held:
            change(payment.id, to: .outcomeUnknown)
            setQuestion(payment, scheme, number: 0)
        case .outcomeUnknown:
            ask(payment, scheme)
        default: break
        }
    }

    private func setQuestion(_ payment: Payment, _ scheme: Scheme, number: Int) {
        guard let delay = scheme.question(number) else { return }
        timers.set(
            .answer, for: payment.id, at: payment.acceptedAt + scheme.clockNanoseconds + delay)
    }

    private func ask(_ payment: Payment, _ scheme: Scheme) {
        guard messages[payment.message] != nil else { return }
        payments[payment.id]?.asked += 1
        heard.append(
            .messageDecided(
                OutgoingMessage(
                    id: nextMessageID(), kind: .question, scheme: scheme.key,
                    payments: [payment.id], settlementDay: payment.settlementDay, createdAt: now,
                    about: payment.message)))
        setQuestion(payment, scheme, number: Int(payment.asked) + 1)
    }

    /// An administrator ends a payment whose outcome is unknown.
    ///
    /// Executed: the debtor is debited, and in-transit-out carries the amount until the clearing's
    /// report takes it. Not executed: the hold is released. A contrary answer later is a break.
    func resolve(
        _ id: UInt128, isExecuted: Bool, reason: SealedReference, _ record: inout ByteWriter
    ) -> BankReply {
        guard let payment = payments[id] else {
            record.reset()
            return .resolution(.unknownPayment)
        }
        guard payment.state == .outcomeUnknown else {
            record.reset()
            return .resolution(.outcomeIsKnown)
        }
        record.write(id)
        record.write(UInt8(isExecuted ? 1 : 0))
        reason.write(to: &record)
        if isExecuted {
            book(payment)
        } else {
            mustPost(
                .outgoing, id: step(id, .post), debit: 0, credit: 0, amount: 0,
                currency: currency(of: payment), payment: id, .void(of: step(id, .hold)))
            change(id, to: .rejected, .notSpecifiedByAgent)
        }
        return .resolution(.resolved)
    }
}
