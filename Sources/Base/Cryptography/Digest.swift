import Bytes

/// The 32 bytes of a SHA-256.
package struct Digest: Hashable, Sendable {
    package static let byteCount = 32
    /// All zeros: what comes before the first of a chain.
    package static let zero = Digest()

    private var words: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)

    private init() {}

    /// Fails unless there are 32 bytes.
    package init?(_ bytes: some Collection<UInt8>) {
        guard bytes.count == Self.byteCount else { return nil }
        withUnsafeMutableBytes(of: &words) { $0.copyBytes(from: bytes) }
    }

    /// Lets the closure write the 32 bytes.
    init(filling fill: (UnsafeMutableRawBufferPointer) -> Void) {
        withUnsafeMutableBytes(of: &words) { fill($0) }
    }

    /// The 32 bytes at an offset of memory that has them.
    package init(_ bytes: UnsafeRawBufferPointer, at offset: Int) {
        precondition(offset >= 0 && bytes.count - offset >= Self.byteCount, "32 bytes.")
        words = bytes.loadUnaligned(
            fromByteOffset: offset, as: (UInt64, UInt64, UInt64, UInt64).self)
    }

    /// Copies the 32 bytes into memory that has room for them.
    package func copy(to bytes: UnsafeMutableRawBufferPointer, at offset: Int) {
        precondition(offset >= 0 && bytes.count - offset >= Self.byteCount, "32 bytes.")
        withUnsafeBytes { digest in
            UnsafeMutableRawBufferPointer(rebasing: bytes[offset...]).copyMemory(from: digest)
        }
    }

    /// The first 16 bytes as a number, most significant byte first.
    package var leading128: UInt128 {
        UInt128(words.0.bigEndian) << 64 | UInt128(words.1.bigEndian)
    }

    package var bytes: [UInt8] { withUnsafeBytes { Array($0) } }

    package func withUnsafeBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        Swift.withUnsafeBytes(of: words) { body($0) }
    }

    package static func == (left: Digest, right: Digest) -> Bool { left.words == right.words }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(words.0)
        hasher.combine(words.1)
    }
}

extension Digest: CustomStringConvertible {
    package var description: String { Hex.encode(bytes) }
}
