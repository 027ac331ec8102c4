import HTTPAPI
import NIOHTTP1

/// What the fields of a request's head say, found in one walk over them.
struct RequestFields {
    /// Those that the routes read.
    var headers = Headers()
    /// The first of them that stands twice.
    var duplicate: RequestHeader?
    /// The length that is announced.
    var contentLength: Int?
    var hasBody = false
    var expectsContinue = false
    var asksForUpgrade = false

    init(_ fields: HTTPHeaders) {
        for (name, value) in fields {
            if let known = RequestHeader(name: name) {
                guard headers.append(known, value) else {
                    duplicate = duplicate ?? known
                    continue
                }
            } else {
                take(name, value)
            }
        }
    }

    private mutating func take(_ name: String, _ value: String) {
        switch name.utf8.count {
        case 14 where name.isName("content-length"):
            contentLength = contentLength ?? Int(value)
            hasBody = hasBody || contentLength ?? 0 > 0
        case 17 where name.isName("transfer-encoding"): hasBody = true
        case 6 where name.isName("expect"): expectsContinue = value.lowercased() == "100-continue"
        case 7 where name.isName("upgrade"): asksForUpgrade = true
        default: break
        }
    }
}

extension String {
    /// Whether two names of the same length are the same (RFC 9110 §5.1).
    fileprivate func isName(_ lower: String) -> Bool {
        utf8.elementsEqual(lower.utf8) { $0 == $1 || $0 | 0x20 == $1 && 0x41...0x5A ~= $0 }
    }
}
