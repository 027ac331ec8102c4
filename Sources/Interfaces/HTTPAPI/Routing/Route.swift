import Ledger

/// One address and method: who may ask, what may be sent, what is done.
package final class Route: Sendable {
    /// Gives the answer; may be called from any thread, exactly once.
    package typealias Respond = @Sendable (Response) -> Void
    /// Does the work of a route without blocking; the answer may come later.
    package typealias Action = @Sendable (Request, Caller?, @escaping Respond) -> Void

    package let method: Method
    package let path: PathTemplate
    package let scope: Scope
    package let summary: String
    package let query: [QueryParameter]
    package let body: BodyRule?
    package let answers: [Shape]
    package let action: Action

    package init(
        _ method: Method,
        _ path: String,
        scope: Scope,
        summary: String,
        query: [QueryParameter] = [],
        body: BodyRule? = nil,
        answers: [Shape],
        action: @escaping Action
    ) {
        self.method = method
        self.path = PathTemplate(path)
        self.scope = scope
        self.summary = summary
        self.query = query
        self.body = body
        self.answers = answers
        self.action = action
    }
}

/// A query parameter that a route knows.
package struct QueryParameter: Hashable, Sendable {
    package let name: String
    package let summary: String
    /// A schema as JSON text.
    package let schema: String

    package init(_ name: String, _ summary: String, schema: String = #"{"type":"string"}"#) {
        self.name = name
        self.summary = summary
        self.schema = schema
    }

    package static let dryRun = QueryParameter(
        "dry_run", "Only say what would happen", schema: #"{"type":"boolean"}"#)
    package static let limit = QueryParameter(
        "limit", "Entries on a page", schema: #"{"type":"integer","minimum":1,"maximum":1000}"#)
    package static let cursor = QueryParameter("cursor", "Where the page before ended")
}

/// What a route takes as its body.
package struct BodyRule: Hashable, Sendable {
    package enum Kind: Hashable, Sendable, CaseIterable {
        case json, xml, form, accounts, transfers

        /// The media types that are taken, the documented one first.
        package var mediaTypes: [String] {
            switch self {
            case .json: ["application/json"]
            case .xml: ["application/xml", "text/xml"]
            case .form: ["application/x-www-form-urlencoded"]
            case .accounts: BatchFormat.mediaTypes(records: Account.mediaType)
            case .transfers: BatchFormat.mediaTypes(records: Transfer.mediaType)
            }
        }
    }

    package let kind: Kind
    package let bytesMax: Int
    /// A schema as JSON text.
    package let schema: String

    /// Whether the request may come without one, and then without its type.
    package let isOptional: Bool

    package init(
        _ kind: Kind, bytesMax: Int, schema: String = "{}", isOptional: Bool = false
    ) {
        self.isOptional = isOptional
        self.kind = kind
        self.bytesMax = bytesMax
        self.schema = schema
    }

    /// Whether a `Content-Type` names this kind, in UTF-8 where it names a character set.
    func accepts(_ contentType: String) -> Bool {
        if contentType == kind.mediaTypes[0] { return true }
        let parts = contentType.lowercased().split(separator: ";").map {
            $0.filter { $0 != " " && $0 != "\t" && $0 != "\"" }
        }
        guard let type = parts.first, kind.mediaTypes.contains(type) else { return false }
        return parts.dropFirst().allSatisfy {
            !$0.hasPrefix("charset=") || $0 == "charset=utf-8"
        }
    }
}

/// An answer that a route may give, for the description of the interface.
package struct Shape: Hashable, Sendable {
    package let status: Int
    package let summary: String
    package let contentType: String
    /// A schema as JSON text.
    package let schema: String

    package init(
        _ status: Int, _ summary: String, contentType: String = "application/json",
        schema: String = "{}"
    ) {
        self.status = status
        self.summary = summary
        self.contentType = contentType
        self.schema = schema
    }
}
