import Bytes
import Platform
import Testing

@testable import Cryptography

private func hex(_ text: String) throws -> [UInt8] { try #require(Hex.decode(text)) }

@Suite struct `SHA-256` {
    /// NIST CSRC, "Secure Hash Standard: example values" for FIPS 180-4.
    private static let vectors = [
        ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        (
            "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
        ),
        (
            String(repeating: "a", count: 1_000_000),
            "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"
        ),
    ]

    @Test(arguments: vectors)
    func `gives the standard's hashes, whole or in pieces`(text: String, expected: String) {
        let bytes = Array(text.utf8)
        #expect(SHA256.hash(bytes).description == expected)
        let running = SHA256()
        for _ in 0..<2 {
            for start in stride(from: 0, to: bytes.count, by: 7919) {
                running.update(Array(bytes[start..<min(start + 7919, bytes.count)]))
            }
            #expect(running.finish().description == expected)
        }
    }

    @Test func `makes a digest of 32 bytes only`() {
        #expect(Digest([UInt8](repeating: 7, count: 32))?.bytes == [UInt8](repeating: 7, count: 32))
        #expect(Digest([1, 2, 3]) == nil)
    }
}

@Suite struct `HMAC-SHA256` {
    @Test func `with what the key gives worked out before is that of libcrypto`() throws {
        let key = try #require(SecretKey((0..<32).map { UInt8($0 * 7) }))
        let keyed = KeyedHash(key: key)
        for count in Array(0...130) + [1_000, 4_096] {
            let message = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31) }
            #expect(keyed.authenticate(message) == HMAC.authenticate(message, key: key))
        }
    }

    /// RFC 4231 §4.2, §4.3, §4.4, §4.7: key, data, result.
    private static let vectors = [
        (
            String(repeating: "0b", count: 20), "4869205468657265",
            "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"
        ),
        (
            "4a656665", "7768617420646f2079612077616e7420666f72206e6f7468696e673f",
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
        ),
        (
            String(repeating: "aa", count: 20), String(repeating: "dd", count: 50),
            "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe"
        ),
        (
            String(repeating: "aa", count: 131),
            "54657374205573696e67204c6172676572205468616e20426c6f636b2d53697a"
                + "65204b6579202d2048617368204b6579204669727374",
            "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"
        ),
    ]

    @Test(arguments: vectors)
    func `gives RFC 4231's results`(key: String, data: String, expected: String) throws {
        #expect(HMAC.authenticate(try hex(data), key: try hex(key)).description == expected)
    }

    /// RFC 5869 appendix A.1 and A.3: salt, info, result; the secret is 22 times 0b.
    @Test(arguments: [
        (
            "000102030405060708090a0b0c", "f0f1f2f3f4f5f6f7f8f9",
            "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf"
                + "34007208d5b887185865"
        ),
        (
            "", "",
            "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d"
                + "9d201395faa4b61a96c8"
        ),
    ])
    func `derives RFC 5869's keys`(salt: String, info: String, expected: String) throws {
        let secret = [UInt8](repeating: 0x0B, count: 22)
        let derived = HMAC.derive(
            from: secret, salt: try hex(salt), purpose: try hex(info), count: 42)
        #expect(Hex.encode(derived) == expected)
    }

    /// RFC 5869 appendix A.2.
    @Test func `derives more than two hashes`() throws {
        let derived = HMAC.derive(
            from: Array(0x00...0x4F), salt: Array(0x60...0xAF), purpose: Array(0xB0...0xFF),
            count: 82)
        let expected =
            "b11e398dc80327a1c8e7f78c596a49344f012eda2d4efad8a050cc4c19afa97c"
            + "59045a99cac7827271cb41c65e590e09da3275600c2f09b8367793a9aca3db71"
            + "cc30c58179ec3e87c14c01d5c1f3434f1d87"
        #expect(Hex.encode(derived) == expected)
    }
}

@Suite struct `AES-256-GCM` {
    struct Vector: Sendable {
        let key: String
        let nonce: String
        let plaintext: String
        let associated: String
        let sealed: String
    }

    private static let longKey = String(
        repeating: "feffe9928665731c6d6a8f9467308308", count: 2)
    private static let longText =
        "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72"
        + "1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39"
    private static let longCipher =
        "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa"
        + "8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662"

    /// McGrew and Viega, "The Galois/Counter Mode of Operation", test cases 13 to 16.
    private static let vectors = [
        Vector(
            key: String(repeating: "00", count: 32), nonce: String(repeating: "00", count: 12),
            plaintext: "", associated: "", sealed: "530f8afbc74536b9a963b4f1c4cb738b"),
        Vector(
            key: String(repeating: "00", count: 32), nonce: String(repeating: "00", count: 12),
            plaintext: String(repeating: "00", count: 16), associated: "",
            sealed: "cea7403d4d606b6e074ec5d3baf39d18d0d1c8a799996bf0265b98b5d48ab919"),
        Vector(
            key: longKey, nonce: "cafebabefacedbaddecaf888", plaintext: longText + "1aafd255",
            associated: "", sealed: longCipher + "898015adb094dac5d93471bdec1a502270e3cc6c"),
        Vector(
            key: longKey, nonce: "cafebabefacedbaddecaf888", plaintext: longText,
            associated: "feedfacedeadbeeffeedfacedeadbeefabaddad2",
            sealed: longCipher + "76fc6ece0f4e1768cddf8853bb2d551b"),
    ]

    @Test(arguments: vectors)
    func `gives the paper's ciphertexts and opens them`(_ vector: Vector) throws {
        let cipher = AESGCM(try #require(SecretKey(try hex(vector.key))))
        let nonce = try hex(vector.nonce)
        let associated = try hex(vector.associated)
        let plaintext = try hex(vector.plaintext)
        for _ in 0..<2 {
            let sealed = cipher.seal(plaintext, nonce: nonce, associated: associated)
            #expect(Hex.encode(sealed) == vector.sealed)
            #expect(try cipher.open(sealed, nonce: nonce, associated: associated) == plaintext)
        }
    }

    @Test func `refuses every changed bit, and works on after it`() throws {
        let cipher = AESGCM(SecretKey(SeededRandomness(seed: 1)))
        let nonce = [UInt8](repeating: 1, count: 12)
        let sealed = cipher.seal([1, 2, 3], nonce: nonce, associated: [4])
        for index in 0..<(sealed.count * 8) {
            var changed = sealed
            changed[index / 8] ^= 1 << UInt8(index % 8)
            #expect(throws: AESGCM.OpenError.notAuthentic) {
                try cipher.open(changed, nonce: nonce, associated: [4])
            }
        }
        #expect(throws: AESGCM.OpenError.notAuthentic) {
            try cipher.open(sealed, nonce: nonce, associated: [5])
        }
        #expect(throws: AESGCM.OpenError.notAuthentic) {
            try cipher.open([1, 2], nonce: nonce, associated: [4])
        }
        #expect(try cipher.open(sealed, nonce: nonce, associated: [4]) == [1, 2, 3])
    }

    @Test func `keeps its key to itself`() throws {
        let key = try #require(SecretKey([UInt8](repeating: 0x41, count: 32)))
        #expect("\(key)" == "SecretKey")
        #expect(SecretKey([1]) == nil)
        #expect(ConstantTime.areEqual([1, 2], [1, 2]))
        #expect(!ConstantTime.areEqual([1, 2], [1, 3]))
        #expect(!ConstantTime.areEqual([1, 2], [1]))
    }
}
