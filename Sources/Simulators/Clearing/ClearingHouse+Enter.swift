extension ClearingHouse {
    /// Enters what was judged into the books and answers it.
    mutating func enter(_ message: Received, _ judged: [Judged], scheme: Scheme) {
        let first = transfers.count
        var lines: [StatusReport.Line] = []
        for one in judged {
            let index = enter(one, scheme: scheme)
            var line = StatusReport.Line(transfer: index, status: "ACCP", reason: "")
            if case .rejected(let reason) = transfers[index].state {
                line = StatusReport.Line(transfer: index, status: "RJCT", reason: reason)
            }
            lines.append(line)
        }
        remember(message, transfers: first..<transfers.count)
        var report = report(on: message.id, message.name, count: judged.count)
        report.lines = lines
        report.summarise(isInstant: scheme.isInstant)
        note("\(message.name) \(message.id) \(report.groupStatus), \(judged.count) transfers")
        send(report, judged.map(\.orders))
        forgetClosed()
    }

    private mutating func enter(_ one: Judged, scheme: Scheme) -> Int {
        var transfer = one.transfer
        var reason = one.reason
        if reason.isEmpty, let rejection = one.orders.rejection {
            switch rejection.when {
            case _ where scheme.isInstant: reason = rejection.reason
            case .atOnce: reason = rejection.reason
            case .atCycle: transfer.fate = .rejectedAtCycle(reason: rejection.reason)
            case .after(let delay):
                transfer.fate = .rejectedAt(now + delay, reason: rejection.reason)
            }
        }
        if reason.isEmpty, scheme.isInstant,
            available(transfer.sender, in: transfer.scheme) < transfer.cents
        {
            reason = "AM23"
        }
        guard reason.isEmpty else {
            transfer.state = .rejected(reason: reason)
            return add(transfer)
        }
        let index = add(transfer)
        if scheme.isInstant { settle(index) }
        plan(one.orders, for: index)
        return index
    }

    private mutating func plan(_ orders: Orders, for index: Int) {
        guard let giveBack = orders.giveBack else { return }
        let due: PlannedReturn.Due
        switch giveBack.after {
        case .cycles(let count):
            // Counted from the cycle in which it settles itself; an instant one has no cycles.
            due = transfers[index].state == .settled ? .at(now) : .cycles(count + 1)
        case .time(let delay): due = .at(now + delay)
        }
        plannedReturns.append(
            PlannedReturn(
                original: index, reason: giveBack.reason, due: due,
                isAnnounced: giveBack.isAnnounced))
    }

    /// Sends the answer as the script wants it: late, twice, contradicted, or not at all.
    private mutating func send(_ report: StatusReport, _ orders: [Orders]) {
        let index = seen.count - 1
        let asks = orders.compactMap(\.silentAsks).max()
        if let asks {
            seen[index].isSilent = true
            seen[index].silentAsks = asks
            seen[index].answers.append(report)
            return note("no answer to \(report.originalID), as scripted")
        }
        let delay = orders.map(\.delay).max() ?? 0
        answer(report, to: index, after: delay)
        if orders.contains(where: \.isTwice) {
            queue(StatusReport.name, written(report), after: delay)
        }
        if orders.contains(where: \.isContradicted) {
            contradict(report, orders, after: delay)
        }
    }

    /// A second answer with another MsgId that says the opposite of those marked.
    private mutating func contradict(
        _ report: StatusReport, _ orders: [Orders], after delay: Int64
    ) {
        var second = report
        second.messageID = nextID("S")
        second.lines = zip(report.lines, orders).filter { $1.isContradicted }.map { line, _ in
            line.status == "RJCT"
                ? StatusReport.Line(transfer: line.transfer, status: "ACCP", reason: "")
                : StatusReport.Line(transfer: line.transfer, status: "RJCT", reason: "AB10")
        }
        second.groupStatus = ""
        queue(StatusReport.name, written(second), after: delay)
        note("contradicted the answer to \(report.originalID), as scripted")
    }
}

extension StatusReport {
    /// Sets the group's status from the lines.
    ///
    /// A bulk that is accepted as a whole needs no lines;
    /// in one that is accepted in part every transfer is listed.
    fileprivate mutating func summarise(isInstant: Bool) {
        let rejected = lines.count { $0.status == "RJCT" }
        groupStatus = rejected == 0 ? "ACCP" : rejected == lines.count ? "RJCT" : "PART"
        if rejected == 0, !isInstant { lines = [] }
    }
}
