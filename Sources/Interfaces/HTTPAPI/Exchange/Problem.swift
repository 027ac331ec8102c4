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
    /// Of a problem that is many, each in its parts; an extension member of the answer.
    package var parts: [[Part]] = []
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

    /// A named text of one of a problem's many.
    package struct Part: Hashable, Sendable {
        package let name: String
        package let value: String?

        package init(_ name: String, _ value: String?) {
            self.name = name
            self.value = value
        }
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
            if !parts.isEmpty { write(parts, to: &$0) }
        }
        return writer.bytes
    }

    private func write(_ parts: [[Part]], to writer: inout JSONWriter) {
        writer.member(
            "differences",
            array: { list in
                for each in parts {
                    list.object { for part in each { $0.member(part.name, part.value) } }
                }
            })
    }
}
