import Bytes
import Ledger
import Vocabulary

/// Schedules: transfers between accounts kept by batches, at times laid down beforehand.
///
/// One timer a schedule stands in the queue: the next midnight of its zone where interest accrues,
/// else its next run. What a clock has jumped over is done one after the other, in the order of its
/// times, before anything else is decided.
extension Bank {
    func create(_ order: ScheduleOrder, _ record: inout ByteWriter) -> BankReply {
        var order = order
        if case .fixed = order.amount { (order.balanceAccount, order.side) = (0, .credit) }
        if let known = schedules[order.id] {
            record.reset()
            return .schedule(known.content == order.content ? .replayed : .taken)
        }
        guard !schedules.hasLeft(order.id) else {
            record.reset()
            return .schedule(.ended)
        }
        guard let refusal = refusal(of: order) else {
            order.write(to: &record)
            start(order)
            return .schedule(.done)
        }
        record.reset()
        return .schedule(refusal)
    }

    private func refusal(of order: ScheduleOrder) -> ScheduleOutcome? {
        guard order.id > 0, order.id < .max else { return .idInvalid }
        guard !schedules.isFull else { return .full }
        guard order.debitAccount != order.creditAccount else { return .sameAccount }
        guard let debit = batchBooks.account(id: order.debitAccount) else {
            return .debitAccountUnknown
        }
        guard let credit = batchBooks.account(id: order.creditAccount) else {
            return .creditAccountUnknown
        }
        var ledgers = [debit.ledger, credit.ledger]
        if order.balanceAccount != 0 {
            guard let asked = batchBooks.account(id: order.balanceAccount) else {
                return .balanceAccountUnknown
            }
            ledgers.append(asked.ledger)
        }
        guard ledgers.allSatisfy({ $0 == order.ledger }) else { return .ledgerDiffers }
        guard order.code > 0 else { return .codeZero }
        switch order.amount {
        case .fixed(let amount): guard amount > 0 else { return .amountZero }
        case .interest, .fee: guard order.balanceAccount != 0 else { return .balanceAccountUnknown }
        }
        guard schedules.zone(order.zone) != nil else { return .zoneUnknown }
        guard let first = due(ofRun: 1, order), first > now,
            calendarDay(at: first) < Self.firstDayBehind
        else { return .firstNotAhead }
        return nil
    }

    private func start(_ order: ScheduleOrder) {
        guard let zone = schedules.zone(order.zone), let first = due(ofRun: 1, order) else {
            preconditionFailure("An order without a zone or a first run is refused.")
        }
        var schedule = Schedule(order: order, createdAt: now, nextRun: first)
        if case .interest(let terms) = order.amount {
            schedule.accrual = Accrual(terms.dayCount)
            schedule.boundaryDay = zone.local(Instant(nanoseconds: now)).date.dayNumber
            moveBoundary(&schedule, zone)
        }
        keep(schedule)
        heard.append(.scheduleChanged(order.id, schedule.state, by: order.by))
    }

    /// When a run is due; nil behind the last, and behind what any clock comes to.
    private func due(ofRun number: Int, _ order: ScheduleOrder) -> UInt64? {
        guard let local = order.plan.run(number), let zone = schedules.zone(order.zone),
            let instant = try? zone.instants(of: local).first,
            instant.nanoseconds <= Self.clockMax
        else { return nil }
        return instant.nanoseconds
    }

    /// The next midnight of its zone at which something accrues.
    private func moveBoundary(_ schedule: inout Schedule, _ zone: ZoneRules) {
        guard let day = BusinessDate(dayNumber: Int(schedule.boundaryDay) + 1),
            let midnight = try? zone.instants(of: LocalDateTime(day, .midnight)).first
        else { preconditionFailure("Clocks end in 2100, and calendars long after.") }
        schedule.boundaryDay = day.dayNumber
        schedule.nextBoundary = midnight.nanoseconds
    }

