package import Bytes

/// Somebody signs a closed day: a name, under the hash of the day's trial balance.
package struct DaySigning: Sendable, Recorded {
    package static let hashBytes = 32
    /// Signatures of one day of a currency.
    package static let countMax = 8

    package let id: UInt128
    package let currency: UInt16
    /// Days since 1970-01-01.
    package let day: Int32
    /// SHA-256 of the trial balance that was signed.
    package let hash: [UInt8]
    /// The token it came with.
    package let by: UInt128
    /// The name, sealed under the id.
    package let name: SealedReference

    /// A hash of another length is a programmer's error.
    package init(
        id: UInt128, currency: UInt16, day: Int32, hash: [UInt8], by: UInt128,
        name: SealedReference
    ) {
        precondition(hash.count == Self.hashBytes, "A SHA-256 has 32 bytes.")
        self.id = id
        self.currency = currency
        self.day = day
        self.hash = hash
        self.by = by
        self.name = name
    }

    package func write(to writer: inout ByteWriter) {
        writer.write(id)
        writer.write(currency)
        writer.write(day)
        writer.write(hash)
        writer.write(by)
        name.write(to: &writer)
    }

    package init(from reader: inout ByteReader) throws(ByteError) {
        id = try reader.read()
        currency = try reader.read()
        day = try reader.read()
        hash = Array(try reader.read(count: Self.hashBytes))
        by = try reader.read()
        name = try SealedReference(from: &reader)
    }
}

/// A signature that stands: what others hear of it, and what the state keeps.
package struct DaySignature: Sendable, Hashable, Recorded {
    package let id: UInt128
    package let currency: UInt16
    package let day: Int32
    package let hash: [UInt8]
    package let by: UInt128

    init(_ signing: DaySigning) {
        id = signing.id
        currency = signing.currency
        day = signing.day
        hash = signing.hash
        by = signing.by
    }

    package func write(to writer: inout ByteWriter) {
        writer.write(id)
        writer.write(currency)
        writer.write(day)
        writer.write(hash)
        writer.write(by)
    }

    package init(from reader: inout ByteReader) throws(ByteError) {
        id = try reader.read()
        currency = try reader.read()
        day = try reader.read()
        hash = Array(try reader.read(count: DaySigning.hashBytes))
        by = try reader.read()
    }
}

/// What became of a signature.
package enum SigningOutcome: UInt8, Sendable {
    case signed = 0
    /// The same signature, given before.
    case replayed
    case keyReused
    /// The day is open.
    case dayOpen
    case currencyUnknown
    /// Another hash was signed before: there is one trial balance of a day.
    case hashDiffers
    /// As many signatures as a day may have.
    case full
}
