import Testing

@testable import XML

@Suite struct XMLWriterTests {
    @Test func `a document is written on one line or indented`() {
        func written(_ indentation: Int) -> String {
            var writer = XMLWriter(indentation: indentation)
            writer.document("Document", namespace: "urn:x") {
                $0.element("Pmt") {
                    $0.text("Id", "1")
                    $0.text("Nm", ifAny: nil)
                    $0.text("Amt", "2.00", ["Ccy": "EUR"])
                }
                $0.element("None") { _ in }
            }
            return String(decoding: writer.bytes, as: UTF8.self)
        }
        let head = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        #expect(
            written(0) == head
                + "<Document xmlns=\"urn:x\"><Pmt><Id>1</Id><Amt Ccy=\"EUR\">2.00</Amt></Pmt>"
                + "<None/></Document>\n")
        #expect(
            written(2) == head + """
                <Document xmlns="urn:x">
                  <Pmt>
                    <Id>1</Id>
                    <Amt Ccy="EUR">2.00</Amt>
                  </Pmt>
                  <None/>
                </Document>

                """)
    }

    @Test(arguments: ["a<b>&\"'c", "]]>", "line\r\nline\ttab", "\u{20AC}\u{1F600}", " x ", ""])
    func `any text comes back as it was written`(text: String) throws {
        var writer = XMLWriter()
        writer.document("a", namespace: "urn:x", ["k": text]) { $0.text("b", text) }
        let root = try XMLFragment.parse(writer.bytes).root
        #expect(root.first("b")?.text == text)
        #expect(root.attribute("k") == text)
    }

    @Test func `what XML cannot hold is replaced`() throws {
        #expect(
            !XMLWriter.holds("a\u{0}") && !XMLWriter.holds("\u{FFFE}") && XMLWriter.holds("a\n"))
        var writer = XMLWriter()
        writer.document("a", namespace: "urn:x") { $0.text("b", "x\u{0}\u{FFFF}y") }
        let root = try XMLFragment.parse(writer.bytes).root
        #expect(root.first("b")?.text == "x\u{FFFD}\u{FFFD}y")
    }
}
