import Bytes
import Vocabulary

/// Schemes that are paused: rows H1–H8 of `postings.md`.
extension Bank {
    /// Payments of what waited that one entry of the journal sends at most.
    static let waitingPerEntryMax = 1_000

    /// Whether a person has stopped what we write to the clearing.
    func isPaused(_ scheme: UInt64) -> Bool { paused[scheme]?.isResuming == false }

    /// Whether what is to be written now must wait: behind a pause, or behind what waited in one.
    func mustWait(scheme: UInt64) -> Bool { paused[scheme] != nil }

    func wait(_ send: WaitingSend, scheme: UInt64) { paused[scheme]?.waiting.append(send) }

    // MARK: - Paused

    func pause(_ order: SchemePause, _ record: inout ByteWriter) -> BankReply {
        let outcome = outcome(of: order)
        guard outcome == .paused else {
            record.reset()
            return .scheme(outcome)
        }
        order.write(to: &record)
        var pause = PausedScheme(order, since: now)
        // Paused again before all had gone out: the rest waits on.
        pause.waiting = paused[order.scheme]?.waiting ?? []
        paused[order.scheme] = pause
        tell(pause, .paused, by: order.by, note: order.id)
        return .scheme(.paused)
    }

    private func outcome(of order: SchemePause) -> SchemeOutcome {
        guard configuration.scheme(order.scheme) != nil else { return .unknownScheme }
        guard let found = paused[order.scheme], !found.isResuming else { return .paused }
        return found.pause == order.id ? .replayed : .alreadyPaused
    }

    // MARK: - Resumed

    /// Somebody proposes that a scheme goes on; a second person confirms it.
    func propose(_ resumption: SchemeResumption, _ record: inout ByteWriter) -> BankReply {
        let outcome = outcome(ofProposing: resumption)
        guard outcome == .proposed else {
            record.reset()
            return .scheme(outcome)
        }
        resumption.write(to: &record)
        wait(.resumption(resumption), .always)
        return .scheme(.proposed)
    }

    private func outcome(ofProposing resumption: SchemeResumption) -> SchemeOutcome {
        if let waiting = approvals[resumption.id] {
            return waiting.content == resumption.content ? .replayed : .keyReused
        }
        guard configuration.scheme(resumption.scheme) != nil else { return .unknownScheme }
        guard isPaused(resumption.scheme) else { return .notPaused }
        guard approvals.resumption(of: resumption.scheme) == nil else { return .alreadyProposed }
        return approvals.hasRoom(for: 1) ? .proposed : .full
    }

    /// What waited goes out, in its order.
    func resume(_ resumption: SchemeResumption) -> SchemeOutcome {
        guard var pause = paused[resumption.scheme], !pause.isResuming else { return .notPaused }
        pause.isResuming = true
        paused[resumption.scheme] = pause
        tell(pause, .resumed, by: resumption.by, note: resumption.id)
        sendWaiting(resumption.scheme)
        return .resumed
    }

    private func tell(
        _ pause: PausedScheme, _ state: SchemeChange.State, by: UInt128, note: UInt128
    ) {
        heard.append(
            .schemeChanged(
                SchemeChange(
                    pause, name: configuration.scheme(pause.scheme)?.name ?? "", state: state,
                    by: by, note: note)))
    }

    /// Sends a piece of what waited; the next one follows in an entry of its own.
    func sendWaiting(_ key: UInt64) {
        guard var pause = paused[key], pause.isResuming else { return }
        // Of a scheme that is not configured any more nothing can be sent; it waits for its row.
        guard let scheme = scheme(key) else { return }
        let taken = pause.waiting.take(Self.waitingPerEntryMax)
        paused[key] = pause.waiting.isEmpty ? nil : pause
        for send in taken { self.send(send, scheme) }
        if paused[key] != nil { setResumption(key) }
    }

    /// A scheme whose row is back goes on where it stood.
    func resumeConfigured() {
        for key in paused.keys.sorted() where paused[key]?.isResuming == true {
            setResumption(key)
        }
    }

    private func setResumption(_ key: UInt64) {
        timers.set(.resume, for: UInt128(key), at: now + Self.resumptionNanoseconds)
    }

    /// Between two pieces: other commands go on between.
    static let resumptionNanoseconds: UInt64 = 1_000_000

    func send(_ waiting: WaitingSend, _ scheme: Scheme) {
        switch waiting.kind {
        case .transfers:
            sendTransfers(waiting, scheme)
        case .sendBack:
            for id in waiting.payments {
                guard let payment = payments[id], payment.state == .parked,
                    accounts[id: payment.account]?.status != .frozen, canReturn(payment)
                else { continue }
                sendBack(payment, told(payment.reason, of: payment.account))
            }
        case .message:
            waiting.message.map(leave)
        case .question:
            for id in waiting.payments {
                guard let payment = payments[id], payment.state == .outcomeUnknown else { continue }
                ask(payment, scheme)
            }
        }
    }

    /// For a cycle that is still possible: a later day is told (DT06), and where the calendar knows
    /// none, the holds end.
    private func sendTransfers(_ waiting: WaitingSend, _ scheme: Scheme) {
        let ids = waiting.payments.filter(isUnsent)
        guard !ids.isEmpty else { return }
        guard let day = settlementDay(scheme, requested: waiting.day, at: now) else {
            for id in ids { payments[id].map { release($0, .dateTooFarAhead) } }
            return
        }
        if day != waiting.day { for id in ids { roll(id, to: day) } }
        sendWhenOpen(ids, scheme, day: day, file: waiting.file)
    }

    /// Held, and in no message yet.
    func isUnsent(_ id: UInt128) -> Bool {
        payments[id].map { $0.state == .held && $0.message == 0 } ?? false
    }

    private func roll(_ id: UInt128, to day: Int32) {
        payments[id]?.settlementDay = day
        guard let payment = payments[id] else { return }
        heard.append(.paymentChanged(changeEvent(payment, isDateMoved: true)))
    }
}
