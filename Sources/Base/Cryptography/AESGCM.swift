import CLibcrypto

/// AES-256 in Galois/Counter Mode (NIST SP 800-38D), with a nonce chosen by the caller.
///
/// A nonce must never come twice under one key: whoever holds the key counts, or draws it at random
/// for at most 2³² messages. An instance holds the expanded key and is for one thread at a time.
package final class AESGCM {
    package static let nonceBytes = 12
    package static let tagBytes = 16

    /// The key does not fit, or what was sealed, its nonce or its associated data have changed.
    package enum OpenError: Error, Hashable, Sendable { case notAuthentic }

    nonisolated(unsafe) private static let algorithm: OpaquePointer? =
        EVP_CIPHER_fetch(nil, "AES-256-GCM", nil)

    private let key: SecretKey
    // Made when they are first needed: who seals one record opens none.
    private lazy var sealing = expand { EVP_EncryptInit_ex($0, $1, nil, $2, nil) }
    private lazy var opening = expand { EVP_DecryptInit_ex($0, $1, nil, $2, nil) }
    private var contexts: [OpaquePointer] = []

    package init(_ key: SecretKey) {
        self.key = key
    }

    private func expand(
        _ begin: (OpaquePointer, OpaquePointer?, UnsafePointer<UInt8>?) -> Int32
    ) -> OpaquePointer {
        guard let context = EVP_CIPHER_CTX_new() else { preconditionFailure("No memory.") }
        contexts.append(context)
        key.withUnsafeBytes { bytes in
            let pointer = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
            let code = begin(context, Self.algorithm, pointer)
            precondition(code == 1, "AES-GCM has no reason to refuse a key.")
        }
        return context
    }

    deinit {
        for context in contexts { EVP_CIPHER_CTX_free(context) }
    }

    /// Encrypts `plaintext` into `output`, which has its length and may be the same memory, and puts
    /// the tag into the 16 bytes of `tag`.
    package func seal(
        _ plaintext: UnsafeRawBufferPointer, nonce: [UInt8], associated: UnsafeRawBufferPointer,
        into output: UnsafeMutableRawBufferPointer, tag: UnsafeMutableRawBufferPointer
    ) {
        precondition(nonce.count == Self.nonceBytes && tag.count == Self.tagBytes, "12 and 16.")
        precondition(output.count == plaintext.count, "A ciphertext is as long as the plaintext.")
        var count: Int32 = 0
        var isGood = EVP_EncryptInit_ex(sealing, nil, nil, nil, nonce) == 1
        if !associated.isEmpty {
            isGood =
                isGood
                && EVP_EncryptUpdate(
                    sealing, nil, &count, Self.pointer(associated), Int32(associated.count)) == 1
        }
        if !plaintext.isEmpty {
            isGood =
                isGood
                && EVP_EncryptUpdate(
                    sealing, Self.pointer(output), &count, Self.pointer(plaintext),
                    Int32(plaintext.count)) == 1
        }
        var rest: UInt8 = 0
        isGood = isGood && EVP_EncryptFinal_ex(sealing, &rest, &count) == 1
        isGood =
            isGood
            && EVP_CIPHER_CTX_ctrl(
                sealing, EVP_CTRL_AEAD_GET_TAG, Int32(Self.tagBytes), tag.baseAddress) == 1
        precondition(isGood, "AES-GCM has no reason to fail.")
    }

    /// Decrypts `ciphertext` into `output`, which has its length and may be the same memory.
    ///
    /// After an error the output is not to be used.
    package func open(
        _ ciphertext: UnsafeRawBufferPointer, tag: UnsafeRawBufferPointer, nonce: [UInt8],
        associated: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
    ) throws(OpenError) {
        precondition(nonce.count == Self.nonceBytes && tag.count == Self.tagBytes, "12 and 16.")
        precondition(output.count == ciphertext.count, "A plaintext is as long as the ciphertext.")
        var count: Int32 = 0
        var isGood = EVP_DecryptInit_ex(opening, nil, nil, nil, nonce) == 1
        if !associated.isEmpty {
            isGood =
                isGood
                && EVP_DecryptUpdate(
                    opening, nil, &count, Self.pointer(associated), Int32(associated.count)) == 1
        }
        if !ciphertext.isEmpty {
            isGood =
                isGood
                && EVP_DecryptUpdate(
                    opening, Self.pointer(output), &count, Self.pointer(ciphertext),
                    Int32(ciphertext.count)) == 1
        }
        let expected = UnsafeMutableRawPointer(mutating: tag.baseAddress)
        isGood =
            isGood
            && EVP_CIPHER_CTX_ctrl(
                opening, EVP_CTRL_AEAD_SET_TAG, Int32(Self.tagBytes), expected) == 1
        var rest: UInt8 = 0
        guard isGood, EVP_DecryptFinal_ex(opening, &rest, &count) == 1 else {
            throw .notAuthentic
        }
    }

    private static func pointer(_ bytes: UnsafeRawBufferPointer) -> UnsafePointer<UInt8>? {
        bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
    }

    private static func pointer(
        _ bytes: UnsafeMutableRawBufferPointer
    ) -> UnsafeMutablePointer<UInt8>? {
        bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
    }
}

extension AESGCM {
    /// The ciphertext with its tag behind it.
    package func seal(
        _ plaintext: [UInt8], nonce: [UInt8], associated: [UInt8]
    ) -> [UInt8] {
        var sealed = [UInt8](repeating: 0, count: plaintext.count + Self.tagBytes)
        sealed.withUnsafeMutableBytes { output in
            let body = UnsafeMutableRawBufferPointer(rebasing: output[..<plaintext.count])
            let tag = UnsafeMutableRawBufferPointer(rebasing: output[plaintext.count...])
            plaintext.withUnsafeBytes { plaintext in
                associated.withUnsafeBytes { associated in
                    seal(plaintext, nonce: nonce, associated: associated, into: body, tag: tag)
                }
            }
        }
        return sealed
    }

    /// The plaintext of a ciphertext with its tag behind it.
    package func open(
        _ sealed: [UInt8], nonce: [UInt8], associated: [UInt8]
    ) throws(OpenError) -> [UInt8] {
        guard sealed.count >= Self.tagBytes else { throw .notAuthentic }
        let count = sealed.count - Self.tagBytes
        var plaintext = [UInt8](repeating: 0, count: count)
        let isAuthentic = plaintext.withUnsafeMutableBytes { output in
            sealed.withUnsafeBytes { sealed in
                associated.withUnsafeBytes { associated in
                    do throws(OpenError) {
                        try open(
                            UnsafeRawBufferPointer(rebasing: sealed[..<count]),
                            tag: UnsafeRawBufferPointer(rebasing: sealed[count...]), nonce: nonce,
                            associated: associated, into: output)
                        return true
                    } catch {
                        return false
                    }
                }
            }
        }
        guard isAuthentic else { throw .notAuthentic }
        return plaintext
    }
}
