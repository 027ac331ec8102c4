import Bytes
import Cryptography

/// The first block of a segment.
///
/// Written once, when the segment before it is wholly durable.
///
/// It closes that segment: nothing behind ``previousEnd`` there is ever read again. So a cut is
/// recorded before anything is written after it.
package struct SegmentHeader: Hashable, Sendable {
    /// Why the segment was begun.
    package enum Reason: UInt8, Sendable {
        /// The first of a journal.
        case first = 1
        /// The segment before it was full.
        case full = 2
        /// The process started; the tail of the segment before was clean.
        case start = 3
        /// The process started; a torn tail was cut off.
        case cut = 4
    }

    /// "QENEXLOG".
    private static let magic: UInt64 = 0x474F_4C58_454E_4551
    private static let hashedBytes = 200
    static let byteCount = hashedBytes + Digest.byteCount

    package var environment: LogEnvironment
    package var reason: Reason
    /// Drawn when the journal was made; the same in all its segments.
    package var journal: UInt128
    /// 1 for the first, then without a gap.
    ///
    /// Also the id of its data key.
    package var number: UInt64
    package var node: UInt64
    package var epoch: UInt64
    /// What this segment continues.
    package var base: LogHead
    /// How many bytes of the segment before are kept, and of its side file.
    package var previousEnd: UInt64
    package var previousSideEnd: UInt64
    /// Authentic entries behind the cut, which were not acknowledged and were dropped.
    package var droppedEntries: UInt64
    /// Which root key wraps the data key.
    package var rootKey: UInt64
    var wrapNonce: [UInt8] = []
    var wrappedKey: [UInt8] = []
}

/// What the first block of a segment file can be.
enum SegmentStart {
    case header(SegmentHeader)
    /// All zeros: reserved and never used.
    case blank
    /// Neither: the power went while the header was written, or it is damaged.
    case unreadable
    case unknownFormat(UInt16)
}

extension SegmentHeader {
    private func fields() -> [UInt8] {
        var writer = ByteWriter(reserving: Self.byteCount)
        writer.write(Self.magic)
        writer.write(EntryHeader.formatVersion)
        writer.write([environment.rawValue, reason.rawValue])
        writer.write([EntryHeader.hashID, EntryHeader.cipherID, 0, 0])
        writer.write(journal)
        for value in [number, node, epoch, base.sequence, base.timestamp] { writer.write(value) }
        writer.write(base.hash.bytes)
        for value in [previousEnd, previousSideEnd, droppedEntries, rootKey] { writer.write(value) }
        return writer.bytes
    }

    /// Wraps a data key, bound to all of the header.
    mutating func wrap(_ key: SecretKey, with root: RootKey, nonce: [UInt8]) {
        wrapNonce = nonce
        wrappedKey = AESGCM(root.wrapping).seal(key.bytes, nonce: nonce, associated: fields())
    }

    /// The data key, or `nil` where the header was not sealed with this root key.
    func unwrap(with root: RootKey) -> SecretKey? {
        let cipher = AESGCM(root.wrapping)
        let bytes = try? cipher.open(wrappedKey, nonce: wrapNonce, associated: fields())
        return bytes.flatMap { SecretKey($0) }
    }

    func encoded() -> [UInt8] {
        var bytes = fields() + wrapNonce + wrappedKey
        precondition(bytes.count <= Self.hashedBytes, "The fields have their lengths.")
        bytes += [UInt8](repeating: 0, count: Self.hashedBytes - bytes.count)
        return bytes + SHA256.hash(bytes).bytes
    }

    static func read(_ block: [UInt8]) -> SegmentStart {
        guard block.contains(where: { $0 != 0 }) else { return .blank }
        guard block.count >= byteCount else { return .unreadable }
        let hashed = Array(block[..<hashedBytes])
        guard Array(block[hashedBytes..<byteCount]) == SHA256.hash(hashed).bytes,
            block[byteCount...].allSatisfy({ $0 == 0 })
        else { return .unreadable }
        var reader = ByteReader(hashed)
        do throws(ByteError) {
            try reader.expect(magic)
            let version: UInt16 = try reader.read()
            guard version == EntryHeader.formatVersion else { return .unknownFormat(version) }
            return try SegmentHeader(&reader).map { .header($0) } ?? .unreadable
        } catch {
            return .unreadable
        }
    }

    private init?(_ reader: inout ByteReader) throws(ByteError) {
        let (rawEnvironment, rawReason): (UInt8, UInt8) = (try reader.read(), try reader.read())
        guard let environment = LogEnvironment(rawValue: rawEnvironment),
            let reason = Reason(rawValue: rawReason)
        else { return nil }
        self.environment = environment
        self.reason = reason
        try reader.expect(EntryHeader.hashID)
        try reader.expect(EntryHeader.cipherID)
        _ = try reader.read(count: 2)
        journal = try reader.read()
        number = try reader.read()
        node = try reader.read()
        epoch = try reader.read()
        let (sequence, timestamp): (UInt64, UInt64) = (try reader.read(), try reader.read())
        base = LogHead(
            sequence: sequence, timestamp: timestamp, hash: try reader.readDigest())
        previousEnd = try reader.read()
        previousSideEnd = try reader.read()
        droppedEntries = try reader.read()
        rootKey = try reader.read()
        wrapNonce = Array(try reader.read(count: AESGCM.nonceBytes))
        wrappedKey = Array(
            try reader.read(count: SecretKey.byteCount + AESGCM.tagBytes))
    }
}
