package import Bytes

/// A payment on its way: what the bank must remember of it until nothing more can happen.
///
/// A payment that has ended leaves the state; its transfers in the ledger and the records made from
/// its events remain.
package struct Payment: Sendable, Recorded {
    package enum Direction: UInt8, Sendable { case outgoing = 1, incoming }

    package var id: UInt128
    package var direction: Direction
    package var state: PaymentState
    package var reason: ReasonCode
    /// The scheme's key.
    package var scheme: UInt64
    /// The customer's account in the books; 0 where none was found.
    package var account: UInt128
    package var amount: UInt128
    /// The file it came with, or 0.
    package var file: UInt128
    /// The message to the clearing that carries it (outgoing), or that came with it (incoming).
    package var message: UInt128
    package var settlementDay: Int32
    /// Receipt of the order; in an instant message AccptncDtTm.
    ///
    /// Nanoseconds since 1970.
    package var acceptedAt: UInt64
    /// Incoming.
    ///
    /// The keyed hash by which reports name it.
    package var name: UInt128
    /// Incoming.
    ///
    /// The keyed hash of (DbtrAgt, TxId, IntrBkSttlmDt), by which it is asked back.
    package var origin: UInt128
    /// Times the clearing was asked about it.
    package var asked: UInt8
    /// An administrator said that it was executed: a contrary answer later moves nothing.
    package var isEndedByHand = false
    /// The clearing said that it never received it, too early for that to count.
    package var isUnreceived = false
    /// The payer has the money back, and `instant-unconfirmed` holds it in his place.
    package var isRestored = false

    package init(
        id: UInt128, direction: Direction, state: PaymentState, reason: ReasonCode = .none,
        scheme: UInt64, account: UInt128, amount: UInt128, file: UInt128 = 0, message: UInt128 = 0,
        settlementDay: Int32, acceptedAt: UInt64, name: UInt128 = 0, origin: UInt128 = 0
    ) {
        self.id = id
        self.direction = direction
        self.state = state
        self.reason = reason
        self.scheme = scheme
        self.account = account
        self.amount = amount
        self.file = file
        self.message = message
        self.settlementDay = settlementDay
        self.acceptedAt = acceptedAt
        self.name = name
        self.origin = origin
        asked = 0
    }

    package func write(to writer: inout ByteWriter) {
        writer.write(id)
        writer.write(direction.rawValue)
        writer.write(state.rawValue)
        writer.write(reason.rawValue)
        writer.write(scheme)
        writer.write(account)
        writer.write(amount: amount)
        writer.write(file)
        writer.write(message)
        writer.write(settlementDay)
        writer.write(acceptedAt)
        writer.write(name)
        writer.write(origin)
        writer.write(asked)
        writer.write(isEndedByHand)
        writer.write(isUnreceived)
        writer.write(isRestored)
    }

    package init(from reader: inout ByteReader) throws(ByteError) {
        id = try reader.read()
        direction = try reader.readCase()
        state = try reader.readCase()
        reason = ReasonCode(rawValue: try reader.read())
        scheme = try reader.read()
        account = try reader.read()
        amount = try reader.readAmount()
        file = try reader.read()
        message = try reader.read()
        settlementDay = try reader.read()
        acceptedAt = try reader.read()
        name = try reader.read()
        origin = try reader.read()
        asked = try reader.read()
        isEndedByHand = try reader.readFlag()
        isUnreceived = try reader.readFlag()
        isRestored = try reader.readFlag()
    }
}
