import Cryptography

/// A block of a sealed file: 4,060 bytes of payload, its number, and their SHA-256 (FIPS 180-4).
///
/// The hash covers the file's identity as well, so a block that lies in the wrong place or the wrong
/// file is as bad as one with a flipped bit. SHA-256 and not CRC32C: the language has no instruction
/// for that one, and in software it is no faster than this one with the CPU's (3 µs a block); files
/// are named by hash, which a checksum could not do.
enum SealedBlock {
    static let bytes = 4096
    static let payloadBytes = 4060
    static let fenceBytes = 16
    static let fencesPerBlock = payloadBytes / fenceBytes
    private static let hashedBytes = bytes - Digest.byteCount

    /// Writes number and hash behind the payload.
    static func seal(
        _ block: UnsafeMutableRawBufferPointer, number: Int, identity: [UInt8]
    ) -> Digest {
        block.storeBytes(
            of: UInt32(number).littleEndian, toByteOffset: payloadBytes, as: UInt32.self)
        let digest = hash(block, identity)
        digest.copy(to: block, at: hashedBytes)
        return digest
    }

    /// The block's hash, or `nil` where it is not this block of this file as it was written.
    static func check(
        _ block: UnsafeMutableRawBufferPointer, number: Int, identity: [UInt8]
    ) -> Digest? {
        guard block.count == bytes else { return nil }
        let stored = Digest(UnsafeRawBufferPointer(block), at: hashedBytes)
        let found = UInt32(
            littleEndian: block.loadUnaligned(fromByteOffset: payloadBytes, as: UInt32.self))
        let isGood = hash(block, identity) == stored && found == UInt32(number)
        stored.copy(to: block, at: hashedBytes)
        return isGood ? stored : nil
    }

    /// The identity stands where the hash will, so that one call goes over all.
    private static func hash(
        _ block: UnsafeMutableRawBufferPointer, _ identity: [UInt8]
    ) -> Digest {
        UnsafeMutableRawBufferPointer(rebasing: block[hashedBytes...]).copyBytes(from: identity)
        return SHA256.hash(UnsafeRawBufferPointer(block))
    }
}
