package import Bytes

/// An order to move money between two of our settlement accounts: one gives it, another releases it.
package struct LiquidityOrder: Sendable, Recorded {
    package var id: UInt128
    /// Hash of what was asked for.
    package var content: UInt128
    /// The schemes' keys.
    package var from: UInt64
    package var to: UInt64
    /// In minor units of both schemes' currency.
    package var amount: UInt128
    package var by: UInt128
    package var reason: SealedReference

    package init(
        id: UInt128, content: UInt128, from: UInt64, to: UInt64, amount: UInt128, by: UInt128,
        reason: SealedReference
    ) {
        self.id = id
        self.content = content
        self.from = from
        self.to = to
        self.amount = amount
        self.by = by
        self.reason = reason
    }

    /// Both schemes in one number, for what names a subject by one.
    package var route: UInt128 { UInt128(from) << 64 | UInt128(to) }

    package func write(to writer: inout ByteWriter) {
        writer.write(id)
        writer.write(content)
        writer.write(from)
        writer.write(to)
        writer.write(amount: amount)
        writer.write(by)
        reason.write(to: &writer)
    }

    package init(from reader: inout ByteReader) throws(ByteError) {
        id = try reader.read()
        content = try reader.read()
        from = try reader.read()
        to = try reader.read()
        amount = try reader.readAmount()
        by = try reader.read()
        reason = try SealedReference(from: &reader)
    }
}

/// A released order until the clearing has advised both sides.
package struct LiquidityMove: Sendable, Recorded {
    package let id: UInt128
    package let from: UInt64
    package let to: UInt64
    package let amount: UInt128
    package let currency: UInt16
    package let by: UInt128
    /// Nanoseconds since 1970.
    package let releasedAt: UInt64
    package internal(set) var isDebited = false
    package internal(set) var isCredited = false

    /// Moves that have not ended.
    package static let countMax = 1_000

    init(_ order: LiquidityOrder, currency: UInt16, releasedAt: UInt64) {
        id = order.id
        from = order.from
        to = order.to
        amount = order.amount
        self.currency = currency
        by = order.by
        self.releasedAt = releasedAt
    }

    package var isDone: Bool { isDebited && isCredited }

    /// In one word of the interface.
    package var state: String {
        switch (isDebited, isCredited) {
        case (false, false): "released"
        case (true, false): "debited"
        case (false, true): "credited"
        case (true, true): "done"
        }
    }

    package func write(to writer: inout ByteWriter) {
        writer.write(id)
        writer.write(from)
        writer.write(to)
        writer.write(amount: amount)
        writer.write(currency)
        writer.write(by)
        writer.write(releasedAt)
        writer.write(isDebited)
        writer.write(isCredited)
    }

    package init(from reader: inout ByteReader) throws(ByteError) {
        id = try reader.read()
        from = try reader.read()
        to = try reader.read()
        amount = try reader.readAmount()
        currency = try reader.read()
        by = try reader.read()
        releasedAt = try reader.read()
        isDebited = try reader.readFlag()
        isCredited = try reader.readFlag()
    }
}

/// What became of an order to move liquidity.
package enum LiquidityOutcome: UInt8, Sendable {
    /// A second person must release it.
    case proposed = 0
    case released
    case replayed
    case keyReused
    case unknownScheme
    case sameScheme
    case currenciesDiffer
    case amountZero
    /// What is left in the scheme does not cover it.
    case notCovered
    /// As many have not ended, or wait, as may.
    case full
}
