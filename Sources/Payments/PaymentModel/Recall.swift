package import Bytes

/// A payment that is asked back: by us of another bank, or by another bank of us.
///
/// It moves nothing by itself; it is kept until it has ended.
package struct Recall: Sendable, Recorded {
    package enum Direction: UInt8, Sendable, CaseIterable {
        case out = 1, into

        package var name: String { self == .out ? "out" : "in" }
    }

    package enum State: UInt8, Sendable, CaseIterable {
        // Ours.
        /// Our camt.056 has left.
        case sent = 1
        /// The other bank will say later.
        case pending
        /// It says that the money comes; nothing has moved yet.
        case promised
        /// The money has come back.
        case returned
        /// The payment had not settled, and was rejected.
        case ended

        // Theirs.
        /// Waits for a person.
        case open = 20
        /// We said yes: the money is on its way back.
        case accepted = 21
        /// It has gone back.
        case sentBack = 22

        /// Answered no, by them or by us.
        case refused = 40

        package var name: String {
            switch self {
            case .sent: "sent"
            case .pending: "pending"
            case .promised: "promised"
            case .returned: "returned"
            case .ended: "ended"
            case .open: "open"
            case .accepted: "accepted"
            case .sentBack: "sent_back"
            case .refused: "refused"
            }
        }

        /// Somebody's answer is waited for: theirs, with or without the money, or ours.
        package var awaitsAnswer: Bool {
            switch self {
            case .sent, .pending, .promised, .open: true
            case .accepted, .returned, .ended, .sentBack, .refused: false
            }
        }

        package var isFinal: Bool {
            switch self {
            case .returned, .ended, .sentBack, .refused: true
            case .sent, .pending, .promised, .open, .accepted: false
            }
        }
    }

    package let id: UInt128
    package let direction: Direction
    package internal(set) var state: State
    package let scheme: UInt64
    /// The payment asked for; 0 where it is none of ours.
    package let payment: UInt128
    /// The customer's account; 0 where none is concerned.
    package internal(set) var account: UInt128
    package let amount: UInt128
    package let currency: UInt16
    /// Why it is asked for (ExternalCancellationReason1Code).
    package let reason: ReasonCode
    /// Why it was refused (ExternalPaymentCancellationRejection1Code).
    package internal(set) var answer = ReasonCode.none
    /// The camt.056.
    package internal(set) var message: UInt128
    /// The pacs.008 that carried the payment, as far as it is known.
    package internal(set) var original: UInt128
    /// The original's settlement day.
    package let day: Int32
    /// Nanoseconds since 1970.
    package let askedAt: UInt64
    /// The day by which an answer is due; 0 where the calendar ends before.
    package let answerBy: Int32
    /// When that day is over in the bank's zone; 0 where there is none.
    package internal(set) var dueAt: UInt64 = 0
    /// The token of who asked, or of who last decided; 0 where nobody did.
    package internal(set) var by: UInt128
    /// Under which a text about it is sealed, or 0.
    package internal(set) var note: UInt128

    /// Recalls that have not ended.
    package static let countMax = 100_000

    init(
        id: UInt128, direction: Direction, state: State, scheme: UInt64, payment: UInt128,
        account: UInt128, amount: UInt128, currency: UInt16, reason: ReasonCode, message: UInt128,
        original: UInt128, day: Int32, askedAt: UInt64, answerBy: Int32, by: UInt128 = 0,
        note: UInt128 = 0
    ) {
        self.id = id
        self.direction = direction
        self.state = state
        self.scheme = scheme
        self.payment = payment
        self.account = account
        self.amount = amount
        self.currency = currency
        self.reason = reason
        self.message = message
        self.original = original
        self.day = day
        self.askedAt = askedAt
        self.answerBy = answerBy
        self.by = by
        self.note = note
    }

    package func write(to writer: inout ByteWriter) {
        writer.write(id)
        writer.write(direction.rawValue)
        writer.write(state.rawValue)
        writer.write(scheme)
        writer.write(payment)
        writer.write(account)
        writer.write(amount: amount)
        writer.write(currency)
        writer.write(reason.rawValue)
        writer.write(answer.rawValue)
        writer.write(message)
        writer.write(original)
        writer.write(day)
        writer.write(askedAt)
        writer.write(answerBy)
        writer.write(dueAt)
        writer.write(by)
        writer.write(note)
    }

    package init(from reader: inout ByteReader) throws(ByteError) {
        id = try reader.read()
        direction = try reader.readCase()
        state = try reader.readCase()
        scheme = try reader.read()
        payment = try reader.read()
        account = try reader.read()
        amount = try reader.readAmount()
        currency = try reader.read()
        reason = ReasonCode(rawValue: try reader.read())
        answer = ReasonCode(rawValue: try reader.read())
        message = try reader.read()
        original = try reader.read()
        day = try reader.read()
        askedAt = try reader.read()
        answerBy = try reader.read()
        dueAt = try reader.read()
        by = try reader.read()
        note = try reader.read()
    }
}
