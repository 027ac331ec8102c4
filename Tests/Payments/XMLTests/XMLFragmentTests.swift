import Testing

@testable import XML

@Suite struct XMLFragmentTests {
    static let document = """
        <?xml version="1.0" encoding="UTF-8"?>
        <Document xmlns="urn:bank" xmlns:x="urn:other">
          <!-- one payment -->
          <Pmt x:kind="a"><Id>E2E-1</Id><Amt Ccy="EUR">10.50</Amt></Pmt>
          <Pmt><Id>A&amp;B &#x20AC;</Id><Amt Ccy='U&quot;D'> 7
          </Amt><x:Note><![CDATA[<raw>]]></x:Note></Pmt>
        </Document>
        """

    func root(_ text: String = document) throws -> XMLFragment.Element {
        try XMLFragment.parse(Array(text.utf8)).root
    }

    @Test func `elements are found by name and by path`() throws {
        let root = try root()
        #expect(root.name == "Document")
        #expect(root.namespace == "urn:bank")
        #expect(root.all("Pmt").count == 2)
        #expect(root.at("Pmt/Id")?.text == "E2E-1")
        #expect(root.at("Pmt/Amt")?.attribute("Ccy") == "EUR")
        #expect(root.at("Pmt/Nothing") == nil)
        #expect(root.first("Pmt")?.attribute("kind") == nil)
        #expect(root.all("Pmt")[1].children.map(\.name) == ["Id", "Amt", "Note"])
        #expect(root.all("Pmt")[1].first("Note")?.namespace == "urn:other")
    }

    @Test func `references, sections and white space are read as text`() throws {
        let second = try root().all("Pmt")[1]
        #expect(second.first("Id")?.text == "A&B \u{20AC}")
        #expect(second.first("Amt")?.attribute("Ccy") == "U\"D")
        #expect(second.first("Amt")?.token == "7")
        #expect(second.first("Note")?.text == "<raw>")
        #expect(try root().text == "")
    }

    @Test func `path, place and source of an element are known`() throws {
        let amount = try #require(try root().all("Pmt").last?.first("Amt"))
        #expect(amount.path == "Document/Pmt[2]/Amt")
        #expect(amount.position == XMLPosition(line: 5, column: 33))
        let first = try #require(try root().at("Pmt/Amt"))
        #expect(String(decoding: first.source, as: UTF8.self) == "<Amt Ccy=\"EUR\">10.50</Amt>")
    }

    @Test func `of mixed text the part before the first element is kept`() throws {
        #expect(try root("<a>one<b/>\r\n<!-- two -->three<c>x</c></a>").text == "one")
        #expect(try root("<a>\n <b/>\r\n</a>").text == "")
        #expect(try root("<a><b/>one</a>").text == "")
        #expect(try root("<a>one<!-- c --><?p?><![CDATA[ two]]>&#33;</a>").text == "one two!")
        #expect(try root("<a> </a>").text == " ")
    }

    @Test func `a document of mixed text is read in one pass`() throws {
        // 3 MB with 300,000 pieces: a copy of the text so far for each would be 450 GB.
        let text = "<a>" + String(repeating: "&amp;<b/>x", count: 300_000) + "</a>"
        #expect(try root(text).text == "&")
        #expect(try root(text).fragment.count == 300_001)
    }
}
