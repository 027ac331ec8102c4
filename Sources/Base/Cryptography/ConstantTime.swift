import CLibcrypto

/// Comparison of secrets.
package enum ConstantTime {
    /// Whether two byte strings are equal, in a time that shows only their lengths.
    package static func areEqual(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        left.count == right.count && CRYPTO_memcmp(left, right, left.count) == 0
    }

    package static func areEqual(_ left: Digest, _ right: Digest) -> Bool {
        left.withUnsafeBytes { left in
            right.withUnsafeBytes {
                CRYPTO_memcmp(left.baseAddress, $0.baseAddress, left.count) == 0
            }
        }
    }
}
