/// An ordered, durable, hash-chained log of entries: the seam for what carries it.
///
/// Whatever carries the log is not trusted: sequence, previous hash and hash are checked on every
/// read. `append`, `tick` and `seal` are for one thread, which reads ``head`` too; the rest is for
/// any.
package protocol CommandLog: AnyObject, Sendable {
    /// The last entry appended, durable or not.
    var head: LogHead { get }
    /// Grows with each start of a writer.
    var epoch: UInt64 { get }
    /// The highest sequence number that is durable, with all below it.
    var durableSequence: UInt64 { get }
    /// Entries appended and not yet durable.
    var writesInFlight: Int { get }
    /// Whether there is room for new work. What was accepted before may go on when there is not.
    var acceptsNewWork: Bool { get }

    /// What one entry can hold at most.
    var limits: LogLimits { get }

    /// Called as ``durableSequence`` grows, in order, by any thread. Set it before the first append.
    func onDurable(_ report: @escaping @Sendable (_ through: UInt64) -> Void)

    /// Makes sure that the next append of at most so many bytes finds its room.
    func reserve(bodyBytes: Int, attachmentBytes: Int) throws(JournalError)

    /// Puts an entry into the log and returns its sequence number at once. It counts when
    /// ``durableSequence`` has reached it.
    func append(
        _ batch: LogBatch, _ body: UnsafeRawBufferPointer, _ attachments: [Attachment]
    ) throws(JournalError) -> UInt64

    /// Does what is due when nothing else is: a mark, a retry for room. At least every 10 ms.
    func tick() throws(JournalError)

    /// Waits until all is durable.
    func flush() throws(JournalError)

    /// Ends the log cleanly: all is durable, and it takes nothing more.
    func seal() throws(JournalError)

    /// Reads durable entries, the first with a sequence number above `sequence`.
    func cursor(after sequence: UInt64) throws(JournalError) -> LogCursor

    /// Sealed personal data, or `nil` where there is none of this id that is durable.
    func attachment(_ id: UInt128) throws(JournalError) -> [UInt8]?
}

/// What one entry of a log can hold at most.
package struct LogLimits: Hashable, Sendable {
    package var bodyBytes: Int
    /// All attachments of the entry together.
    package var attachmentBytes: Int

    package init(bodyBytes: Int, attachmentBytes: Int) {
        self.bodyBytes = bodyBytes
        self.attachmentBytes = attachmentBytes
    }
}

/// What an entry says about itself, beside its body.
package struct LogBatch: Hashable, Sendable {
    /// The sequence number that the entry must get.
    package var sequence: UInt64
    /// Nanoseconds since 1970, never less than that of the entry before.
    package var timestamp: UInt64
    /// Commands in the body.
    package var count: UInt32
    package var rulesVersion: UInt32

    package init(sequence: UInt64, timestamp: UInt64, count: UInt32, rulesVersion: UInt32) {
        self.sequence = sequence
        self.timestamp = timestamp
        self.count = count
        self.rulesVersion = rulesVersion
    }
}

extension CommandLog {
    /// Appends behind the head.
    package func append(
        timestamp: UInt64, count: UInt32, rulesVersion: UInt32, body: [UInt8],
        attachments: [Attachment] = []
    ) throws(JournalError) -> UInt64 {
        let batch = LogBatch(
            sequence: head.sequence + 1, timestamp: timestamp, count: count,
            rulesVersion: rulesVersion)
        return try body.withUnsafeBufferPointer { (bytes) throws(JournalError) in
            try append(batch, UnsafeRawBufferPointer(bytes), attachments)
        }
    }
}
