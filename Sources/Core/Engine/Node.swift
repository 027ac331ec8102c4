import Bytes
package import Journal
import Platform
import Synchronization

/// One machine, one journal, one sequence.
///
/// Commands from any thread are queued, decided by one thread in the order of arrival, written in
/// groups, and answered when their group is durable. Entry N + 1 is decided while N is written, but
/// nothing leaves before its own sequence is durable: no answer, no read, no event.
///
/// ```swift
/// let node = try Node.open(machine, …)
/// Thread.start("apply") { node.run() }
/// node.submit(command) { answer in … }
/// ```
///
/// `@unchecked Sendable`: `machine`, `log`, `last` and `entry…` are touched by the applying thread
/// only; everything shared lies in `shared`, behind its lock.
package final class Node<Machine: StateMachine>: @unchecked Sendable {
    /// Commands that may wait at once; above it, ``NodeRefusal/overloaded``.
    package static var queueMax: Int { 1 << 17 }
    /// Commands joined into one entry.
    package static var groupMax: Int { 4096 }
    /// Bytes that an entry's records together may have, unless one alone needs more.
    package static var entryBytesMax: Int { 4 << 20 }
    /// Bytes of sealed data an entry's commands may bring along.
    package static var attachmentBytesMax: Int { 48 << 20 }
    /// Writes on their way to the disk at once.
    ///
    /// With this many, commands gather in the queue instead: the busier the disk, the larger the
    /// next group.
    package static var writesInFlightMax: Int { 4 }
    /// So much has to wait before another write joins one that is on its way.
    ///
    /// Less gathers until that one is durable: an entry costs the same few wake-ups and writes
    /// whether it holds one command or a hundred.
    static var joiningCommands: Int { 64 }
    static var joiningBytes: Int { 256 << 10 }
    /// The applying thread does not wait for more than so many to gather.
    static var gatheringMax: Int { 1024 }
    /// About what waking the thread would cost on a virtual processor.
    static var lingeringNanoseconds: UInt64 { 50_000 }

    struct Shared {
        var queue: [Submission<Machine>] = []
        /// Of all that is queued.
        var size = EntrySize()
        /// The length of the queue at which the applying thread, if it waits, wants to be woken.
        var wakeAt = 1
        var waiting: [Departure<Machine>] = []
        var undelivered: [EntryEvents<Machine.Event>] = []
        var durable: UInt64 = 0
        /// The events of every entry up to here are in ``undelivered`` or were published.
        var handedOver: UInt64 = 0
        var isStopping = false
        var isStopped = false
    }

    let machine: Machine
    let log: any CommandLog
    let clock: any Clock
    let shared: Monitor<Shared>
    /// What an entry of several commands may have.
    let groupLimits: LogLimits
    /// What an entry of one command may have.
    private let entryLimits: LogLimits
    /// One thread runs everything.
    ///
    /// Nobody but the caller makes turns.
    package let isStepped: Bool
    /// The journal failed under a stepped node, which is the end of it; a live one ends the process.
    package internal(set) var hasEnded = false
    /// The last timestamp given to anything.
    var last: Timestamp
    var body = ByteWriter(reserving: 1 << 20)
    var record = ByteWriter(reserving: 1 << 16)

    /// Durable events, for cursors.
    package let feed: Feed<Machine.Event>
    /// What past events are made again with.
    let again: Again?
    package let figures = NodeFigures()
    /// One snapshot beside the running node at a time.
    let isSnapshotting = Atomic(false)

    init(
        machine: Machine, log: any CommandLog, clock: any Clock, last: Timestamp,
        feed: Feed<Machine.Event>, again: Again?, isStepped: Bool
    ) {
        self.machine = machine
        self.log = log
        self.clock = clock
        self.last = last
        self.feed = feed
        self.again = again
        self.isStepped = isStepped
        entryLimits = log.limits
        groupLimits = LogLimits(
            bodyBytes: min(Self.entryBytesMax, entryLimits.bodyBytes),
            attachmentBytes: min(Self.attachmentBytesMax, entryLimits.attachmentBytes))
        shared = Monitor(
            Shared(durable: log.durableSequence, handedOver: log.head.sequence))
        feed.reach(log.durableSequence)
        machine.decide(byRules: Machine.rulesVersion)
        log.onDurable { [weak self] in self?.becameDurable(through: $0) }
    }

    struct Again: Sendable {
        let machine: @Sendable () -> Machine
        let snapshots: SnapshotFolder
    }

    // MARK: - From any thread

    /// Queues a command; `answer` runs once its outcome is durable, on a thread of the node.
    package func submit(
        _ command: Machine.Command, attachments: [Attachment] = [],
        answer: @escaping @Sendable (Result<Answer<Machine.Reply>, NodeRefusal>) -> Void
    ) {
        let size = EntrySize(recordBytesMax: Machine.recordBytesMax(of: command), attachments)
        let item = Submission<Machine>.command(
            command, attachments: attachments, size: size, answer: answer)
        let refusal = size.isWithin(entryLimits) ? enqueue(item, size) : .tooLarge
        if let refusal { answer(.failure(refusal)) }
    }

    /// Looks at the machine between two commands; `answer` runs once what it saw is durable.
    package func look<Value: Sendable>(
        _ body: @escaping @Sendable (Machine) -> Value,
        answer: @escaping @Sendable (Result<Answer<Value>, NodeRefusal>) -> Void
    ) {
        let look: (Machine, UInt64, Timestamp) -> @Sendable () -> Void = { machine, sequence, now in
            let found = Answer(value: body(machine), sequence: sequence, timestamp: now)
            return { answer(.success(found)) }
        }
        let refusal = enqueue(.look(look) { answer(.failure($0)) }, EntrySize())
        if let refusal { answer(.failure(refusal)) }
    }

    /// Looks at the machine as it is at once, durable or not: for the one thread of a stepped run.
    package func peek<Value>(_ body: (Machine) throws -> Value) rethrows -> Value {
        precondition(isStepped, "Only where one thread runs everything nobody is in the way.")
        return try body(machine)
    }

    /// The highest sequence that is durable.
    package var durableSequence: UInt64 { shared.withLock { $0.durable } }

    /// Commands waiting to be decided.
    package var queueLength: Int { shared.withLock { $0.queue.count } }

    /// Asks the applying thread to finish what is queued, seal the journal and end.
    package func stop() {
        shared.update { $0.isStopping = true }
    }

    private func enqueue(_ item: Submission<Machine>, _ size: EntrySize) -> NodeRefusal? {
        let (refusal, _) = shared.update(wakingIf: { $0.isEnough }) {
            shared -> (NodeRefusal?, isEnough: Bool) in
            guard !shared.isStopping else { return (.stopping, false) }
            guard shared.queue.count < Self.queueMax else { return (.overloaded, false) }
            shared.queue.append(item)
            shared.size = shared.size + size
            let isEnough =
                shared.queue.count >= shared.wakeAt || shared.size.records >= Self.joiningBytes
            return (nil, isEnough)
        }
        return refusal
    }

    // MARK: - When a write completes

    private func becameDurable(through sequence: UInt64) {
        let (ready, _) = shared.update(wakingIf: { $0.hasMore }) {
            shared -> ([Departure<Machine>], hasMore: Bool) in
            shared.durable = max(shared.durable, sequence)
            shared.wakeAt = 1
            return (release(&shared), hasMore: !shared.queue.isEmpty)
        }
        leave(ready)
    }

    /// Answers first, then cursors: nobody who waits for an answer waits for them.
    func leave(_ ready: [Departure<Machine>]) {
        for departure in ready { departure.leave() }
        feed.wake()
    }

    /// Takes out what may leave now.
    ///
    /// Events are published under the lock, so that they keep their order when two writes complete
    /// at once.
    func release(_ shared: inout Shared) -> [Departure<Machine>] {
        let events = shared.undelivered.prefix { $0.sequence <= shared.durable }.count
        for entry in shared.undelivered[..<events] { feed.publish(entry) }
        shared.undelivered.removeFirst(events)
        // An entry may be durable before its events are here.
        feed.reach(min(shared.durable, shared.handedOver))
        let count = shared.waiting.prefix { $0.sequence <= shared.durable }.count
        guard count > 0 else { return [] }
        let ready = Array(shared.waiting[..<count])
        shared.waiting.removeFirst(count)
        let now = clock.monotonic()
        for case let writtenAt? in ready.lazy.map(\.writtenAt) {
            figures.count(commitOf: now - writtenAt)
        }
        return ready
    }
}

extension Node {
    /// Sealed bytes that came with a durable entry, by their id.
    package func attachment(_ id: UInt128) throws(JournalError) -> [UInt8]? {
        try log.attachment(id)
    }
}
