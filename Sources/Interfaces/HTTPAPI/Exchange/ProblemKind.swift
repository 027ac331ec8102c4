/// A kind of refusal: its stable code, its status, and whether the same request may succeed later.
///
/// The set is open: each part of the interface adds its own beside those of the exchange here.
package struct ProblemKind: Hashable, Sendable {
    /// Lower case with underscores; never changes once released.
    package let code: String
    package let status: Int
    package let title: String
    package let isRetryable: Bool

    package init(_ code: String, _ status: Int, _ title: String, isRetryable: Bool = false) {
        self.code = code
        self.status = status
        self.title = title
        self.isRetryable = isRetryable
    }
}

extension ProblemKind {
    package static let malformedRequest = ProblemKind(
        "malformed_request", 400, "The request is not well formed")
    package static let malformedJSON = ProblemKind(
        "malformed_json", 400, "The body is no JSON within the limits")
    package static let unknownField = ProblemKind(
        "unknown_field", 400, "A field is not known")
    package static let missingField = ProblemKind(
        "missing_field", 400, "A field is missing")
    package static let invalidField = ProblemKind(
        "invalid_field", 400, "A field has a value that is not allowed")
    package static let unknownParameter = ProblemKind(
        "unknown_parameter", 400, "A query parameter is not known")
    package static let invalidParameter = ProblemKind(
        "invalid_parameter", 400, "A query parameter has a value that is not allowed")
    package static let notAuthenticated = ProblemKind(
        "not_authenticated", 401, "No valid token or session came with the request")
    package static let notAllowed = ProblemKind(
        "not_allowed", 403, "The caller may not do this")
    package static let notFound = ProblemKind(
        "not_found", 404, "There is nothing at this address")
    package static let methodNotAllowed = ProblemKind(
        "method_not_allowed", 405, "The address does not know this method")
    package static let requestTimeout = ProblemKind(
        "request_timeout", 408, "The request took too long to arrive", isRetryable: true)
    package static let bodyTooLarge = ProblemKind(
        "body_too_large", 413, "The body is larger than this address takes")
    package static let targetTooLong = ProblemKind(
        "target_too_long", 414, "The address is too long")
    package static let unsupportedMediaType = ProblemKind(
        "unsupported_media_type", 415, "The address does not take this type of body")
    package static let headTooLarge = ProblemKind(
        "head_too_large", 431, "The head of the request is too large")
    package static let internalError = ProblemKind(
        "internal_error", 500, "The request failed inside the server", isRetryable: true)
    package static let outcomeUnknown = ProblemKind(
        "outcome_unknown", 504, "The outcome is not known yet", isRetryable: true)
    package static let unavailable = ProblemKind(
        "unavailable", 503, "The server takes no requests at the moment", isRetryable: true)

    /// Every kind that the exchange itself knows, in the order of the reference.
    package static let ofExchange: [ProblemKind] = [
        malformedRequest, malformedJSON, unknownField, missingField, invalidField,
        unknownParameter, invalidParameter, notAuthenticated, notAllowed, notFound,
        methodNotAllowed, requestTimeout, bodyTooLarge, targetTooLong, unsupportedMediaType,
        headTooLarge, internalError, outcomeUnknown, unavailable,
    ]
}
