import CLibcrypto

/// SHA-256 (FIPS 180-4).
///
/// ```swift
/// SHA256.hash(bytes)
///
/// let running = SHA256()
/// running.update(first)
/// running.update(second)
/// let digest = running.finish()
/// ```
///
/// An instance is for one thread at a time. 1.4 GB/s where the CPU has SHA instructions.
package final class SHA256 {
    /// Looked up once: fetching it for each hash costs more than a short hash.
    nonisolated(unsafe) private static let algorithm: OpaquePointer? =
        EVP_MD_fetch(nil, "SHA256", nil)

    private let context: OpaquePointer

    package init() {
        guard let context = EVP_MD_CTX_new() else { preconditionFailure("No memory.") }
        self.context = context
        start()
    }

    deinit { EVP_MD_CTX_free(context) }

    package static func hash(_ bytes: [UInt8]) -> Digest {
        bytes.withUnsafeBytes { hash($0) }
    }

    package static func hash(_ bytes: UnsafeRawBufferPointer) -> Digest {
        var state = SHA256_CTX()
        SHA256_Init(&state)
        SHA256_Update(&state, bytes.baseAddress, bytes.count)
        return Digest(finishing: &state)
    }

    package func update(_ bytes: UnsafeRawBufferPointer) {
        let code = EVP_DigestUpdate(context, bytes.baseAddress, bytes.count)
        precondition(code == 1, "SHA-256 has no reason to fail.")
    }

    package func update(_ bytes: [UInt8]) {
        bytes.withUnsafeBytes { update($0) }
    }

    package func update(_ digest: Digest) {
        digest.withUnsafeBytes { update($0) }
    }

    /// The hash of all that was given since the start, then starts anew.
    package func finish() -> Digest {
        let digest = Digest { digest in
            let code = EVP_DigestFinal_ex(context, digest.baseAddress, nil)
            precondition(code == 1, "SHA-256 has no reason to fail.")
        }
        start()
        return digest
    }

    private func start() {
        let code = EVP_DigestInit_ex(context, Self.algorithm, nil)
        precondition(code == 1, "SHA-256 has no reason to fail.")
    }
}
