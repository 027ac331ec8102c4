package import Bytes

/// Something that the books and the clearing do not agree on, or that nobody can explain yet.
///
/// It is open until two people have resolved it.
package struct Break: Sendable, Hashable {
    package enum Kind: UInt8, Sendable, CaseIterable {
        case unknownOriginal = 1, unknownStatus, contraryStatus, amountDiffers
        case unexpectedReturn, unannounced, statementDiffers, unknownSent
        /// AG09 where it ends nothing.
        case neverReceived
        /// An instant payment had settled after its payer got the money back, and he does not cover
        /// it any more.
        case payerOwes = 70
        /// The clearing takes back what it has told.
        case reversed
        /// An entry of the clearing's books that was told before, in another message.
        case repeatedEntry
        /// The clearing's statement has an entry that no rule finds in our books.
        case notInBooks = 80
        /// Our books have an entry that its statement is without.
        case notInStatement
        /// One entry on both sides, with different amounts.
        case entryDiffers

        package var name: String {
            switch self {
            case .unknownOriginal: "unknown_original"
            case .unknownStatus: "unknown_status"
            case .contraryStatus: "contrary_status"
            case .amountDiffers: "amount_differs"
            case .unexpectedReturn: "unexpected_return"
            case .unannounced: "unannounced"
            case .statementDiffers: "statement_differs"
            case .unknownSent: "unknown_sent"
            case .neverReceived: "never_received"
            case .payerOwes: "payer_owes"
            case .reversed: "reversed"
            case .repeatedEntry: "repeated_entry"
            case .notInBooks: "not_in_books"
            case .notInStatement: "not_in_statement"
            case .entryDiffers: "entry_differs"
            }
        }

        /// Of a single entry of a settlement account (row Z5).
        package var isOfEntry: Bool {
            self == .notInBooks || self == .notInStatement || self == .entryDiffers
        }

        /// Nothing of it stands on `suspense` before it is resolved (row Z4).
        package var isOfStatement: Bool { self == .statementDiffers || isOfEntry }
    }

    package let id: UInt128
    package let kind: Kind
    package let message: UInt128
    package let payment: UInt128
    package let scheme: UInt64
    package let currency: UInt16
    package let ours: Int128
    package let theirs: Int128
    package let openedAt: UInt64
    /// The day of a statement that differs, or of an entry, as the clearing counts it; else 0.
    package let day: Int32
    /// The open amount on `suspense` that it is about, or 0.
    package let suspense: UInt128
    /// What must still be brought to an account; credits of `suspense` positive.
    package internal(set) var open: Int128
    /// Our entry, which the clearing does not have, or not so: the ledger's transfer; else 0.
    package let transfer: UInt128
    /// The clearing's entry, which we do not have, or not so: its place in the message, counted from
    /// 1; else 0.
    package let entry: UInt32

    package init(
        id: UInt128, kind: Kind, message: UInt128, payment: UInt128, scheme: UInt64,
        currency: UInt16, ours: Int128, theirs: Int128, openedAt: UInt64, day: Int32 = 0,
        suspense: UInt128 = 0, open: Int128 = 0, transfer: UInt128 = 0, entry: UInt32 = 0
    ) {
        self.id = id
        self.kind = kind
        self.message = message
        self.payment = payment
        self.scheme = scheme
        self.currency = currency
        self.ours = ours
        self.theirs = theirs
        self.openedAt = openedAt
        self.day = day
        self.suspense = suspense
        self.open = open
        self.transfer = transfer
        self.entry = entry
    }
}

extension Break: Recorded {
    package func write(to writer: inout ByteWriter) {
        writer.write(id)
        writer.write(kind.rawValue)
        writer.write(message)
        writer.write(payment)
        writer.write(scheme)
        writer.write(currency)
        writer.write(ours)
        writer.write(theirs)
        writer.write(openedAt)
        writer.write(day)
        writer.write(suspense)
        writer.write(open)
        writer.write(transfer)
        writer.write(entry)
    }

    package init(from reader: inout ByteReader) throws(ByteError) {
        id = try reader.read()
        kind = try reader.readCase()
        message = try reader.read()
        payment = try reader.read()
        scheme = try reader.read()
        currency = try reader.read()
        ours = try reader.read()
        theirs = try reader.read()
        openedAt = try reader.read()
        day = try reader.read()
        suspense = try reader.read()
        open = try reader.read()
        transfer = try reader.read()
        entry = try reader.read()
    }
}

/// A break was resolved, whole or in part, or has explained itself.
package struct BreakChange: Sendable, Recorded {
    package enum State: UInt8, Sendable, CaseIterable {
        case open = 1, resolved
        /// What was missing has come (row Z6).
        case explained

        package var name: String {
            switch self {
            case .open: "open"
            case .resolved: "resolved"
            case .explained: "explained"
            }
        }
    }

    package let id: UInt128
    package let state: State
    /// What is still open; credits of `suspense` positive.
    package let open: Int128
    package let currency: UInt16
    /// Who proposed it; 0 where nobody did.
    package let by: UInt128
    package let target: Motion.Target
    /// The ledger's transfer, or 0.
    package let transfer: UInt128

    package init(
        id: UInt128, state: State, open: Int128, currency: UInt16, by: UInt128,
        target: Motion.Target, transfer: UInt128
    ) {
        self.id = id
        self.state = state
        self.open = open
        self.currency = currency
        self.by = by
        self.target = target
        self.transfer = transfer
    }

    package func write(to writer: inout ByteWriter) {
        writer.write(id)
        writer.write(state.rawValue)
        writer.write(open)
        writer.write(currency)
        writer.write(by)
        target.write(to: &writer)
        writer.write(transfer)
    }

    package init(from reader: inout ByteReader) throws(ByteError) {
        id = try reader.read()
        state = try reader.readCase()
        open = try reader.read()
        currency = try reader.read()
        by = try reader.read()
        target = try Motion.Target(from: &reader)
        transfer = try reader.read()
    }
}