    /// Keeps a schedule, and sets its timer.
    private func keep(_ schedule: Schedule) {
        schedules.set(schedule)
        if schedule.state != .active { heard.append(.scheduleEnded(schedule)) }
        guard let due = schedule.due else { return }
        timers.set(
            schedule.nextBoundary == due ? .accrual : .schedule, for: schedule.order.id, at: due)
    }

    // MARK: - What is due

    /// A midnight accrues before a run of the same instant posts, of whatever schedule.
    func runSchedule(_ id: UInt128, at due: UInt64) {
        // A timer of a schedule that has ended meanwhile does nothing.
        guard var schedule = schedules[id], schedule.due == due else { return }
        if schedule.nextBoundary == due {
            accrue(&schedule)
        } else if schedule.state == .active, schedule.nextRun == due {
            makeRun(&schedule)
        }
        keep(schedule)
    }

    /// What the balance earns for the day that ends.
    private func accrue(_ schedule: inout Schedule) {
        guard case .interest(let terms) = schedule.order.amount, var accrual = schedule.accrual,
            let zone = schedules.zone(schedule.order.zone),
            let next = BusinessDate(dayNumber: Int(schedule.boundaryDay)),
            let day = next.adding(days: -1)
        else { preconditionFailure("Only interest accrues, in a zone that is known.") }
        let days = terms.dayCount.days(from: day, to: next)
        do throws(Accrual.Overflow) {
            if let row = RateRow.inForce(terms.rows, on: day) {
                try accrual.add(balance(for: schedule.order), row, days: days)
            }
            schedule.accrual = accrual
            moveBoundary(&schedule, zone)
        } catch { halt(&schedule) }
    }

    /// What stands on the side that a schedule asks for; nothing where the account stands on the
    /// other one.
    private func balance(for order: ScheduleOrder) -> UInt128 {
        guard let account = batchBooks.account(id: order.balanceAccount) else {
            preconditionFailure("Accounts stay.")
        }
        let (more, less) =
            order.side == .credit
            ? (account.creditsPosted, account.debitsPosted)
            : (account.debitsPosted, account.creditsPosted)
        return more > less ? more - less : 0
    }

    private func makeRun(_ schedule: inout Schedule) {
        let amount: Int128
        do throws(Accrual.Overflow) {
            switch schedule.order.amount {
            case .fixed(let fixed): return post(fixed, isTurned: false, &schedule)
            case .fee(let terms):
                return post(
                    try terms.amount(for: balance(for: schedule.order)), isTurned: false, &schedule)
            case .interest(let terms): amount = schedule.accrual?.rounded(terms.rounding) ?? 0
            }
        } catch {
            tell(.overflow, 0, isTurned: false, &schedule)
            return halt(&schedule)
        }
        post(amount.magnitude, isTurned: amount < 0, &schedule)
    }

    private func halt(_ schedule: inout Schedule) {
        schedule.state = .halted
        heard.append(.scheduleChanged(schedule.order.id, .halted, by: 0))
    }

    /// Posts a run; what is refused moves nothing, and interest stays accrued for the next run.
    private func post(_ amount: UInt128, isTurned: Bool, _ schedule: inout Schedule) {
        let outcome = amount == 0 ? .nothing : made(amount, isTurned: isTurned, schedule)
        if outcome == .posted, case .interest = schedule.order.amount {
            // Interest is below 2^126.
            schedule.accrual?.take(isTurned ? -Int128(amount) : Int128(amount))
        }
        tell(outcome, amount, isTurned: isTurned, &schedule)
    }

