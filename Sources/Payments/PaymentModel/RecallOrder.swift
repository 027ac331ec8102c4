package import Bytes

/// An order to ask another bank for a payment.
package struct RecallOrder: Sendable, Recorded {
    /// The recall's id.
    package var id: UInt128
    package var payment: UInt128
    /// The message that carried it, for a payment that has ended.
    package var original: UInt128
    package var reason: ReasonCode
    package var by: UInt128
    package var note: SealedReference

    package init(
        id: UInt128, payment: UInt128, original: UInt128, reason: ReasonCode, by: UInt128,
        note: SealedReference
    ) {
        self.id = id
        self.payment = payment
        self.original = original
        self.reason = reason
        self.by = by
        self.note = note
    }

    package func write(to writer: inout ByteWriter) {
        writer.write(id)
        writer.write(payment)
        writer.write(original)
        writer.write(reason.rawValue)
        writer.write(by)
        note.write(to: &writer)
    }

    package init(from reader: inout ByteReader) throws(ByteError) {
        id = try reader.read()
        payment = try reader.read()
        original = try reader.read()
        reason = ReasonCode(rawValue: try reader.read())
        by = try reader.read()
        note = try SealedReference(from: &reader)
    }
}

/// What a person says to another bank's request.
package struct RecallDecision: Sendable, Recorded {
    /// By what right the receiver's account is debited.
    package enum Ground: UInt8, Sendable, CaseIterable {
        case none = 0
        /// The holder has agreed.
        case consent
        /// A law, or a court or an authority, says so.
        case legal

        package var name: String {
            switch self {
            case .none: "none"
            case .consent: "consent"
            case .legal: "legal"
            }
        }
    }

    package var recall: UInt128
    package var isAccepted: Bool
    package var ground: Ground
    /// Of a refusal: ExternalPaymentCancellationRejection1Code.
    package var reason: ReasonCode
    /// The pacs.008 that carried the payment.
    package var original: UInt128
    package var by: UInt128
    /// The id under which who agreed, when, or why not is sealed.
    package var noteID: UInt128
    package var note: SealedReference

    package init(
        recall: UInt128, isAccepted: Bool, ground: Ground, reason: ReasonCode, original: UInt128,
        by: UInt128, noteID: UInt128, note: SealedReference
    ) {
        self.recall = recall
        self.isAccepted = isAccepted
        self.ground = ground
        self.reason = reason
        self.original = original
        self.by = by
        self.noteID = noteID
        self.note = note
    }

    package func write(to writer: inout ByteWriter) {
        writer.write(recall)
        writer.write(isAccepted)
        writer.write(ground.rawValue)
        writer.write(reason.rawValue)
        writer.write(original)
        writer.write(by)
        writer.write(noteID)
        note.write(to: &writer)
    }

    package init(from reader: inout ByteReader) throws(ByteError) {
        recall = try reader.read()
        isAccepted = try reader.readFlag()
        ground = try reader.readCase()
        reason = ReasonCode(rawValue: try reader.read())
        original = try reader.read()
        by = try reader.read()
        noteID = try reader.read()
        note = try SealedReference(from: &reader)
    }
}

/// What became of an order to ask for a payment.
package enum RecallOutcome: UInt8, Sendable {
    case asked = 0
    /// The same order, given before.
    case replayed
    case unknownPayment
    /// It has not left: it can be cancelled.
    case notSent
    /// Rejected, or returned: there is nothing to ask for.
    case ended
    /// One request a payment.
    case alreadyAsked
    /// No row allows the reason.
    case reasonNotAllowed
    /// The row's time is over.
    case tooLate
    /// Nothing is written to the clearing at present.
    case paused
    /// As many have not ended as may.
    case full
}

/// What became of an answer to another bank's request.
package enum RecallDecisionOutcome: UInt8, Sendable {
    case accepted = 0
    case refused
    /// No request of this id waits for a person.
    case unknownRecall
    /// What has not settled cannot go back.
    case notSettled
    /// Neither the holder's consent nor a legal ground is named.
    case groundMissing
    /// The account's status takes no debit.
    case accountBlocked
    /// What the account has does not cover it.
    case insufficientFunds
    /// It is on its way back, or has gone.
    case alreadyReturned
    case paused
    /// The clearing has refused its return once, and a payment goes back once.
    case notReturnable
}
