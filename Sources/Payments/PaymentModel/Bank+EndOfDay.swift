import Bytes
import Ledger
import Vocabulary

/// The end of a day in six steps: rows E1–E6 of `postings.md`.
extension Bank {
    /// Closes every open booking day of a currency up to and including one.
    func closeDay(_ closing: DayClosing, _ record: inout ByteWriter) -> BankReply {
        let outcome = end(closing, isByClock: false)
        if outcome == .closed { closing.write(to: &record) } else { record.reset() }
        return .close(outcome)
    }

    /// Asked again, a day that is closed stays as it is.
    private func end(_ closing: DayClosing, isByClock: Bool) -> CloseOutcome {
        guard configuration.keeps(currency: closing.currency),
            let first = accounts.firstDays[closing.currency]
        else { return .currencyUnknown }
        guard closing.day >= first else { return .beforeFirst }
        if let closed = closedDays[closing.currency], closing.day <= closed {
            return .alreadyClosed
        }
        guard closing.day <= calendarDay() else { return .notBegun }
        let days = firstOpenDay(closing)...closing.day
        let differences = differences(closing.currency, days)
        guard differences.isEmpty else { return .differs(differences) }
        cut(closing, days, [], isByClock: isByClock)
        return .closed
    }

    // MARK: - With differences

    /// What stands in the way of closing a currency's open days up to one; nil where it cannot be
    /// closed at all.
    package func differences(inTheWayOf closing: DayClosing) -> [DayDifference]? {
        guard configuration.keeps(currency: closing.currency),
            let first = accounts.firstDays[closing.currency],
            closing.day >= first, closing.day <= calendarDay(),
            closedDays[closing.currency].map({ closing.day > $0 }) ?? true
        else { return nil }
        return differences(closing.currency, firstOpenDay(closing)...closing.day)
    }

    /// Row E7: what two people answer for is what differs, to the last unit.
    func refusal(of closing: DayClosing, differing: [DayDifference]) -> MotionOutcome? {
        guard let found = differences(inTheWayOf: closing) else { return .notClosable }
        guard !found.isEmpty || !differing.isEmpty else { return .nothingDiffers }
        return found == differing ? nil : .changed
    }

    /// Closes although something differs.
    ///
    /// - Parameter note: the record under which it is sealed who answers for it, and why.
    func close(_ closing: DayClosing, note: UInt128) {
        let days = firstOpenDay(closing)...closing.day
        cut(closing, days, differences(closing.currency, days), note: note, isByClock: false)
    }

    private func firstOpenDay(_ closing: DayClosing) -> Int32 {
        closedDays[closing.currency].map { $0 + 1 } ?? accounts.firstDays[closing.currency]
            ?? closing.day
    }

    /// Steps 4 to 6: what is booked from here on is booked on the next day; statements and the
    /// trial balance follow from the events.
    private func cut(
        _ closing: DayClosing, _ days: ClosedRange<Int32>, _ differences: [DayDifference],
        note: UInt128 = 0, isByClock: Bool
    ) {
        let currency = closing.currency
        collectFees(currency, days)
        let open = openPositions(currency, through: closing.day)
        forgetMessages(closing: closing.day)
        for day in days {
            closedDays[currency] = day
            accounts.countStatements(currency: currency, openedBy: day)
            heard.append(.dayClosed(currency: currency, day: day))
            let ofDay = differences.filter { $0.day == day }
            heard.append(
                .dayEnded(
                    DayEnd(
                        currency: currency, day: day, isClosed: true, isByClock: isByClock,
                        note: ofDay.isEmpty ? 0 : note, differences: ofDay,
                        open: day == closing.day ? open : [])))
        }
        for scheme in schemes(of: currency) {
            settlements[own(.settlement, currency, scheme: scheme.key)]?.close(
                through: closing.day)
        }
        if let held = heldUpDays[currency], held <= closing.day { heldUpDays[currency] = nil }
    }

    private func schemes(of currency: UInt16) -> [Scheme] {
        configuration.schemes.map(\.first).filter { $0.currency.number == currency }
    }

    // MARK: - Step 1

    /// What was to settle by the day and has not, by scheme and state.
    private func openPositions(_ currency: UInt16, through day: Int32) -> [OpenPosition] {
        var open: [OpenPosition] = []
        for scheme in schemes(of: currency) {
            let late = payments.values.filter {
                $0.scheme == scheme.key && $0.settlementDay <= day && $0.state != .parked
            }
            for state in PaymentState.allCases {
                let alike = late.filter { $0.state == state }
                guard !alike.isEmpty else { continue }
                open.append(
                    OpenPosition(
                        scheme: scheme.key, state: state, count: UInt32(clamping: alike.count),
                        amount: alike.reduce(0) { $0 + $1.amount }))
            }
        }
        return open
    }

