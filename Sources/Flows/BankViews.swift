import Platform
package import Engine
import Ledger
package import PaymentModel
package import Vocabulary

/// An account as its holder and the bank see it now.
package struct AccountView: Sendable {
    package let account: BankAccount
    package let details: AccountDetails
    /// Credit positive for customers; for the bank's own asset accounts, debit positive.
    package let balance: Int128
    package let held: UInt128
    package let expected: UInt128
    package let creditLine: UInt128

    /// What can still be debited.
    package var available: Int128 {
        balance.plus(-Int128(clamping: held)).plus(Int128(clamping: creditLine))
    }
}

/// A posting of a payment.
package struct PostingView: Sendable {
    package let transfer: UInt128
    package let debit: UInt128
    package let credit: UInt128
    package let amount: UInt128
    package let kind: PostingKind
    /// `posted`, `pending`, `voided` or `expired`.
    package let status: String
    package let bookingDay: Int32
    package let valueDay: Int32
    package let timestamp: UInt64
}

/// Something that waits, with its age.
package struct OpenItem: Sendable {
    /// `in_transit_out`, `unapplied_in`, `outcome_unknown`, `announced`, `awaiting_confirmation`.
    package let kind: String
    package let payment: UInt128
    package let state: PaymentState
    package let amount: UInt128
    package let currency: UInt16
    package let scheme: UInt64
    package let since: UInt64
    package let reason: ReasonCode
    /// The figure of its scheme's day that it is a part of: `held`, `in_transit`, `expected`; empty
    /// where it is in none.
    package let figure: String
}

extension Bank {
    func view(_ account: BankAccount, _ details: AccountDetails) -> AccountView? {
        guard let row = books.account(id: account.id) else { return nil }
        let posted = Int128(clamping: row.creditsPosted) - Int128(clamping: row.debitsPosted)
        let isAsset = account.role == .settlement || account.role == .nostro
        return AccountView(
            account: account, details: details, balance: isAsset ? -posted : posted,
            held: row.debitsPending, expected: row.creditsPending,
            creditLine: books.creditLine(of: account.id) ?? 0)
    }

    /// The transfers of the ledger that belong to a payment, in the order of its steps.
    package func postings(of payment: UInt128) -> [PostingView] {
        (0..<PaymentStep.idsPerPayment).compactMap { step in
            guard let transfer = transfer(id: payment &+ step),
                transfer.userData128 == payment
            else { return nil }
            var status = "posted"
            if transfer.flags.contains(.pending) {
                switch pendingState(of: transfer.id) {
                case .pending: status = "pending"
                case .voided: status = "voided"
                case .expired: status = "expired"
                case .posted, nil: status = "posted_later"
                }
            }
            if transfer.flags.contains(.voidPendingTransfer) { status = "voided" }
            let days = EntryDays(rawValue: transfer.userData64)
            return PostingView(
                transfer: transfer.id, debit: transfer.debitAccountID,
                credit: transfer.creditAccountID, amount: transfer.amount,
                kind: PostingKind(rawValue: transfer.code) ?? .transfer, status: status,
                bookingDay: days.booking, valueDay: days.value, timestamp: transfer.timestamp)
        }
    }

    /// What is not finished: sent and unsettled, parked, unknown, announced; oldest first.
    package func openItems() -> [OpenItem] {
        payments.values.sorted { ($0.acceptedAt, $0.id) < ($1.acceptedAt, $1.id) }.map { payment in
            OpenItem(
                kind: Self.itemKind(payment), payment: payment.id, state: payment.state,
                amount: payment.amount,
                currency: configuration.scheme(payment.scheme)?.first.currency.number ?? 0,
                scheme: payment.scheme, since: payment.acceptedAt, reason: payment.reason,
                figure: figure(of: payment))
        }
    }

    /// Where the money of a payment that has not ended stands, as step 3 of a day's end compares it.
    private func figure(of payment: Payment) -> String {
        switch payment.state {
        case .held, .accepted, .outcomeUnknown: "held"
        case .returning: isWaiting(payment) ? "held" : "in_transit"
        case .booked: "in_transit"
        case .awaitingConfirmation: "expected"
        default: ""
        }
    }

    private static func itemKind(_ payment: Payment) -> String {
        switch payment.state {
        case .outcomeUnknown: "outcome_unknown"
        case .parked: "unapplied_in"
        case .announced: "announced"
        case .awaitingConfirmation: "awaiting_confirmation"
        default: "in_transit_out"
        }
    }
}

extension RunningBank {
    /// One account by any of its names, now.
    package func account(
        _ name: String,
        then answer: @escaping @Sendable (Result<Answer<AccountView>, FlowError>) -> Void
    ) {
        let name = accountName(name)
        look { bank in
            bank.accounts[name].flatMap { bank.view($0, .erased) }
        } then: { [self] result in
            switch result {
            case .failure(let error): answer(.failure(error))
            case .success(let found): detail(found, then: answer)
            }
        }
    }

