import Bytes
import Vocabulary

/// Who asks, and under which key.
package struct Caller: Sendable {
    /// The caller's name in ids: of a token or a channel.
    package let name: String
    package let idempotencyKey: String?
    /// The token that lets it in; 0 where none does, as for an inbox.
    package let token: UInt128
    /// Keyed hash of the inbox's folder; 0 where it is none.
    package var folder: UInt128 = 0

    /// The longest idempotency key, in characters.
    package static let keyLengthMax = 255

    package init(name: String, idempotencyKey: String?, token: UInt128 = 0) {
        self.name = name
        self.idempotencyKey = idempotencyKey
        self.token = token
    }
}
