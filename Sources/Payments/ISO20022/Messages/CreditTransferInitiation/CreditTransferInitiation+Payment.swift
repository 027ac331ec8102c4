package import Arithmetic

extension CreditTransferInitiation {
    /// The transfers of one debtor account and one day (`PmtInf`).
    package struct Payment: Hashable, Sendable {
        package var id: String
        package var method: Method
        /// `BtchBookg`.
        package var isBookedAsBatch: Bool?
        package var count: Int?
        package var controlSum: ExactDecimal?
        package var type: PaymentType?
        /// `ReqdExctnDt`; always a day in .03.
        package var execution: DayOrTime
        package var debtor: Party
        package var debtorAccount: CashAccount
        package var debtorAgent: Agent
        package var ultimateDebtor: Party?
        package var chargeBearer: ChargeBearer?
        package var chargesAccount: CashAccount?
        /// Names of elements that stand in the file and have no field here, in document order.
        package var notCarried: [String]
        package var transfers: [Transfer]

        /// `PaymentMethod3Code`.
        package enum Method: String, Hashable, Sendable {
            case cheque = "CHK"
            case transfer = "TRF"
            case advice = "TRA"
        }

        package init(
            id: String, execution: DayOrTime, debtor: Party, debtorAccount: CashAccount,
            debtorAgent: Agent, type: PaymentType? = nil, transfers: [Transfer] = []
        ) {
            self.id = id
            self.method = .transfer
            self.execution = execution
            self.debtor = debtor
            self.debtorAccount = debtorAccount
            self.debtorAgent = debtorAgent
            self.type = type
            self.notCarried = []
            self.transfers = transfers
        }
    }
}
