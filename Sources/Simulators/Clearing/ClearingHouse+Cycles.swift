extension ClearingHouse {
    /// Runs the cycles whose interval is over; missed ones are not made up for.
    mutating func runCyclesByInterval() {
        for (index, scheme) in settings.schemes.enumerated() {
            guard case .cycles(let every?) = scheme.kind, let time = nextCycles[index],
                time <= now
            else { continue }
            let missed = (now.milliseconds - time.milliseconds) / every
            nextCycles[index] = time + (missed + 1) * every
            isChanged = true
            let isWanted = open.contains { transfers[$0].scheme == index } || hasReturns(in: index)
            if isWanted { runCycle(of: index, includingFuture: false) }
        }
    }

    private func hasReturns(in scheme: Int) -> Bool {
        plannedReturns.contains { transfers[$0.original].scheme == scheme }
    }

    /// Settles what was accepted and is due, as far as the senders' balances cover it.
    ///
    /// - Returns: what happened, for people.
    @discardableResult
    mutating func runCycle(of scheme: Int, includingFuture: Bool) -> String {
        cycles[scheme] += 1
        isChanged = true
        bringReturns(toCycleOf: scheme)
        rejectAtCycle(of: scheme)
        let candidates = open.filter {
            transfers[$0].scheme == scheme && transfers[$0].state == .accepted
                && (includingFuture || transfers[$0].day <= openDay)
        }
        let settled = covered(candidates, in: scheme)
        let firstBooking = bookings.count
        for position in settled { settle(position) }
        forgetClosed()
        for position in settled where unsentReturns.contains(position) { sendReturn(position) }
        let text = describeCycle(scheme, settled.count, poor: candidates.count - settled.count)
        note(text)
        reportCycle(scheme, firstBooking..<bookings.count)
        return text
    }

    private func describeCycle(_ scheme: Int, _ settled: Int, poor: Int) -> String {
        let future = open.count {
            transfers[$0].scheme == scheme && transfers[$0].day > openDay
        }
        return "\(settings.schemes[scheme].name) cycle \(cycles[scheme]): \(settled) settled"
            + (poor > 0 ? ", \(poor) wait for cover" : "")
            + (future > 0 ? ", \(future) wait for their settlement date" : "")
    }

    private mutating func rejectAtCycle(of scheme: Int) {
        for position in open where transfers[position].scheme == scheme {
            guard case .rejectedAtCycle(let reason) = transfers[position].fate,
                transfers[position].day <= openDay
            else { continue }
            rejectLate(position, reason)
        }
        forgetClosed()
    }

    /// The transfers that can settle together: while a sender's net position is below zero, its
    /// latest transfer waits for the next cycle.
    private func covered(_ candidates: [Int], in scheme: Int) -> [Int] {
        var positions: [BIC: Cents] = [:]
        for participant in settings.participants {
            positions[participant.bic] = books.balance(of: participant.bic, in: scheme)
        }
        for index in candidates { move(transfers[index], 1, &positions) }
        var kept = candidates
        while let poor = settings.participants.first(where: {
            positions[$0.bic, default: .zero] < .zero
        }), let last = kept.lastIndex(where: { transfers[$0].sender == poor.bic }) {
            move(transfers[kept[last]], -1, &positions)
            kept.remove(at: last)
        }
        return kept
    }

    private func move(_ transfer: ClearedTransfer, _ sign: Int128, _ positions: inout [BIC: Cents])
    {
        let cents = Cents(count: transfer.cents.count * sign)
        positions[transfer.sender, default: .zero] -= cents
        positions[transfer.receiver, default: .zero] += cents
    }

    // MARK: Reports

    private mutating func reportCycle(_ scheme: Int, _ range: Range<Int>) {
        let name = settings.schemes[scheme].name
        if ruleFires(for: scheme, { if case .dropReport = $0 { true } else { false } }) {
            return note("no report of \(name) cycle \(cycles[scheme]), as scripted")
        }
        let entries = range.compactMap { entry(of: bookings[$0], for: settings.bank) }
        let limit = settings.schemes[scheme].entriesPerReport
        let pages = max(1, (entries.count + limit - 1) / limit)
        for page in 1...pages {
            let part = Array(entries.dropFirst((page - 1) * limit).prefix(limit))
            // Each page sums up itself, so that it can be checked without the others.
            let report = accountReport(scheme, part)
            queue(
                "camt.054.001.08",
                report.notification(
                    page: page, isLast: page == pages,
                    about: "Cycle \(cycles[scheme]) of \(name), business day \(openDay.text)"))
        }
    }

    /// Reports one booking that is no transfer.
    mutating func reportBooking(_ index: Int) {
        guard let entry = entry(of: bookings[index], for: settings.bank) else { return }
        let report = accountReport(bookings[index].scheme, [entry])
        queue(
            "camt.054.001.08",
            report.notification(page: 1, isLast: true, about: entry.remark ?? "Booking"))
    }

    mutating func accountReport(
        _ scheme: Int, _ entries: [AccountReport.Entry]
    ) -> AccountReport {
        reportNumbers[scheme] += 1
        let row = settings.schemes[scheme]
        return AccountReport(
            messageID: nextID("A"), createdAt: now, number: reportNumbers[scheme],
            account: row.account(of: settings.bank), isInstant: row.isInstant,
            owner: settings.bank, clearing: settings.clearing, entries: entries)
    }

    /// A booking as an entry of a participant's account, or nothing where it is not touched.
    func entry(of booking: Booking, for owner: BIC) -> AccountReport.Entry? {
        guard booking.from == owner || booking.to == owner else { return nil }
        let signed = booking.to == owner ? booking.cents : -booking.cents
        var entry = AccountReport.Entry(booking: booking, signed: signed)
        if case .transfer(let index) = booking.kind {
            entry.transfer = transfers[index]
            if case .giveBack(let original, _) = transfers[index].kind {
                entry.original = transfers[original]
            }
        }
        return entry
    }

    /// Whether the script wants something done to a report of this scheme; counts it.
    mutating func ruleFires(for scheme: Int, _ isMeant: (Rule.Verb) -> Bool) -> Bool {
        for index in rules.indices where isMeant(rules[index].verb) {
            if rules[index].applies(toReportOf: settings.schemes[scheme], dice: &dice) {
                isChanged = true
                return true
            }
        }
        return false
    }

    // MARK: Days

    /// Closes the days that are over: one statement for each account and TARGET day.
    mutating func closeDays() {
        while openDay < now.date.rolledForward { closeDay() }
    }

    /// Writes the statements of the open day and opens the next one.
    mutating func closeDay() {
        for scheme in settings.schemes.indices { reportDay(scheme) }
        note("business day \(openDay.text) closed")
        openDay = openDay.next
        isChanged = true
    }

    private mutating func reportDay(_ scheme: Int) {
        let name = settings.schemes[scheme].name
        if ruleFires(for: scheme, { if case .dropStatement = $0 { true } else { false } }) {
            return note("no statement of \(name), as scripted")
        }
        let firstToday = bookings.lastIndex { $0.day != openDay }.map { $0 + 1 } ?? 0
        let entries = bookings[firstToday...].filter { $0.scheme == scheme }.compactMap {
            entry(of: $0, for: settings.bank)
        }
        let closing = books.balance(of: settings.bank, in: scheme)
        let summary = AccountReport.Summary(entries)
        let report = accountReport(scheme, entries)
        let statement = report.statement(balances: [
            .init(code: "OPBD", cents: closing - summary.net, day: openDay),
            .init(code: "CLBD", cents: closing, day: openDay),
        ])
        queue("camt.053.001.08", statement)
    }
}
