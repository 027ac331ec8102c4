package import Vocabulary
import XML

/// Somebody asks for reports on accounts (camt.060.001.04).
package struct ReportingRequest: Hashable, Sendable {
    package var messageID: String
    package var requests: [Item]

    /// One `RptgReq`.
    package struct Item: Hashable, Sendable {
        package var id: String?
        /// `ReqdMsgNmId`: the message that is wanted.
        package var message: String
        package var account: CashAccount?
        /// `RptgPrd/FrToDt`; a missing end is the first day.
        package var days: ClosedRange<BusinessDate>?
        /// Parts that ask for something less than all, by their names.
        package var restrictions: [String]
    }

    /// Reads a whole document which its schema has accepted.
    package init(reading document: MessageElement) throws(ReadingError) {
        let message = try document.message(.camt060v04)
        messageID = try message.required("GrpHdr").requiredText("MsgId")
        requests = []
        for element in message.all("RptgReq") { requests.append(try Item(reading: element)) }
    }
}

extension ReportingRequest.Item {
    fileprivate init(reading element: MessageElement) throws(ReadingError) {
        id = element.text("Id")
        message = try element.requiredText("ReqdMsgNmId")
        account = element.first("Acct").map { CashAccount($0, .of2019) }
        restrictions = ["RptgSeq", "ReqdTxTp", "ReqdBalTp"].filter { element.first($0) != nil }
        guard let period = element.first("RptgPrd") else { return }
        for name in ["FrToTm"] where period.first(name) != nil { restrictions.append(name) }
        if let kind = period.text("Tp"), kind != "ALLL" { restrictions.append("Tp \(kind)") }
        guard let dates = period.first("FrToDt"), let from = try dates.day("FrDt") else { return }
        let to = try dates.day("ToDt") ?? from
        // Days without end are not to be had; what else is asked for is.
        if from <= to { days = from...to } else { restrictions.append("FrToDt") }
    }
}