    /// One view with its details; without one the account is unknown.
    func detail(
        _ found: Answer<AccountView?>,
        then answer: @escaping @Sendable (Result<Answer<AccountView>, FlowError>) -> Void
    ) {
        guard let view = found.value else { return answer(.failure(.unknownAccount)) }
        detail([view]) { views in
            let detailed = views.first ?? view
            answer(
                .success(
                    Answer(
                        value: detailed, sequence: found.sequence, timestamp: found.timestamp)))
        }
    }

    /// Adds what the machine does not hold, beside the thread that this is called on where sealed
    /// data must be read for it.
    private func detail(
        _ views: [AccountView], then answer: @escaping @Sendable ([AccountView]) -> Void
    ) {
        let customers = views.lazy.map(\.account).filter { !$0.role.isOwn }.map(\.id)
        if knowsDetails(of: Array(customers)) { return answer(views.map { with(details: $0) }) }
        unsealing { [self] in answer(views.map { with(details: $0) }) }
    }

    /// Adds name, reference and IBAN, which the machine does not hold.
    package func with(details view: AccountView) -> AccountView {
        guard !view.account.role.isOwn else {
            return view.with(
                AccountDetails(reference: "", name: view.account.role.name, iban: ""))
        }
        return view.with(details(of: view.account.id))
    }

    /// Accounts in the order of opening, from a place on.
    package func accounts(
        from place: Int, limit: Int,
        then answer: @escaping @Sendable (Result<Answer<[AccountView]>, FlowError>) -> Void
    ) {
        look { bank in
            bank.accounts.accounts.dropFirst(place).prefix(limit).compactMap {
                bank.view($0, .erased)
            }
        } then: { [self] result in
            switch result {
            case .failure(let error): answer(.failure(error))
            case .success(let found):
                detail(found.value) { views in
                    answer(
                        .success(
                            Answer(
                                value: views, sequence: found.sequence, timestamp: found.timestamp)
                        ))
                }
            }
        }
    }
}

extension AccountView {
    func with(_ details: AccountDetails) -> AccountView {
        AccountView(
            account: account, details: details, balance: balance, held: held, expected: expected,
            creditLine: creditLine)
    }
}

/// A balance at an instant.
package struct BalanceView: Sendable {
    package let account: UInt128
    package let currency: UInt16
    package let at: UInt64
    /// Booked; credit positive, for the bank's own asset accounts debit positive.
    package let posted: Int128
    package let held: Int128
    /// How far debits may exceed credits; set when the account is opened, the same at every instant.
    package let creditLine: UInt128

    /// What could still be debited.
    package var available: Int128 { posted.plus(-held).plus(Int128(clamping: creditLine)) }
}

/// A booking, and the balance after it.
package struct EntryView: Sendable {
    package let entry: LedgerEntry
    package let currency: UInt16
    package let balanceAfter: Int128
}

extension RunningBank {
    /// The balance of an account now, or at a past instant.
    package func balance(
        of name: String, at instant: UInt64?,
        then answer: @escaping @Sendable (Result<Answer<BalanceView>, FlowError>) -> Void
    ) {
        let name = accountName(name)
        let now = clock.now()
        look { bank -> BalanceView? in
            guard let account = bank.accounts[name],
                let found = instant.map({ bank.balance(ofAccount: account.id, at: $0) })
                    ?? bank.books.account(id: account.id)?.balance
            else { return nil }
            let posted =
                Int128(clamping: found.creditsPosted) - Int128(clamping: found.debitsPosted)
            let isAsset = account.role == .settlement || account.role == .nostro
            return BalanceView(
                account: account.id, currency: account.currency, at: instant ?? now,
                posted: isAsset ? -posted : posted, held: Int128(clamping: found.debitsPending),
                creditLine: bank.books.creditLine(of: account.id) ?? 0)
        } then: {
            answer($0.flatMap(Self.known))
        }
    }

    /// The newest bookings of an account, older than `before`, newest first.
    package func entries(
        of name: String, before: UInt64, limit: Int,
        then answer: @escaping @Sendable (Result<Answer<[EntryView]>, FlowError>) -> Void
    ) {
        let name = accountName(name)
        look { bank -> [EntryView]? in
            guard let account = bank.accounts[name] else { return nil }
            return bank.rows(of: account.id, before: before, limit: limit).map {
                EntryView(
                    entry: $0.entry, currency: account.currency, balanceAfter: $0.balanceAfter)
            }
        } then: {
            answer($0.flatMap(Self.known))
        }
    }

