package import Vocabulary

extension CreditTransfer {
    /// One transfer of the message (`CdtTrfTxInf`).
    package struct Transaction: Hashable, Sendable {
        package var instructionID: String?
        package var endToEndID: String
        package var transactionID: String?
        package var uetr: UETR?
        package var clearingReference: String?
        /// Where it differs from the group's.
        package var type: PaymentType?
        /// `IntrBkSttlmAmt`.
        package var amount: Money
        package var settlementDate: BusinessDate?
        /// `AccptncDtTm`: when the debtor's bank took the order; the clock of an instant payment
        /// runs from here.
        package var accepted: MessageTime?
        package var chargeBearer: ChargeBearer
        package var charges: [Charge]
        package var instructingAgent: Agent?
        package var instructedAgent: Agent?
        package var ultimateDebtor: Party?
        package var debtor: Party
        package var debtorAccount: CashAccount?
        package var debtorAgent: Agent
        package var creditorAgent: Agent
        package var creditor: Party
        package var creditorAccount: CashAccount?
        package var ultimateCreditor: Party?
        package var purpose: CodeOrProprietary?
        package var remittance: Remittance?

        package init(
            endToEndID: String, transactionID: String, amount: Money, debtor: Party,
            debtorAccount: CashAccount, debtorAgent: Agent, creditorAgent: Agent, creditor: Party,
            creditorAccount: CashAccount, chargeBearer: ChargeBearer = .serviceLevel
        ) {
            self.endToEndID = endToEndID
            self.transactionID = transactionID
            self.amount = amount
            self.debtor = debtor
            self.debtorAccount = debtorAccount
            self.debtorAgent = debtorAgent
            self.creditorAgent = creditorAgent
            self.creditor = creditor
            self.creditorAccount = creditorAccount
            self.chargeBearer = chargeBearer
            self.charges = []
        }
    }
}
