package import Bytes
import Cryptography
package import Ledger

/// A schedule as somebody orders it: transfers between two accounts kept by batches, at times that
/// are laid down beforehand.
package struct ScheduleOrder: Hashable, Sendable, Recorded {
    package static let zoneBytesMax = 64

    /// Chosen by the caller; 1 to 2^128 − 2.
    package var id: UInt128
    package var debitAccount: UInt128
    package var creditAccount: UInt128
    package var ledger: UInt32
    package var code: UInt16
    package var amount: AmountRule
    /// Whose balance interest and fees go by; 0 where nothing does.
    package var balanceAccount: UInt128
    package var side: BalanceSide
    package var plan: RunPlan
    /// Of tzdata, such as `Europe/Berlin`: its midnights are the boundaries of days.
    package var zone: String
    /// The token it came with; 0 where none did.
    package var by: UInt128
    /// Of what was said of it: each of its transfers has it, too.
    package var metadata = MetadataHash.none

    package init(
        id: UInt128, debitAccount: UInt128, creditAccount: UInt128, ledger: UInt32, code: UInt16,
        amount: AmountRule, balanceAccount: UInt128, side: BalanceSide, plan: RunPlan, zone: String,
        by: UInt128
    ) {
        self.id = id
        self.debitAccount = debitAccount
        self.creditAccount = creditAccount
        self.ledger = ledger
        self.code = code
        self.amount = amount
        self.balanceAccount = balanceAccount
        self.side = side
        self.plan = plan
        self.zone = zone
        self.by = by
    }

    /// Stands for everything but who gave it.
    var content: UInt128 {
        var order = self
        order.by = 0
        var writer = ByteWriter()
        order.write(to: &writer)
        return SHA256.hash(writer.bytes).leading128
    }

    package func write(to writer: inout ByteWriter) {
        writer.write(id)
        writer.write(debitAccount)
        writer.write(creditAccount)
        writer.write(ledger)
        writer.write(code)
        amount.write(to: &writer)
        writer.write(balanceAccount)
        writer.write(side.rawValue)
        plan.write(to: &writer)
        writer.writePrefixed(zone)
        writer.write(by)
        writer.write(metadata.digest)
    }

    package init(from reader: inout ByteReader) throws(ByteError) {
        id = try reader.read()
        debitAccount = try reader.read()
        creditAccount = try reader.read()
        ledger = try reader.read()
        code = try reader.read()
        amount = try AmountRule(from: &reader)
        balanceAccount = try reader.read()
        side = try reader.readCase()
        plan = try RunPlan(from: &reader)
        zone = try reader.readString(limit: Self.zoneBytesMax)
        by = try reader.read()
        metadata = MetadataHash(try reader.read(count: MetadataHash.bytes)) ?? .none
    }
}

/// What is changed of a schedule that runs.
package struct ScheduleChange: Hashable, Sendable, Recorded {
    package enum Kind: Hashable, Sendable {
        /// Nothing more runs.
        case cancel
        /// Another row of rates, from a day that has not ended; it takes the place of one of the same
        /// day.
        case rates(RateRow)
    }

    package var schedule: UInt128
    package var kind: Kind
    package var by: UInt128

    package init(schedule: UInt128, kind: Kind, by: UInt128) {
        self.schedule = schedule
        self.kind = kind
        self.by = by
    }

    package func write(to writer: inout ByteWriter) {
        writer.write(schedule)
        writer.write(by)
        switch kind {
        case .cancel: writer.write(UInt8(1))
        case .rates(let row):
            writer.write(UInt8(2))
            row.write(to: &writer)
        }
    }

    package init(from reader: inout ByteReader) throws(ByteError) {
        schedule = try reader.read()
        by = try reader.read()
        let start = reader.offset
        let bits: UInt8 = try reader.read()
        switch bits {
        case 1: kind = .cancel
        case 2: kind = .rates(try RateRow(from: &reader))
        default: throw .unexpectedValue(offset: start, value: UInt64(bits))
        }
    }
}

/// What became of a schedule's order or change.
package enum ScheduleOutcome: UInt8, Sendable {
    case done = 0
    /// The very same was done before.
    case replayed
    /// Another schedule has this id.
    case taken
    case idInvalid
    case debitAccountUnknown
    case creditAccountUnknown
    case balanceAccountUnknown
    case sameAccount
    case ledgerDiffers
    case codeZero
    case amountZero
    case zoneUnknown
    /// The first run is not ahead, or behind all calendars.
    case firstNotAhead
    /// As many schedules are kept as may.
    case full
    case unknown
    /// It has ended.
    case ended
    /// Only interest has rates.
    case hasNoRates
    /// A row from a day that has ended, or one too many.
    case rowRefused
}
