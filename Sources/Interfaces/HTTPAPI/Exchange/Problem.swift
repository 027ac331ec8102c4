package import JSON

/// A refusal as the caller sees it (RFC 9457), without what only the answer knows: request, sequence.
package struct Problem: Error, Hashable, Sendable {
    package let kind: ProblemKind
    /// The field or parameter at fault.
    package let param: String?
    /// What was found and what is allowed, for this occurrence.
    package let detail: String
    /// The sequence at which it was decided, where it is the refusal of a command.
    package var sequence: UInt64?
    /// Response fields that the status asks for, such as `Allow`.
    package var headers: [ResponseHeader] = []

    package init(
        _ kind: ProblemKind, param: String? = nil, detail: String? = nil, sequence: UInt64? = nil
    ) {
        self.kind = kind
        self.param = param
        self.detail = detail ?? kind.title + "."
        self.sequence = sequence
    }

    /// The problem that a body's fault in JSON is to its sender.
    package init(_ error: JSONError) {
        let kind: ProblemKind =
            switch error {
            case .unknownField: .unknownField
            case .missingField: .missingField
            default: error.isSyntax ? .malformedJSON : .invalidField
            }
        self.init(kind, param: error.field, detail: error.description)
    }

    package static let mediaType = "application/problem+json"

    func body(id: RequestID, sequence: UInt64) -> [UInt8] {
        var writer = JSONWriter()
        writer.object {
            $0.member("type", "/problems/" + kind.code)
            $0.member("title", kind.title)
            $0.member("status", kind.status)
            $0.member("detail", detail)
            $0.member("code", kind.code)
            $0.member("param", param)
            $0.member("request_id", id.description)
            $0.member("sequence", sequence)
            $0.member("retryable", kind.isRetryable)
        }
        return writer.bytes
    }
}
