import Bytes
import Cryptography

/// Stands for a set of keys and what was seen under each, in whatever order and files they lie.
///
/// The sum, in two halves of 128 bits, of the SHA-256 of every entry. Adding does not ask for an
/// order, so that neither sealing nor merging changes it, and two runs of the same journal have the
/// same one. It tells a set from any other that came about by mistake or damage; keys are keyed
/// hashes, so nobody without the secret can choose entries whose hashes add up.
package struct KeyFingerprint: Hashable, Sendable {
    package private(set) var count: UInt64 = 0
    private var high: UInt128 = 0
    private var low: UInt128 = 0

    package init() {}

    /// Adds an entry of a month.
    package mutating func add(_ key: UInt128, _ packed: UInt64, _ month: KeyMonth) {
        let digest = withUnsafeTemporaryAllocation(byteCount: 28, alignment: 16) { bytes in
            bytes.storeBytes(of: key.littleEndian, as: UInt128.self)
            bytes.storeBytes(of: packed.littleEndian, toByteOffset: 16, as: UInt64.self)
            bytes.storeBytes(of: month.number.littleEndian, toByteOffset: 24, as: Int32.self)
            return SHA256.hash(UnsafeRawBufferPointer(bytes))
        }
        count += 1
        // Sums of hashes are defined modulo 2^128.
        high &+= digest.leading128
        low &+= digest.withUnsafeBytes {
            UInt128(littleEndian: $0.loadUnaligned(fromByteOffset: 16, as: UInt128.self))
        }
    }

    func write(to writer: inout ByteWriter) {
        writer.write(count)
        writer.write(high)
        writer.write(low)
    }

    init(from reader: inout ByteReader) throws(ByteError) {
        count = try reader.read()
        high = try reader.read()
        low = try reader.read()
    }
}
