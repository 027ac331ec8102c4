package import Arithmetic

/// What became of a customer's file, pain.002.001.03, .10 or .12.
///
/// Three levels: file, payment information, transfer; each report says only what changed.
package struct CustomerStatusReport: Hashable, Sendable {
    package var version: Version
    package var messageID: String
    package var created: MessageTime
    package var initiatingParty: Party?
    package var debtorAgent: Agent?
    package var original: Original
    package var payments: [Payment]

    package enum Version: Hashable, Sendable, CaseIterable {
        case v03, v10, v12

        package var type: MessageType {
            switch self {
            case .v03: .pain002v03
            case .v10: .pain002v10
            case .v12: .pain002v12
            }
        }

        /// The status of a transfer credited to a creditor of the same bank: .03 has no `ACCC`.
        package var credited: PaymentStatus { self == .v03 ? .settled : .credited }
    }

    package init(
        version: Version, messageID: String, created: MessageTime, initiatingParty: Party? = nil,
        debtorAgent: Agent? = nil, original: Original, payments: [Payment] = []
    ) {
        self.version = version
        self.messageID = messageID
        self.created = created
        self.initiatingParty = initiatingParty
        self.debtorAgent = debtorAgent
        self.original = original
        self.payments = payments
    }

    /// The file (`OrgnlGrpInfAndSts`).
    package struct Original: Hashable, Sendable {
        package var group: OriginalGroup
        package var count: Int?
        package var controlSum: ExactDecimal?
        /// `GrpSts`.
        package var status: PaymentStatus?
        package var reasons: [StatusReason]
        package var tallies: [Tally]

        package init(
            group: OriginalGroup, count: Int? = nil, controlSum: ExactDecimal? = nil,
            status: PaymentStatus? = nil, reasons: [StatusReason] = [], tallies: [Tally] = []
        ) {
            self.group = group
            self.count = count
            self.controlSum = controlSum
            self.status = status
            self.reasons = reasons
            self.tallies = tallies
        }
    }

    /// How many transfers have one status (`NbOfTxsPerSts`).
    package struct Tally: Hashable, Sendable {
        package var status: PaymentStatus
        package var count: Int
        package var controlSum: ExactDecimal?

        package init(status: PaymentStatus, count: Int, controlSum: ExactDecimal? = nil) {
            self.status = status
            self.count = count
            self.controlSum = controlSum
        }
    }
}
