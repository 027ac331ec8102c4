/// What others hear once the entry that caused it is durable.
package enum BankEvent: Sendable {
    case configured
    case accountOpened(account: UInt128, key: UInt128)
    case accountChanged(account: UInt128)
    /// A transfer between two accounts here, asked for through the interface.
    case transferPosted(transfer: UInt128)
    case fileDecided(FileDecision)
    case paymentChanged(PaymentChange)
    case messageDecided(OutgoingMessage)
    case messageTaken(TakenMessage)
    case breakOpened(Break)
    case dayClosed(currency: UInt16, day: Int32)
    case clockMoved(to: UInt64)
    /// The key of somebody's personal data is to be destroyed.
    case erased(Erasure.Subject, id: UInt128, key: UInt128)
    /// How a day ended, behind ``dayClosed(currency:day:)``; or what holds it up.
    case dayEnded(DayEnd)
    /// A token was given, or taken away.
    case tokenChanged(UInt128)
    /// Something came to wait for a second person, or its waiting ended.
    case approvalChanged(ApprovalChange)
    /// A change of an account's status was planned, done, or has lapsed.
    case statusChanged(StatusChange)
    case partyRegistered(UInt128)
    /// A party got a role on an account, or lost one.
    case mandateChanged(account: UInt128, party: UInt128)
    /// A channel was opened, changed or closed.
    case channelChanged(UInt128)
    case partyChanged(UInt128)
    /// A scheme was paused, or goes on.
    case schemeChanged(SchemeChange)
    /// A message of ours is written to its clearing again.
    case messageResent(MessageResend)
    /// A payment is asked back, or what was asked was answered.
    case recallChanged(Recall)
    /// What is left with a clearing crossed the scheme's floor.
    case floorCrossed(FloorChange)
    /// A move between our settlement accounts was released, or advised.
    case liquidityChanged(LiquidityMove)
    /// Somebody has signed a closed day.
    case daySigned(DaySignature)
    /// Reports within the day are due, of what has moved since then.
    case interimDue(since: UInt64)
    /// A break was resolved, whole or in part.
    case breakChanged(BreakChange)
    /// Money that no payment stands for was parked, or is no longer.
    case parkedChanged(ParkedChange)
    /// Somebody takes care of something that waits, or says something about it.
    case noteTaken(QueueNote)
    /// The payer of an unanswered instant payment has the money back; the payment goes on.
    case payerRestored(payment: UInt128, account: UInt128)
    /// What an account's payments have cost is not asked for any more.
    case feesWaived(WaivedFees)
    /// Limits of an account kept by batches.
    case limitsChanged(LimitsOrder)
    /// What the entry has moved on a settlement account, last of all it tells.
    case settlementMoved(SettlementMove)
    /// A schedule was made, changed, or has ended.
    case scheduleChanged(UInt128, Schedule.State, by: UInt128)
    case scheduleRun(ScheduleRun)
    /// Metadata came with a batch.
    case metadataKept(KeptMetadata)
    /// The keys of an account's metadata, and of what it was debited for, are to be destroyed.
    case metadataErased(account: UInt128)
    /// A schedule as it stands when it is in force no more.
    case scheduleEnded(Schedule)
}

/// What became of a file at its arrival.
package struct FileDecision: Sendable {
    package let file: UInt128
    package let key: UInt128
    package let version: UInt8
    package let reason: ReasonCode
    package let groupReasons: [ReasonCode]
    package let count: Int
    package let acceptedCount: Int
    /// Stands for the orders without the header; 0 where they are no key.
    package let orders: UInt128
    /// Payments whose end-to-end identification was there before.
    package let repeatedReferences: Int
}

/// A clearing's message, taken for the first time or again.
package struct TakenMessage: Sendable {
    package let id: UInt128
    /// The personal key it is sealed under.
    package let key: UInt128
    package let scheme: UInt64
    package let content: ClearingMessage.Content
    package let isRepeated: Bool
    /// The payments it is about, as far as it is known which: in the order of their ids.
    package let payments: [UInt128]

    init(_ message: ClearingMessage, isRepeated: Bool, payments: [UInt128] = []) {
        self.payments = payments
        id = message.id
        key = message.sealed.key
        scheme = message.scheme
        content = message.body.content
        self.isRepeated = isRepeated
    }
}

/// A payment came to a state.
package struct PaymentChange: Sendable {
    package enum Kind: UInt8, Sendable { case book = 1, outgoing, incoming }

    package let payment: UInt128
    package let kind: Kind
    package let state: PaymentState
    package let reason: ReasonCode
    package let scheme: UInt64
    package let account: UInt128
    package let counterAccount: UInt128
    package let amount: UInt128
    package let currency: UInt16
    package let file: UInt128
    /// Position in the file, counted from 0 over all groups.
    package let position: Int32
    package let group: Int32
    package let settlementDay: Int32
    package let message: UInt128
    package let isDateMoved: Bool
    /// Where the payment stood before; nil where this is the first that is told of it.
    package var previous: PaymentState?
    /// What was taken or held from the payer with it, for the payment; 0 where nothing was.
    package var fee: UInt128 = 0

    package init(
        payment: UInt128, kind: Kind, state: PaymentState, reason: ReasonCode, scheme: UInt64,
        account: UInt128, counterAccount: UInt128, amount: UInt128, currency: UInt16, file: UInt128,
        position: Int32, group: Int32, settlementDay: Int32, message: UInt128, isDateMoved: Bool
    ) {
        self.payment = payment
        self.kind = kind
        self.state = state
        self.reason = reason
        self.scheme = scheme
        self.account = account
        self.counterAccount = counterAccount
        self.amount = amount
        self.currency = currency
        self.file = file
        self.position = position
        self.group = group
        self.settlementDay = settlementDay
        self.message = message
        self.isDateMoved = isDateMoved
    }
}
