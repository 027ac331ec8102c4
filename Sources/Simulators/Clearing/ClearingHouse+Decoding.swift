extension ClearingHouse {
    /// Restores a house from its state file; ``configure(script:)`` must follow.
    ///
    /// Balances are added up again from the bookings.
    package init(state bytes: [UInt8]) throws(StateError) {
        let lines = bytes.split(separator: UInt8(ascii: "\n"))
        guard lines.count >= 3, var first = lines.first.map({ StateReader($0, line: 1) }),
            first.tag == "clearing-simulator"
        else { throw .notAState }
        let version = try first.text()
        guard version == Self.stateVersion else {
            throw .version(found: version, known: Self.stateVersion)
        }
        var last = StateReader(lines[lines.count - 1], line: lines.count)
        guard last.tag == "end", try last.number() == lines.count - 1 else { throw .incomplete }
        var head = StateReader(lines[1], line: 2)
        guard head.tag == "house" else { throw .notAState }
        let nothing = Moment(milliseconds: 0)
        self.init(settings: Settings(bank: try head.bic()), start: nothing, now: nothing, seed: 0)
        try readHead(&head)
        for (number, line) in lines.enumerated().dropFirst(2).dropLast() {
            var reader = StateReader(line, line: number + 1)
            try read(&reader)
            guard reader.isAtEnd else { throw reader.malformed }
        }
        isChanged = false
    }

    private mutating func readHead(_ reader: inout StateReader) throws(StateError) {
        tag = try reader.text()
        clockOffset = try reader.number()
        now = try reader.moment()
        openDay = try reader.day()
        dice.state = try reader.number()
        messageCount = try reader.number()
        fileCount = try reader.number()
    }

    private mutating func read(_ reader: inout StateReader) throws(StateError) {
        switch reader.tag {
        case "scheme": try readScheme(&reader)
        case "command": commandLines.append(try reader.text())
        case "did": doneLines.insert(try reader.text())
        case "denied": denied.insert(try reader.text())
        case "rule": try readRule(&reader)
        case "answered": answered.append((try reader.text(), try reader.text()))
        case "transfer": _ = add(try ClearedTransfer(&reader, schemes: schemeNames.count))
        case "booking": try readBooking(&reader)
        case "seen": try readSeen(&reader)
        case "answer":
            guard !seen.isEmpty else { throw reader.malformed }
            seen[seen.count - 1].answers.append(
                try StatusReport(&reader, transfers: transfers.count))
        case "return": try readPlan(&reader)
        case "unsent": unsentReturns.insert(try reader.position(below: transfers.count))
        case "scheduled":
            scheduled.append(Scheduled(due: try reader.moment(), line: try reader.text()))
        case "outgoing":
            outgoing.append(
                Outgoing(
                    due: try reader.moment(), kind: try reader.text(), bytes: try reader.bytes()))
        case "leaving":
            leaving.append(SpoolFile(name: try reader.text(), bytes: try reader.bytes()))
        default: throw reader.malformed
        }
    }

    private mutating func readScheme(_ reader: inout StateReader) throws(StateError) {
        schemeNames.append(try reader.text())
        cycles.append(try reader.number())
        reportNumbers.append(try reader.number())
        let next: Int64 = try reader.number()
        nextCycles.append(next < 0 ? nil : Moment(milliseconds: next))
    }

    /// A placeholder with the rule's counters, which ``configure(script:)`` hands on.
    private mutating func readRule(_ reader: inout StateReader) throws(StateError) {
        let text = try reader.text()
        guard var rule = try? ScriptLine(text).asRule(text) else { throw reader.malformed }
        rule.matched = try reader.number()
        rule.applied = try reader.number()
        rules.append(rule)
    }

    private mutating func readBooking(_ reader: inout StateReader) throws(StateError) {
        let booking = try Booking(
            &reader, schemes: schemeNames.count, transfers: transfers.count)
        books.post(booking)
        bookings.append(booking)
    }

    private mutating func readSeen(_ reader: inout StateReader) throws(StateError) {
        let (id, name) = (try reader.text(), try reader.text())
        let fingerprint = Fingerprint(
            length: try reader.number(), first: try reader.number(), second: try reader.number())
        let lower = try reader.position(below: transfers.count + 1)
        let upper = try reader.position(below: transfers.count + 1)
        guard lower <= upper else { throw reader.malformed }
        var message = SeenMessage(
            id: id, name: name, fingerprint: fingerprint, transfers: lower..<upper)
        message.silentAsks = try reader.number()
        message.isSilent = try reader.number() == 1
        seenByID[id] = seen.count
        seen.append(message)
    }

    private mutating func readPlan(_ reader: inout StateReader) throws(StateError) {
        let original = try reader.position(below: transfers.count)
        let reason = try reader.text()
        let isAnnounced = try reader.number() == 1
        let due: PlannedReturn.Due
        switch try reader.text() {
        case "cycles": due = .cycles(try reader.number())
        case "at": due = .at(try reader.moment())
        default: throw reader.malformed
        }
        plannedReturns.append(
            PlannedReturn(
                original: original, reason: reason, due: due, isAnnounced: isAnnounced))
    }
}

