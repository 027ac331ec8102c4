/// Memory that the disk can be written from without a copy: aligned to, and a multiple of, 4 KiB.
///
/// Starts as zeros. Whoever hands a buffer to ``LogFile/write(_:count:at:completion:)`` must not
/// touch it until the completion has run; that rule is what makes it safe to send.
package final class AlignedBuffer: @unchecked Sendable {
    /// The unit of a disk write.
    package static let blockBytes = 4096

    package let bytes: UnsafeMutableRawBufferPointer

    /// - Parameter capacity: in bytes, rounded up to whole blocks, at least one.
    package init(capacity: Int) {
        let size = Self.rounded(max(capacity, 1))
        bytes = .allocate(byteCount: size, alignment: Self.blockBytes)
        bytes.initializeMemory(as: UInt8.self, repeating: 0)
    }

    deinit { bytes.deallocate() }

    package var capacity: Int { bytes.count }

    /// The next multiple of a block.
    package static func rounded(_ count: Int) -> Int {
        (count + blockBytes - 1) / blockBytes * blockBytes
    }
}
