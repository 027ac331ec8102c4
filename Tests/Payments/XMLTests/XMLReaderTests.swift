import Testing

@testable import XML

@Suite struct XMLReaderTests {
    func reason(_ bytes: [UInt8], limits: XMLLimits = XMLLimits()) -> XMLError.Reason? {
        do {
            _ = try XMLFragment.parse(bytes, limits: limits)
            return nil
        } catch {
            return error.reason
        }
    }

    func reason(_ text: String, limits: XMLLimits = XMLLimits()) -> XMLError.Reason? {
        reason(Array(text.utf8), limits: limits)
    }

    @Test(arguments: [
        "<!DOCTYPE a><a/>",
        "<!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>",
        "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>&x;</a>",
        "<?xml version='1.0'?>\n<!-- c --><!DOCTYPE a SYSTEM 'http://example.org/a.dtd'><a/>",
    ])
    func `every document type is refused`(text: String) {
        #expect(reason(text) == .documentTypeForbidden)
    }

    /// Sections and productions are those of XML 1.0, fifth edition.
    @Test(
        arguments: [
            ("", .noRootElement), (" \n", .noRootElement), ("<!-- only -->", .noRootElement),
            ("text", .contentOutsideRoot), ("<a/><b/>", .contentOutsideRoot),
            ("<a/>text", .contentOutsideRoot), ("<a/>&amp;", .contentOutsideRoot),
            ("<a/><![CDATA[x]]>", .malformedMarkup), ("<a", .unexpectedEnd),
            ("<a>", .unexpectedEnd),
            ("<a><b></a>", .mismatchedTag(expected: "b", found: "a")),
            ("<a></A>", .mismatchedTag(expected: "a", found: "A")),
            ("<a></ab>", .mismatchedTag(expected: "a", found: "ab")),
            ("<a></a b='1'>", .malformedMarkup),
            ("<a b='1' b='2'/>", .duplicateAttribute("b")), ("<a b=1/>", .malformedAttribute),
            ("<a b/>", .malformedMarkup), ("<a b='1'c='2'/>", .malformedMarkup),
            ("<a b='<'/>", .malformedAttribute), ("<a b='&x;'/>", .unknownReference),
            ("<a>&nbsp;</a>", .unknownReference), ("<a>&amp</a>", .unknownReference),
            ("<a>&#;</a>", .unknownReference), ("<a>&#x;</a>", .unknownReference),
            ("<a>& </a>", .unknownReference), ("<a>&#0;</a>", .illegalCharacter(0)),
            ("<a>&#xD800;</a>", .illegalCharacter(0xD800)),
            ("<a>&#xFFFE;</a>", .illegalCharacter(0xFFFE)),
            ("<a>&#99999999999999999999;</a>", .illegalCharacter(0x110000)),
            ("<a>]]></a>", .sectionEndInText), ("<a><!-- a -- b --></a>", .doubleHyphenInComment),
            ("<a><!-- a ---></a>", .doubleHyphenInComment), ("<a><!-- a", .unexpectedEnd),
            ("<a><![CDATA[x</a>", .unexpectedEnd),
            ("<a><?xml version='1.0'?></a>", .malformedMarkup),
            ("<a><?XML x?></a>", .malformedMarkup),
            (" <?xml version='1.0'?><a/>", .malformedMarkup),
            ("<1a/>", .malformedName), ("<:a/>", .malformedName), ("<a:/>", .malformedName),
            ("<x:a:b xmlns:x='u'/>", .malformedName), ("< a/>", .malformedName),
            ("<a><></a>", .malformedName), ("<a/ >", .malformedMarkup),
            ("<x:a/>", .unboundPrefix("x")), ("<a x:b='1'/>", .unboundPrefix("x")),
            ("<a xmlns:x=''/>", .reservedNamespace), ("<a xmlns:xmlns='u'/>", .reservedNamespace),
            ("<a xmlns:xml='u'/>", .reservedNamespace),
            ("<a xmlns:p='u' xmlns:q='u' p:b='1' q:b='2'/>", .duplicateAttribute("q:b")),
            ("<a xmlns='u' xmlns='v'/>", .duplicateAttribute("xmlns")),
            ("<a xmlns:p='u' xmlns:p='v'/>", .duplicateAttribute("xmlns:p")),
            ("<?xml version='1.0' encoding='UTF-16'?><a/>", .unsupportedEncoding("UTF-16")),
            (
                "<?xml version='1.0' encoding='windows-1252'?><a/>",
                .unsupportedEncoding("windows-1252")
            ),
            ("<?xml encoding='UTF-8'?><a/>", .malformedDeclaration),
            ("<?xml version='1.'?><a/>", .malformedDeclaration),
            ("<?xml version='1.0' encoding?><a/>", .malformedDeclaration),
            ("<?xml version='1.0' standalone='maybe'?><a/>", .malformedDeclaration),
            ("<a>\u{0}</a>", .illegalCharacter(0)), ("<a>\u{FFFF}</a>", .illegalCharacter(0xFFFF)),
            ("<a>\u{1B}</a>", .illegalCharacter(0x1B)),
        ] as [(String, XMLError.Reason)])
    func `what is not well-formed is refused by its rule`(text: String, expected: XMLError.Reason) {
        #expect(reason(text) == expected)
    }

