package import Bytes

/// A request for one payment (a transaction of an incoming camt.056).
package struct RecallFact: Sendable, Recorded {
    /// Ours, made when the message was read.
    package var id: UInt128
    /// Keyed hash of (clearing, CxlId): the same request twice is one.
    package var key: UInt128
    /// Keyed hash of (DbtrAgt, TxId, IntrBkSttlmDt) of the original, or 0.
    package var original: UInt128
    /// Keyed hash of the original's TxId.
    package var name: UInt128
    /// OrgnlIntrBkSttlmAmt; 0 where it is not given.
    package var amount: UInt128
    package var currency: UInt16
    package var reason: ReasonCode

    package init(
        id: UInt128, key: UInt128, original: UInt128, name: UInt128, amount: UInt128,
        currency: UInt16, reason: ReasonCode
    ) {
        self.id = id
        self.key = key
        self.original = original
        self.name = name
        self.amount = amount
        self.currency = currency
        self.reason = reason
    }

    package func write(to writer: inout ByteWriter) {
        writer.write(id)
        writer.write(key)
        writer.write(original)
        writer.write(name)
        writer.write(amount: amount)
        writer.write(currency)
        writer.write(reason.rawValue)
    }

    package init(from reader: inout ByteReader) throws(ByteError) {
        id = try reader.read()
        key = try reader.read()
        original = try reader.read()
        name = try reader.read()
        amount = try reader.readAmount()
        currency = try reader.read()
        reason = ReasonCode(rawValue: try reader.read())
    }
}

/// What another bank says to our request (a transaction of an incoming camt.029).
package struct RecallAnswerFact: Sendable, Recorded {
    package enum Status: UInt8, Sendable { case rejected = 1, accepted, pending }

    /// The payment, where OrgnlTxId is an identification of ours, else 0.
    package var payment: UInt128
    package var status: Status
    package var reason: ReasonCode

    package init(payment: UInt128, status: Status, reason: ReasonCode) {
        self.payment = payment
        self.status = status
        self.reason = reason
    }

    package func write(to writer: inout ByteWriter) {
        writer.write(payment)
        writer.write(status.rawValue)
        writer.write(reason.rawValue)
    }

    package init(from reader: inout ByteReader) throws(ByteError) {
        payment = try reader.read()
        status = try reader.readCase()
        reason = ReasonCode(rawValue: try reader.read())
    }
}
