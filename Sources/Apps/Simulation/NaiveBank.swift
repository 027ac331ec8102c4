/// What a client with a notebook knows: accounts it opened, transfers it was told are posted, and
/// files it was told are taken.
///
/// Obviously right and nothing else: no journal, no ledger, no messages. Every payment of a
/// simulation has an amount of its own, so that an amount says which payment it is.
struct NaiveBank {
    struct Account {
        let reference: String
        let iban: String
        let currency: String
        let id: String
        /// Cents it may be overdrawn by.
        let line: Int
    }

    /// A transfer between two accounts here, in cents.
    struct Transfer: Equatable {
        /// Empty for opening money.
        let from: String
        let to: String
        let cents: Int
    }

    /// What the answer to a file said.
    struct File: Equatable {
        let id: String
        let status: String
        let accepted: Int
        let count: Int
    }

    private(set) var accounts: [Account] = []
    private(set) var transfers: [Transfer] = []
    private(set) var files: [File] = []
    /// When payments of later days are wanted, by their amount.
    var wishes: [Int: Wish] = [:]
    /// Payments whose cancellation was answered with a yes, by their id.
    var cancelled: Set<String> = []
    /// Answers by idempotency key: a transaction's id, a file's id, or a refusal's code.
    private var answers: [String: String] = [:]

    mutating func opened(_ account: Account) {
        if !accounts.contains(where: { $0.reference == account.reference }) {
            accounts.append(account)
        }
    }

    mutating func posted(_ transfer: Transfer) {
        if !transfers.contains(transfer) { transfers.append(transfer) }
    }

    mutating func taken(_ file: File) {
        if !files.contains(file) { files.append(file) }
    }

    /// The same key has the same answer, always.
    ///
    /// - Returns: the earlier answer where it was another one.
    mutating func answered(_ key: String?, _ answer: String) -> String? {
        guard let key else { return nil }
        guard let earlier = answers[key] else {
            answers[key] = answer
            return nil
        }
        return earlier == answer ? nil : earlier
    }

    /// The balance of an account, given what became of payments as the bank tells it.
    func balance(_ account: Account, _ payments: [PaymentLine]) -> Int {
        let moved = transfers.reduce(0) { sum, transfer in
            sum + (transfer.to == account.reference ? transfer.cents : 0)
                - (transfer.from == account.reference ? transfer.cents : 0)
        }
        return payments.reduce(moved) { $0 + $1.effect(on: account.id) }
    }

    /// Amounts on their way back to others from an account, with its holder's consent: still there
    /// until their clearing has accepted them, and whether it has is not told by their state.
    func goingBack(from account: Account, _ payments: [PaymentLine]) -> [Int] {
        payments.filter { $0.state == "returning" && $0.account == account.id }.map(\.cents)
    }
}

/// A payment as the interface lists it.
struct PaymentLine {
    let id: String
    let file: String
    let kind: String
    let state: String
    let scheme: String
    /// Seconds since 1970.
    let arrival: Int
    let cents: Int
    let account: String
    let counterAccount: String

    /// What it adds to an account's balance in the state it is in.
    func effect(on account: String) -> Int {
        switch (kind, state) {
        case ("book", "settled"):
            (counterAccount == account ? cents : 0) - (self.account == account ? cents : 0)
        case ("outgoing", "booked"), ("outgoing", "settled"):
            self.account == account ? -cents : 0
        case ("incoming", "credited"): self.account == account ? cents : 0
        default: 0
        }
    }

    /// Whether the clearing's settlement account has it.
    var isSettled: Bool {
        switch (kind, state) {
        case ("outgoing", "settled"), ("outgoing", "returned"): true
        case ("incoming", "credited"), ("incoming", "parked"), ("incoming", "returning"),
            ("incoming", "sent_back"):
            true
        default: false
        }
    }

    /// Whether its return is settled too.
    var cameBack: Bool { state == "returned" || state == "sent_back" }
}
