package import Arithmetic

/// A customer's file of credit transfers, pain.001.001.03, .09 or .11.
///
/// A file of any length is read piece by piece (`CreditTransferInitiation.Assembly` collects the
/// pieces where the whole is wanted).
package struct CreditTransferInitiation: Hashable, Sendable {
    package var version: Version
    package var header: Header
    package var payments: [Payment]

    package enum Version: Hashable, Sendable, CaseIterable {
        case v03, v09, v11

        package var type: MessageType {
            switch self {
            case .v03: .pain001v03
            case .v09: .pain001v09
            case .v11: .pain001v11
            }
        }

        /// The status report that answers a file of this version.
        package var answer: CustomerStatusReport.Version {
            switch self {
            case .v03: .v03
            case .v09: .v10
            case .v11: .v12
            }
        }
    }

    package init(version: Version, header: Header, payments: [Payment]) {
        self.version = version
        self.header = header
        self.payments = payments
    }

    /// `GrpHdr`.
    package struct Header: Hashable, Sendable {
        package var messageID: String
        package var created: MessageTime
        package var count: Int
        package var controlSum: ExactDecimal?
        package var initiatingParty: Party
        /// `FwdgAgt`.
        package var forwardingAgent: Agent?

        package init(
            messageID: String, created: MessageTime, count: Int, controlSum: ExactDecimal? = nil,
            initiatingParty: Party
        ) {
            self.messageID = messageID
            self.created = created
            self.count = count
            self.controlSum = controlSum
            self.initiatingParty = initiatingParty
        }
    }
}
