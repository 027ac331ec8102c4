/// A credit transfer or a return, as the clearing knows it.
struct ClearedTransfer: Hashable {
    enum State: Hashable {
        /// Taken; waits for a cycle.
        case accepted
        /// An instant transfer that the receiver has not answered yet.
        case awaiting(until: Moment)
        case settled
        case rejected(reason: String)
    }

    enum Kind: Hashable {
        case transfer
        /// A return of the transfer at that position.
        case giveBack(of: Int, reason: String)
    }

    /// What is still to come although the transfer was accepted.
    enum Fate: Hashable {
        case none
        case rejectedAtCycle(reason: String)
        case rejectedAt(Moment, reason: String)
    }

    var scheme: Int
    var kind = Kind.transfer
    var state = State.accepted
    var fate = Fate.none
    /// Who pays and who is paid in central money.
    var sender: BIC
    var receiver: BIC
    var cents: Cents
    /// The settlement date that the message asked for.
    var day: BusinessDay
    var messageID: String
    var instructionID = ""
    var endToEndID: String
    /// `TxId`; of a return, its `RtrId`.
    var transactionID: String
    var uetr = ""
    var debtorName = ""
    var debtorIBAN = ""
    var creditorName = ""
    var creditorIBAN = ""
    var remittance = ""
    /// `AccptncDtTm` as it was written.
    var acceptance = ""
    var settledOn: BusinessDay?
    /// The position of the return that was made of it.
    var returnedBy: Int?

    var isReturn: Bool {
        if case .giveBack = kind { return true }
        return false
    }

    var isOpen: Bool {
        switch state {
        case .accepted, .awaiting: true
        case .settled, .rejected: false
        }
    }

    var messageName: String { isReturn ? "pacs.004.001.09" : "pacs.008.001.08" }
}

/// A return that is to come.
struct PlannedReturn: Hashable {
    enum Due: Hashable {
        case cycles(Int)
        case at(Moment)
    }

    var original: Int
    var reason: String
    var due: Due
    /// Whether the pacs.004 is sent before the cycle in which it settles.
    var isAnnounced: Bool
}
