package import Bytes

/// Asks to end a currency's booking days, up to and including one.
package struct DayClosing: Sendable, Recorded {
    package let currency: UInt16
    /// Days since 1970-01-01.
    package let day: Int32

    package init(currency: UInt16, day: Int32) {
        self.currency = currency
        self.day = day
    }

    package func write(to writer: inout ByteWriter) {
        writer.write(currency)
        writer.write(day)
    }

    package init(from reader: inout ByteReader) throws(ByteError) {
        currency = try reader.read()
        day = try reader.read()
    }
}

/// What became of a closing.
package enum CloseOutcome: Sendable, Hashable {
    case closed
    /// What the first closing led to stands.
    case alreadyClosed
    /// A day that has not begun cannot be closed.
    case notBegun
    /// Nothing was ever booked in the currency by then: its first account was opened later.
    case beforeFirst
    /// No currency that the bank keeps, or none in which it has an account.
    case currencyUnknown
    /// Nothing was closed: these stand in the way, and two people must answer for them.
    case differs([DayDifference])
}

/// Something that is not as it must be at the end of a day (rows E2 and E3 of `postings.md`).
package struct DayDifference: Sendable, Hashable, Recorded {
    package enum Kind: UInt8, Sendable, CaseIterable {
        /// Money moved in the scheme, and no statement of the day or a later one is there.
        case statementMissing = 1
        /// The clearing's statement against our settlement account.
        case settlementDiffers
        /// Balances of the currency, added up.
        case sumNotZero
        /// Booked and not settled, against the payments on their way.
        case inTransitOut
        /// Parked, against what is listed as parked.
        case unappliedIn
        /// Owed to or by somebody, against what is listed.
        case suspense
        /// Holds of payments sent, against the payments that wait.
        case heldOut
        /// Holds of payments to us, against the payments that wait.
        case heldIn
        /// Between our settlement accounts, against the moves that are open.
        case liquidityInTransit = 55
        /// Holds of orders that are kept for later, against those orders.
        case heldKept = 50
        /// What the bank stands in for, against what is listed.
        case instantUnconfirmed = 70

        package var name: String {
            switch self {
            case .statementMissing: "statement_missing"
            case .settlementDiffers: "settlement_differs"
            case .sumNotZero: "sum_not_zero"
            case .inTransitOut: "in_transit_out_differs"
            case .unappliedIn: "unapplied_in_differs"
            case .suspense: "suspense_differs"
            case .heldOut: "held_out_differs"
            case .heldIn: "held_in_differs"
            case .liquidityInTransit: "liquidity_in_transit_differs"
            case .heldKept: "held_kept_differs"
            case .instantUnconfirmed: "instant_unconfirmed_differs"
            }
        }
    }

    /// A closing names at most so many.
    package static let countMax = 1_000

    package let kind: Kind
    /// The scheme's key; 0 where it concerns the whole currency.
    package let scheme: UInt64
    package let day: Int32
    /// What the books have, in minor units, as its account's side counts.
    package let ours: Int128
    /// What the statement or the list has; where a statement is missing there is none.
    package let theirs: Int128

    init(_ kind: Kind, scheme: UInt64 = 0, on day: Int32, ours: Int128, theirs: Int128) {
        self.kind = kind
        self.scheme = scheme
        self.day = day
        self.ours = ours
        self.theirs = theirs
    }

    package func write(to writer: inout ByteWriter) {
        writer.write(kind.rawValue)
        writer.write(scheme)
        writer.write(day)
        writer.write(ours)
        writer.write(theirs)
    }

    package init(from reader: inout ByteReader) throws(ByteError) {
        kind = try reader.readCase()
        scheme = try reader.read()
        day = try reader.read()
        ours = try reader.read()
        theirs = try reader.read()
    }
}

/// Payments of one scheme and state that had not ended when their day did (row E1).
package struct OpenPosition: Sendable, Hashable, Recorded {
    package let scheme: UInt64
    package let state: PaymentState
    package let count: UInt32
    package let amount: UInt128

    init(scheme: UInt64, state: PaymentState, count: UInt32, amount: UInt128) {
        self.scheme = scheme
        self.state = state
        self.count = count
        self.amount = amount
    }

    package func write(to writer: inout ByteWriter) {
        writer.write(scheme)
        writer.write(state.rawValue)
        writer.write(count)
        writer.write(amount: amount)
    }

    package init(from reader: inout ByteReader) throws(ByteError) {
        scheme = try reader.read()
        state = try reader.readCase()
        count = try reader.read()
        amount = try reader.readAmount()
    }
}

/// How a day ended, or why the clock could not end it.
package struct DayEnd: Sendable, Hashable, Recorded {
    package let currency: UInt16
    package let day: Int32
    /// False: it is held up by its differences.
    package let isClosed: Bool
    package let isByClock: Bool
    /// The sealed note of who answers for the differences, else 0.
    package let note: UInt128
    package let differences: [DayDifference]
    /// With the last of several days closed at once.
    package let open: [OpenPosition]

    package init(
        currency: UInt16, day: Int32, isClosed: Bool, isByClock: Bool, note: UInt128,
        differences: [DayDifference], open: [OpenPosition]
    ) {
        self.currency = currency
        self.day = day
        self.isClosed = isClosed
        self.isByClock = isByClock
        self.note = note
        self.differences = differences
        self.open = open
    }

    package func write(to writer: inout ByteWriter) {
        writer.write(currency)
        writer.write(day)
        writer.write(isClosed)
        writer.write(isByClock)
        writer.write(note)
        writer.write(list: differences)
        writer.write(list: open)
    }

    package init(from reader: inout ByteReader) throws(ByteError) {
        currency = try reader.read()
        day = try reader.read()
        isClosed = try reader.readFlag()
        isByClock = try reader.readFlag()
        note = try reader.read()
        differences = try reader.readList(DayDifference.self)
        open = try reader.readList(OpenPosition.self)
    }
}
