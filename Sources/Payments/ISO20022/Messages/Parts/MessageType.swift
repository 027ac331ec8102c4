/// The message definitions of ISO 20022 that are read or written here.
///
/// The raw value is the identifier that stands in a namespace and in `OrgnlMsgNmId`.
package enum MessageType: String, Hashable, Sendable, CaseIterable {
    case pain001v03 = "pain.001.001.03"
    case pain001v09 = "pain.001.001.09"
    case pain001v11 = "pain.001.001.11"
    case pain002v03 = "pain.002.001.03"
    case pain002v10 = "pain.002.001.10"
    case pain002v12 = "pain.002.001.12"
    case pacs002v10 = "pacs.002.001.10"
    case pacs004v09 = "pacs.004.001.09"
    case pacs008v08 = "pacs.008.001.08"
    case pacs028v03 = "pacs.028.001.03"
    case camt029v09 = "camt.029.001.09"
    case camt056v08 = "camt.056.001.08"
    case camt052v08 = "camt.052.001.08"
    case camt053v02 = "camt.053.001.02"
    case camt053v08 = "camt.053.001.08"
    case camt054v02 = "camt.054.001.02"
    case camt054v08 = "camt.054.001.08"
    case camt060v04 = "camt.060.001.04"

    /// The target namespace of the message's schema.
    package var namespace: String { "urn:iso:std:iso:20022:tech:xsd:" + rawValue }

    /// The element below `Document`.
    package var root: String {
        switch self {
        case .pain001v03, .pain001v09, .pain001v11: "CstmrCdtTrfInitn"
        case .pain002v03, .pain002v10, .pain002v12: "CstmrPmtStsRpt"
        case .pacs002v10: "FIToFIPmtStsRpt"
        case .pacs004v09: "PmtRtr"
        case .pacs008v08: "FIToFICstmrCdtTrf"
        case .pacs028v03: "FIToFIPmtStsReq"
        case .camt029v09: "RsltnOfInvstgtn"
        case .camt056v08: "FIToFIPmtCxlReq"
        case .camt052v08: "BkToCstmrAcctRpt"
        case .camt053v02, .camt053v08: "BkToCstmrStmt"
        case .camt054v02, .camt054v08: "BkToCstmrDbtCdtNtfctn"
        case .camt060v04: "AcctRptgReq"
        }
    }

    /// Which generation of component types the message is made of.
    package var generation: Generation {
        switch self {
        case .pain001v03, .pain002v03, .camt053v02, .camt054v02: .of2009
        default: .of2019
        }
    }

    /// The generations of the components (party, agent, account, remittance) that messages share.
    package enum Generation: Hashable, Sendable {
        /// `PartyIdentification32`, `FinancialInstitutionIdentification7`, `CashAccount16`.
        case of2009
        /// `PartyIdentification135`, `FinancialInstitutionIdentification18`, `CashAccount38`, `40`.
        case of2019
    }
}