    /// RFC 3629, §3: overlong forms, surrogates, values above U+10FFFF, stray and missing bytes.
    @Test(
        arguments: [
            [0xC0, 0x80], [0xC1, 0xBF], [0xE0, 0x80, 0xAF], [0xF0, 0x80, 0x80, 0xAF],
            [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80], [0x80], [0xC3],
            [0xE2, 0x82], [0xFF],
        ] as [[UInt8]])
    func `what is no UTF-8 is refused`(bytes: [UInt8]) {
        #expect(reason(Array("<a>".utf8) + bytes + Array("</a>".utf8)) == .malformedUTF8)
        #expect(reason(Array("<a>123456789".utf8) + bytes) == .malformedUTF8)
    }

    @Test(
        arguments: [
            ([0xFE, 0xFF, 0x00, 0x3C], "UTF-16BE"), ([0xFF, 0xFE, 0x3C, 0x00], "UTF-16LE"),
            ([0x00, 0x00, 0x00, 0x3C], "UTF-32BE"), ([0x3C, 0x00, 0x3F, 0x00], "UTF-16LE"),
        ] as [([UInt8], String)])
    func `wide encodings are refused by name`(bytes: [UInt8], name: String) {
        #expect(reason(bytes) == .unsupportedEncoding(name))
    }

    @Test func `ISO-8859-1 is read where it is declared, and a byte order mark says UTF-8`() throws
    {
        let head = Array("<?xml version='1.0' encoding='ISO-8859-1'?><a>".utf8)
        let tail = Array("</a>".utf8)
        let latin = try XMLFragment.parse(head + [0x4B, 0xF6, 0x6C, 0x6E] + tail)
        #expect(latin.root.text == "Köln")
        let marked = try XMLFragment.parse([0xEF, 0xBB, 0xBF] + head + Array("Köln".utf8) + tail)
        #expect(marked.root.text == "Köln")
        let ascii = "<?xml version='1.0' encoding='US-ASCII'?><a>Köln</a>"
        #expect(reason(ascii) == .malformedUTF8)
    }

    @Test(
        arguments: [
            (.bytes, "<a>1</a>", 8), (.depth, "<a><b><c/></b></a>", 3),
            (.attributes, "<a b='1' c='2'/>", 2), (.nameBytes, "<abcd/>", 4),
            (.textBytes, "<a>12345</a>", 5), (.textBytes, "<a b='12345'/>", 5),
            (.textBytes, "<a><![CDATA[12345]]></a>", 5), (.textBytes, "<a><!--12345--></a>", 5),
            (.elements, "<a><b/><b/></a>", 3), (.keptElements, "<a><b/><b/></a>", 3),
            // The namespace of the prefix xml is always there.
            (.namespaces, "<a xmlns='u'><b xmlns='v'/></a>", 3),
        ] as [(XMLLimits.Name, String, Int)])
    func `a limit holds at its value and not above`(
        name: XMLLimits.Name, text: String, needed: Int
    ) {
        func limits(_ value: Int) -> XMLLimits {
            var limits = XMLLimits()
            switch name {
            case .bytes: limits.bytes = value
            case .depth: limits.depth = value
            case .attributes: limits.attributes = value
            case .nameBytes: limits.nameBytes = value
            case .textBytes: limits.textBytes = value
            case .elements: limits.elements = value
            case .keptElements: limits.keptElements = value
            case .namespaces: limits.namespaces = value
            }
            return limits
        }
        #expect(reason(text, limits: limits(needed)) == nil)
        #expect(reason(text, limits: limits(needed - 1)) == .aboveLimit(name, limit: needed - 1))
    }

    @Test func `a document above 100 MiB is refused unread`() {
        let bytes = [UInt8](repeating: 0x3C, count: (100 << 20) + 1)
        #expect(reason(bytes) == .aboveLimit(.bytes, limit: 100 << 20))
    }

    @Test func `a million levels of elements are refused at the 65th`() {
        let bytes = Array(repeatElement(Array("<a>".utf8), count: 1_000_000).joined())
        #expect(reason(bytes) == .aboveLimit(.depth, limit: 64))
    }

    @Test func `an error names its place`() throws {
        let error = #expect(throws: XMLError.self) {
            try XMLFragment.parse(Array("<a>\n  <b>\r\n</c></a>".utf8))
        }
        #expect(error?.position == XMLPosition(line: 3, column: 1))
        #expect(error?.offset == 11)
    }

    @Test func `a namespace holds for its element and what is inside`() throws {
        let text = """
            <p:a xmlns:p="u" xmlns="v"><b xmlns="" p:k="1"><c/></b><p:d xmlns:p="w"/><p:e/></p:a>
            """
        let root = try XMLFragment.parse(Array(text.utf8)).root
        #expect(root.namespace == "u")
        #expect(root.first("b")?.namespace == nil)
        #expect(root.at("b/c")?.namespace == nil)
        #expect(root.first("d")?.namespace == "w")
        #expect(root.first("e")?.namespace == "u")
    }
}
