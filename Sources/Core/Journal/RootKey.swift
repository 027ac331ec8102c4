package import Cryptography
package import Platform

/// The secret that all other keys of a data folder are wrapped with.
///
/// Until there is a vault it lies in a file of mode 0600; whoever has the file has everything.
package struct RootKey: Sendable {
    package static let fileName = "root.key"

    /// Tells one root key from another and gives nothing away.
    package let identifier: UInt64
    /// Wraps data keys of segments.
    let wrapping: SecretKey
    /// Wraps personal keys.
    let personal: SecretKey
    /// Hashes what is looked up, such as an IBAN.
    let lookup: KeyedHash

    package init(_ secret: SecretKey) {
        wrapping = HMAC.key(from: secret, purpose: "qenex 1 data keys")
        personal = HMAC.key(from: secret, purpose: "qenex 1 personal keys")
        lookup = KeyedHash(key: HMAC.key(from: secret, purpose: "qenex 1 look-ups"))
        let name = HMAC.key(from: secret, purpose: "qenex 1 identifier").bytes
        identifier = name.prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
    }

    /// Reads the key file of a folder.
    package static func read(
        _ disk: any Disk, folder: String
    ) throws(JournalError) -> RootKey {
        let path = "\(folder)/\(fileName)"
        guard disk.exists(path) else { throw .rootKeyMissing(path: path) }
        let bytes = try onDisk { () throws(DiskError) in
            try disk.read(path, limit: SecretKey.byteCount)
        }
        guard let secret = SecretKey(bytes) else { throw .wrongRootKey(path: path) }
        return RootKey(secret)
    }

    /// Makes the key file of a new folder.
    package static func make(
        _ disk: any Disk, folder: String, randomness: any Randomness
    ) throws(JournalError) -> RootKey {
        let secret = SecretKey(randomness)
        try onDisk { () throws(DiskError) in
            try disk.makeDirectory(folder)
            try disk.writeDurably("\(folder)/\(fileName)", secret.bytes, mode: 0o600)
        }
        return RootKey(secret)
    }
}
