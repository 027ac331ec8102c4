package import Vocabulary

extension AccountReport {
    /// One transfer inside an entry (`TxDtls`).
    package struct Transaction: Hashable, Sendable {
        package var references: References
        /// In .02 it stands in `AmtDtls/TxAmt`.
        package var amount: Money?
        /// Unknown in .02.
        package var side: CreditDebit?
        package var code: BankTransactionCode?
        /// What others have taken from it on its way (`Chrgs/TtlChrgsAndTaxAmt`); unknown in .02.
        package var charges: Money?
        package var debtor: Party?
        package var debtorAccount: CashAccount?
        package var ultimateDebtor: Party?
        package var creditor: Party?
        package var creditorAccount: CashAccount?
        package var ultimateCreditor: Party?
        package var debtorAgent: Agent?
        package var creditorAgent: Agent?
        package var purpose: CodeOrProprietary?
        package var remittance: Remittance?
        /// `RltdDts/AccptncDtTm`.
        package var accepted: MessageTime?
        /// `RltdDts/IntrBkSttlmDt`.
        package var settlementDate: BusinessDate?
        package var returned: Return?
        /// `AddtlTxInf`.
        package var additional: String?

        package init(references: References, amount: Money? = nil, side: CreditDebit? = nil) {
            self.references = references
            self.amount = amount
            self.side = side
        }
    }

    /// `Refs`.
    package struct References: Hashable, Sendable {
        package var messageID: String?
        package var servicerReference: String?
        package var paymentID: String?
        package var instructionID: String?
        package var endToEndID: String?
        /// Unknown in .02.
        package var uetr: UETR?
        package var transactionID: String?
        package var clearingReference: String?

        package init(
            messageID: String? = nil, servicerReference: String? = nil, paymentID: String? = nil,
            instructionID: String? = nil, endToEndID: String? = nil, uetr: UETR? = nil,
            transactionID: String? = nil, clearingReference: String? = nil
        ) {
            self.messageID = messageID
            self.servicerReference = servicerReference
            self.paymentID = paymentID
            self.instructionID = instructionID
            self.endToEndID = endToEndID
            self.uetr = uetr
            self.transactionID = transactionID
            self.clearingReference = clearingReference
        }
    }

    /// `RtrInf`: the entry brings a payment back.
    package struct Return: Hashable, Sendable {
        package var originalCode: BankTransactionCode?
        package var reason: StatusReason

        package init(originalCode: BankTransactionCode?, reason: StatusReason) {
            self.originalCode = originalCode
            self.reason = reason
        }
    }
}
