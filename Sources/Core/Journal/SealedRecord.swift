import Bytes
package import Cryptography

/// Personal data as it is kept: encrypted under a key that can be destroyed.
///
/// Layout of the bytes: version 1, key id 16, nonce 12, then AES-GCM over salt 16 and plaintext, tag
/// 16. Key id and record id are associated data, so a record opens under its own id only.
package struct SealedRecord: Hashable, Sendable {
    /// The most bytes of plaintext.
    package static let plaintextBytesMax = Attachment.bytesMax - overheadBytes
    /// How much longer the sealed bytes are.
    package static let overheadBytes =
        headerBytes + AESGCM.nonceBytes + saltBytes + AESGCM.tagBytes

    static let version: UInt8 = 1
    static let headerBytes = 17
    static let saltBytes = 16

    /// What goes to the side file.
    package let attachment: Attachment
    /// SHA-256 over salt and plaintext: what the journal's body may hold.
    package let hash: Digest

    /// Whether the record was read, or its key has been destroyed.
    package enum Opened: Hashable, Sendable {
        case plaintext([UInt8])
        case erased
    }

    /// Splits sealed bytes into key id, nonce and ciphertext; `nil` where they are none.
    static func parse(
        _ bytes: [UInt8]
    ) -> (key: UInt128, nonce: [UInt8], sealed: [UInt8])? {
        guard bytes.count >= overheadBytes else { return nil }
        var reader = ByteReader(bytes)
        guard (try? reader.expect(version)) != nil, let key: UInt128 = try? reader.read(),
            let nonce = try? reader.read(count: AESGCM.nonceBytes)
        else { return nil }
        return (key, Array(nonce), Array(bytes[(headerBytes + AESGCM.nonceBytes)...]))
    }

    /// The id of the key that sealed bytes are under; `nil` where they are none.
    package static func key(of bytes: [UInt8]) -> UInt128? { parse(bytes)?.key }

    static func associated(key: UInt128, record: UInt128) -> [UInt8] {
        var writer = ByteWriter(reserving: 33)
        writer.write(version)
        writer.write(key)
        writer.write(record)
        return writer.bytes
    }
}
