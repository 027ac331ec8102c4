import Journal

/// Why a command was not decided at all; the state is unchanged.
package enum NodeRefusal: Error, Hashable, Sendable {
    /// No room is left to write the journal; retry when there is.
    case storageFull
    /// The queue is full; retry later.
    case overloaded
    /// The node is stopping.
    case stopping
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
        Machine.Command, attachments: [Attachment],
        answer: @Sendable (Result<Answer<Machine.Reply>, NodeRefusal>) -> Void)
    /// Looks at the machine on its own thread and gives back what to run once the state it saw is
    /// durable.
    case look(
        (Machine, UInt64, Timestamp) -> @Sendable () -> Void,
        refuse: @Sendable (NodeRefusal) -> Void)
}
