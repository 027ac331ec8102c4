/// What a caller must be allowed for a route to answer.
package enum Scope: String, Hashable, Sendable, CaseIterable {
    /// Anybody, without a token: says neither names nor balances.
    case anyone = "public"
    case administrator
}

/// Who asks, as found from a token or a session.
package struct Caller: Hashable, Sendable {
    /// Stable across sessions; ids made from a caller's idempotency keys rest on it.
    package let name: String
    package let scopes: Set<Scope>

    package init(name: String, scopes: Set<Scope>) {
        self.name = name
        self.scopes = scopes
    }
}