    // MARK: - Steps 2 and 3

    private func differences(
        _ currency: UInt16, _ days: ClosedRange<Int32>
    ) -> [DayDifference] {
        var found: [DayDifference] = []
        for scheme in schemes(of: currency) {
            found += days.compactMap {
                statementDifference(scheme, on: $0, through: days.upperBound)
            }
        }
        found += bookDifferences(currency, on: days.upperBound)
        return Array(found.prefix(DayDifference.countMax))
    }

    /// Step 3: own accounts of a currency that do not equal the list of their open items.
    func bookDifferences(_ currency: UInt16, on day: Int32) -> [DayDifference] {
        schemes(of: currency).flatMap { transitDifferences($0, on: day) }
            + listDifferences(currency, on: day)
    }

    /// The clearing's statement of the day, or the first one behind it, against our settlement
    /// account: equal when it came, or equal since by the clearing's days.
    private func statementDifference(
        _ scheme: Scheme, on day: Int32, through last: Int32
    ) -> DayDifference? {
        let account = own(.settlement, scheme.currency.number, scheme: scheme.key)
        let record = settlements[account] ?? SettlementRecord(account: account)
        guard let statement = record.statement(onOrAfter: day) else {
            let row = BusinessDate(dayNumber: Int(day)).flatMap {
                configuration.scheme(scheme.key)?.row(on: $0)
            }
            guard (row ?? scheme).needsStatement, record.hasMoved(on: day) else { return nil }
            return DayDifference(
                .statementMissing, scheme: scheme.key, on: day,
                ours: record.balance(through: day), theirs: 0)
        }
        // A later day that is closed with this one answers for its own statement.
        guard statement.day == day || statement.day > last else { return nil }
        let ours = record.balance(through: statement.day)
        guard statement.ours != statement.theirs, ours != statement.theirs else { return nil }
        return DayDifference(
            .settlementDiffers, scheme: scheme.key, on: day, ours: ours, theirs: statement.theirs)
    }

    /// What is on its way through a scheme: the books against the payments that say so.
    private func transitDifferences(_ scheme: Scheme, on day: Int32) -> [DayDifference] {
        var booked: Int128 = 0
        var heldOut: Int128 = 0
        var heldIn: Int128 = 0
        let currency = scheme.currency.number
        // Whatever the scheme's row says by now, money is where it was put.
        for payment in payments.values
        where payment.scheme == scheme.key && self.currency(of: payment) == currency {
            let amount = Int128(clamping: payment.amount)
            switch payment.state {
            case .booked: booked += amount
            case .held, .accepted, .outcomeUnknown: heldOut += amount
            case .returning where isWaiting(payment): heldOut += amount
            case .returning: booked += amount
            case .awaitingConfirmation: heldIn += amount
            default: break
            }
        }
        let transit = books.account(id: own(.inTransitOut, currency, scheme: scheme.key))
        let settlement = books.account(id: own(.settlement, currency, scheme: scheme.key))
        let rows: [(DayDifference.Kind, ours: Int128, theirs: Int128)] = [
            (.inTransitOut, transit?.net ?? 0, booked),
            (.heldOut, Int128(clamping: transit?.creditsPending ?? 0), heldOut),
            (.heldIn, Int128(clamping: settlement?.debitsPending ?? 0), heldIn),
        ]
        return rows.filter { $0.ours != $0.theirs }.map {
            DayDifference($0.0, scheme: scheme.key, on: day, ours: $0.ours, theirs: $0.theirs)
        }
    }

    /// The money of a return of ours is parked until the clearing has accepted it.
    package func isWaiting(_ payment: Payment) -> Bool {
        pendingState(of: step(payment.id, .sendBack)) == .pending
    }

