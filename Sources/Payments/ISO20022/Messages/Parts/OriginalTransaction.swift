package import Vocabulary

/// What the transaction spoken of contained (`OriginalTransactionReference28`).
package struct OriginalTransaction: Hashable, Sendable {
    package var amount: Money?
    package var settlementDate: BusinessDate?
    package var settlement: Settlement?
    package var type: PaymentType?
    package var remittance: Remittance?
    package var ultimateDebtor: Party?
    package var debtor: Party?
    package var debtorAccount: CashAccount?
    package var debtorAgent: Agent?
    package var creditorAgent: Agent?
    package var creditor: Party?
    package var creditorAccount: CashAccount?
    package var ultimateCreditor: Party?
    package var purpose: CodeOrProprietary?

    package init() {}

    /// The copy of a credit transfer that goes with its return.
    package init(_ transaction: CreditTransfer.Transaction, of message: CreditTransfer) {
        amount = transaction.amount
        settlementDate = transaction.settlementDate ?? message.settlementDate
        settlement = message.settlement
        type = transaction.type ?? message.type
        remittance = transaction.remittance
        ultimateDebtor = transaction.ultimateDebtor
        debtor = transaction.debtor
        debtorAccount = transaction.debtorAccount
        debtorAgent = transaction.debtorAgent
        creditorAgent = transaction.creditorAgent
        creditor = transaction.creditor
        creditorAccount = transaction.creditorAccount
        ultimateCreditor = transaction.ultimateCreditor
        purpose = transaction.purpose
    }
}
