/// All tokens ever given, in the order of giving; those that were revoked say who did what.
package struct TokenRegister: Sendable {
    /// Tokens ever given.
    package static let countMax = 10_000

    package private(set) var tokens: [AccessToken] = []
    private var places: [UInt128: Int] = [:]
    private var byHash: [[UInt8]: Int] = [:]

    package init() {}

    init(_ tokens: [AccessToken]) {
        for token in tokens { add(token) }
    }

    package subscript(_ id: UInt128) -> AccessToken? { places[id].map { tokens[$0] } }

    /// By the SHA-256 of its secret.
    package subscript(hash hash: [UInt8]) -> AccessToken? { byHash[hash].map { tokens[$0] } }

    var isFull: Bool { tokens.count >= Self.countMax }

    func hasName(_ key: UInt128) -> Bool {
        tokens.contains { $0.nameKey == key && !$0.isRevoked }
    }

    /// Whether somebody can still give tokens, whatever the time is, when this one is taken away.
    func hasAdministrator(without id: UInt128) -> Bool {
        tokens.contains { $0.id != id && $0.isLastingAdministrator }
    }

    mutating func add(_ token: AccessToken) {
        places[token.id] = tokens.count
        byHash[token.hash] = tokens.count
        tokens.append(token)
    }

    mutating func revoke(_ id: UInt128, at instant: UInt64, by: UInt128) {
        guard let place = places[id] else { return }
        tokens[place].revokedAt = instant
        tokens[place].revokedBy = by
    }
}
