import PaymentModel
import Testing

@testable import Flows

/// Entries of the clearing's reports that look like money and are none (rows C6–C8, E1a).
@Suite struct `Entries of the clearing that move nothing` {
    private struct Entry {
        var number = 1
        var currency = "EUR"
        var status = "BOOK"
        var reference = "REF-1"
        var isReversal = false

        /// 111.00 paid in, as the clearing's camt.054 says it.
        func message(account: String) -> String {
            """
            <Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.054.001.08">\
            <BkToCstmrDbtCdtNtfctn><GrpHdr><MsgId>M-\(number)</MsgId>\
            <CreDtTm>2026-11-20T09:00:00+01:00</CreDtTm></GrpHdr><Ntfctn><Id>N-\(number)</Id>\
            <Acct><Id><Othr><Id>\(account)</Id></Othr></Id></Acct>\
            <Ntry><NtryRef>1</NtryRef><Amt Ccy="\(currency)">111.00</Amt>\
            <CdtDbtInd>CRDT</CdtDbtInd>\(isReversal ? "<RvslInd>true</RvslInd>" : "")\
            <Sts><Cd>\(status)</Cd></Sts><BookgDt><Dt>2026-11-20</Dt></BookgDt>\
            <ValDt><Dt>2026-11-20</Dt></ValDt><AcctSvcrRef>\(reference)</AcctSvcrRef>\
            <BkTxCd/></Ntry></Ntfctn></BkToCstmrDbtCdtNtfctn></Document>
            """
        }
    }

    private func account(_ sandbox: Sandbox) throws -> String {
        try #require(
            sandbox.look { $0.configuration.scheme(named: "SCT")?.first }?.settlementAccount)
    }

    /// What the clearing holds for us is our debit, below zero here.
    @Test func `what is booked is equity, once for a reference of the clearing`() throws {
        let sandbox = try Sandbox()
        let (account, before) = (try account(sandbox), sandbox.balance(.settlement, "SCT"))
        try sandbox.deliver(Entry().message(account: account))
        #expect(sandbox.balance(.settlement, "SCT") == before - 11_100)
        try sandbox.deliver(Entry(number: 2).message(account: account))
        #expect(sandbox.balance(.settlement, "SCT") == before - 11_100)
        #expect(sandbox.breaks == [.repeatedEntry])
        try sandbox.deliver(Entry(number: 3, reference: "REF-2").message(account: account))
        #expect(sandbox.balance(.settlement, "SCT") == before - 22_200)
        #expect(sandbox.isBalanced)
    }

    @Test(arguments: ["PDNG", "INFO"])
    func `what is not booked has not settled`(status: String) throws {
        let sandbox = try Sandbox()
        let before = sandbox.balance(.settlement, "SCT")
        try sandbox.deliver(Entry(status: status).message(account: try account(sandbox)))
        #expect(sandbox.balance(.settlement, "SCT") == before && sandbox.breaks.isEmpty)
    }

    @Test func `what is taken back is a break`() throws {
        let sandbox = try Sandbox()
        let before = sandbox.balance(.settlement, "SCT")
        try sandbox.deliver(Entry(isReversal: true).message(account: try account(sandbox)))
        #expect(sandbox.balance(.settlement, "SCT") == before)
        #expect(sandbox.breaks == [.reversed])
    }

    @Test(arguments: ["USD", "JPY"])
    func `an amount in another currency is kept apart unread`(currency: String) throws {
        let sandbox = try Sandbox()
        let before = sandbox.balance(.settlement, "SCT")
        let refused = try sandbox.refusedOfClearing().count
        let amount = Entry(currency: currency).message(account: try account(sandbox))
        try sandbox.deliver(
            currency == "JPY" ? amount.replacing("111.00", with: "111") : amount)
        #expect(sandbox.balance(.settlement, "SCT") == before)
        #expect(try sandbox.refusedOfClearing().count == refused + 1)
    }
}

extension String {
    fileprivate func replacing(_ old: String, with new: String) -> String {
        split(separator: old, omittingEmptySubsequences: false).joined(separator: new)
    }
}
