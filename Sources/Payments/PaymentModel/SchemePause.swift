package import Bytes

/// An order to write nothing to a clearing for the time being.
package struct SchemePause: Sendable, Recorded {
    /// Its own, under which the reason is sealed.
    package var id: UInt128
    /// The scheme's key.
    package var scheme: UInt64
    package var by: UInt128
    package var reason: SealedReference

    package init(id: UInt128, scheme: UInt64, by: UInt128, reason: SealedReference) {
        self.id = id
        self.scheme = scheme
        self.by = by
        self.reason = reason
    }

    package func write(to writer: inout ByteWriter) {
        writer.write(id)
        writer.write(scheme)
        writer.write(by)
        reason.write(to: &writer)
    }

    package init(from reader: inout ByteReader) throws(ByteError) {
        id = try reader.read()
        scheme = try reader.read()
        by = try reader.read()
        reason = try SealedReference(from: &reader)
    }
}

/// An order to write to a clearing again: one proposes it, another confirms.
package struct SchemeResumption: Sendable, Recorded {
    /// The proposal's own id.
    package var id: UInt128
    /// Hash of what was asked for.
    package var content: UInt128
    package var scheme: UInt64
    /// Who proposes it.
    package var by: UInt128
    package var reason: SealedReference

    package init(
        id: UInt128, content: UInt128, scheme: UInt64, by: UInt128, reason: SealedReference
    ) {
        self.id = id
        self.content = content
        self.scheme = scheme
        self.by = by
        self.reason = reason
    }

    package func write(to writer: inout ByteWriter) {
        writer.write(id)
        writer.write(content)
        writer.write(scheme)
        writer.write(by)
        reason.write(to: &writer)
    }

    package init(from reader: inout ByteReader) throws(ByteError) {
        id = try reader.read()
        content = try reader.read()
        scheme = try reader.read()
        by = try reader.read()
        reason = try SealedReference(from: &reader)
    }
}

/// What became of a pause, or of a proposal to end one.
package enum SchemeOutcome: UInt8, Sendable {
    case paused = 0
    /// A second person must confirm it.
    case proposed
    case resumed
    /// The same pause or proposal, made before.
    case replayed
    case keyReused
    case alreadyPaused
    case notPaused
    /// Another proposal for the scheme waits.
    case alreadyProposed
    /// As many requests wait as may.
    case full
    case unknownScheme
}

/// A scheme was paused, or goes on.
package struct SchemeChange: Sendable, Recorded {
    package enum State: UInt8, Sendable, CaseIterable {
        case paused = 1, resumed

        package var name: String { self == .paused ? "paused" : "resumed" }
    }

    package let scheme: UInt64
    /// The scheme's name.
    package let name: String
    package let state: State
    /// Who paused it, or proposed that it goes on.
    package let by: UInt128
    /// Under which the reason is sealed.
    package let note: UInt128
    /// Payments and messages that wait.
    package let waiting: UInt32

    package func write(to writer: inout ByteWriter) {
        writer.write(scheme)
        writer.writePrefixed(name)
        writer.write(state.rawValue)
        writer.write(by)
        writer.write(note)
        writer.write(waiting)
    }

    init(
        _ pause: PausedScheme, name: String, state: State, by: UInt128, note: UInt128
    ) {
        scheme = pause.scheme
        self.name = name
        self.state = state
        self.by = by
        self.note = note
        waiting = UInt32(clamping: pause.count)
    }

    package init(from reader: inout ByteReader) throws(ByteError) {
        scheme = try reader.read()
        name = String(
            decoding: try reader.readPrefixed(limit: Scheme.nameBytesMax), as: UTF8.self)
        state = try reader.readCase()
        by = try reader.read()
        note = try reader.read()
        waiting = try reader.read()
    }
}
