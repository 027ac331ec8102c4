import ISO20022
import Testing

/// Expects that libxml2 and the product's own validator find a message valid.
func expectValid(
    _ bytes: [UInt8], _ type: MessageType, at location: SourceLocation = #_sourceLocation
) {
    let findings = (try? DocumentReader.read(bytes).findings)?.map(\.description) ?? ["not read"]
    #expect(findings.isEmpty, "\(text(bytes))", sourceLocation: location)
    let verdict = Judge.of(type.rawValue).verdict(bytes)
    #expect(verdict == .valid, "\(text(bytes))", sourceLocation: location)
}

extension Corpus {
    /// A file of the payments corpora, or `nil` and a line that says so.
    static func payment(_ path: String) -> [UInt8]? {
        let bytes = bytes(payments + path)
        if bytes == nil { print("skipped: no \(path)") }
        return bytes
    }
}
