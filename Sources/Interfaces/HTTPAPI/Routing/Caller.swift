package import PaymentModel

/// Who asks, as found from a token or a session.
package struct Caller: Hashable, Sendable {
    /// `tok_…`: stable across sessions; ids made from a caller's idempotency keys rest on it.
    package let name: String
    package let role: TokenRole
    /// The token's id.
    package let token: UInt128

    package init(name: String, role: TokenRole, token: UInt128) {
        self.name = name
        self.role = role
        self.token = token
    }
}
