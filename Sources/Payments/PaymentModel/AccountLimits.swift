package import Bytes

/// An order to change the limits of an account that is kept by batches.
package struct LimitsOrder: Sendable, Recorded {
    /// What becomes of one limit.
    package enum Change: Sendable, Hashable {
        case kept, lifted
        /// Minor units, credits less debits.
        case set(Int128)

        func applied(to old: Int128?) -> Int128? {
            switch self {
            case .kept: old
            case .lifted: nil
            case .set(let value): value
            }
        }
    }

    package var account: UInt128
    /// How far debits may exceed credits where the account limits its debits; `nil` as it was.
    package var creditLine: UInt128?
    package var minimum: Change
    package var maximum: Change
    /// A token; 0 where none gave it.
    package var by: UInt128

    package init(
        account: UInt128, creditLine: UInt128? = nil, minimum: Change = .kept,
        maximum: Change = .kept, by: UInt128
    ) {
        self.account = account
        self.creditLine = creditLine
        self.minimum = minimum
        self.maximum = maximum
        self.by = by
    }

    package func write(to writer: inout ByteWriter) {
        writer.write(account)
        writer.write(UInt8(creditLine == nil ? 0 : 1))
        if let creditLine { writer.write(creditLine) }
        Self.write(minimum, to: &writer)
        Self.write(maximum, to: &writer)
        writer.write(by)
    }

    package init(from reader: inout ByteReader) throws(ByteError) {
        account = try reader.read()
        let hasLine = try Self.number(&reader, below: 2) == 1
        creditLine = hasLine ? try reader.read(UInt128.self) : nil
        minimum = try Self.change(&reader)
        maximum = try Self.change(&reader)
        by = try reader.read()
    }

    private static func write(_ change: Change, to writer: inout ByteWriter) {
        switch change {
        case .kept: writer.write(UInt8(0))
        case .lifted: writer.write(UInt8(1))
        case .set(let value):
            writer.write(UInt8(2))
            writer.write(UInt128(bitPattern: value))
        }
    }

    private static func change(_ reader: inout ByteReader) throws(ByteError) -> Change {
        switch try number(&reader, below: 3) {
        case 0: .kept
        case 1: .lifted
        default: .set(Int128(bitPattern: try reader.read(UInt128.self)))
        }
    }

    private static func number(
        _ reader: inout ByteReader, below bound: UInt8
    ) throws(ByteError) -> UInt8 {
        let value = try reader.read(UInt8.self)
        guard value < bound else {
            throw .unexpectedValue(offset: reader.offset - 1, value: UInt64(value))
        }
        return value
    }
}

/// What became of an order to change limits.
package enum LimitsOutcome: UInt8, Sendable {
    case changed = 0
    case unchanged
    /// No account that is kept by batches has the id.
    case unknownAccount
    case minimumAboveMaximum
}
