package import Bytes
package import Vocabulary

/// What a part of a balance earns: everything above an amount, up to the next band's.
package struct RateBand: Hashable, Sendable, Recorded {
    /// In whole minor units; 0 for the first band.
    package let above: UInt128
    package let rate: AnnualRate

    package init(above: UInt128, rate: AnnualRate) {
        self.above = above
        self.rate = rate
    }

    package func write(to writer: inout ByteWriter) {
        writer.write(amount: above)
        rate.write(to: &writer)
    }

    package init(from reader: inout ByteReader) throws(ByteError) {
        above = try reader.readAmount()
        rate = try AnnualRate(from: &reader)
    }
}

/// Rates of interest from a day on, by bands of the balance.
///
/// Each part of a balance earns its own band's rate: of 150 with 1 % up to 100 and 2 % above, 100
/// earn 1 % and 50 earn 2 %.
package struct RateRow: Hashable, Sendable, Recorded {
    package static let rowsMax = 64
    package static let bandsMax = 16
    /// Day, count, and 25 bytes a band at most.
    static let bytesMax = 8 + 26 * bandsMax

    /// The first day that the row counts on; that of its zone.
    package let from: BusinessDate
    package let bands: [RateBand]

    /// Fails unless the first band begins at 0 and each other above the one before.
    package init?(from: BusinessDate, bands: [RateBand]) {
        guard (1...Self.bandsMax).contains(bands.count), bands[0].above == 0,
            zip(bands, bands.dropFirst()).allSatisfy({ $0.above < $1.above })
        else { return nil }
        self.from = from
        self.bands = bands
    }

    /// The row in force on a day, of rows in the order of their days; none before the first.
    package static func inForce(_ rows: [RateRow], on day: BusinessDate) -> RateRow? {
        rows.last { $0.from <= day }
    }

    package func write(to writer: inout ByteWriter) {
        writer.write(from.dayNumber)
        writer.write(list: bands)
    }

    package init(from reader: inout ByteReader) throws(ByteError) {
        let start = reader.offset
        let day: Int32 = try reader.read()
        let bands = try reader.readList(RateBand.self)
        guard let from = BusinessDate(dayNumber: Int(day)),
            let row = RateRow(from: from, bands: bands)
        else { throw .unexpectedValue(offset: start, value: UInt64(bands.count)) }
        self = row
    }
}
