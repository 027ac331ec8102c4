package import Bytes

/// What is decided for a clearing that takes no messages at this hour.
package struct WaitingForOpening: Sendable, Recorded {
    /// The scheme's key.
    package let scheme: UInt64
    /// In the order in which it will go out.
    package internal(set) var waiting: [WaitingSend]

    init(_ scheme: UInt64) {
        self.scheme = scheme
        waiting = []
    }

    package func write(to writer: inout ByteWriter) {
        writer.write(scheme)
        writer.write(list: waiting)
    }

    package init(from reader: inout ByteReader) throws(ByteError) {
        scheme = try reader.read()
        waiting = try reader.readList(WaitingSend.self)
    }
}

extension Bank {
    /// Whether what is written to a clearing now waits until it takes messages, or behind what has
    /// waited for that and still goes out.
    func waitsForOpening(_ scheme: Scheme) -> Bool {
        guard !scheme.isInstant else { return false }
        return untilOpening[scheme.key] != nil
            || configuration.scheme(scheme.key)?.takesMessages(at: now) == false
    }

    func waitForOpening(_ send: WaitingSend, _ scheme: UInt64) {
        let isFirst = untilOpening[scheme] == nil
        untilOpening[scheme, default: WaitingForOpening(scheme)].waiting.append(send)
        if isFirst { setOpening(scheme) }
    }

    /// A message that is decided leaves, or waits for its clearing's hours.
    func leave(_ message: OutgoingMessage) {
        if let scheme = scheme(message.scheme), waitsForOpening(scheme) {
            waitForOpening(WaitingSend(message), message.scheme)
        } else {
            heard.append(.messageDecided(message))
        }
    }

    /// Hours may have changed with the configuration.
    func awaitOpenings() {
        for key in untilOpening.keys.sorted() { setOpening(key) }
    }

    private func setOpening(_ key: UInt64) {
        guard let at = configuration.scheme(key)?.opening(notBefore: now) else { return }
        timers.set(.opening, for: UInt128(key), at: max(at, now + 1))
    }

    /// Sends a piece of what waited, or has it wait on in a pause; the next piece follows in an
    /// entry of its own.
    func sendOpened(_ key: UInt64) {
        guard var opened = untilOpening[key], let scheme = scheme(key) else { return }
        guard configuration.scheme(key)?.takesMessages(at: now) == true else {
            return setOpening(key)
        }
        untilOpening[key] = nil
        guard !mustWait(scheme: key) else {
            paused[key]?.waiting.insert(contentsOf: opened.waiting, at: 0)
            return
        }
        for send in opened.waiting.take(Self.waitingPerEntryMax) { self.send(send, scheme) }
        guard !opened.waiting.isEmpty else { return }
        untilOpening[key] = opened
        timers.set(.opening, for: UInt128(key), at: now + Self.resumptionNanoseconds)
    }

    /// When what is held for a payment that is in no message yet leaves, as far as it is known.
    package func leavesAt(_ id: UInt128) -> UInt64? {
        guard let payment = payments[id], payment.state == .held, payment.message == 0,
            !isPaused(payment.scheme)
        else { return nil }
        return configuration.scheme(payment.scheme)?.opening(notBefore: now)
    }
}
