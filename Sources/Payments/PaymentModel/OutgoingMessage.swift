package import Bytes

/// A message of ours to a clearing, decided in the journal; its bytes follow from it and from what
/// is sealed, and are the same each time.
package struct OutgoingMessage: Sendable, Recorded {
    package enum Kind: UInt8, Sendable, CaseIterable {
        /// pacs.008: credit transfers.
        case transfers = 1
        /// pacs.002: our answer to an instant credit transfer.
        case answer
        /// pacs.004: payments we send back.
        case returns
        /// pacs.028: what became of this?
        case question
        /// camt.056: we ask for a payment.
        case recall = 55
        /// camt.029: our no to somebody who asks.
        case recallAnswer = 56
    }

    package var id: UInt128
    package var kind: Kind
    package var scheme: UInt64
    package var payments: [UInt128]
    package var settlementDay: Int32
    /// When it was decided.
    ///
    /// CreDtTm. Nanoseconds since 1970.
    package var createdAt: UInt64
    /// An answer's reason where it is a refusal; a return's reason.
    package var reason: ReasonCode
    /// The file its transfers come from, or the message it answers, asks about, asks back from or
    /// returns from.
    package var about: UInt128

    package func write(to writer: inout ByteWriter) {
        writer.write(id)
        writer.write(kind.rawValue)
        writer.write(scheme)
        writer.write(ids: payments)
        writer.write(settlementDay)
        writer.write(createdAt)
        writer.write(reason.rawValue)
        writer.write(about)
    }

    package init(
        id: UInt128, kind: Kind, scheme: UInt64, payments: [UInt128], settlementDay: Int32,
        createdAt: UInt64, reason: ReasonCode = .none, about: UInt128 = 0
    ) {
        self.id = id
        self.kind = kind
        self.scheme = scheme
        self.payments = payments
        self.settlementDay = settlementDay
        self.createdAt = createdAt
        self.reason = reason
        self.about = about
    }

    package init(from reader: inout ByteReader) throws(ByteError) {
        id = try reader.read()
        kind = try reader.readCase()
        scheme = try reader.read()
        payments = try reader.readIDs()
        settlementDay = try reader.read()
        createdAt = try reader.read()
        reason = ReasonCode(rawValue: try reader.read())
        about = try reader.read()
    }
}
