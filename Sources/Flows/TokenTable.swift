import Bytes
package import PaymentModel
import Vocabulary

/// Who is let in, as interfaces ask it for each request: the machine's tokens at a sequence.
///
/// The machine's state is the truth; this copy is taken again behind each change of it, before the
/// change is answered.
package struct TokenTable: Sendable {
    /// A token with what a request needs of it.
    package struct Holder: Sendable {
        package let token: AccessToken
        /// `tok_…`: in logs and records, and what ids of idempotency keys rest on.
        package let label: String
    }

    let sequence: UInt64
    private let holders: [Holder]
    private let byHash: [[UInt8]: Int]
    private let places: [UInt128: Int]

    init() { self.init(TokenRegister(), sequence: 0) }

    init(_ register: TokenRegister, sequence: UInt64) {
        self.sequence = sequence
        holders = register.tokens.map {
            Holder(token: $0, label: Self.label($0.id))
        }
        byHash = Dictionary(
            holders.enumerated().map { ($1.token.hash, $0) },
            uniquingKeysWith: { first, _ in first })
        places = Dictionary(
            holders.enumerated().map { ($1.token.id, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// By the SHA-256 of a secret.
    ///
    /// Where the hash lies in the table tells nothing of the secret.
    func holder(hash: [UInt8]) -> Holder? { byHash[hash].map { holders[$0] } }

    func holder(_ id: UInt128) -> Holder? { places[id].map { holders[$0] } }

    /// In the order of giving.
    package var all: [Holder] { holders }

    static func label(_ id: UInt128) -> String { ObjectID(.token, id)?.description ?? "" }
}
