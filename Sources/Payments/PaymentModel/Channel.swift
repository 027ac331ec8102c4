package import Bytes

/// A way in for a customer's orders: whose it is, what it may debit, and how much (rows K1–K7).
package struct Channel: Hashable, Sendable, Recorded {
    /// How orders come in.
    package enum Entrance: Hashable, Sendable, Recorded {
        /// With a token of the role `channel`, by its id.
        case token(UInt128)
        /// Through a folder of the inbox, by the keyed hash of its name.
        case folder(UInt128)

        package func write(to writer: inout ByteWriter) {
            switch self {
            case .token(let id):
                writer.write(UInt8(1))
                writer.write(id)
            case .folder(let hash):
                writer.write(UInt8(2))
                writer.write(hash)
            }
        }

        package init(from reader: inout ByteReader) throws(ByteError) {
            let start = reader.offset
            let kind = try reader.read(UInt8.self)
            switch kind {
            case 1: self = .token(try reader.read())
            case 2: self = .folder(try reader.read())
            default: throw .unexpectedValue(offset: start, value: UInt64(kind))
            }
        }
    }

    /// Accounts that one may debit.
    package static let accountsMax = 1_000
    /// Currencies that have limits.
    package static let limitsMax = 16

    package let id: UInt128
    package let entrance: Entrance
    /// The initiating party.
    package let party: UInt128
    /// In the order of allowing.
    package internal(set) var accounts: [UInt128]
    package internal(set) var limits: [ChannelLimit]
    /// What was taken of each currency on its last day.
    package internal(set) var taken: [ChannelSum]
    /// Nothing comes through any more.
    package internal(set) var isClosed: Bool
    /// Hash of the request that opened it.
    package let content: UInt128
    /// Who opened it.
    package let by: UInt128
    package let openedAt: UInt64

    init(_ opening: ChannelOpening, at instant: UInt64) {
        id = opening.id
        entrance = opening.entrance
        party = opening.party
        accounts = opening.accounts
        limits = opening.limits
        taken = []
        isClosed = false
        content = opening.content
        by = opening.by
        openedAt = instant
    }

    package func limit(_ currency: UInt16) -> ChannelLimit? {
        limits.first { $0.currency == currency }
    }

    /// What was taken of a currency on a booking day.
    package func taken(_ currency: UInt16, on day: Int32) -> UInt128 {
        taken.first { $0.currency == currency && $0.day == day }?.amount ?? 0
    }

    mutating func count(_ amount: UInt128, _ currency: UInt16, on day: Int32) {
        let (sum, isBeyond) = taken(currency, on: day).addingReportingOverflow(amount)
        let found = ChannelSum(currency: currency, day: day, amount: isBeyond ? .max : sum)
        if let place = taken.firstIndex(where: { $0.currency == currency }) {
            taken[place] = found
        } else {
            taken.append(found)
        }
    }

    package func write(to writer: inout ByteWriter) {
        writer.write(id)
        entrance.write(to: &writer)
        writer.write(party)
        writer.write(ids: accounts)
        writer.write(list: limits)
        writer.write(list: taken)
        writer.write(isClosed)
        writer.write(content)
        writer.write(by)
        writer.write(openedAt)
    }

    package init(from reader: inout ByteReader) throws(ByteError) {
        id = try reader.read()
        entrance = try Entrance(from: &reader)
        party = try reader.read()
        accounts = try reader.readIDs()
        limits = try reader.readList(ChannelLimit.self)
        taken = try reader.readList(ChannelSum.self)
        isClosed = try reader.readFlag()
        content = try reader.read()
        by = try reader.read()
        openedAt = try reader.read()
    }
}

/// How much of a currency may come through a channel, in minor units; nil for as much as one likes.
package struct ChannelLimit: Hashable, Sendable, Recorded {
    package let currency: UInt16
    package let perPayment: UInt128?
    package let perDay: UInt128?
    package let perFile: UInt128?

    package init(
        currency: UInt16, perPayment: UInt128?, perDay: UInt128?, perFile: UInt128?
    ) {
        self.currency = currency
        self.perPayment = perPayment
        self.perDay = perDay
        self.perFile = perFile
    }

    package func write(to writer: inout ByteWriter) {
        writer.write(currency)
        for limit in [perPayment, perDay, perFile] {
            writer.write(limit != nil)
            if let limit { writer.write(amount: limit) }
        }
    }

    package init(from reader: inout ByteReader) throws(ByteError) {
        currency = try reader.read()
        perPayment = try Self.readLimit(&reader)
        perDay = try Self.readLimit(&reader)
        perFile = try Self.readLimit(&reader)
    }

    private static func readLimit(_ reader: inout ByteReader) throws(ByteError) -> UInt128? {
        try reader.readFlag() ? try reader.readAmount() : nil
    }
}

/// What came through a channel on a booking day.
package struct ChannelSum: Hashable, Sendable, Recorded {
    package let currency: UInt16
    package let day: Int32
    package let amount: UInt128

    package init(currency: UInt16, day: Int32, amount: UInt128) {
        self.currency = currency
        self.day = day
        self.amount = amount
    }

    package func write(to writer: inout ByteWriter) {
        writer.write(currency)
        writer.write(day)
        writer.write(amount: amount)
    }

    package init(from reader: inout ByteReader) throws(ByteError) {
        currency = try reader.read()
        day = try reader.read()
        amount = try reader.readAmount()
    }
}
