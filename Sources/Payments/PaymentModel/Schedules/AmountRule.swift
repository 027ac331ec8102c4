package import Arithmetic
package import Bytes

/// Which side of an account is asked for its balance.
package enum BalanceSide: UInt8, CaseIterable, Sendable {
    /// Posted credits less posted debits: what the bank owes its customer.
    case credit = 1
    /// Posted debits less posted credits: what a customer owes the bank.
    case debit
}

/// Interest by dated rates, accrued day by day.
package struct InterestTerms: Hashable, Sendable {
    package let dayCount: DayCount
    package let rounding: Rounding
    /// In the order of their days; 1 to ``RateRow/rowsMax``.
    package internal(set) var rows: [RateRow]

    /// Fails unless the rows' days ascend.
    package init?(dayCount: DayCount, rounding: Rounding, rows: [RateRow]) {
        guard (1...RateRow.rowsMax).contains(rows.count),
            zip(rows, rows.dropFirst()).allSatisfy({ $0.from < $1.from })
        else { return nil }
        self.dayCount = dayCount
        self.rounding = rounding
        self.rows = rows
    }
}

/// A fee: a flat amount and a share of the balance, between a least and a most.
package struct FeeTerms: Hashable, Sendable {
    package let flat: UInt128
    /// The share, as a rate from 0 to 1: 1.5 per mille is 0.0015.
    package let share: AnnualRate
    package let minimum: UInt128
    /// Nil where there is no most.
    package let maximum: UInt128?
    package let rounding: Rounding

    /// Fails where the most is below the least, or the share is not from 0 to 1.
    package init?(
        flat: UInt128, share: AnnualRate, minimum: UInt128, maximum: UInt128?, rounding: Rounding
    ) {
        guard maximum.map({ minimum <= $0 }) ?? true, 0...AnnualRate.one ~= share.trillionths else {
            return nil
        }
        self.flat = flat
        self.share = share
        self.minimum = minimum
        self.maximum = maximum
        self.rounding = rounding
    }

    /// The fee for a balance: the share is rounded once, then the sum is bounded.
    package func amount(for balance: UInt128) throws(Accrual.Overflow) -> UInt128 {
        var part = Accrual(ofShare: ())
        try part.add(balance, share, days: 1)
        let (sum, overflow) = flat.addingReportingOverflow(UInt128(part.rounded(rounding)))
        guard !overflow else { throw Accrual.Overflow() }
        return min(max(sum, minimum), maximum ?? .max)
    }
}

/// How much a run of a schedule moves.
package enum AmountRule: Hashable, Sendable, Recorded {
    case fixed(UInt128)
    case interest(InterestTerms)
    case fee(FeeTerms)

    package var name: String {
        switch self {
        case .fixed: "fixed"
        case .interest: "interest"
        case .fee: "fee"
        }
    }

    var rowsBytesMax: Int {
        guard case .interest(let terms) = self else { return 0 }
        return terms.rows.count * RateRow.bytesMax
    }

    package func write(to writer: inout ByteWriter) {
        switch self {
        case .fixed(let amount):
            writer.write(UInt8(1))
            writer.write(amount: amount)
        case .interest(let terms):
            writer.write(UInt8(2))
            writer.write(terms.dayCount.rawValue)
            writer.write(terms.rounding.code)
            writer.write(list: terms.rows)
        case .fee(let terms):
            writer.write(UInt8(3))
            writer.write(amount: terms.flat)
            terms.share.write(to: &writer)
            writer.write(amount: terms.minimum)
            writer.write(terms.maximum != nil)
            writer.write(amount: terms.maximum ?? 0)
            writer.write(terms.rounding.code)
        }
    }

    package init(from reader: inout ByteReader) throws(ByteError) {
        let start = reader.offset
        let kind: UInt8 = try reader.read()
        let refusal = ByteError.unexpectedValue(offset: start, value: UInt64(kind))
        switch kind {
        case 1: self = .fixed(try reader.readAmount())
        case 2:
            let dayCount: DayCount = try reader.readCase()
            let rounding = try reader.readRounding()
            guard
                let terms = InterestTerms(
                    dayCount: dayCount, rounding: rounding,
                    rows: try reader.readList(RateRow.self))
            else { throw refusal }
            self = .interest(terms)
        case 3:
            let flat = try reader.readAmount()
            let share = try AnnualRate(from: &reader)
            let minimum = try reader.readAmount()
            let hasMaximum = try reader.readFlag()
            let maximum = try reader.readAmount()
            guard
                let terms = FeeTerms(
                    flat: flat, share: share, minimum: minimum, maximum: hasMaximum ? maximum : nil,
                    rounding: try reader.readRounding())
            else { throw refusal }
            self = .fee(terms)
        default: throw refusal
        }
    }
}
