import Bytes
package import Cryptography

/// The first 256 bytes of an entry, in clear.
///
/// The body follows, sealed.
///
/// Integers are little-endian. Layout: magic 4, format 2, kind 1, hash id 1, cipher id 1, zero 3,
/// count 4, node 8, epoch 8, sequence 8, timestamp 8, length 4, rules' version 4, key id 8, salt 16,
/// durable through 8, nonce 8, side offset 8, side length 8, side hash 32, previous hash 32, hash 32,
/// tag 16, zeros 32.
///
/// The hash is SHA-256 over the bytes before it and the plaintext of the body. The tag
/// is AES-GCM's over the sealed body, with the bytes before the tag and the entry's position as
/// associated data.
package struct EntryHeader: Hashable, Sendable {
    package enum Kind: UInt8, Sendable {
        /// What the state machines decided on.
        case commands = 1
        /// Nothing but how far the journal is durable.
        case mark = 2
        /// The last entry of a clean stop.
        case seal = 3
    }

    /// Where the sealed personal data of an entry lies in the side file.
    ///
    /// All zeros: none.
    package struct Side: Hashable, Sendable {
        package var offset: UInt64 = 0
        /// In bytes, without the padding to a block.
        package var length: UInt64 = 0
        package var hash = Digest.zero
    }

    /// "QXJE".
    static let magic: UInt32 = 0x454A_5851
    package static let formatVersion: UInt16 = 1
    /// SHA-256.
    static let hashID: UInt8 = 1
    /// AES-256-GCM.
    static let cipherID: UInt8 = 1
    package static let byteCount = 256
    /// What the hash covers of the header.
    static let hashedBytes = 176
    /// What the tag covers of the header.
    static let taggedBytes = 208
    /// Where the zeros begin that end the header.
    static let paddingStart = 224

    package var kind: Kind
    /// Commands in the body.
    package var count: UInt32
    package var node: UInt64
    /// Grows with each start, so that a former writer is known by it.
    package var epoch: UInt64
    /// 1 for the first entry, then without a gap.
    package var sequence: UInt64
    /// Nanoseconds since 1970, never less than that of the entry before.
    package var timestamp: UInt64
    /// Bytes of the body.
    package var length: UInt32
    package var rulesVersion: UInt32
    /// The number of the segment that holds the wrapped data key.
    package var keyID: UInt64
    package var salt: UInt128
    /// The highest sequence number that was known to be durable, without a gap below it.
    package var durableThrough: UInt64
    /// The counter that this entry was sealed with.
    package var nonce: UInt64
    package var side = Side()
    package var previousHash: Digest
    package var hash = Digest.zero
}

extension EntryHeader {
    /// Writes the fields up to the tag, all but the hash.
    ///
    /// In place and without a writer, as this is done for every entry between a command and its
    /// acknowledgement.
    func encode(into bytes: UnsafeMutableRawBufferPointer) {
        precondition(bytes.count >= Self.taggedBytes, "A header has its length.")
        var cursor = FieldCursor(bytes)
        cursor.write(Self.magic)
        cursor.write(Self.formatVersion)
        cursor.write(kind.rawValue)
        cursor.write(Self.hashID)
        cursor.write(UInt32(Self.cipherID))
        cursor.write(count)
        cursor.write(node)
        cursor.write(epoch)
        cursor.write(sequence)
        cursor.write(timestamp)
        cursor.write(length)
        cursor.write(rulesVersion)
        cursor.write(keyID)
        cursor.write(salt)
        cursor.write(durableThrough)
        cursor.write(nonce)
        cursor.write(side.offset)
        cursor.write(side.length)
        cursor.write(side.hash)
        cursor.write(previousHash)
    }

    /// Reads a header; `nil` where the bytes are none of this format.
    ///
    /// It is not yet authentic.
    init?(_ bytes: UnsafeRawBufferPointer) {
        guard bytes.count >= Self.byteCount else { return nil }
        var cursor = FieldCursor(UnsafeMutableRawBufferPointer(mutating: bytes))
        guard cursor.read(UInt32.self) == Self.magic,
            cursor.read(UInt16.self) == Self.formatVersion,
            let kind = Kind(rawValue: cursor.read()), cursor.read(UInt8.self) == Self.hashID,
            cursor.read(UInt32.self) == UInt32(Self.cipherID)
        else { return nil }
        self.kind = kind
        count = cursor.read()
        node = cursor.read()
        epoch = cursor.read()
        sequence = cursor.read()
        timestamp = cursor.read()
        length = cursor.read()
        rulesVersion = cursor.read()
        keyID = cursor.read()
        salt = cursor.read()
        durableThrough = cursor.read()
        nonce = cursor.read()
        side.offset = cursor.read()
        side.length = cursor.read()
        side.hash = cursor.readDigest()
        previousHash = cursor.readDigest()
        hash = cursor.readDigest()
    }
}

/// Steps through little-endian fields of memory that is long enough for all of them.
private struct FieldCursor {
    private let bytes: UnsafeMutableRawBufferPointer
    private var offset = 0

    init(_ bytes: UnsafeMutableRawBufferPointer) {
        self.bytes = bytes
    }

    mutating func write<Integer: FixedWidthInteger>(_ value: Integer) {
        bytes.storeBytes(of: value.littleEndian, toByteOffset: offset, as: Integer.self)
        offset += MemoryLayout<Integer>.size
    }

    mutating func write(_ digest: Digest) {
        digest.copy(to: bytes, at: offset)
        offset += Digest.byteCount
    }

    mutating func read<Integer: FixedWidthInteger>(_: Integer.Type = Integer.self) -> Integer {
        defer { offset += MemoryLayout<Integer>.size }
        return Integer(
            littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: Integer.self))
    }

    mutating func readDigest() -> Digest {
        defer { offset += Digest.byteCount }
        return Digest(UnsafeRawBufferPointer(bytes), at: offset)
    }
}

extension ByteReader {
    /// Reads an integer that can only have one value.
    mutating func expect<Integer: FixedWidthInteger & UnsignedInteger>(
        _ value: Integer
    ) throws(ByteError) {
        let start = offset
        let found: Integer = try read()
        guard found == value else {
            throw .unexpectedValue(offset: start, value: UInt64(truncatingIfNeeded: found))
        }
    }

    mutating func readDigest() throws(ByteError) -> Digest {
        guard let digest = Digest(try read(count: Digest.byteCount)) else {
            preconditionFailure("32 bytes make a digest.")
        }
        return digest
    }
}