    private func listDifferences(_ currency: UInt16, on day: Int32) -> [DayDifference] {
        var sum: Int128 = 0
        for account in accounts.accounts where account.currency == currency {
            sum += books.account(id: account.id)?.net ?? 0
        }
        let rows: [(DayDifference.Kind, ours: Int128, theirs: Int128)] = [
            (.sumNotZero, sum, 0),
            (
                .liquidityInTransit,
                books.account(id: own(.liquidityInTransit, currency))?.net ?? 0,
                liquidityInTransit(currency)
            ),
            (
                .unappliedIn, books.account(id: own(.unappliedIn, currency))?.net ?? 0,
                parked(currency) + listed(.unappliedIn, currency)
            ),
            (
                .suspense, books.account(id: own(.suspense, currency))?.net ?? 0,
                listed(.suspense, currency)
            ),
            (
                .heldKept,
                Int128(
                    clamping: books.account(id: own(.suspense, currency))?.creditsPending ?? 0),
                keptFunds(currency)
            ),
            (
                .instantUnconfirmed,
                books.account(id: own(.instantUnconfirmed, currency))?.net ?? 0,
                listed(.instantUnconfirmed, currency)
            ),
        ]
        return rows.filter { $0.ours != $0.theirs }.map {
            DayDifference($0.0, on: day, ours: $0.ours, theirs: $0.theirs)
        }
    }

    /// Parked for a payment that is known, or for none that was announced.
    private func parked(_ currency: UInt16) -> Int128 {
        let known = payments.values.reduce(Int128(0)) { sum, payment in
            let isParked =
                payment.state == .parked
                || payment.state == .returning && isWaiting(payment)
                    && givenBackBy(payment) == nil
            return isParked && self.currency(of: payment) == currency
                ? sum + Int128(clamping: payment.amount) : sum
        }
        let unapplied = own(.unappliedIn, currency)
        return unexplained.values.joined().reduce(known) { sum, id in
            guard let transfer = transfer(id: id), transfer.creditAccountID == unapplied
            else { return sum }
            return sum + Int128(clamping: transfer.amount)
        }
    }

    private func listed(_ role: AccountRole, _ currency: UInt16) -> Int128 {
        openAmounts.filter { $0.role == role && $0.currency == currency }.reduce(0) {
            $0 + $1.amount
        }
    }

    // MARK: - By the clock

    /// Sets when the clock ends the next day.
    func planEndOfDay() { nextEndOfDay = configuration.endOfDay(after: now) }

    /// Ends what the clock has come to the end of, each currency for itself.
    func endDaysByClock() {
        let day = configuration.endedDay(by: now)
        planEndOfDay()
        let open = accounts.firstDays.filter { $0.value <= day }.keys
        for currency in open.sorted() { endByClock(currency, day) }
    }

    private func endByClock(_ currency: UInt16, _ day: Int32) {
        let outcome = end(DayClosing(currency: currency, day: day), isByClock: true)
        guard case .differs(let differences) = outcome, heldUpDays[currency] != day else { return }
        heldUpDays[currency] = day
        heard.append(
            .dayEnded(
                DayEnd(
                    currency: currency, day: day, isClosed: false, isByClock: true, note: 0,
                    differences: differences, open: [])))
    }

    /// The clearing has said more: a day that waited for it may end now.
    func endHeldUpDay(_ currency: UInt16) {
        guard let day = heldUpDays[currency] else { return }
        endByClock(currency, day)
    }
}

extension BankConfiguration {
    /// The first moment behind an instant at which the clock ends a day; nil where a person does.
    func endOfDay(after instant: UInt64) -> UInt64? {
        guard let bank = setup?.bank, let time = bank.endOfDay else { return nil }
        let today = bank.zone.local(Instant(nanoseconds: instant)).date
        return (0...2).lazy.compactMap { Self.moment(today, $0, time, bank.zone) }
            .first { $0 > instant }
    }

    /// The day that the clock has come to the end of last: in the forenoon it is the day before.
    func endedDay(by instant: UInt64) -> Int32 {
        guard let bank = setup?.bank, let time = bank.endOfDay else { return localDay(at: instant) }
        let today = bank.zone.local(Instant(nanoseconds: instant)).date
        let begun = Self.moment(today, 0, time, bank.zone).map { $0 <= instant } ?? false
        return today.dayNumber - (begun ? 0 : 1) - (time.hour < 12 ? 1 : 0)
    }

    private static func moment(
        _ date: BusinessDate, _ days: Int, _ time: TimeOfDay, _ zone: ZoneRules
    ) -> UInt64? {
        guard let day = date.adding(days: days) else { return nil }
        return (try? zone.instants(of: LocalDateTime(day, time)))?.first.nanoseconds
    }

    private func localDay(at instant: UInt64) -> Int32 { localDay(Instant(nanoseconds: instant)) }
}

extension Account {
    /// Posted credits less posted debits.
    fileprivate var net: Int128 {
        Int128(clamping: creditsPosted) - Int128(clamping: debitsPosted)
    }
}
