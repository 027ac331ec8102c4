package import Bytes

/// What the journal holds in place of personal data: the key it is sealed under and the salted hash
/// of the plaintext.
package struct SealedReference: Hashable, Sendable, Recorded {
    package static let none = SealedReference(key: 0, hash: [])

    /// The personal key's id; 0 where nothing is sealed.
    package let key: UInt128
    /// SHA-256 over salt and plaintext: 32 bytes, or none.
    package let hash: [UInt8]

    package init(key: UInt128, hash: [UInt8]) {
        self.key = key
        self.hash = hash
    }

    package func write(to writer: inout ByteWriter) {
        writer.write(UInt8(key == 0 ? 0 : 1))
        guard key != 0 else { return }
        writer.write(key)
        writer.write(hash)
    }

    package init(from reader: inout ByteReader) throws(ByteError) {
        guard try reader.readFlag() else {
            self = .none
            return
        }
        key = try reader.read()
        hash = Array(try reader.read(count: 32))
    }
}
