package import Bytes

/// A status of the clearing for one message or one transfer (pacs.002).
package enum ClearingStatus: UInt8, Sendable {
    case received = 1, technicallyAccepted, pending, acceptedProfile, acceptedInProcess
    case settlementCompleted, creditedToCreditor, rejected, partially, unknown

    /// The code of GrpSts or TxSts; an unknown one is a fact, too.
    package init(code: some StringProtocol) {
        self =
            switch String(code) {
            case "RCVD": .received
            case "ACTC": .technicallyAccepted
            case "PDNG": .pending
            case "ACCP": .acceptedProfile
            case "ACSP": .acceptedInProcess
            case "ACSC": .settlementCompleted
            case "ACCC": .creditedToCreditor
            case "RJCT": .rejected
            case "PART": .partially
            default: .unknown
            }
    }
}

/// What a pacs.002 says of one transfer.
package struct TransferStatusFact: Sendable, Recorded {
    /// The payment, where OrgnlTxId is an identification of ours, else 0.
    package var payment: UInt128
    /// Keyed hash of OrgnlTxId, by which a payment to us is found.
    package var name: UInt128
    package var status: ClearingStatus
    package var reason: ReasonCode
    /// Both amounts are compared where one is given; 0 where none is.
    package var amount: UInt128

    package init(
        payment: UInt128, name: UInt128, status: ClearingStatus, reason: ReasonCode, amount: UInt128
    ) {
        self.payment = payment
        self.name = name
        self.status = status
        self.reason = reason
        self.amount = amount
    }

    package func write(to writer: inout ByteWriter) {
        writer.write(payment)
        writer.write(name)
        writer.write(status.rawValue)
        writer.write(reason.rawValue)
        writer.write(amount: amount)
    }

    package init(from reader: inout ByteReader) throws(ByteError) {
        payment = try reader.read()
        name = try reader.read()
        status = try reader.readCase()
        reason = ReasonCode(rawValue: try reader.read())
        amount = try reader.readAmount()
    }
}

/// One transfer sent to us (a transaction of an incoming pacs.008).
package struct IncomingTransfer: Sendable, Recorded {
    /// Ours, made when the message was read.
    package var id: UInt128
    /// Keyed hash of (DbtrAgt, TxId, IntrBkSttlmDt).
    package var key: UInt128
    /// Keyed hash of TxId alone, by which reports name it.
    package var name: UInt128
    package var amount: UInt128
    package var currency: UInt16
    /// Keyed hash of the creditor's IBAN.
    package var creditor: UInt128
    /// The creditor's IBAN names our own bank code.
    package var isCreditorHere: Bool
    /// Instant: AccptncDtTm in nanoseconds since 1970; 0 where there is none.
    package var acceptedAt: UInt64
    package var settlementDay: Int32
    /// Keyed hash of UETR; 0 where there is none.
    package var uetr: UInt128 = 0

    package init(
        id: UInt128, key: UInt128, name: UInt128, amount: UInt128, currency: UInt16,
        creditor: UInt128, isCreditorHere: Bool, acceptedAt: UInt64, settlementDay: Int32
    ) {
        self.id = id
        self.key = key
        self.name = name
        self.amount = amount
        self.currency = currency
        self.creditor = creditor
        self.isCreditorHere = isCreditorHere
        self.acceptedAt = acceptedAt
        self.settlementDay = settlementDay
    }

    package func write(to writer: inout ByteWriter) {
        writer.write(id)
        writer.write(key)
        writer.write(name)
        writer.write(amount: amount)
        writer.write(currency)
        writer.write(creditor)
        writer.write(isCreditorHere)
        writer.write(acceptedAt)
        writer.write(settlementDay)
        writer.write(uetr)
    }

    package init(from reader: inout ByteReader) throws(ByteError) {
        id = try reader.read()
        key = try reader.read()
        name = try reader.read()
        amount = try reader.readAmount()
        currency = try reader.read()
        creditor = try reader.read()
        isCreditorHere = try reader.readFlag()
        acceptedAt = try reader.read()
        settlementDay = try reader.read()
        uetr = try reader.read()
    }
}

/// One payment that came back (a transaction of an incoming pacs.004).
package struct ReturnFact: Sendable, Recorded {
    package var id: UInt128
    /// Keyed hash of RtrId, by which reports name it.
    package var name: UInt128
    /// Keyed hash of (clearing, RtrId): the same return twice is one.
    package var key: UInt128
    /// The original, where OrgnlTxId is an identification of ours, else 0.
    package var original: UInt128
    package var amount: UInt128
    /// RtrdInstdAmt less ChrgsInf explain a smaller amount.
    package var chargesExplain: UInt128
    package var currency: UInt16
    package var reason: ReasonCode
    package var settlementDay: Int32

    package init(
        id: UInt128, name: UInt128, key: UInt128, original: UInt128, amount: UInt128,
        chargesExplain: UInt128, currency: UInt16, reason: ReasonCode, settlementDay: Int32
    ) {
        self.id = id
        self.name = name
        self.key = key
        self.original = original
        self.amount = amount
        self.chargesExplain = chargesExplain
        self.currency = currency
        self.reason = reason
        self.settlementDay = settlementDay
    }

    package func write(to writer: inout ByteWriter) {
        writer.write(id)
        writer.write(name)
        writer.write(key)
        writer.write(original)
        writer.write(amount: amount)
        writer.write(amount: chargesExplain)
        writer.write(currency)
        writer.write(reason.rawValue)
        writer.write(settlementDay)
    }

    package init(from reader: inout ByteReader) throws(ByteError) {
        id = try reader.read()
        name = try reader.read()
        key = try reader.read()
        original = try reader.read()
        amount = try reader.readAmount()
        chargesExplain = try reader.readAmount()
        currency = try reader.read()
        reason = ReasonCode(rawValue: try reader.read())
        settlementDay = try reader.read()
    }
}

/// One entry of a clearing's report or statement of our settlement account.
package struct ReportEntry: Sendable, Recorded {
    /// What the entry is, by its bank transaction code and references.
    package enum Kind: UInt8, Sendable {
        case sent = 1, received, returnIn, returnOut, funding
        /// The clearing takes an entry back (RvslInd).
        case reversal
    }

    package var kind: Kind
    /// The clearing's credit is our debit.
    package var isCredit: Bool
    package var amount: UInt128
    /// A payment of ours by its identification, or 0.
    package var payment: UInt128
    /// Keyed hash of TxId or RtrId, of AcctSvcrRef where the entry has no transaction, or 0.
    package var name: UInt128
    package var valueDay: Int32

    package init(
        kind: Kind, isCredit: Bool, amount: UInt128, payment: UInt128, name: UInt128,
        valueDay: Int32
    ) {
        self.kind = kind
        self.isCredit = isCredit
        self.amount = amount
        self.payment = payment
        self.name = name
        self.valueDay = valueDay
    }

    package func write(to writer: inout ByteWriter) {
        writer.write(kind.rawValue)
        writer.write(isCredit)
        writer.write(amount: amount)
        writer.write(payment)
        writer.write(name)
        writer.write(valueDay)
    }

    package init(from reader: inout ByteReader) throws(ByteError) {
        kind = try reader.readCase()
        isCredit = try reader.readFlag()
        amount = try reader.readAmount()
        payment = try reader.read()
        name = try reader.read()
        valueDay = try reader.read()
    }
}
