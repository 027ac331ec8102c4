import Bytes
import Cryptography

/// The last block of a sealed file: the least and the greatest key, and the hash over the hashes of
/// all blocks before it.
struct SealedTail {
    /// An id, or a timestamp where the entries are records.
    let low: UInt128
    let high: UInt128
    /// Names the file: it covers every byte before this block.
    let root: Digest

    init(low: UInt128, high: UInt128, root: Digest) {
        self.low = low
        self.high = high
        self.root = root
    }

    func write(to payload: UnsafeMutableRawBufferPointer, identity: [UInt8]) {
        var writer = ByteWriter(reserving: 128)
        writer.write(identity)
        writer.write(low)
        writer.write(high)
        writer.write(root.bytes)
        payload.copyBytes(from: writer.bytes)
    }

    /// Fails where the payload has another identity.
    init?(_ payload: [UInt8], identity: [UInt8]) {
        var reader = ByteReader(payload)
        do {
            guard try Array(reader.read(count: identity.count)) == identity else { return nil }
            low = try reader.read()
            high = try reader.read()
            guard let root = Digest(try reader.read(count: Digest.byteCount)) else { return nil }
            self.root = root
        } catch { return nil }
    }
}