    private func made(
        _ amount: UInt128, isTurned: Bool, _ schedule: Schedule
    ) -> ScheduleRun.Outcome {
        guard batchBooks.hasRoom(forTransfers: 1) else { return .booksFull }
        let order = schedule.order
        let number = UInt64(schedule.runs) + 1
        let day = Self.digits(of: day(ofRun: Int(number), order))
        let transfer = Transfer(
            id: DerivedID.run(number, ofSchedule: order.id),
            debitAccountID: isTurned ? order.creditAccount : order.debitAccount,
            creditAccountID: isTurned ? order.debitAccount : order.creditAccount,
            amount: amount, userData128: order.id, userData64: number,
            userData32: day, ledger: order.ledger, code: order.code)
        var extensions = ExtensionList<TransferExtension>()
        extensions.append(
            TransferExtension(
                metadata: order.metadata, link: order.id, linkKind: .scheduled,
                valueDate: ValueDate(rawValue: day)), at: 0)
        let refusal = withUnsafePointer(to: transfer) {
            create(UnsafeBufferPointer(start: $0, count: 1), extensions).first
        }
        return refusal.map { .refused(TransferStatus(rawValue: $0.status)) } ?? .posted
    }

    private func day(ofRun number: Int, _ order: ScheduleOrder) -> BusinessDate {
        guard let local = order.plan.run(number) else {
            preconditionFailure("A run that is due has a day.")
        }
        return local.date
    }

    /// A day as eight decimal digits, yyyymmdd.
    private static func digits(of day: BusinessDate) -> UInt32 {
        let (year, month, day) = day.parts
        return UInt32(10_000 * year + 100 * month + day)
    }

    /// Tells how a run ended, and goes on to the next.
    private func tell(
        _ outcome: ScheduleRun.Outcome, _ amount: UInt128, isTurned: Bool,
        _ schedule: inout Schedule
    ) {
        let order = schedule.order
        let due = schedule.nextRun
        schedule.runs += 1
        let number = Int(schedule.runs)
        heard.append(
            .scheduleRun(
                ScheduleRun(
                    schedule: order.id, number: schedule.runs, due: due,
                    day: day(ofRun: number, order).dayNumber,
                    transfer: DerivedID.run(UInt64(number), ofSchedule: order.id),
                    ledger: order.ledger, amount: amount, isTurned: isTurned, outcome: outcome)))
        if outcome.isRefusal { schedule.refused += 1 }
        guard let next = self.due(ofRun: number + 1, order) else {
            schedule.nextRun = 0
            schedule.nextBoundary = 0
            schedule.state = .ended
            heard.append(.scheduleChanged(order.id, .ended, by: 0))
            return
        }
        // Clocks that go back show a time twice, and a run is due at the first of them: later ones
        // come later.
        schedule.nextRun = max(next, due + 1)
    }

    // MARK: - Changes

    func change(_ order: ScheduleChange, _ record: inout ByteWriter) -> BankReply {
        let outcome = change(order)
        if outcome == .done { order.write(to: &record) } else { record.reset() }
        return .schedule(outcome)
    }

    private func change(_ order: ScheduleChange) -> ScheduleOutcome {
        guard var schedule = schedules[order.schedule] else {
            return schedules.hasLeft(order.schedule) ? .ended : .unknown
        }
        guard schedule.state == .active else {
            return schedule.state == .cancelled && order.kind == .cancel ? .replayed : .ended
        }
        switch order.kind {
        case .cancel: schedule.state = .cancelled
        case .rates(let row):
            let outcome = set(row, &schedule)
            guard outcome == .done else { return outcome }
        }
        schedules.set(schedule)
        heard.append(.scheduleChanged(order.schedule, schedule.state, by: order.by))
        if schedule.state != .active { heard.append(.scheduleEnded(schedule)) }
        return .done
    }

    private func set(_ row: RateRow, _ schedule: inout Schedule) -> ScheduleOutcome {
        guard case .interest(var terms) = schedule.order.amount else { return .hasNoRates }
        // The day that ends at the next boundary is the first whose interest is open.
        guard row.from.dayNumber >= schedule.boundaryDay - 1 else { return .rowRefused }
        guard !terms.rows.contains(row) else { return .replayed }
        terms.rows.removeAll { $0.from == row.from }
        guard terms.rows.count < RateRow.rowsMax else { return .rowRefused }
        let place = terms.rows.firstIndex { $0.from > row.from } ?? terms.rows.count
        terms.rows.insert(row, at: place)
        schedule.order.amount = .interest(terms)
        return .done
    }
}