    private static func known<Value: Sendable>(
        _ found: Answer<Value?>
    ) -> Result<Answer<Value>, FlowError> {
        guard let value = found.value else { return .failure(.unknownAccount) }
        return .success(
            Answer(value: value, sequence: found.sequence, timestamp: found.timestamp))
    }

    func withID(
        ofNamed name: String,
        then answer: @escaping @Sendable (Result<UInt128, FlowError>) -> Void
    ) {
        let name = accountName(name)
        look {
            $0.accounts[name]?.id
        } then: {
            answer($0.flatMap(Self.known).map(\.value))
        }
    }

    /// The scheme a key stands for, as last configured.
    package func scheme(named name: String) -> Scheme? {
        setup.withLock { $0?.schemes.first { $0.name == name } }
    }

    package func schemeName(_ key: UInt64) -> String? { setup.withLock { $0?.scheme(key: key) } }

    /// Whether an IBAN has one of our bank codes.
    package func isOurs(_ iban: IBAN) -> Bool { setup.withLock { $0?.isHere(iban) ?? false } }
}

extension BankSetup {
    func scheme(key: UInt64) -> String? { schemes.first { $0.key == key }?.name }
}

extension PostingKind {
    /// The name interfaces use.
    package var name: String {
        switch self {
        case .bookTransfer: "book_transfer"
        case .outgoing: "outgoing"
        case .outgoingSettled: "outgoing_settled"
        case .outgoingReversed: "outgoing_reversed"
        case .returnedToUs: "returned_to_us"
        case .incoming: "incoming"
        case .parked: "parked"
        case .returning: "returning"
        case .returningSettled: "returning_settled"
        case .returningReversed: "returning_reversed"
        case .equityPaidIn: "equity_paid_in"
        case .openingMoney: "opening_money"
        case .transfer: "transfer"
        case .incomingReversed: "incoming_reversed"
        case .recalled: "recalled"
        case .liquidity: "liquidity"
        case .keptFunds: "kept_funds"
        case .fee, .transferFee: "fee"
        case .monthlyFees: "monthly_fees"
        case .unexplained: "unexplained"
        case .breakResolved: "break_resolved"
        case .applied: "applied"
        case .unconfirmed: "unconfirmed"
        }
    }
}

extension RunningBank {
    /// The ledger's transfers of a payment.
    package func postings(
        of payment: UInt128,
        then answer: @escaping @Sendable (Result<Answer<[PostingView]>, FlowError>) -> Void
    ) {
        look {
            $0.postings(of: payment)
        } then: {
            answer($0)
        }
    }

    /// How an account is called on a screen: the holder's name, or the role of one of our own.
    package func accountTitle(_ id: UInt128) -> String {
        if let role = AccountRole(rawValue: UInt8(truncatingIfNeeded: id >> 120)), role.isOwn,
            (id & (1 << 96 - 1)) >> 64 == 0
        {
            let scheme = schemeName(UInt64(truncatingIfNeeded: id))
            return scheme.map { "\(role.name) \($0)" } ?? role.name
        }
        let found = details(of: id)
        return found.reference.isEmpty ? found.name : "\(found.reference) \(found.name)"
    }

    /// Everything that is not finished, oldest first.
    package func openItems(
        then answer: @escaping @Sendable (Result<Answer<[OpenItem]>, FlowError>) -> Void
    ) {
        look {
            $0.openItems()
        } then: {
            answer($0)
        }
    }
}

extension RunningBank {
    /// The currency of a scheme by its name.
    package func schemeCurrency(named name: String) -> Currency? {
        setup.withLock { $0?.scheme(named: name)?.currency }
    }

    package func schemeCurrency(_ key: UInt64) -> UInt16 {
        setup.withLock { setup in
            setup?.schemes.first { $0.key == key }?.currency.number ?? Currency.eur.number
        }
    }

    /// The key of a scheme by its name, as last configured.
    package func schemeKey(_ name: String) -> UInt64? {
        setup.withLock { $0?.scheme(named: name)?.key }
    }

    /// Today's date in the bank's zone, in days since 1970-01-01.
    package var today: Int32 {
        let now = Instant(nanoseconds: clock.now())
        return setup.withLock { $0?.bank.zone.local(now).date.dayNumber }
            ?? Int32(now.seconds / 86_400)
    }

    /// The bank's time as a clock on its wall shows it, with the offset.
    package func localNow() -> String { local(clock.now()) }

    /// An instant as the bank's clock shows it, with the offset.
    package func local(_ instant: UInt64) -> String {
        let now = Instant(nanoseconds: instant)
        let offset = setup.withLock { $0?.bank.zone.offsetSeconds(at: now) ?? 0 }
        return now.text(offsetSeconds: offset)
    }
}
