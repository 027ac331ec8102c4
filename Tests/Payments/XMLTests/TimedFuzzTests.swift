import Fuzzing
import Testing

@testable import XML

private let documents = [
    """
    <?xml version="1.0" encoding="UTF-8"?><Document xmlns="urn:x"><GrpHdr><MsgId>M-1</MsgId>\
    <Nm>M&#252;ller &amp; S&#xF6;hne</Nm><!-- remark --><Amt Ccy="EUR">1.00</Amt></GrpHdr>
    <p:x xmlns:p="urn:p" p:a='1' b="2"><![CDATA[<raw>]]></p:x><?pi data?></Document>
    """,
    "<a><b/><b c='&lt;&gt;&quot;&apos;'>é\u{10FFFF}</b>\r\n\t</a>",
].map { Array($0.utf8) }

/// What we read as XML is XML to libxml2, and the other way round.
@Test func `any bytes are XML to us where they are XML to libxml2`() {
    let complaint = Fuzzer("XML").run { random in
        let mutator = Mutator(random, pieces: XMLFuzzTests.pieces)
        let bytes =
            random.below(3) == 0 ? mutator.made(piecesMax: 12) : mutator.mutated(documents)
        let isAccepted = (try? XMLFragment.parse(bytes)) != nil
        // libxml2 takes a NUL for the end of some documents; it is no character of XML.
        if bytes.contains(0) {
            return isAccepted ? "a NUL is taken: \(bytes)" : nil
        }
        // A document type, and encodings other than UTF-8, are refused by choice.
        let text = String(decoding: bytes, as: UTF8.self)
        if !isAccepted, text.contains("<!D") || text.contains("encoding") { return nil }
        // VersionNum is 1. and digits (XML 1.0, production 26); libxml2 takes others with a warning.
        if !isAccepted, text.hasPrefix("<?xml"), !hasVersion(text) { return nil }
        guard isAccepted == XMLFuzzTests.isWellFormed(bytes) else {
            return "we \(isAccepted ? "take" : "refuse") \(text)"
        }
        return nil
    }
    #expect(complaint == nil)
}

/// Whether the first quoted text of a declaration is a version of XML 1.
private func hasVersion(_ text: String) -> Bool {
    let quoted = text.drop { $0 != "\"" && $0 != "'" }
    guard let quote = quoted.first else { return false }
    let version = quoted.dropFirst().prefix { $0 != quote }
    let digits = version.dropFirst(2)
    return version.hasPrefix("1.") && !digits.isEmpty
        && digits.utf8.allSatisfy { (48...57).contains($0) }
}
