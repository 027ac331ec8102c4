import Bytes
import Cryptography
import Journal
package import Ledger

/// What a caller says of a record beyond its numbers: an object of JSON in its canonical form.
///
/// The ledger keeps its hash. The text may be somebody's personal data: it goes sealed beside the
/// journal, to the archive.
///
/// ```
/// salt = HMAC-SHA-256(secret of the data folder, "metadata" · scope · id)
/// hash = SHA-256(salt · canonical text)
/// ```
///
/// The salt follows from what does not change, so that the same text sent again under the same id
/// has the same hash, after a restart and after an erasure too. Without it nobody can try texts
/// against a hash; it is told with the text, and so anybody who has both can check it.
package struct Metadata: Hashable, Sendable {
    /// Bytes of the canonical text, at most.
    package static let bytesMax = 4096
    /// Objects and lists inside each other, the outermost one included.
    package static let depthMax = 4
    package static let saltBytes = 32

    /// What an id is of: the same number may be an account's, a transfer's and a transaction's.
    package enum Scope: UInt8, Sendable {
        case account = 1, transfer, transaction, schedule
    }

    /// Salt and text.
    let salted: [UInt8]
    package let hash: MetadataHash

    /// - Precondition: the salt has ``saltBytes``.
    package init(_ canonical: [UInt8], salt: [UInt8]) {
        precondition(salt.count == Self.saltBytes, "A salt has 32 bytes.")
        salted = salt + canonical
        hash = MetadataHash(SHA256.hash(salted).bytes) ?? .none
    }
}

/// Metadata of one event of a batch.
package struct PlacedMetadata: Hashable, Sendable {
    /// The event's place in its batch, from 0.
    package let index: Int
    package let metadata: Metadata

    package init(index: Int, _ metadata: Metadata) {
        self.index = index
        self.metadata = metadata
    }
}

extension RunningBank {
    /// Metadata of the record with this id.
    ///
    /// - Parameter canonical: at most ``Metadata/bytesMax``.
    package func metadata(
        _ canonical: [UInt8], of scope: Metadata.Scope, _ id: UInt128
    ) -> Metadata {
        var writer = ByteWriter(reserving: 17)
        writer.write(scope.rawValue)
        writer.write(id)
        return Metadata(
            canonical, salt: keyRing.lookup(writer.bytes, purpose: "metadata").bytes)
    }
}
