/// What a request asks to be done to a resource (RFC 9110 §9); others are not known here.
package enum Method: String, Hashable, Sendable, CaseIterable {
    case get = "GET"
    case post = "POST"
    case put = "PUT"
    case delete = "DELETE"

    /// Whether the method may change something.
    package var isWrite: Bool { self != .get }
}
