package import Bytes

/// Parked money goes back by hand.
package struct ParkedReturn: Sendable, Recorded {
    package var payment: UInt128
    package var by: UInt128
    package var reason: SealedReference

    package init(payment: UInt128, by: UInt128, reason: SealedReference) {
        self.payment = payment
        self.by = by
        self.reason = reason
    }

    package func write(to writer: inout ByteWriter) {
        writer.write(payment)
        writer.write(by)
        reason.write(to: &writer)
    }

    package init(from reader: inout ByteReader) throws(ByteError) {
        payment = try reader.read()
        by = try reader.read()
        reason = try SealedReference(from: &reader)
    }
}
