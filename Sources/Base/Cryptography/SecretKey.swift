import CLibcrypto
package import Platform

/// A secret of 32 bytes, wiped from memory with its last copy and never printed.
package struct SecretKey: Sendable {
    package static let byteCount = 32

    /// Sendable because the bytes never change before they are wiped.
    private final class Storage: @unchecked Sendable {
        let bytes = UnsafeMutableRawBufferPointer.allocate(
            byteCount: SecretKey.byteCount, alignment: 16)

        deinit {
            OPENSSL_cleanse(bytes.baseAddress, bytes.count)
            bytes.deallocate()
        }
    }

    private let storage = Storage()

    /// A new key.
    package init(_ randomness: some Randomness) {
        randomness.fill(storage.bytes)
    }

    /// Fails unless there are 32 bytes.
    package init?(_ bytes: some Collection<UInt8>) {
        guard bytes.count == Self.byteCount else { return nil }
        storage.bytes.copyBytes(from: bytes)
    }

    init(_ digest: Digest) {
        digest.withUnsafeBytes { storage.bytes.copyMemory(from: $0) }
    }

    package func withUnsafeBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        withExtendedLifetime(storage) { body(UnsafeRawBufferPointer(storage.bytes)) }
    }

    /// The bytes, for sealing or storing them.
    package var bytes: [UInt8] { withUnsafeBytes { Array($0) } }
}

extension SecretKey: CustomStringConvertible, CustomReflectable {
    package var description: String { "SecretKey" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
