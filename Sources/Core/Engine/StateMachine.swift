package import Bytes

/// What a journal entry's timestamp counts: nanoseconds since 1970-01-01T00:00:00Z, without leap
/// seconds.
package typealias Timestamp = UInt64

/// Why a record of the journal did not lead to the outcome it holds.
package enum ReplayError: Error, Sendable {
    /// The record cannot be read.
    case unreadable(ByteError)
    /// The record's kind is none this program knows.
    case unknownKind(UInt8)
    /// The same command came to another outcome than the one recorded.
    case differentOutcome(String)
}

/// A pure, deterministic machine fed by the journal.
///
/// Given the same records at the same timestamps it comes to the same state, whoever runs it and
/// when. It reads no clock, no file and no randomness; whatever a decision rests on is in the
/// command or in the state.
///
/// One thread owns a machine at a time.
package protocol StateMachine: AnyObject, SendableMetatype {
    associatedtype Command: Sendable
    associatedtype Reply: Sendable
    associatedtype Event: Sendable

    /// The version of the rules by which this program decides.
    ///
    /// It is written into each entry.
    static var rulesVersion: UInt32 { get }

    /// Decides a command, changes the state and writes what replay needs: command and outcome.
    ///
    /// - Parameters:
    ///   - timestamp: the first nanosecond that belongs to this command; on return, the first that
    ///     does not. A command takes at least one.
    ///   - record: takes the command and its outcome. Left empty where nothing changed and nothing
    ///     need be remembered; then no entry is written for it.
    ///   - events: takes what others should hear once the entry is durable.
    func apply(
        _ command: Command, at timestamp: inout Timestamp, record: inout ByteWriter,
        events: inout [Event]
    ) -> Reply

    /// How long a command's record can become, at most, in bytes.
    static func recordBytesMax(of command: Command) -> Int

    /// Decides a recorded command again and compares the outcome with the recorded one.
    func replay(
        _ record: ArraySlice<UInt8>, at timestamp: inout Timestamp, events: inout [Event]
    ) throws(ReplayError)

    /// The instant at which something falls due without a command, if anything does.
    var nextTimer: Timestamp? { get }

    /// Does what has fallen due.
    ///
    /// - Parameter timestamp: advanced as in ``apply(_:at:record:events:)``, by nothing where
    ///   nothing was due.
    /// - Returns: the number of things done, which the journal records.
    func runTimers(at timestamp: inout Timestamp, events: inout [Event]) -> UInt64

    /// From here on, decides by the rules of this version: in a replay those of the entry, then its
    /// own.
    ///
    /// Without an implementation a machine has one version only.
    func decide(byRules version: UInt32)

    /// Feeds the open state, in a fixed order, to a hash.
    func writeState(into sink: (UnsafeRawBufferPointer) -> Void)

    /// Makes ready for ``writeSnapshot(to:)``; false where it cannot be written now.
    ///
    /// What a snapshot leaves to files of its own is durable when this returns. Without an
    /// implementation there is none.
    func prepareSnapshot() -> Bool

    /// Writes the whole state, so that ``restore(from:)`` makes an equal machine.
    func writeSnapshot(to writer: inout ByteWriter)

    /// Takes over the state of a snapshot.
    ///
    /// - Precondition: the machine is new.
    func restore(from reader: inout ByteReader) throws(ByteError)
}

extension StateMachine {
    package func decide(byRules version: UInt32) {}

    package func prepareSnapshot() -> Bool { true }
}
