/// What a log says of a request: nothing that a caller has written but its well-formed id.
///
/// The address stands as the route's pattern, as a path may hold a reference or an IBAN.
package struct RequestLine: Sendable {
    /// `nil` where the method is none known here.
    package let method: Method?
    /// Such as `/api/v1/accounts/{account}`; `nil` where no route was found.
    package let route: String?
    package let status: Int
    /// The refusal's code, or `nil`.
    package let code: String?
    /// The sequence that the answer carries.
    package let sequence: UInt64
    package let id: RequestID
    /// The id of the caller's token (`tok_…`), never its name or secret; `nil` where there is none.
    package let token: String?
    /// Nanoseconds of the log's clock.
    package let begunAt: UInt64
    package let endedAt: UInt64

    package var microseconds: UInt64 { (endedAt - min(begunAt, endedAt)) / 1000 }

    /// Whether the request changed something, or was refused.
    package var isOfConsequence: Bool { method?.isWrite != false || status >= 400 }
}

/// Where lines of requests go.
package struct RequestLog: Sendable {
    /// A clock that never goes back, in nanoseconds.
    package let now: @Sendable () -> UInt64
    /// Called by whatever thread answers: it must not wait.
    package let add: @Sendable (RequestLine) -> Void

    package init(
        now: @escaping @Sendable () -> UInt64, add: @escaping @Sendable (RequestLine) -> Void
    ) {
        self.now = now
        self.add = add
    }
}
