import Ledger
@testable import PaymentModel
import Testing

/// What must hold after each command, whatever it was.
extension BankBench {
    func audit(_ context: String) {
        auditSums(context)
        for scheme in bank.configuration.schemes { auditTransit(scheme.first, context) }
        for currency in [978, 840] as [UInt16] {
            let differences = bank.bookDifferences(currency, on: friday)
            #expect(differences.isEmpty, "own accounts equal their open items \(context)")
        }
        for payment in bank.payments.values { audit(payment, context) }
        for kept in bank.warehouse.orders {
            let isUntouched =
                bank.payments[kept.id] == nil && bank.transfer(id: kept.id) == nil
            #expect(isUntouched, "a kept order holds nothing \(context)")
        }
    }

    /// The sum of all balances of a ledger is zero, and what is held on one side is held on the
    /// other.
    private func auditSums(_ context: String) {
        for books in [bank.books, bank.batchBooks] {
            var posted: [UInt32: Int128] = [:]
            var held: [UInt32: Int128] = [:]
            for ordinal in 0..<books.accountCount {
                let account = books.account(at: ordinal)
                posted[account.ledger, default: 0] +=
                    Int128(account.creditsPosted) - Int128(account.debitsPosted)
                held[account.ledger, default: 0] +=
                    Int128(account.creditsPending) - Int128(account.debitsPending)
            }
            #expect(posted.values.allSatisfy { $0 == 0 }, "balances add up to zero \(context)")
            #expect(held.values.allSatisfy { $0 == 0 }, "holds add up to zero \(context)")
        }
    }

    /// In-transit-out is the list of its open items.
    private func auditTransit(_ scheme: Scheme, _ context: String) {
        var booked: UInt128 = 0
        var held: UInt128 = 0
        for payment in bank.payments.values where payment.scheme == scheme.key {
            switch payment.state {
            case .booked: booked += payment.amount
            case .held, .accepted, .outcomeUnknown: held += payment.amount
            case .returning:
                let isHeld = bank.pendingState(of: payment.id + 5) == .pending
                if isHeld { held += payment.amount } else { booked += payment.amount }
            default: break
            }
        }
        let name = scheme.name
        let transit = balance(.inTransitOut, name)
        #expect(transit.creditsPosted - transit.debitsPosted == booked, "\(name) \(context)")
        #expect(transit.creditsPending == held, "\(name) \(context)")
        #expect(transit.debitsPending == 0, "\(name) \(context)")
    }

    /// A payment's money is where its state says.
    private func audit(_ payment: Payment, _ context: String) {
        let hold = bank.pendingState(of: payment.id)
        let ledger = bank.transfer(id: payment.id)
        let note = "\(payment.state.name) \(context)"
        switch payment.state {
        case .outcomeUnknown where payment.isRestored:
            #expect(hold == .voided, "\(note)")
            let standing = bank.pendingState(of: payment.id + 16)
            #expect(standing == .pending, "\(note)")
        case .held, .accepted, .outcomeUnknown, .awaitingConfirmation:
            #expect(hold == .pending, "\(note)")
            #expect(ledger?.amount == payment.amount, "\(note)")
        case .booked:
            let standing = bank.pendingState(of: payment.id + 16)
            let isBooked =
                hold == .posted(amount: payment.amount)
                || standing == .posted(amount: payment.amount)
                || bank.transfer(id: payment.id + 18)?.amount == payment.amount
            #expect(isBooked, "\(note)")
            #expect(bank.transfer(id: payment.id + 2) == nil, "\(note)")
            #expect(bank.transfer(id: payment.id + 3) == nil, "\(note)")
        case .announced:
            #expect(ledger == nil, "\(note)")
        case .parked, .returning:
            let account = AccountDirectory.ownID(.unappliedIn, currency: 978)
            let isThere = ledger?.creditAccountID == account && ledger?.amount == payment.amount
            let back = bank.transfer(id: payment.id + 5)
            let isRecalled =
                payment.state == .returning && back?.debitAccountID == payment.account
            // Where the report came first, the parked transfer has another id.
            #expect(isThere || isRecalled || ledger == nil, "\(note)")
        default:
            Issue.record("a payment that has ended is still open: \(note)")
        }
        guard payment.direction == .outgoing else { return }
        if payment.message == 0 {
            let sends =
                (bank.paused[payment.scheme]?.waiting ?? [])
                + (bank.untilOpening[payment.scheme]?.waiting ?? [])
            let waits = sends.contains {
                $0.kind == .transfers && $0.payments.contains(payment.id)
            }
            #expect(payment.state == .held && waits, "\(note)")
            return
        }
        let carrier = bank.messages[payment.message]
        #expect(carrier?.payments.contains(payment.id) == true, "\(note)")
    }

    // MARK: - Balances

    func balance(_ id: UInt128) -> Balance { bank.books.account(id: id)?.balance ?? Balance() }

    func balance(_ role: AccountRole, _ scheme: String = "") -> Balance {
        let key = bank.configuration.scheme(named: scheme)?.key ?? 0
        return balance(AccountDirectory.ownID(role, currency: 978, scheme: key))
    }

    /// Posted credits less posted debits, in cents.
    func posted(_ balance: Balance) -> Int {
        Int(Int128(balance.creditsPosted) - Int128(balance.debitsPosted))
    }

    func posted(_ role: AccountRole, _ scheme: String = "") -> Int {
        posted(balance(role, scheme))
    }

    func posted(_ customer: String) -> Int { posted(balance(name("account \(customer)"))) }

    func held(_ customer: String) -> Int {
        Int(balance(name("account \(customer)")).debitsPending)
    }
}
