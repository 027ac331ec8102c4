import CLibxml2
import Testing

@testable import XML

/// Byte soup, made of the pieces that XML is made of: never a crash, and libxml2's verdict.
@Suite struct XMLFuzzTests {
    static let pieces = [
        "<a>", "</a>", "<b>", "</b>", "<a/>", "<a b='1'>", "<p:a>", "</p:a>", " xmlns:p='u'",
        " xmlns='u'",
        "<a xmlns:p='u'>", "<p:b p:c='2'/>", "<!-- c -->", "<!--", "-->", "--", "<![CDATA[", "]]>",
        "<?pi x?>", "<?", "?>", "<?xml version='1.0'?>",
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>",
        "&amp;", "&lt;", "&#65;", "&#x20AC;", "&#0;", "&x;", "&", "<", ">", "/", "=", "'", "\"",
        ":", "a",
        "é", "\u{FFFE}", "\u{10FFFF}", " ", "\n", "\r", "\r\n", "\t", "text", "]", "-", "0",
        "\u{0}", "\u{7F}",
    ]

    @Test func `60,000 documents of pieces get the verdict of libxml2`() {
        let seed: UInt64 = 20_261_121
        print("XML pieces, seed \(seed)")
        var state = seed
        func below(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        var accepted = 0
        for index in 0..<60_000 {
            var text = below(4) == 0 ? "" : "<a>"
            for _ in 0..<(1 + below(8)) { text += Self.pieces[below(Self.pieces.count)] }
            if text.hasPrefix("<a>"), below(4) > 0 { text += "</a>" }
            var bytes = Array(text.utf8)
            if below(8) == 0 { bytes[below(bytes.count)] = UInt8(below(256)) }
            let isAccepted = (try? XMLFragment.parse(bytes)) != nil
            if isAccepted { accepted += 1 }
            // libxml2 takes a NUL for the end of some documents; it is no character of XML.
            if bytes.contains(0) {
                #expect(!isAccepted, "document \(index)")
                continue
            }
            #expect(
                isAccepted == Self.isWellFormed(bytes),
                "document \(index): \(String(decoding: bytes, as: UTF8.self))")
        }
        print("\(accepted) accepted")
        #expect(accepted > 5_000)
    }

    static func isWellFormed(_ bytes: [UInt8]) -> Bool {
        guard let context = xmlNewParserCtxt() else { return false }
        defer { xmlFreeParserCtxt(context) }
        // A namespace that is no URI, or a relative one, is no error of the recommendation.
        context.pointee.sax.pointee.serror = { context, error in
            guard let error, error.pointee.domain == XML_FROM_NAMESPACE.rawValue,
                error.pointee.code != XML_WAR_NS_URI.rawValue,
                error.pointee.code != XML_WAR_NS_URI_RELATIVE.rawValue
            else { return }
            context?.assumingMemoryBound(to: xmlParserCtxt.self).pointee._private = context
        }
        let options =
            XML_PARSE_NOERROR.rawValue | XML_PARSE_NOWARNING.rawValue | XML_PARSE_NONET.rawValue
        let document = bytes.withUnsafeBytes { buffer in
            xmlCtxtReadMemory(
                context, buffer.baseAddress?.assumingMemoryBound(to: CChar.self),
                Int32(buffer.count), nil, nil, Int32(options))
        }
        defer { xmlFreeDoc(document) }
        return document != nil && context.pointee.wellFormed != 0
            && context.pointee._private == nil
    }
}
