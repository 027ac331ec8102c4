/// The fields of a request's head that are read; all others are passed over.
package enum RequestHeader: String, Hashable, Sendable, CaseIterable {
    case accept = "accept"
    case authorization = "authorization"
    case contentEncoding = "content-encoding"
    case contentType = "content-type"
    case cookie = "cookie"
    case csrfToken = "qenex-csrf"
    case host = "host"
    case idempotencyKey = "idempotency-key"
    case ifMatch = "if-match"
    case ifNoneMatch = "if-none-match"
    case lastEventID = "last-event-id"
    case origin = "origin"
    case requestID = "x-request-id"

    private static let texts = allCases.map { Array($0.rawValue.utf8) }

    /// Finds a name in any case, as names are (RFC 9110 §5.1).
    package init?(name: String) {
        let count = name.utf8.count
        for (index, text) in RequestHeader.texts.enumerated() where text.count == count {
            if RequestHeader.isEqual(name.utf8, text) {
                self = RequestHeader.allCases[index]
                return
            }
        }
        return nil
    }

    private static func isEqual(_ name: String.UTF8View, _ lower: [UInt8]) -> Bool {
        name.elementsEqual(lower) { $0 == $1 || ($0 | 0x20 == $1 && (0x41...0x5A).contains($0)) }
    }
}
