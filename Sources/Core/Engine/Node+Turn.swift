import Bytes
import Journal
import Platform
import Synchronization

/// The applying thread's side of a node.
extension Node {
    /// Runs turns until ``stop()``, then seals the journal.
    ///
    /// The live node's thread.
    package func run() {
        while true {
            if isTurnDue {
                gather()
                if turn() {
                    linger()
                    continue
                }
            }
            let isStopping = shared.wait(until: clock.monotonic() + waitNanoseconds()) { shared in
                if self.isReady(&shared) { return false }
                return shared.isStopping && shared.queue.isEmpty ? true : nil
            }
            if isStopping == true { break }
            if isStopping == nil { tick() }
        }
        orEnd { () throws(JournalError) in try log.seal() }
        handOver()
        shared.update { $0.isStopped = true }
    }

    private var isTurnDue: Bool { shared.withLock { isReady(&$0) } || isTimerDue }

    /// The journal's time may be ahead of the clock: a command moved it.
    private var isTimerDue: Bool {
        machine.nextTimer.map { $0 <= max(clock.now(), last + 1) } ?? false
    }

    /// Whether to take what is queued: at once where nothing is being written, else where there is
    /// much of it.
    private func isReady(_ shared: inout Shared) -> Bool {
        let writes = log.writesInFlight
        shared.wakeAt =
            writes == 0 ? 1 : writes < Self.writesInFlightMax ? Self.joiningCommands : .max
        guard !shared.queue.isEmpty, writes < Self.writesInFlightMax else { return false }
        return shared.queue.count >= shared.wakeAt || shared.size.records >= Self.joiningBytes
    }

    /// Lets the threads that bring commands run on for as long as they bring more, up to what may
    /// join a write that is on its way anyway.
    ///
    /// Where cores are free this costs a microsecond; where they are not, the entry becomes larger
    /// and every command cheaper.
    private func gather() {
        var count = 0
        while true {
            let (found, bytes) = shared.withLock { ($0.queue.count, $0.size.records) }
            guard found > count, found < Self.gatheringMax, bytes < Self.joiningBytes else {
                return
            }
            count = found
            Thread.yield()
        }
    }

    /// Stays awake for a moment where all is written: whoever just got an answer often has the next
    /// command, and waking a thread costs more than this looks.
    private func linger() {
        guard log.writesInFlight == 0 else { return }
        let end = clock.monotonic() + Self.lingeringNanoseconds
        while !isTurnDue, clock.monotonic() < end { Thread.yield() }
    }

    /// Tells the journal that nothing is happening just now, so that it marks what is durable.
    package func tick() {
        let before = log.head.sequence
        orEnd { () throws(JournalError) in try log.tick() }
        if log.head.sequence > before { handOver() }
        feed.announce()
    }

    /// Marks and seals give rise to nothing: cursors may pass them.
    private func handOver() {
        let head = log.head.sequence
        let ready = shared.withLock { shared in
            shared.handedOver = max(shared.handedOver, head)
            return release(&shared)
        }
        leave(ready)
    }

    /// A journal that cannot be written ends the process.
    ///
    /// The state has run ahead of what can be made durable, and only a restart, which replays what
    /// is durable, brings them together again.
    ///
    /// - Returns: false where it was stepped, and has ended alone: it makes no more turns.
    @discardableResult
    private func orEnd(_ body: () throws(JournalError) -> Void) -> Bool {
        guard !hasEnded else { return false }
        do { try body() } catch { end(error) }
        return !hasEnded
    }

    private func end(_ error: JournalError) {
        guard isStepped else { fatalError("The journal cannot be written: \(error).") }
        hasEnded = true
    }

    /// Waits until the applying thread has ended, and a snapshot that it began is written.
    package func waitUntilStopped() {
        _ = shared.wait { $0.isStopped ? true : nil }
        while isSnapshotting.load(ordering: .acquiring) { Thread.sleep(nanoseconds: 1_000_000) }
    }

    /// One turn: takes what is queued, decides it, and hands one entry to the journal.
    ///
    /// - Returns: whether there was anything to do.
    package func turn() -> Bool {
        guard !hasEnded, isRoomInFlight else { return false }
        let (items, size) = take()
        guard !items.isEmpty || isTimerDue else { return false }
        guard hasRoom(for: size) else {
            guard !hasEnded else { return false }
            refuse(items, .storageFull)
            return !items.isEmpty
        }
        decide(items)
        return true
    }

    /// Whether a turn may take what is queued: fewer writes than allowed are on their way.
    package var isRoomInFlight: Bool { log.writesInFlight < Self.writesInFlightMax }

