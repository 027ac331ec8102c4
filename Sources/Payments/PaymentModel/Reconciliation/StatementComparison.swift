package import Bytes

/// A clearing's message whose entries wait to be compared with ours.
package struct UncomparedMessage: Sendable, Hashable, Recorded {
    /// Messages that wait; of more the oldest are let go of.
    static let countMax = 10_000

    package let message: UInt128
    package let scheme: UInt64
    /// The statement's day; 0 of a report, which only explains what is open.
    package let day: Int32
    /// When it was taken: what was booked later is not held against it.
    package let takenAt: UInt64

    package init(message: UInt128, scheme: UInt64, day: Int32, takenAt: UInt64) {
        self.message = message
        self.scheme = scheme
        self.day = day
        self.takenAt = takenAt
    }

    package func write(to writer: inout ByteWriter) {
        writer.write(message)
        writer.write(scheme)
        writer.write(day)
        writer.write(takenAt)
    }

    package init(from reader: inout ByteReader) throws(ByteError) {
        message = try reader.read()
        scheme = try reader.read()
        day = try reader.read()
        takenAt = try reader.read()
    }
}

/// How far a scheme's statements have been compared with our entries.
///
/// Up to here every entry of either side has its other side, or a break.
package struct ComparedUntil: Sendable, Hashable, Recorded {
    package let scheme: UInt64
    /// The last statement's day.
    package let day: Int32
    /// What was booked later has not been looked at, whatever its day.
    package let booked: UInt64

    package init(scheme: UInt64, day: Int32, booked: UInt64) {
        self.scheme = scheme
        self.day = day
        self.booked = booked
    }

    package func write(to writer: inout ByteWriter) {
        writer.write(scheme)
        writer.write(day)
        writer.write(booked)
    }

    package init(from reader: inout ByteReader) throws(ByteError) {
        scheme = try reader.read()
        day = try reader.read()
        booked = try reader.read()
    }
}

/// What no rule has found when a clearing's message was compared with our entries, and what has found
/// its other side since (rows Z5 to Z7).
///
/// Rules match by identifications that the state does not hold: they are applied behind the journal,
/// and what they have left enters it by this command.
package struct StatementComparison: Sendable, Recorded {
    /// An entry that is on one side only, or on both with different amounts.
    package struct Finding: Sendable, Hashable, Recorded {
        package let kind: Break.Kind
        /// Ours: the ledger's transfer; else 0.
        package let transfer: UInt128
        /// Theirs: its place in the message, counted from 1; else 0.
        package let entry: UInt32
        package let payment: UInt128
        /// As the clearing counts: its credits positive.
        package let ours: Int128
        package let theirs: Int128
        /// The clearing's day by which it counts.
        package let day: Int32

        package init(
            kind: Break.Kind, transfer: UInt128 = 0, entry: UInt32 = 0, payment: UInt128 = 0,
            ours: Int128 = 0, theirs: Int128 = 0, day: Int32
        ) {
            self.kind = kind
            self.transfer = transfer
            self.entry = entry
            self.payment = payment
            self.ours = ours
            self.theirs = theirs
            self.day = day
        }

        package func write(to writer: inout ByteWriter) {
            writer.write(kind.rawValue)
            writer.write(transfer)
            writer.write(entry)
            writer.write(payment)
            writer.write(ours)
            writer.write(theirs)
            writer.write(day)
        }

        package init(from reader: inout ByteReader) throws(ByteError) {
            kind = try reader.readCase()
            transfer = try reader.read()
            entry = try reader.read()
            payment = try reader.read()
            ours = try reader.read()
            theirs = try reader.read()
            day = try reader.read()
        }
    }

    /// Findings that become breaks; more of one statement are counted only.
    package static let findingsMax = 1_000

    package let message: UInt128
    package let found: [Finding]
    /// Findings that are not listed.
    package let omitted: UInt32
    /// Breaks that are none any more.
    package let explained: [UInt128]

    package init(
        message: UInt128, found: [Finding], omitted: UInt32 = 0, explained: [UInt128] = []
    ) {
        self.message = message
        self.found = found
        self.omitted = omitted
        self.explained = explained
    }

    package func write(to writer: inout ByteWriter) {
        writer.write(message)
        writer.write(list: found)
        writer.write(omitted)
        writer.write(ids: explained)
    }

    package init(from reader: inout ByteReader) throws(ByteError) {
        message = try reader.read()
        found = try reader.readList(Finding.self)
        omitted = try reader.read()
        explained = try reader.readIDs()
    }
}

/// What became of a comparison.
package enum ComparisonOutcome: UInt8, Sendable {
    case taken = 0
    /// The message does not wait, or waits no more.
    case notWaiting
    /// It names what cannot be a finding.
    case malformed
}
