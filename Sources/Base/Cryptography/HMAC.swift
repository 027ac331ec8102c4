import CLibcrypto

/// HMAC-SHA256 (RFC 2104, FIPS 198-1) and HKDF over it (RFC 5869).
package enum HMAC {
    /// The most that HKDF gives: 255 hashes (RFC 5869 §2.3).
    package static let derivedBytesMax = 255 * Digest.byteCount

    package static func authenticate(_ message: [UInt8], key: [UInt8]) -> Digest {
        Digest { digest in
            let result = CLibcrypto.HMAC(
                EVP_sha256(), key, Int32(key.count), message, message.count,
                digest.baseAddress?.assumingMemoryBound(to: UInt8.self), nil)
            precondition(result != nil, "HMAC has no reason to fail.")
        }
    }

    package static func authenticate(_ message: [UInt8], key: SecretKey) -> Digest {
        authenticate(message, key: key.bytes)
    }

    /// HKDF: `count` bytes, at most ``derivedBytesMax``, from a secret, a salt and a purpose.
    package static func derive(
        from secret: [UInt8], salt: [UInt8] = [], purpose: [UInt8], count: Int
    ) -> [UInt8] {
        precondition(count <= derivedBytesMax, "HKDF gives no more than 255 hashes.")
        // An absent salt is a hash's length of zeros (RFC 5869 §2.2).
        let zeros = [UInt8](repeating: 0, count: Digest.byteCount)
        let extracted = authenticate(secret, key: salt.isEmpty ? zeros : salt).bytes
        var output: [UInt8] = []
        var last: [UInt8] = []
        var round: UInt8 = 1
        while output.count < count {
            last = authenticate(last + purpose + [round], key: extracted).bytes
            output += last
            // The last round may be the 255th; nobody reads the number after it.
            round &+= 1
        }
        return Array(output.prefix(count))
    }

    /// A key for one purpose, made from a secret key.
    package static func key(from secret: SecretKey, purpose: String) -> SecretKey {
        let bytes = derive(
            from: secret.bytes, purpose: Array(purpose.utf8), count: SecretKey.byteCount)
        guard let key = SecretKey(bytes) else { preconditionFailure("32 bytes make a key.") }
        return key
    }
}
