import Bytes
import Engine

/// A machine that adds up numbers and rings when it was told to: all that an engine can see of one.
final class Tally: StateMachine {
    enum Command: Sendable {
        case add(UInt64)
        /// Changes nothing.
        case ask
        /// Rings so many nanoseconds later.
        case alarm(after: UInt64)
        /// The journal's time goes on by so much.
        case leap(UInt64)
        /// Adds one and takes so many bytes of the journal.
        case pad(Int)
    }

    enum Event: Sendable, Hashable {
        case added(UInt64)
        case rang(UInt64)
    }

    typealias Reply = UInt64

    static let rulesVersion: UInt32 = 1

    /// Everything that ever happened, in order.
    private(set) var history: [Event] = []
    private(set) var total: UInt64 = 0
    private var alarms: [UInt64] = []

    func apply(
        _ command: Command, at timestamp: inout Timestamp, record: inout ByteWriter,
        events: inout [Event]
    ) -> UInt64 {
        var now = timestamp
        switch command {
        case .ask: return total
        case .add(let value):
            Self.write(1, value, to: &record)
            happen(.added(value), &events)
        case .alarm(let delay):
            Self.write(2, delay, to: &record)
            alarms.append(timestamp + delay)
            alarms.sort()
        case .leap(let delay):
            Self.write(3, delay, to: &record)
            now += delay
        case .pad(let count):
            Self.write(4, UInt64(count), to: &record)
            record.write(repeatElement(UInt8(7), count: count))
            happen(.added(1), &events)
        }
        timestamp = now + 1
        return total
    }

    private static func write(_ kind: UInt8, _ value: UInt64, to record: inout ByteWriter) {
        record.write(kind)
        record.write(value)
    }

    private func happen(_ event: Event, _ events: inout [Event]) {
        history.append(event)
        events.append(event)
        // Wrapping: a sum that only serves to tell states apart.
        if case .added(let value) = event { total = total &* 31 &+ value }
    }

    static func recordBytesMax(of command: Command) -> Int {
        if case .pad(let count) = command { count + 9 } else { 9 }
    }

    func replay(
        _ record: ArraySlice<UInt8>, at timestamp: inout Timestamp, events: inout [Event]
    ) throws(ReplayError) {
        var reader = ByteReader(record)
        let kind: UInt8
        let value: UInt64
        do {
            kind = try reader.read()
            value = try reader.read()
        } catch { throw .unreadable(error) }
        let command: Command
        switch kind {
        case 1: command = .add(value)
        case 2: command = .alarm(after: value)
        case 3: command = .leap(value)
        case 4: command = .pad(Int(clamping: value))
        default: throw .unknownKind(kind)
        }
        var again = ByteWriter()
        _ = apply(command, at: &timestamp, record: &again, events: &events)
        guard again.bytes[...] == record else { throw .differentOutcome("kind \(kind)") }
    }

    var nextTimer: Timestamp? { alarms.first }

    func runTimers(at timestamp: inout Timestamp, events: inout [Event]) -> UInt64 {
        var count: UInt64 = 0
        while let due = alarms.first, due <= timestamp {
            alarms.removeFirst()
            happen(.rang(due), &events)
            count += 1
        }
        if count > 0 { timestamp += 1 }
        return count
    }

    func writeState(into sink: (UnsafeRawBufferPointer) -> Void) {
        var writer = ByteWriter()
        writeSnapshot(to: &writer)
        writer.bytes.withUnsafeBytes(sink)
    }

    func writeSnapshot(to writer: inout ByteWriter) {
        writer.write(total)
        writer.writeVarint(UInt64(alarms.count))
        for alarm in alarms { writer.write(alarm) }
        writer.writeVarint(UInt64(history.count))
        for event in history {
            switch event {
            case .added(let value): Self.write(1, value, to: &writer)
            case .rang(let due): Self.write(2, due, to: &writer)
            }
        }
    }

    func restore(from reader: inout ByteReader) throws(ByteError) {
        total = try reader.read()
        for _ in 0..<(try reader.readVarint()) { alarms.append(try reader.read()) }
        for _ in 0..<(try reader.readVarint()) {
            let kind = try reader.read(UInt8.self)
            let value = try reader.read(UInt64.self)
            history.append(kind == 1 ? .added(value) : .rang(value))
        }
    }
}
