import CLibcrypto

/// HMAC-SHA256 (RFC 2104) under one key, for many short messages.
///
/// What depends on the key alone is worked out once: two blocks of four.
package struct KeyedHash: Sendable {
    /// The hash behind the key's block with each of the two pads, RFC 2104 §2.
    private let inner: SHA256_CTX
    private let outer: SHA256_CTX

    private static let blockBytes = 64

    package init(key: SecretKey) {
        inner = Self.begin(key, pad: 0x36)
        outer = Self.begin(key, pad: 0x5C)
    }

    private static func begin(_ key: SecretKey, pad: UInt8) -> SHA256_CTX {
        var block = [UInt8](repeating: pad, count: blockBytes)
        key.withUnsafeBytes { bytes in
            for (index, byte) in bytes.enumerated() { block[index] ^= byte }
        }
        var state = SHA256_CTX()
        SHA256_Init(&state)
        SHA256_Update(&state, block, block.count)
        OPENSSL_cleanse(&block, block.count)
        return state
    }

    package func authenticate(_ message: [UInt8]) -> Digest {
        var state = inner
        SHA256_Update(&state, message, message.count)
        let hash = Digest(finishing: &state)
        state = outer
        hash.withUnsafeBytes { _ = SHA256_Update(&state, $0.baseAddress, $0.count) }
        return Digest(finishing: &state)
    }
}

extension Digest {
    /// The hash of all that was given to a state.
    init(finishing state: inout SHA256_CTX) {
        self.init { digest in
            SHA256_Final(digest.baseAddress?.assumingMemoryBound(to: UInt8.self), &state)
        }
    }
}
