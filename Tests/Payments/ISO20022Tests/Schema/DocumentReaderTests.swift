import Testing
import XML

@testable import ISO20022

@Suite struct DocumentReaderTests {
    static let transfers = "Document/CstmrCdtTrfInitn/PmtInf/CdtTrfTxInf"

    func findings(_ text: String) throws -> [SchemaFinding] {
        try DocumentReader.read(Array(text.utf8)).findings
    }

    @Test func `transfers are streamed with their order's header`() throws {
        let bytes = Array(SampleDocuments.pain001(orders: 3, transfers: 4).utf8)
        var seen: [String] = []
        let document = try DocumentReader.read(
            bytes, accepting: ["pain.001.001.03", "pain.001.001.09"], streaming: Self.transfers
        ) { record in
            let order = record.enclosing.at("PmtInfId")?.text ?? ""
            let transfer = record.element.at("PmtId/EndToEndId")?.text ?? ""
            seen.append("\(record.index) \(record.enclosingIndex) \(order) \(transfer)")
            #expect(record.element.at("Cdtr/PstlAdr/TwnNm")?.text == "Köln")
            #expect(record.enclosing.first("CdtTrfTxInf") == nil)
            #expect(record.findings.isEmpty)
            return .next
        }
        let expected = (0..<12).map { "\($0) \($0 / 4) ORDER-\($0 / 4) E-\($0 / 4)-\($0 % 4)" }
        #expect(seen == expected)
        #expect(document.isValid)
        #expect(document.message == "pain.001.001.09")
        #expect(document.recordsCount == 12)
        let orders = try #require(document.root.first("CstmrCdtTrfInitn")).all("PmtInf")
        #expect(
            orders.map { $0.all("CdtTrfTxInf").map(\.record) } == [
                [0, 1, 2, 3], [4, 5, 6, 7], [8, 9, 10, 11],
            ])
        #expect(document.root.at("CstmrCdtTrfInitn/GrpHdr/InitgPty/Nm")?.text == "Example & Sons")
    }

    @Test func `a streamed element knows its path, place and source`() throws {
        let text = SampleDocuments.pain001(orders: 2, transfers: 2)
        var paths: [String] = []
        var slices: [String] = []
        let document = try DocumentReader.read(Array(text.utf8), streaming: Self.transfers) {
            paths.append($0.element.at("Amt/InstdAmt")?.path ?? "")
            slices.append(String(decoding: $0.element.source, as: UTF8.self))
            return .next
        }
        #expect(
            paths
                == [(1, 1), (1, 2), (2, 1), (2, 2)].map {
                    "Document/CstmrCdtTrfInitn/PmtInf[\($0)]/CdtTrfTxInf[\($1)]/Amt/InstdAmt"
                })
        let markers = document.root.first("CstmrCdtTrfInitn")?.all("PmtInf").flatMap {
            $0.all("CdtTrfTxInf")
        }
        #expect(markers?.map { String(decoding: $0.source, as: UTF8.self) } == slices)
        #expect(slices[1].hasPrefix("<CdtTrfTxInf>") && slices[1].hasSuffix("</CdtTrfTxInf>"))
    }

    @Test func `a small message comes back whole`() throws {
        let document = try DocumentReader.read(Array(SampleDocuments.pacs008.utf8))
        #expect(document.message == "pacs.008.001.08")
        #expect(document.isValid, "\(document.findings)")
        let transfer = try #require(document.root.at("FIToFICstmrCdtTrf/CdtTrfTxInf"))
        #expect(transfer.at("PmtId/UETR")?.text == "8a562c67-ca16-48ba-b074-65581be6f001")
        #expect(transfer.first("IntrBkSttlmAmt")?.attribute("Ccy") == "EUR")
    }

    @Test func `all findings are collected, with path, place, found and allowed`() throws {
        let text = SampleDocuments.pain001(orders: 2, transfers: 2)
            .replacing("<PmtMtd>TRF</PmtMtd>", with: "<PmtMtd>CASH</PmtMtd>", maxReplacements: 1)
            .replacing("<EndToEndId>E-1-1</EndToEndId>", with: "")
            .replacing("Ccy=\"EUR\">1.00", with: ">1.000001", maxReplacements: 1)
        let found = try findings(text)
        #expect(
            found.map(\.rule) == [
                .enumeration, .missingAttribute, .fractionDigits, .missingElement,
            ])
        #expect(found[0].path == "Document/CstmrCdtTrfInitn/PmtInf[1]/PmtMtd")
        // Ten lines up to the end of GrpHdr, then PmtInf, PmtInfId, PmtMtd.
        #expect(found[0].position == XMLPosition(line: 13, column: 7))
        #expect(found[0].found == "CASH")
        #expect(found[0].allowed == "CHK, TRA, TRF")
        #expect(found[1].allowed == "Ccy")
        #expect(found[2].found == "1.000001")
        #expect(found[3].path == "Document/CstmrCdtTrfInitn/PmtInf[2]/CdtTrfTxInf[2]/PmtId")
        #expect(found[3].allowed == "EndToEndId")
    }

    @Test func `findings are bounded and counted`() throws {
        let text = SampleDocuments.pain001(orders: 1, transfers: 300)
            .replacing("<Ctry>DE</Ctry>", with: "<Ctry>Germany</Ctry>")
        var ofRecords = 0
        let document = try DocumentReader.read(
            Array(text.utf8), findingsMax: 10, streaming: Self.transfers
        ) {
            ofRecords += $0.findings.count
            return .next
        }
        #expect(document.findings.count == 10 && ofRecords == 10)
        #expect(document.findingsCount == 300)
        #expect(!document.isValid)
    }

    @Test func `one element out of place is one finding`() throws {
        let text = SampleDocuments.pacs002
        let swapped = text.replacing(
            "<MsgId>STS-1</MsgId>", with: "<Extra><Inner/></Extra><MsgId>STS-1</MsgId>")
        #expect(try findings(swapped).map(\.rule) == [.unexpectedElement])
        let missing = text.replacing("<MsgId>STS-1</MsgId>", with: "")
        #expect(try findings(missing).map(\.allowed) == ["MsgId"])
        let twice = text.replacing("<TxSts>RJCT</TxSts>", with: "<TxSts>A</TxSts><TxSts>B</TxSts>")
        #expect(try findings(twice).map(\.found) == ["TxSts"])
    }

    @Test func `what is no message of ours is refused`() {
        func error(_ text: String, _ ids: [String] = []) -> DocumentError? {
            #expect(throws: DocumentError.self) {
                try DocumentReader.read(Array(text.utf8), accepting: ids)
            }
        }
        let start = XMLPosition(line: 1, column: 1)
        #expect(error("<Document/>") == .unknownNamespace("", start))
        #expect(error("<Document xmlns='urn:x'/>") == .unknownNamespace("urn:x", start))
        #expect(
            error(SampleDocuments.pacs002, ["pain.001.001.09"])
                == .notAccepted("pacs.002.001.10", accepted: ["pain.001.001.09"]))
        guard case .malformed(let xml) = error("<!DOCTYPE a><a/>") else {
            Issue.record("A document type was not refused.")
            return
        }
        #expect(xml.reason == .documentTypeForbidden)
    }

    @Test func `a known namespace with another root is a finding`() throws {
        let text = "<Other xmlns='urn:iso:std:iso:20022:tech:xsd:pain.001.001.09'/>"
        #expect(try findings(text).map(\.rule) == [.unexpectedRoot])
    }

    @Test func `whoever takes the records may stop`() {
        let bytes = Array(SampleDocuments.pain001(orders: 1, transfers: 5).utf8)
        var count = 0
        let error = #expect(throws: DocumentError.self) {
            try DocumentReader.read(bytes, streaming: Self.transfers) { _ in
                count += 1
                return count == 3 ? .stop : .next
            }
        }
        #expect(error == .stopped(atRecord: 2))
    }

    @Test func `header and message are found in an envelope`() throws {
        let inner = SampleDocuments.pacs002.split(separator: "?>", maxSplits: 1)[1]
        let text = """
            <e:Envelope xmlns:e="urn:envelope"><e:Body>
            <h:AppHdr xmlns:h="urn:iso:std:iso:20022:tech:xsd:head.001.001.02"><h:Fr/></h:AppHdr>
            \(inner)</e:Body></e:Envelope>
            """
        let messages = try EnvelopeReader.read(Array(text.utf8))
        #expect(messages.map(\.message) == ["head.001.001.02", "pacs.002.001.10"])
        #expect(messages.map(\.isValid) == [false, true])
        #expect(messages[0].findings.first?.path == "Envelope/Body/AppHdr/Fr")
    }

    @Test func `every message of this build has a schema with a root`() throws {
        #expect(Schema.ids.count == 19)
        for id in Schema.ids {
            let schema = try #require(Schema.named(id))
            #expect(schema.id == id)
            #expect(schema.namespace == "urn:iso:std:iso:20022:tech:xsd:\(id)")
            #expect(Schema.forNamespace(schema.namespace) === schema)
            #expect(schema.isRoot(id.hasPrefix("head") ? "AppHdr" : "Document"))
        }
        #expect(Schema.named("pain.001.001.99") == nil)
    }
}