extension ScriptLine {
    fileprivate func asRule(_ text: String) throws(ScriptError) -> Rule {
        guard let rule = try Rule(self, text: text) else { throw .unknownVerb(verb) }
        return rule
    }
}

extension ClearedTransfer {
    fileprivate init(_ reader: inout StateReader, schemes: Int) throws(StateError) {
        self.init(
            scheme: try reader.position(below: schemes), sender: try reader.bic(),
            receiver: try reader.bic(), cents: try reader.cents(), day: try reader.day(),
            messageID: try reader.text(), instructionID: try reader.text(),
            endToEndID: try reader.text(), transactionID: try reader.text(),
            uetr: try reader.text(), debtorName: try reader.text(),
            debtorIBAN: try reader.text(), creditorName: try reader.text(),
            creditorIBAN: try reader.text(), remittance: try reader.text(),
            acceptance: try reader.text())
        let settled: Int = try reader.number()
        settledOn = settled < 0 ? nil : BusinessDay(number: settled)
        let giver: Int = try reader.number()
        returnedBy = giver < 0 ? nil : giver
        let original: Int = try reader.number()
        let reason = try reader.text()
        if original >= 0 { kind = .giveBack(of: original, reason: reason) }
        try readState(&reader)
    }

    private mutating func readState(_ reader: inout StateReader) throws(StateError) {
        let (word, time, reason) = (
            try reader.text(), try reader.moment(), try reader.text()
        )
        switch word {
        case "accepted": break
        case "at-cycle": fate = .rejectedAtCycle(reason: reason)
        case "at-time": fate = .rejectedAt(time, reason: reason)
        case "awaiting": state = .awaiting(until: time)
        case "settled": state = .settled
        case "rejected": state = .rejected(reason: reason)
        default: throw reader.malformed
        }
    }
}

extension Booking {
    fileprivate init(
        _ reader: inout StateReader, schemes: Int, transfers: Int
    ) throws(StateError) {
        from = try reader.optionalBIC()
        to = try reader.optionalBIC()
        scheme = try reader.position(below: schemes)
        cents = try reader.cents()
        day = try reader.day()
        valueDay = try reader.day()
        reference = try reader.text()
        switch try reader.text() {
        case "transfer": kind = .transfer(try reader.position(below: transfers))
        case "funding": kind = .funding
        case "liquidity": kind = .liquidity
        case "charge": kind = .charge
        default: throw reader.malformed
        }
    }
}

extension StatusReport {
    fileprivate init(_ reader: inout StateReader, transfers: Int) throws(StateError) {
        self.init(
            messageID: try reader.text(), createdAt: try reader.moment(),
            originalID: try reader.text(), originalName: try reader.text(),
            originalCount: try reader.number(), groupStatus: try reader.text(),
            reason: try reader.text(), explanation: try reader.text())
        while !reader.isAtEnd {
            lines.append(
                Line(
                    transfer: try reader.position(below: transfers), status: try reader.text(),
                    reason: try reader.text()))
        }
    }
}
