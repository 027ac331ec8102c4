package import Arithmetic
package import Vocabulary

extension CreditTransferInitiation {
    /// One transfer asked for (`CdtTrfTxInf`).
    package struct Transfer: Hashable, Sendable {
        package var instructionID: String?
        package var endToEndID: String
        /// Unknown in .03.
        package var uetr: UETR?
        package var type: PaymentType?
        package var amount: Amount
        package var chargeBearer: ChargeBearer?
        package var ultimateDebtor: Party?
        package var creditorAgent: Agent?
        package var creditor: Party?
        package var creditorAccount: CashAccount?
        package var ultimateCreditor: Party?
        package var purpose: CodeOrProprietary?
        package var remittance: Remittance?
        /// Names of elements that stand in the file and have no field here, in document order:
        /// cheque, exchange rate, intermediary agents, instructions, reporting, tax and the like.
        package var notCarried: [String]

        /// `AmountType3Choice`.
        package enum Amount: Hashable, Sendable {
            case instructed(ReceivedAmount)
            /// To be paid out in `transferCurrencyCode`, stated in the debtor's currency.
            case equivalent(ReceivedAmount, transferCurrencyCode: String)

            /// The number that counts in control sums.
            package var number: ExactDecimal {
                switch self {
                case .instructed(let amount), .equivalent(let amount, _): amount.number
                }
            }
        }

        package init(
            endToEndID: String, amount: Money, creditor: Party, creditorAccount: CashAccount,
            remittance: Remittance? = nil
        ) {
            self.endToEndID = endToEndID
            self.amount = .instructed(ReceivedAmount(amount))
            self.creditor = creditor
            self.creditorAccount = creditorAccount
            self.remittance = remittance
            self.notCarried = []
        }
    }
}
