package import Bytes

/// What an account's payments of one month have cost and is not taken yet.
package struct DueFees: Hashable, Sendable, Recorded {
    package let account: UInt128
    /// Twelve times the year, and the month from 0 on.
    package let month: Int32
    package internal(set) var count: UInt32
    package internal(set) var amount: UInt128

    init(account: UInt128, month: Int32) {
        self.account = account
        self.month = month
        count = 0
        amount = 0
    }

    package func write(to writer: inout ByteWriter) {
        writer.write(account)
        writer.write(month)
        writer.write(count)
        writer.write(amount: amount)
    }

    package init(from reader: inout ByteReader) throws(ByteError) {
        account = try reader.read()
        month = try reader.read()
        count = try reader.read()
        amount = try reader.readAmount()
    }
}

/// What a monthly entry is for, as the ledger keeps it beside the entry.
package struct CollectedFees: Hashable, Sendable {
    /// Twelve times the year, and the month from 0 on.
    package let month: Int32
    /// Payments it is for.
    package let count: UInt32

    init(_ due: DueFees) {
        month = due.month
        count = due.count
    }

    package init(rawValue: UInt128) {
        month = Int32(truncatingIfNeeded: rawValue >> 32)
        count = UInt32(truncatingIfNeeded: rawValue)
    }

    var rawValue: UInt128 { UInt128(UInt32(bitPattern: month)) << 32 | UInt128(count) }

    /// Such as `Fees 2026-11: 17 payments`.
    package var text: String {
        let number = month % 12 + 1
        let padded = number < 10 ? "0\(number)" : "\(number)"
        return "Fees \(month / 12)-\(padded): \(count) payment\(count == 1 ? "" : "s")"
    }
}
