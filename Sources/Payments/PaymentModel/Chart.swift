/// What an account of the books is for; the ledger's `code` of the account.
package enum AccountRole: UInt8, Sendable, CaseIterable {
    /// A customer's money: what we owe. Credit-normal.
    case customer = 1
    /// Our balance at a clearing, one per scheme. An asset: our debit is the clearing's credit.
    case settlement = 10
    /// Sent or accepted, not settled yet; one per scheme.
    case inTransitOut = 11
    /// Settled to us and not yet anybody's.
    case unappliedIn = 12
    /// Money that must not move, held apart.
    case blocked = 13
    case fees = 14
    case equity = 15
    /// Our account elsewhere, in a currency that has no scheme.
    case nostro = 16
    /// What somebody owes us, or we somebody, until a person has decided; opened when first needed.
    case suspense = 17
    /// On its way between two of our settlement accounts; opened when first needed.
    case liquidityInTransit = 55
    /// What the bank bears, or has, when two people have said so; opened when first needed.
    case losses = 70
    /// Instant payments whose payer has the money back while nobody knows whether they settled: what
    /// the bank stands in for. An asset; opened when first needed.
    case instantUnconfirmed = 71

    package var isOwn: Bool { self != .customer }

    /// Parked money that is not there cannot leave; nothing else of the bank's own has a limit.
    var isLimited: Bool { self == .unappliedIn || self == .blocked }

    /// The name people and reports use.
    package var name: String {
        switch self {
        case .customer: "customer"
        case .settlement: "settlement"
        case .inTransitOut: "in-transit-out"
        case .unappliedIn: "unapplied-in"
        case .blocked: "blocked"
        case .fees: "fees"
        case .equity: "equity"
        case .nostro: "nostro"
        case .suspense: "suspense"
        case .liquidityInTransit: "liquidity-in-transit"
        case .losses: "losses"
        case .instantUnconfirmed: "instant-unconfirmed"
        }
    }
}

/// Why a transfer of the ledger was made; its `code`.
package enum PostingKind: UInt16, Sendable, CaseIterable {
    case bookTransfer = 1
    /// The hold of an outgoing payment, and its posting or release.
    case outgoing = 2
    /// An outgoing payment reached settlement.
    case outgoingSettled = 3
    /// An outgoing payment was rejected after it had been booked.
    case outgoingReversed = 4
    /// A payment of ours came back.
    case returnedToUs = 5
    case incoming = 6
    /// Settled to us and parked.
    case parked = 7
    /// The hold of a return of ours, and its posting or release.
    case returning = 8
    case returningSettled = 9
    case returningReversed = 10
    case equityPaidIn = 11
    /// Opening money of a sandbox, in a currency without a scheme.
    case openingMoney = 12
    /// A transfer asked for through the interface, between two accounts here.
    case transfer = 13
    /// An instant payment to us, credited on our own yes, that the clearing rejected after all.
    case incomingReversed = 14
    /// The hold of a payment to us that goes back on request, and its posting or release.
    case recalled = 55
    /// Money between two of our settlement accounts, by an advice of the clearing.
    case liquidity = 56
    /// The hold of an order's funds while it is kept, and its end.
    case keptFunds = 50
    /// What a payment costs: its hold, its posting or release, and what is given back of it.
    case fee = 51
    /// What a month's payments cost.
    case monthlyFees = 52
    /// What a transfer asked for through the interface costs.
    case transferFee = 53
    /// The clearing has settled what nothing of ours explains.
    case unexplained = 70
    /// What was unexplained reached the account it belongs to, or the bank bears it.
    case breakResolved = 71
    /// Parked money reached an account.
    case applied = 72
    /// The bank stands in for a payer who has the money back.
    case unconfirmed = 73
}

/// The transfers of one payment: their ids are the payment's own and the ones that follow it, so
/// that a step done twice is done once.
package enum PaymentStep: UInt128, Sendable {
    case hold = 0
    case post = 1
    case settle = 2
    case reverse = 3
    case comeBack = 4
    case sendBack = 5
    case sendBackPost = 6
    case sendBackSettle = 7
    case sendBackReverse = 8
    case feeBack = 9
    case feeEnd = 10
    case fee = 11
    case keepEnd = 12
    case keepHold = 13
    /// The clearing's settling of it stands on `suspense`.
    case unexplained = 14
    /// The hold that takes the payer's place, and its posting or release.
    case unconfirmed = 16
    case unconfirmedEnd = 17
    /// The payer's debit, where the payment had settled after all.
    case recover = 18
    /// Parked money of it, given to an account (U6).
    case apply = 19

    /// Ids a payment takes.
    package static let idsPerPayment: UInt128 = 32
}
