@testable import ISO20022
@testable import XML

/// Changes a document somewhere: its bytes, its elements, its values.
struct Mutation {
    private var random: Seeded

    init(seed: UInt64) { random = Seeded(seed) }

    static let values = [
        "", " ", "0", "-0", "+1", "1.", ".5", ".", "-", "1e3", "1,5", "0x1", "NaN", "INF", "-1",
        "00000000000000000000000000000001.5", "1.500000", "123456789012345678",
        "1234567890123456789",
        "12345678901234567.8", "0.12345", "0.123456", "1.0000000000", " 7 ", "7 7", "\t7\n", "true",
        "TRUE", "2026-02-29", "2024-02-29", "2026-11-21", "2026-11-31", "2026-13-01", "26-11-21",
        "2026-11-21Z", "2026-11-21+14:00", "2026-11-21+14:01", "2026-11-21-13:59", "02026-11-21",
        "12026-11-21", "-0001-11-21", "0000-11-21", "2026-11-21T09:00:00", "2026-11-21T24:00:00",
        "2026-11-21T24:00:01", "2026-11-21T09:00", "2026-11-21T09:00:60", "2026-11-21T09:00:00.",
        "2026-11-21T09:00:00.000Z", "2026-11-21 09:00:00", "2026-11-21T9:00:00", "2026-11", "2026",
        "EUR", "eur", "EU", "EURO", " EUR", "EUR ", "DE89370400440532013000", "DEUTDEFF",
        "DEUTDEFFXXX", "deutdeff", "a\u{0301}", "\u{1F600}", "\u{FFFD}", "QUJD", "QUJ", "QUI=",
        "QUJ=", "QR==", "Q===", "====", "Q UJ D", "SLEV", "slev", "&amp;&lt;", "&#x41;", "&#65;",
        "<![CDATA[]]>", "<![CDATA[EUR]]>", "EU<!-- -->R", "EU<?x?>R", "&#13;", "&unknown;", "&#0;",
        "]]>",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        "8a562c67-ca16-48ba-b074-65581be6f001", "8a562c67-ca16-58ba-b074-65581be6f001",
    ]

    static let attributes = [
        " Ccy=\"EUR\"", " Ccy='usd'", " Ccy=\"\"", " x=\"1\"", " xml:lang=\"en\"", " xmlns=\"\"",
        " xmlns=\"urn:x\"", " xmlns:p=\"urn:p\" p:a=\"1\"", " a:b=\"1\"",
        " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:nil=\"true\"",
        " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:nil=\"false\"",
        " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:type=\"Max35Text\"",
        " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:other=\"x\"",
        " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:schemaLocation=\"urn:x y.xsd\"",
    ]

    static let pieces = [
        "<", ">", "&", "\"", "'", "/", "]", "]]>", "<!--", "-->", "--", "<?", "?>", "<![CDATA[",
        "=",
        " ", "\n", "\r", "\r\n", "\t", ":", "é", "0", "9", "A", "z", "<a/>", "<a>", "</a>",
        "<!-- x -->",
        "<?pi x?>", "<?xml version=\"1.0\"?>", "text", "\u{0}", "\u{1}", "\u{7F}", "\u{FFFE}",
    ]

    /// The document with one to three changes.
    mutating func apply(to document: [UInt8]) -> [UInt8] {
        var bytes = document
        for _ in 0...random.below(3) {
            let fragment = try? XMLFragment.parse(bytes)
            guard let fragment, random.chance(85) else {
                changeBytes(&bytes)
                continue
            }
            changeElements(&bytes, fragment)
        }
        return bytes
    }

    private mutating func changeBytes(_ bytes: inout [UInt8]) {
        guard !bytes.isEmpty else { return }
        let at = random.below(bytes.count)
        switch random.below(5) {
        case 0: bytes.remove(at: at)
        case 1: bytes[at] = UInt8(truncatingIfNeeded: random.next())
        case 2: bytes.insert(contentsOf: random.pick(Self.pieces).utf8, at: at)
        case 3:
            let end = min(bytes.count, at + random.below(40))
            bytes.insert(contentsOf: Array(bytes[at..<end]), at: random.below(bytes.count))
        default: bytes.removeSubrange(at..<min(bytes.count, at + random.below(20)))
        }
    }

    private mutating func changeElements(_ bytes: inout [UInt8], _ fragment: XMLFragment) {
        let element = XMLFragment.Element(
            fragment: fragment, index: Int32(random.below(fragment.count)))
        let range = element.source.startIndex..<element.source.endIndex
        let source = Array(element.source)
        // The bounds of the text of an element without elements inside, `nil` for `<a/>`.
        let open = source.firstIndex(of: UInt8(ascii: ">")).map { range.lowerBound + $0 + 1 }
        let close = source.lastIndex(of: UInt8(ascii: "<")).map { range.lowerBound + $0 }
        let isLeaf = element.children.first { _ in true } == nil
        switch random.below(11) {
        case 0: bytes.removeSubrange(range)
        case 1: bytes.insert(contentsOf: source, at: range.upperBound)
        case 2:
            let other = XMLFragment.Element(
                fragment: fragment, index: Int32(random.below(fragment.count)))
            bytes.insert(contentsOf: Array(other.source), at: range.upperBound)
        case 3, 4, 5, 6:
            guard isLeaf, let open, let close, open <= close else { return }
            bytes.replaceSubrange(open..<close, with: Array(random.pick(Self.values).utf8))
        case 7:
            guard let open else { return }
            let end = bytes[open - 2] == UInt8(ascii: "/") ? open - 2 : open - 1
            bytes.insert(contentsOf: random.pick(Self.attributes).utf8, at: end)
        case 8:
            guard let open else { return }
            bytes.insert(
                contentsOf: random.pick(Self.pieces + ["<![CDATA[ ]]>", "&#32;"]).utf8, at: open)
        case 9: rename(&bytes, element, range)
        default: swap(&bytes, element, range)
        }
    }

    /// Gives an element another name, one of the document's or a new one.
    private mutating func rename(
        _ bytes: inout [UInt8], _ element: XMLFragment.Element, _ range: Range<Int>
    ) {
        let name = Array(element.name.utf8)
        let other = XMLFragment.Element(
            fragment: element.fragment, index: Int32(random.below(element.fragment.count)))
        let new =
            random.chance(70)
            ? Array(other.name.utf8) : Array(random.pick(["X", "x:y", "Id", "Cd"]).utf8)
        if bytes[range.upperBound - 2] != UInt8(ascii: "/") {
            let end = range.upperBound - 1 - name.count
            guard Array(bytes[end..<(end + name.count)]) == name else { return }
            bytes.replaceSubrange(end..<(end + name.count), with: new)
        }
        bytes.replaceSubrange(
            (range.lowerBound + 1)..<(range.lowerBound + 1 + name.count), with: new)
    }

    /// Moves an element in front of its first sibling.
    private mutating func swap(
        _ bytes: inout [UInt8], _ element: XMLFragment.Element, _ range: Range<Int>
    ) {
        guard let first = element.parent?.children.first(where: { _ in true }) else { return }
        let source = Array(element.source)
        bytes.removeSubrange(range)
        bytes.insert(contentsOf: source, at: first.offset)
    }
}
