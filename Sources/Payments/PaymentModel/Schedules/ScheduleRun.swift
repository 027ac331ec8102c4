package import Bytes
package import Ledger

/// A run of a schedule, as it ended.
package struct ScheduleRun: Hashable, Sendable, Recorded {
    package enum Outcome: Hashable, Sendable {
        case posted
        /// The rule came to zero: nothing to move.
        case nothing
        /// The books refused the transfer; nothing moved.
        case refused(TransferStatus)
        /// The books can take no more transfers; nothing moved.
        case booksFull
        /// More than can be counted; the schedule is halted.
        case overflow

        /// Whether nothing moved that should have.
        package var isRefusal: Bool {
            switch self {
            case .posted, .nothing: false
            case .refused, .booksFull, .overflow: true
            }
        }
    }

    package let schedule: UInt128
    /// From 1.
    package let number: UInt32
    /// When it was due, nanoseconds since 1970; a clock that jumped runs it later.
    package let due: UInt64
    /// The local day that it was due on.
    package let day: Int32
    /// The id of its transfer, also where that was refused.
    package let transfer: UInt128
    package let ledger: UInt32
    package let amount: UInt128
    /// A negative amount went from the credit account to the debit account.
    package let isTurned: Bool
    package let outcome: Outcome

    package func write(to writer: inout ByteWriter) {
        writer.write(schedule)
        writer.write(number)
        writer.write(due)
        writer.write(day)
        writer.write(transfer)
        writer.write(ledger)
        writer.write(amount: amount)
        writer.write(isTurned)
        switch outcome {
        case .posted: writer.write(UInt32(0))
        case .refused(let status): writer.write(status.rawValue)
        case .nothing: writer.write(UInt32.max)
        case .booksFull: writer.write(UInt32.max - 1)
        case .overflow: writer.write(UInt32.max - 2)
        }
    }
}

extension ScheduleRun {
    package init(from reader: inout ByteReader) throws(ByteError) {
        schedule = try reader.read()
        number = try reader.read()
        due = try reader.read()
        day = try reader.read()
        transfer = try reader.read()
        ledger = try reader.read()
        amount = try reader.readAmount()
        isTurned = try reader.readFlag()
        let bits: UInt32 = try reader.read()
        outcome =
            switch bits {
            case 0: .posted
            case .max: .nothing
            case .max - 1: .booksFull
            case .max - 2: .overflow
            default: .refused(TransferStatus(rawValue: bits))
            }
    }

    /// In digits, with a minus where it went the other way.
    package var signedAmount: String { (isTurned ? "-" : "") + String(amount) }

    /// A word for what became of it; of a refusal the books' own.
    package var word: String {
        switch outcome {
        case .posted: "posted"
        case .nothing: "nothing"
        case .refused(let status): status.name
        case .booksFull: "books_full"
        case .overflow: "overflow"
        }
    }
}
