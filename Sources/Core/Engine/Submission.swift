import Journal

/// Why a command was not decided at all; the state is unchanged.
package enum NodeRefusal: Error, Hashable, Sendable {
    /// No room is left to write the journal; retry when there is.
    case storageFull
    /// The queue is full; retry later.
    case overloaded
    /// The node is stopping.
    case stopping
    /// More than one entry of the journal can have.
    case tooLarge
}

/// An answer and the sequence whose durability it waited for.
package struct Answer<Value: Sendable>: Sendable {
    package let value: Value
    package let sequence: UInt64
    package let timestamp: Timestamp

    package init(value: Value, sequence: UInt64, timestamp: Timestamp) {
        self.value = value
        self.sequence = sequence
        self.timestamp = timestamp
    }
}

/// What waits to be applied, or to be read between two commands.
enum Submission<Machine: StateMachine>: @unchecked Sendable {
    case command(
        Machine.Command, attachments: [Attachment], size: EntrySize,
        answer: @Sendable (Result<Answer<Machine.Reply>, NodeRefusal>) -> Void)
    /// Looks at the machine on its own thread and gives back what to run once the state it saw is
    /// durable.
    case look(
        (Machine, UInt64, Timestamp) -> @Sendable () -> Void,
        refuse: @Sendable (NodeRefusal) -> Void)

    /// The most it adds to its entry.
    var size: EntrySize {
        guard case .command(_, _, let size, _) = self else { return EntrySize() }
        return size
    }
}

/// A decided command's answer, which waits until its entry is durable.
struct DecidedCommand<Machine: StateMachine> {
    let answer: @Sendable (Result<Answer<Machine.Reply>, NodeRefusal>) -> Void
    let reply: Machine.Reply
    let timestamp: Timestamp
}

/// What may leave once a sequence is durable.
struct Departure<Machine: StateMachine>: @unchecked Sendable {
    let sequence: UInt64
    /// When its entry was handed to the disk, on the monotonic clock; `nil` where it has none.
    let writtenAt: UInt64?
    let commands: [DecidedCommand<Machine>]
    let looks: [@Sendable () -> Void]

    func leave() {
        for each in commands {
            each.answer(
                .success(
                    Answer(value: each.reply, sequence: sequence, timestamp: each.timestamp)))
        }
        for look in looks { look() }
    }
}

/// Upper bounds of what submissions add to an entry.
struct EntrySize {
    var records = 0
    var attachments = 0

    init(records: Int = 0, attachments: Int = 0) {
        self.records = records
        self.attachments = attachments
    }

    /// Of a command whose record has so many bytes at most.
    init(recordBytesMax: Int, _ attachments: [Attachment]) {
        records = recordBytesMax + EntryBody.recordHeadBytesMax
        self.attachments = attachments.reduce(0) { $0 + $1.bytes.count + 64 }
    }

    /// With the number of timers before the records.
    var body: Int { records + EntryBody.recordHeadBytesMax }

    static func + (one: EntrySize, other: EntrySize) -> EntrySize {
        EntrySize(
            records: one.records + other.records, attachments: one.attachments + other.attachments)
    }

    static func - (one: EntrySize, other: EntrySize) -> EntrySize {
        EntrySize(
            records: one.records - other.records, attachments: one.attachments - other.attachments)
    }

    func isWithin(_ limits: LogLimits) -> Bool {
        body <= limits.bodyBytes && attachments <= limits.attachmentBytes
    }
}
