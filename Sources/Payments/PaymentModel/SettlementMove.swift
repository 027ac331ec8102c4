package import Bytes

/// What one entry of the journal moved on a settlement account, as the clearing counts for us.
package struct SettlementMove: Sendable, Recorded {
    package let scheme: UInt64
    package let currency: UInt16
    /// The calendar day in the bank's zone.
    package let day: Int32
    /// Our debits, the clearing's credits.
    package let received: UInt128
    package let sent: UInt128
    /// Our position behind it; debits positive.
    package let position: Int128

    package init(
        scheme: UInt64, currency: UInt16, day: Int32, received: UInt128, sent: UInt128,
        position: Int128
    ) {
        self.scheme = scheme
        self.currency = currency
        self.day = day
        self.received = received
        self.sent = sent
        self.position = position
    }

    package func write(to writer: inout ByteWriter) {
        writer.write(scheme)
        writer.write(currency)
        writer.write(day)
        writer.write(amount: received)
        writer.write(amount: sent)
        writer.write(position)
    }

    package init(from reader: inout ByteReader) throws(ByteError) {
        scheme = try reader.read()
        currency = try reader.read()
        day = try reader.read()
        received = try reader.readAmount()
        sent = try reader.readAmount()
        position = try reader.read()
    }
}
