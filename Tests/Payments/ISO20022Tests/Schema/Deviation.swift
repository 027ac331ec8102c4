@testable import ISO20022
@testable import XML

/// Where we follow the standard and libxml2 2.9 does not; see the test that names the two.
enum Deviation {
    /// Whether the document has a version `1.`, which libxml2 takes; a digit must follow (XML 1.0,
    /// production 26).
    static func isListed(_ document: [UInt8]) -> Bool {
        ["version=\"1.\"", "version='1.'"].contains {
            document.firstRange(of: Array($0.utf8)) != nil
        }
    }

    /// The document without white space around dates and without blank sections.
    static func removed(from document: [UInt8]) -> [UInt8] {
        var bytes = document
        for section in ["<![CDATA[ ]]>", "<![CDATA[]]>"].map({ Array($0.utf8) }) {
            while let range = bytes.firstRange(of: section) { bytes.removeSubrange(range) }
        }
        guard let fragment = try? XMLFragment.parse(bytes) else { return bytes }
        for index in (0..<fragment.count).reversed() {
            let element = XMLFragment.Element(fragment: fragment, index: Int32(index))
            let token = Array(element.token.utf8)
            guard token.count < element.textBytes.count, isTime(token),
                let open = element.source.firstIndex(of: UInt8(ascii: ">")),
                let close = element.source.lastIndex(of: UInt8(ascii: "<"))
            else { continue }
            bytes.replaceSubrange((open + 1)..<close, with: token)
        }
        return bytes
    }

    private static func isTime(_ token: [UInt8]) -> Bool {
        token.withUnsafeBufferPointer { token in
            [.date, .dateTime, .time, .gYear, .gYearMonth].contains {
                TimeForm.isValid(token, as: $0)
            }
        }
    }
}
