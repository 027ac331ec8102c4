import ISO20022
package import Vocabulary

/// A customer's statement of one day as people read it: what one camt.053 says, nothing else.
///
/// CSV and page are made of it, so that all three forms of a statement say the same.
package struct StatementSheet: Sendable {
    /// `Stmt/Id`.
    package let id: String
    /// `ElctrncSeqNb`.
    package let number: Int
    package let day: BusinessDate
    package let created: String
    /// From midnight to midnight in the bank's zone, as the message says it.
    package let from: String
    package let to: String
    /// The IBAN, or what the bank names the account by.
    package let account: String
    package let owner: String
    /// The bank's BIC.
    package let servicer: String
    package let currency: Currency
    /// Negative where the account is overdrawn.
    package let opening: Money
    package let closing: Money
    package let available: Money
    package let lines: [Line]

    /// One entry.
    package struct Line: Hashable, Sendable {
        /// `NtryRef`.
        package let number: String
        package let booked: String
        package let value: String
        /// Negative for a debit.
        package let amount: Money
        /// What the account had after it.
        package let balance: Money
        /// Domain, family and sub-family, between oblique strokes.
        package let code: String
        /// `AcctSvcrRef`.
        package let reference: String
        package let isReversal: Bool
        /// Of a batch: `PmtInfId`.
        package let batch: String?
        package let parts: [Part]
    }

    /// One transfer of an entry.
    package struct Part: Hashable, Sendable {
        /// Negative for a debit.
        package let amount: Money
        package let counterparty: String
        package let counterAccount: String
        package let endToEndID: String
        package let messageID: String
        package let paymentID: String
        package let instructionID: String
        package let transactionID: String
        package let uetr: String
        package let remittance: String
        /// `RtrInf/Rsn`: it brings a payment back.
        package let returnReason: String
        /// `RtrInf/OrgnlBkTxCd`.
        package let returnedCode: String
        /// What others have taken from it on its way.
        package let charges: Money?
    }

    /// Entries of one direction added up.
    package struct Total: Hashable, Sendable {
        package let count: Int
        package let sum: Money
    }

    package var credits: Total { total { !$0.amount.isNegative } }
    package var debits: Total { total { $0.amount.isNegative } }

    /// What is booked and not available.
    package var held: Money {
        Money(minorUnits: closing.minorUnits - available.minorUnits, currency: currency)
    }

    private func total(_ isOne: (Line) -> Bool) -> Total {
        let found = lines.filter(isOne)
        let sum = found.reduce(Int128(0)) { $0 + $1.amount.minorUnits }
        return Total(count: found.count, sum: Money(minorUnits: sum, currency: currency))
    }

    init(
        _ account: AccountReport.Account, created: String, day: BusinessDate, balances: Balances,
        lines: [Line]
    ) {
        id = account.id
        number = account.sequence ?? 0
        self.day = day
        self.created = created
        from = account.period?.from.description ?? ""
        to = account.period?.to.description ?? ""
        self.account = Self.text(account.account)
        owner = account.owner?.name ?? ""
        servicer = account.servicer?.bicText ?? ""
        currency = balances.opening.currency
        opening = balances.opening
        closing = balances.closing
        available = balances.available
        self.lines = lines
    }

    struct Balances {
        let opening: Money
        let closing: Money
        let available: Money
    }

    static func text(_ account: CashAccount) -> String {
        switch account.identifier {
        case .iban(let iban): iban.text
        case .invalidIBAN(let text): text
        case .other(let id, _, _): id
        case nil: ""
        }
    }
}
