import Engine
import PaymentModel

/// What one journal entry means to customers: changes by file, and bookings by account.
struct CustomerReports {
    let entry: EntryEvents<BankEvent>
    /// In the order in which files were first met.
    private(set) var files: [UInt128] = []
    private(set) var changes: [UInt128: [PaymentChange]] = [:]
    private(set) var decisions: [UInt128: FileDecision] = [:]
    /// Bookings: the account, the ledger transfer, the payment where it has one.
    private(set) var bookings: [Booking] = []

    struct Booking {
        let account: UInt128
        let transfer: UInt128
    }

    init(entry: EntryEvents<BankEvent>) { self.entry = entry }

    mutating func take(_ decision: FileDecision) {
        meet(decision.file)
        decisions[decision.file] = decision
    }

    mutating func take(_ change: PaymentChange) {
        // A return after settlement is told by camt.054, not by pain.002.
        if change.kind != .incoming, change.file != 0, change.state != .returned {
            meet(change.file)
            changes[change.file, default: []].append(change)
        }
        for booking in Self.bookings(of: change) { bookings.append(booking) }
    }

    mutating func take(transfer id: UInt128) {
        bookings.append(Booking(account: 0, transfer: id))
        bookings.append(Booking(account: 0, transfer: id &+ PaymentStep.fee.rawValue))
    }

    private mutating func meet(_ file: UInt128) {
        if changes[file] == nil, decisions[file] == nil { files.append(file) }
    }

    /// The ledger transfers by which a change moved a customer's balance.
    private static func bookings(of change: PaymentChange) -> [Booking] {
        func booking(_ step: PaymentStep, _ account: UInt128) -> Booking {
            Booking(account: account, transfer: change.payment &+ step.rawValue)
        }
        switch (change.kind, change.state) {
        case (.book, .settled):
            return [
                booking(.hold, change.account), booking(.hold, change.counterAccount),
                booking(.fee, change.account),
            ]
        case (.outgoing, .booked):
            return [booking(.post, change.account), booking(.feeEnd, change.account)]
        case (.outgoing, .returned):
            return [booking(.comeBack, change.account), booking(.feeBack, change.account)]
        case (.outgoing, .rejected):
            return [booking(.reverse, change.account), booking(.feeBack, change.account)]
        // A return of it that a clearing has rejected: the holder has it again.
        case (.incoming, .credited) where change.previous == .returning:
            return [booking(.sendBackReverse, change.account)]
        // Given back on request; of parked money the debit is no customer's.
        case (.incoming, .sentBack): return [booking(.sendBackPost, change.account)]
        case (.incoming, .credited):
            return [booking(.hold, change.account), booking(.post, change.account)]
        // Taken back after it had been credited; else there is no such transfer.
        case (.incoming, .withdrawn): return [booking(.reverse, change.account)]
        default: return []
        }
    }
}
