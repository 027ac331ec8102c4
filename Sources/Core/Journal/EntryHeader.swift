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
    /// The bytes up to the tag.
    ///
    /// `tag` and padding are added by whoever seals.
    func encoded() -> [UInt8] {
        var writer = ByteWriter(reserving: Self.byteCount)
        writer.write(Self.magic)
        writer.write(Self.formatVersion)
        writer.write([kind.rawValue, Self.hashID, Self.cipherID, 0, 0, 0])
        writer.write(count)
        for value in [node, epoch, sequence, timestamp] { writer.write(value) }
        writer.write(length)
        writer.write(rulesVersion)
        writer.write(keyID)
        writer.write(salt)
        for value in [durableThrough, nonce, side.offset, side.length] { writer.write(value) }
        for digest in [side.hash, previousHash, hash] { writer.write(digest.bytes) }
        return writer.bytes
    }

    /// Reads a header; `nil` where the bytes are none of this format.
    ///
    /// It is not yet authentic.
    init?(_ bytes: ArraySlice<UInt8>) {
        var reader = ByteReader(bytes)
        guard bytes.count >= Self.byteCount, let header = try? Self(&reader) else { return nil }
        self = header
    }

    private init(_ reader: inout ByteReader) throws(ByteError) {
        try reader.expect(Self.magic)
        try reader.expect(Self.formatVersion)
        let rawKind = try reader.read(UInt8.self)
        guard let kind = Kind(rawValue: rawKind) else {
            throw .unexpectedValue(offset: reader.offset - 1, value: UInt64(rawKind))
        }
        self.kind = kind
        try reader.expect(Self.hashID)
        try reader.expect(Self.cipherID)
        _ = try reader.read(count: 3)
        count = try reader.read()
        node = try reader.read()
        epoch = try reader.read()
        sequence = try reader.read()
        timestamp = try reader.read()
        length = try reader.read()
        rulesVersion = try reader.read()
        keyID = try reader.read()
        salt = try reader.read()
        durableThrough = try reader.read()
        nonce = try reader.read()
        side.offset = try reader.read()
        side.length = try reader.read()
        side.hash = try reader.readDigest()
        previousHash = try reader.readDigest()
        hash = try reader.readDigest()
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
