import Cryptography
import Platform

/// Turns entries into sealed blocks with the data key of one segment, and back.
///
/// For one thread at a time.
final class Sealer {
    private static let positionBytes = 16

    let segment: UInt64
    private let cipher: AESGCM
    private let hasher = SHA256()
    /// Counts what was sealed with this key.
    ///
    /// A key lives for one segment of one process.
    private var nonce: UInt64 = 0

    init(segment: UInt64, key: SecretKey) {
        self.segment = segment
        cipher = AESGCM(key)
    }

    /// The nonce of the next entry.
    func nextNonce() -> UInt64 {
        nonce += 1
        return nonce
    }

    /// Writes header, sealed body and padding into the buffer and returns the entry's hash.
    func seal(
        _ header: EntryHeader, _ body: UnsafeRawBufferPointer, at offset: UInt64,
        into buffer: UnsafeMutableRawBufferPointer
    ) -> Digest {
        var clear = header.encoded()
        hasher.update(Array(clear[..<EntryHeader.hashedBytes]))
        hasher.update(body)
        let hash = hasher.finish()
        clear.replaceSubrange(EntryHeader.hashedBytes..<EntryHeader.taggedBytes, with: hash.bytes)
        buffer.copyBytes(from: clear)
        let tagEnd = EntryHeader.taggedBytes + AESGCM.tagBytes
        let bodyEnd = EntryHeader.byteCount + body.count
        zero(buffer, tagEnd..<EntryHeader.byteCount)
        zero(buffer, bodyEnd..<AlignedBuffer.rounded(bodyEnd))
        associated(clear, offset).withUnsafeBytes { associated in
            cipher.seal(
                body, nonce: Self.bytes(of: header.nonce), associated: associated,
                into: .init(rebasing: buffer[EntryHeader.byteCount..<bodyEnd]),
                tag: .init(rebasing: buffer[EntryHeader.taggedBytes..<tagEnd]))
        }
        return hash
    }

    /// The body of an entry, or `nil` where it is not authentic at this place.
    ///
    /// - Parameter bytes: header and sealed body.
    func open(
        _ header: EntryHeader, _ bytes: UnsafeRawBufferPointer, at offset: UInt64
    ) -> [UInt8]? {
        let clear = Array(bytes[..<EntryHeader.taggedBytes])
        let tag = bytes[EntryHeader.taggedBytes..<(EntryHeader.taggedBytes + AESGCM.tagBytes)]
        let sealed = bytes[EntryHeader.byteCount..<(EntryHeader.byteCount + Int(header.length))]
        var body = [UInt8](repeating: 0, count: sealed.count)
        let isAuthentic = body.withUnsafeMutableBytes { output in
            associated(clear, offset).withUnsafeBytes { associated in
                do throws(AESGCM.OpenError) {
                    try cipher.open(
                        .init(rebasing: sealed), tag: .init(rebasing: tag),
                        nonce: Self.bytes(of: header.nonce), associated: associated, into: output)
                    return true
                } catch {
                    return false
                }
            }
        }
        guard isAuthentic else { return nil }
        hasher.update(Array(clear[..<EntryHeader.hashedBytes]))
        hasher.update(body)
        return hasher.finish() == header.hash ? body : nil
    }

    /// What the tag covers beside the body: the header, and where the entry lies.
    private func associated(_ clear: [UInt8], _ offset: UInt64) -> [UInt8] {
        var bytes = Array(clear[..<EntryHeader.taggedBytes])
        bytes.reserveCapacity(bytes.count + Self.positionBytes)
        for value in [segment, offset] { bytes += Self.littleEndian(value) }
        return bytes
    }

    private func zero(_ buffer: UnsafeMutableRawBufferPointer, _ range: Range<Int>) {
        UnsafeMutableRawBufferPointer(rebasing: buffer[range]).initializeMemory(
            as: UInt8.self, repeating: 0)
    }

    private static func bytes(of nonce: UInt64) -> [UInt8] {
        littleEndian(nonce) + [0, 0, 0, 0]
    }

    private static func littleEndian(_ value: UInt64) -> [UInt8] {
        withUnsafeBytes(of: value.littleEndian) { Array($0) }
    }
}