    /// Room is reserved before anything is decided: what is refused for want of it changed nothing.
    private func hasRoom(for size: EntrySize) -> Bool {
        do {
            try log.reserve(bodyBytes: size.body, attachmentBytes: size.attachments)
            return true
        } catch .storageFull {
            return false
        } catch {
            end(error)
            return false
        }
    }

    private func waitNanoseconds() -> UInt64 {
        let now = clock.now()
        let timer = machine.nextTimer.map { $0 > now ? $0 - now : 0 } ?? .max
        return min(max(timer, 100_000), 10_000_000)
    }

    private func take() -> (items: [Submission<Machine>], size: EntrySize) {
        shared.withLock { shared in
            let isOneGroup =
                shared.queue.count <= Self.groupMax && shared.size.isWithin(groupLimits)
            let (count, size) =
                isOneGroup ? (shared.queue.count, shared.size) : firstGroup(shared.queue)
            shared.size = shared.size - size
            guard count < shared.queue.count else {
                defer { shared.queue.removeAll(keepingCapacity: true) }
                return (shared.queue, size)
            }
            let taken = Array(shared.queue[..<count])
            shared.queue.removeFirst(count)
            return (taken, size)
        }
    }

    /// How many from the front of the queue fit one entry, at least one, and their size.
    private func firstGroup(_ queue: [Submission<Machine>]) -> (count: Int, size: EntrySize) {
        var total = EntrySize()
        for (index, item) in queue.prefix(Self.groupMax).enumerated() {
            let next = total + item.size
            if !next.isWithin(groupLimits), index > 0 { return (index, total) }
            total = next
        }
        return (min(queue.count, Self.groupMax), total)
    }

    private func refuse(_ items: [Submission<Machine>], _ refusal: NodeRefusal) {
        var group = Group(opened: last)
        for item in items {
            switch item {
            case .command(_, _, _, let answer):
                figures.refusals.add(1, ordering: .relaxed)
                answer(.failure(refusal))
            case .look(let look, _): group.looks.append(look)
            }
        }
        finish(group)
    }

    /// Decides a group and writes it as one entry.
    private func decide(_ items: [Submission<Machine>]) {
        var group = Group(opened: max(clock.now(), last + 1))
        body.reset()
        let timers = machine.runTimers(at: &group.next, events: &group.events)
        body.writeVarint(timers)
        for item in items { decide(item, in: &group) }
        if group.commands > 0 || timers > 0 {
            last = group.next
            group.writtenAt = clock.monotonic()
            guard write(group) else { return }
            figures.count(commands: group.commands, bytes: body.count)
            if let head = machine.entryEnded() { beginSnapshot(head) }
        }
        finish(group)
    }

    private func decide(_ item: Submission<Machine>, in group: inout Group) {
        switch item {
        case .look(let look, _):
            group.looks.append(look)
        case .command(let command, let attachments, _, let answer):
            let instant = group.next
            record.reset()
            var next = instant
            let reply = machine.apply(command, at: &next, record: &record, events: &group.events)
            group.decided.append(
                DecidedCommand(answer: answer, reply: reply, timestamp: instant))
            guard record.count > 0 else { return }
            EntryBody.append(record, delay: instant - group.opened, to: &body)
            group.attachments += attachments
            group.next = next
            group.commands += 1
        }
    }

    private func write(_ group: Group) -> Bool {
        orEnd { () throws(JournalError) in
            _ = try log.append(
                timestamp: group.opened, count: UInt32(group.commands),
                rulesVersion: Machine.rulesVersion, body: body.bytes, attachments: group.attachments
            )
        }
    }

    /// Keeps answers and events until the journal's head, as it is now, is durable.
    ///
    /// Looks come last, so that what they see is the state of the very sequence they are told.
    private func finish(_ group: Group) {
        let sequence = log.head.sequence
        let looks = group.looks.map { $0(machine, sequence, last) }
        let departure = Departure<Machine>(
            sequence: sequence, writtenAt: group.writtenAt, commands: group.decided, looks: looks)
        let ready = shared.withLock { shared in
            shared.waiting.append(departure)
            if !group.events.isEmpty {
                shared.undelivered.append(
                    EntryEvents(
                        sequence: sequence, timestamp: group.opened, events: group.events))
            }
            shared.handedOver = max(shared.handedOver, sequence)
            return release(&shared)
        }
        leave(ready)
    }

    /// What one entry gathers while its commands are decided.
    private struct Group {
        let opened: Timestamp
        var next: Timestamp
        var writtenAt: UInt64?
        var commands = 0
        var events: [Machine.Event] = []
        var attachments: [Attachment] = []
        var decided: [DecidedCommand<Machine>] = []
        var looks: [(Machine, UInt64, Timestamp) -> @Sendable () -> Void] = []

        init(opened: Timestamp) {
            self.opened = opened
            next = opened
        }
    }
}
