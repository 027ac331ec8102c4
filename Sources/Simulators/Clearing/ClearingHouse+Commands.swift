extension ClearingHouse {
    /// Whether a line is a command that could be done, without doing it.
    func check(_ text: String) throws(ScriptError) {
        if case .ask = try Command(text) { throw .notHere("a question has no place in a script") }
    }

    /// Does a line given by hand: a setting, a rule, a command or a question.
    ///
    /// - Returns: what to tell the person who asked.
    package mutating func execute(_ text: String) throws(ScriptError) -> String {
        let counters = rules.map { (text: $0.text, matched: $0.matched, applied: $0.applied) }
        if try declare(text) {
            commandLines.append(text)
            restoreCounters(counters)
            fitTables()
            payLiquidity()
            isChanged = true
            return "set: \(text)"
        }
        return try perform(text)
    }

    /// Answers the lines of a command file, and a file that was answered before with the same.
    package mutating func answerCommands(_ bytes: [UInt8], named file: String) -> String {
        if let earlier = answered.first(where: { $0.name == file }) { return earlier.answer }
        var answer = ""
        let text = String(decoding: bytes.prefix(1 << 20), as: UTF8.self)
        for line in text.split(whereSeparator: { $0 == "\n" || $0 == "\r\n" })
        where line.first != "#" {
            do throws(ScriptError) {
                answer += try execute(String(line)) + "\n"
            } catch {
                answer += "error: \(error.text)\n"
            }
        }
        answered.append((file, answer))
        if answered.count > Self.answersKept { answered.removeFirst() }
        isChanged = true
        return answer
    }

    static let answersKept = 200

    /// Does a command; what is scheduled for later is noted.
    mutating func perform(_ text: String) throws(ScriptError) -> String {
        switch try Command(text) {
        case .originate(let origination): return try originate(origination)
        case .strayReturn(let cents, let reason, let scheme, let isAnnounced):
            return try sendStrayReturn(cents, reason, scheme, isAnnounced: isAnnounced)
        case .recall(let request): return try recall(request)
        case .fund(let cents, let scheme): return try fund(cents, scheme)
        case .charge(let cents, let scheme): return try charge(cents, scheme)
        case .liquidity(let cents, let from, let to):
            return try moveLiquidity(cents, from: from, to: to)
        case .settle(let scheme, let includingFuture):
            return try settleNow(scheme, includingFuture: includingFuture)
        case .closeDay:
            let day = openDay.text
            closeDay()
            return "closed business day \(day), next is \(openDay.text)"
        case .advance(let time):
            clockOffset += time
            isChanged = true
            return "clock \((now + time).text)"
        case .later(let delay, let inner): return try schedule(delay, inner)
        case .forgetRules:
            rules = []
            commandLines = commandLines.filter { text in
                (try? ScriptLine(text)).map { Self.settingVerbs.contains($0.verb) } ?? false
            }
            isChanged = true
            return "rules forgotten until the next start"
        case .ask(let question): return answer(question)
        }
    }

    private static let settingVerbs = ["clearing", "scheme", "participant", "dates", "cycle"]

    private mutating func schedule(
        _ delay: Command.Delay, _ line: String
    ) throws(ScriptError) -> String {
        guard scheduled.count < Self.scheduledMax else { throw .notHere("too much is scheduled") }
        let due =
            switch delay {
            case .after(let time): now + time
            case .at(let time): time
            }
        scheduled.append(Scheduled(due: due, line: line))
        isChanged = true
        return "scheduled for \(due.text): \(line)"
    }

    mutating func runScheduled() {
        guard scheduled.contains(where: { $0.due <= now }) else { return }
        let due = scheduled.filter { $0.due <= now }
        scheduled.removeAll { $0.due <= now }
        isChanged = true
        for command in due {
            do throws(ScriptError) {
                note(try perform(command.line))
            } catch {
                note("scheduled '\(command.line)' failed: \(error.text)")
            }
        }
    }

    func need(_ name: String) throws(ScriptError) -> Int {
        guard let index = settings.scheme(named: name) else {
            let known = settings.schemes.map(\.name).joined(separator: ", ")
            throw .malformed(option: "scheme", found: name, wanted: known)
        }
        return index
    }

    // MARK: Money

    private mutating func fund(_ cents: Cents, _ name: String) throws(ScriptError) -> String {
        let scheme = try need(name)
        book(
            from: nil, to: settings.bank, scheme: scheme, cents: cents, valueDay: openDay,
            kind: .funding)
        reportBooking(bookings.count - 1)
        return "paid in \(cents.text) EUR to \(name)"
    }

    private mutating func charge(_ cents: Cents, _ name: String) throws(ScriptError) -> String {
        let scheme = try need(name)
        book(
            from: settings.bank, to: nil, scheme: scheme, cents: cents, valueDay: openDay,
            kind: .charge)
        return "charged \(cents.text) EUR to \(name), to be seen on the statement"
    }

    private mutating func moveLiquidity(
        _ cents: Cents, from: String, to: String
    ) throws(ScriptError) -> String {
        let (source, target) = (try need(from), try need(to))
        guard available(settings.bank, in: source) >= cents else {
            throw .notHere("\(from) does not hold \(cents.text) EUR")
        }
        // Each scheme's central account takes part, so that each scheme's sum stays zero.
        book(
            from: settings.bank, to: nil, scheme: source, cents: cents, valueDay: openDay,
            kind: .liquidity)
        reportBooking(bookings.count - 1)
        book(
            from: nil, to: settings.bank, scheme: target, cents: cents, valueDay: openDay,
            kind: .liquidity)
        reportBooking(bookings.count - 1)
        return "moved \(cents.text) EUR from \(from) to \(to)"
    }

    private mutating func settleNow(
        _ name: String?, includingFuture: Bool
    ) throws(ScriptError) -> String {
        var chosen = settings.schemes.indices.filter { !settings.schemes[$0].isInstant }
        if let name {
            let scheme = try need(name)
            guard !settings.schemes[scheme].isInstant else {
                throw .notHere("\(name) has no cycles")
            }
            chosen = [scheme]
        }
        var said: [String] = []
        for scheme in chosen {
            said.append(runCycle(of: scheme, includingFuture: includingFuture))
        }
        return said.joined(separator: "\n")
    }

    // MARK: Transfers to the bank

    private mutating func originate(_ given: Origination) throws(ScriptError) -> String {
        let scheme = try need(given.scheme)
        let sender =
            given.from ?? settings.participants.first { $0.bic != settings.bank }?.bic
        guard let sender, sender != settings.bank, settings.participates(sender) else {
            throw .notHere("from: no participant beside the bank under test")
        }
        let row = settings.schemes[scheme]
        let total = Cents(count: given.cents.count * Int128(given.times))
        guard available(sender, in: scheme) >= total || !row.isInstant else {
            throw .notHere("\(sender.text) does not hold \(total.text) EUR in \(row.name)")
        }
        let numbers = Array(0..<given.times)
        let messages = row.isInstant ? numbers.map { [$0] } : [numbers]
        for numbers in messages {
            var made = numbers.map { _ in make(given, scheme: scheme, sender: sender) }
            sendTransfers(&made, row, repeats: given.repeats)
            guard given.comesAgain else { continue }
            sendTransfers(&made, row, repeats: 1)
        }
        return "originated \(given.times) × \(given.cents.text) EUR from \(sender.text)"
            + " by \(row.name)"
    }

    /// A return needs an original: one is made up that was never sent and never settled.
    private mutating func sendStrayReturn(
        _ cents: Cents, _ reason: String, _ name: String, isAnnounced: Bool
    ) throws(ScriptError) -> String {
        let scheme = try need(name)
        let other = settings.participants.first { $0.bic != settings.bank }
        guard let other else { throw .notHere("no participant beside the bank under test") }
        var original = ClearedTransfer(
            scheme: scheme, sender: settings.bank, receiver: other.bic, cents: cents,
            day: openDay, messageID: nextID("X"), endToEndID: nextID("X"),
            transactionID: nextID("X"))
        original.state = .rejected(reason: "")
        original.debtorName = "Nobody"
        original.debtorIBAN = Origination.madeUpIBAN
        original.creditorName = "Nobody Either"
        original.creditorIBAN = Origination.madeUpIBAN
        makeReturn(
            PlannedReturn(
                original: add(original), reason: reason, due: .at(now), isAnnounced: isAnnounced))
        return "returned \(cents.text) EUR that the bank never sent"
    }

    private mutating func make(
        _ given: Origination, scheme: Int, sender: BIC
    ) -> ClearedTransfer {
        let isInstant = settings.schemes[scheme].isInstant
        let id = nextID("T")
        var transfer = ClearedTransfer(
            scheme: scheme, sender: sender, receiver: settings.bank, cents: given.cents,
            day: given.day ?? (isInstant ? now.date : openDay), messageID: "",
            endToEndID: given.endToEndID ?? id, transactionID: id)
        transfer.instructionID = id
        transfer.uetr = dice.uuid()
        transfer.debtorName = given.debtorName
        transfer.debtorIBAN = given.debtorIBAN
        transfer.creditorName = given.creditorName
        transfer.creditorIBAN = given.creditorIBAN
        transfer.remittance = given.remittance
        if isInstant { transfer.acceptance = now.text }
        return transfer
    }

    private mutating func sendTransfers(
        _ made: inout [ClearedTransfer], _ row: Scheme, repeats: Int
    ) {
        let id = nextID("M")
        for index in made.indices {
            made[index].messageID = id
            made[index].state =
                row.isInstant ? .awaiting(until: now + row.clock) : .accepted
            _ = add(made[index])
        }
        let message = TransferMessage(
            messageID: id, createdAt: now, scheme: row, clearing: settings.clearing,
            bank: settings.bank, transfers: made)
        let bytes = message.creditTransfer()
        for _ in 0..<repeats { queue("pacs.008.001.08", bytes) }
        note("pacs.008.001.08 \(id) originated, \(made.count) transfers")
    }
}
