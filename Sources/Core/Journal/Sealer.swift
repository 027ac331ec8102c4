import Cryptography
import Platform

/// Turns entries into sealed blocks with the data key of one segment, and back.
///
/// For one thread at a time.
final class Sealer {
    let segment: UInt64
    private let cipher: AESGCM
    private let hasher = SHA256()
    /// Counts what was sealed with this key.
    ///
    /// A key lives for one segment of one process.
    private var nonce: UInt64 = 0
    /// The counter, then zeros.
    private var nonceBytes = [UInt8](repeating: 0, count: AESGCM.nonceBytes)
    /// The header up to the tag, the segment's number and the offset.
    private let associated = UnsafeMutableRawBufferPointer.allocate(
        byteCount: EntryHeader.taggedBytes + 16, alignment: 8)

    init(segment: UInt64, key: SecretKey) {
        self.segment = segment
        cipher = AESGCM(key)
    }

    deinit { associated.deallocate() }

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
        header.encode(into: buffer)
        hasher.update(.init(rebasing: buffer[..<EntryHeader.hashedBytes]))
        hasher.update(body)
        let hash = hasher.finish()
        hash.copy(to: buffer, at: EntryHeader.hashedBytes)
        let tagEnd = EntryHeader.taggedBytes + AESGCM.tagBytes
        let bodyEnd = EntryHeader.byteCount + body.count
        zero(buffer, tagEnd..<EntryHeader.byteCount)
        zero(buffer, bodyEnd..<AlignedBuffer.rounded(bodyEnd))
        prepare(.init(rebasing: buffer[..<EntryHeader.taggedBytes]), header.nonce, offset)
        cipher.seal(
            body, nonce: nonceBytes, associated: UnsafeRawBufferPointer(associated),
            into: .init(rebasing: buffer[EntryHeader.byteCount..<bodyEnd]),
            tag: .init(rebasing: buffer[EntryHeader.taggedBytes..<tagEnd]))
        return hash
    }

    /// The body of an entry, or `nil` where it is not authentic at this place.
    ///
    /// - Parameter bytes: header and sealed body.
    func open(
        _ header: EntryHeader, _ bytes: UnsafeRawBufferPointer, at offset: UInt64
    ) -> [UInt8]? {
        let tag = bytes[EntryHeader.taggedBytes..<(EntryHeader.taggedBytes + AESGCM.tagBytes)]
        let count = Int(header.length)
        let sealed = bytes[EntryHeader.byteCount..<(EntryHeader.byteCount + count)]
        prepare(.init(rebasing: bytes[..<EntryHeader.taggedBytes]), header.nonce, offset)
        var isAuthentic = false
        let body = [UInt8](unsafeUninitializedCapacity: count) { output, filled in
            do throws(AESGCM.OpenError) {
                try cipher.open(
                    .init(rebasing: sealed), tag: .init(rebasing: tag), nonce: nonceBytes,
                    associated: UnsafeRawBufferPointer(associated),
                    into: UnsafeMutableRawBufferPointer(start: output.baseAddress, count: count))
                isAuthentic = true
                filled = count
            } catch {
                filled = 0
            }
        }
        guard isAuthentic else { return nil }
        hasher.update(.init(rebasing: bytes[..<EntryHeader.hashedBytes]))
        hasher.update(body)
        return hasher.finish() == header.hash ? body : nil
    }

    /// Sets nonce and associated data: the header, and where the entry lies.
    private func prepare(_ clear: UnsafeRawBufferPointer, _ nonce: UInt64, _ offset: UInt64) {
        associated.copyMemory(from: clear)
        let place = EntryHeader.taggedBytes
        associated.storeBytes(of: segment.littleEndian, toByteOffset: place, as: UInt64.self)
        associated.storeBytes(of: offset.littleEndian, toByteOffset: place + 8, as: UInt64.self)
        for index in 0..<8 {
            nonceBytes[index] = UInt8(truncatingIfNeeded: nonce >> UInt64(8 * index))
        }
    }

    private func zero(_ buffer: UnsafeMutableRawBufferPointer, _ range: Range<Int>) {
        UnsafeMutableRawBufferPointer(rebasing: buffer[range]).initializeMemory(
            as: UInt8.self, repeating: 0)
    }
}
