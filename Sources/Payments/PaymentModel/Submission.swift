import Bytes

/// What one order came to.
struct Verdict: Sendable {
    var state: PaymentState
    var reason: ReasonCode = .none
    var scheme: UInt64 = 0
    var creditor: UInt128 = 0
    var settlementDay: Int32 = 0
    var isDateMoved = false
    /// When a kept order is decided, in nanoseconds since 1970.
    var dueAt: UInt64 = 0
    /// What is taken or held from the payer with it.
    var fee: UInt128 = 0

    func write(to writer: inout ByteWriter) {
        writer.write(state.rawValue)
        if state == .rejected { writer.write(reason.rawValue) }
        if state == .held || state == .warehoused {
            writer.write(scheme)
            writer.write(settlementDay)
        }
        if state == .warehoused { writer.write(dueAt) }
    }
}

/// A file while it is decided.
struct Submission {
    let file: PaymentFile
    let receivedAt: UInt64
    var groupKeys: Set<UInt128> = []
    var groupReasons: [ReasonCode] = []
    var verdicts: [Verdict] = []
    var changes: [PaymentChange] = []
    var accepted = 0
    /// By which way the file came.
    let passage: Bank.Passage
    let restrictions: Bank.FileRestrictions
    /// What was held.
    var releases = Releases()

    var position: Int { verdicts.count }

    /// The channel it came through; 0 where none.
    var channel: UInt128 {
        if case .channel(let id) = passage { id } else { 0 }
    }

    init(
        file: PaymentFile, receivedAt: UInt64, by passage: Bank.Passage,
        _ restrictions: Bank.FileRestrictions
    ) {
        self.file = file
        self.passage = passage
        self.restrictions = restrictions
        self.receivedAt = receivedAt
    }

    mutating func add(
        _ verdict: Verdict, payment: UInt128, group: Int, order: PaymentOrder, debtor: UInt128
    ) {
        var change = PaymentChange(
            payment: payment, kind: verdict.creditor != 0 ? .book : .outgoing,
            state: verdict.state, reason: verdict.reason, scheme: verdict.scheme,
            account: debtor, counterAccount: verdict.creditor, amount: order.amount,
            currency: order.currency, file: file.id, position: Int32(position),
            group: Int32(group), settlementDay: verdict.settlementDay, message: 0,
            isDateMoved: verdict.isDateMoved)
        change.fee = verdict.fee
        changes.append(change)
        verdicts.append(verdict)
        if verdict.state != .rejected { accepted += 1 }
    }
}
