package import Vocabulary

/// What happened on accounts: a statement (camt.053), a notification (camt.054), .02 or .08, or a
/// report within the day (camt.052.001.08).
///
/// The clearing's cycle report and daily statement are read by it, customers' are written.
package struct AccountReport: Hashable, Sendable {
    package var kind: Kind
    package var version: Version
    package var messageID: String
    package var created: MessageTime
    /// `MsgRcpt`.
    package var recipient: Party?
    package var accounts: [Account]

    package enum Kind: Hashable, Sendable {
        /// camt.053: a day, with balances.
        case statement
        /// camt.054: entries alone.
        case notification
        /// camt.052: a day that has not ended, in .08 only.
        case interim
    }

    package enum Version: Hashable, Sendable, CaseIterable {
        case v02, v08
    }

    package init(
        kind: Kind, version: Version, messageID: String, created: MessageTime,
        recipient: Party? = nil, accounts: [Account]
    ) {
        self.kind = kind
        self.version = version
        self.messageID = messageID
        self.created = created
        self.recipient = recipient
        self.accounts = accounts
    }

    /// The element of one account.
    var accountName: String {
        switch kind {
        case .statement: "Stmt"
        case .notification: "Ntfctn"
        case .interim: "Rpt"
        }
    }

    package var type: MessageType {
        switch (kind, version) {
        case (.interim, _): .camt052v08
        case (.statement, .v02): .camt053v02
        case (.statement, .v08): .camt053v08
        case (.notification, .v02): .camt054v02
        case (.notification, .v08): .camt054v08
        }
    }

    /// The report on one account (`Stmt`, `Ntfctn`, `Rpt`).
    package struct Account: Hashable, Sendable {
        package var id: String
        /// `ElctrncSeqNb`.
        package var sequence: Int?
        package var created: MessageTime?
        package var period: Period?
        package var account: CashAccount
        package var owner: Party?
        package var servicer: Agent?
        package var balances: [Balance]
        package var entries: [Entry]

        package init(
            id: String, sequence: Int? = nil, created: MessageTime? = nil, period: Period? = nil,
            account: CashAccount, owner: Party? = nil, servicer: Agent? = nil,
            balances: [Balance] = [], entries: [Entry] = []
        ) {
            self.id = id
            self.sequence = sequence
            self.created = created
            self.period = period
            self.account = account
            self.owner = owner
            self.servicer = servicer
            self.balances = balances
            self.entries = entries
        }
    }

    /// `FrToDt`.
    package struct Period: Hashable, Sendable {
        package var from: MessageTime
        package var to: MessageTime

        package init(from: MessageTime, to: MessageTime) {
            self.from = from
            self.to = to
        }
    }

    /// `Bal`: never negative; the side says which way it goes, and zero is a credit.
    package struct Balance: Hashable, Sendable {
        package var kind: CodeOrProprietary
        package var amount: Money
        package var side: CreditDebit
        package var date: DayOrTime

        package init(
            kind: CodeOrProprietary, amount: Money, side: CreditDebit, date: DayOrTime
        ) {
            self.kind = kind
            self.amount = amount
            self.side = side
            self.date = date
        }

        /// A balance from a signed amount, negative where the account is overdrawn.
        package init(_ kind: Code, signed amount: Money, on day: BusinessDate) {
            self.init(
                kind: .code(kind.rawValue), amount: amount.isNegative ? amount.negated : amount,
                side: amount.isNegative ? .debit : .credit, date: .day(day))
        }
    }

    /// The balances this slice writes (`BalanceType12Code`).
    package enum Code: String, Hashable, Sendable {
        /// Within the day: booked so far, and what of it is available.
        case interimBooked = "ITBD"
        case interimAvailable = "ITAV"
        case openingBooked = "OPBD"
        case closingBooked = "CLBD"
        case closingAvailable = "CLAV"
    }
}
