package import Arithmetic
package import Vocabulary

extension CustomerStatusReport {
    /// A payment information of the file (`OrgnlPmtInfAndSts`).
    package struct Payment: Hashable, Sendable {
        package var id: String
        package var count: Int?
        package var controlSum: ExactDecimal?
        /// `PmtInfSts`.
        package var status: PaymentStatus?
        package var reasons: [StatusReason]
        package var tallies: [Tally]
        package var transactions: [Transaction]

        package init(
            id: String, count: Int? = nil, controlSum: ExactDecimal? = nil,
            status: PaymentStatus? = nil, reasons: [StatusReason] = [], tallies: [Tally] = [],
            transactions: [Transaction] = []
        ) {
            self.id = id
            self.count = count
            self.controlSum = controlSum
            self.status = status
            self.reasons = reasons
            self.tallies = tallies
            self.transactions = transactions
        }
    }

    /// A transfer of the file (`TxInfAndSts`).
    package struct Transaction: Hashable, Sendable {
        package var statusID: String?
        package var instructionID: String?
        package var endToEndID: String?
        /// Left out of .03, which has no place for it.
        package var uetr: UETR?
        package var status: PaymentStatus
        package var reasons: [StatusReason]
        /// `ChrgsInf`: what the transfer has cost its payer.
        package var charges: [Charge] = []
        package var accepted: MessageTime?
        /// `AcctSvcrRef`, the same in camt.054 and camt.053.
        package var servicerReference: String?
        package var reference: Reference?

        package init(
            instructionID: String? = nil, endToEndID: String, uetr: UETR? = nil,
            status: PaymentStatus, reasons: [StatusReason] = [], servicerReference: String? = nil,
            reference: Reference? = nil
        ) {
            self.instructionID = instructionID
            self.endToEndID = endToEndID
            self.uetr = uetr
            self.status = status
            self.reasons = reasons
            self.servicerReference = servicerReference
            self.reference = reference
        }
    }

    /// What the customer had asked for (`OrgnlTxRef`), as far as a reader needs it to recognise
    /// the transfer.
    package struct Reference: Hashable, Sendable {
        /// `Amt/InstdAmt`.
        package var amount: Money?
        package var execution: BusinessDate?
        package var debtorAccount: CashAccount?
        package var creditorAgent: Agent?
        package var creditor: Party?
        package var creditorAccount: CashAccount?

        package init(
            amount: Money? = nil, execution: BusinessDate? = nil,
            debtorAccount: CashAccount? = nil, creditorAgent: Agent? = nil,
            creditor: Party? = nil, creditorAccount: CashAccount? = nil
        ) {
            self.amount = amount
            self.execution = execution
            self.debtorAccount = debtorAccount
            self.creditorAgent = creditorAgent
            self.creditor = creditor
            self.creditorAccount = creditorAccount
        }
    }
}
