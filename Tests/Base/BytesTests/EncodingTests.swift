import Bytes
import Testing

// RFC 4648 §10 gives these pairs for base 64 and base 16.
@Test(arguments: [
    ("", "", ""), ("f", "Zg==", "66"), ("fo", "Zm8=", "666f"), ("foo", "Zm9v", "666f6f"),
    ("foob", "Zm9vYg==", "666f6f62"), ("fooba", "Zm9vYmE=", "666f6f6261"),
    ("foobar", "Zm9vYmFy", "666f6f626172"),
])
func `base 64 and base 16 follow RFC 4648`(text: String, base64: String, base16: String) {
    let bytes = Array(text.utf8)
    #expect(Base64.encode(bytes) == base64)
    #expect(Base64.decode(Array(base64.utf8)) == bytes)
    #expect(Hex.encode(bytes) == base16)
    #expect(Hex.decode(base16) == bytes)
}

@Test(arguments: ["Zg=", "Zg", "Z===", "Zg==Zg==", "Z g=", "=AAA"])
func `what is no base 64 is refused`(text: String) {
    #expect(Base64.decode(Array(text.utf8)) == nil)
}

@Test func `a 128-bit number is 26 digits of base 32`() {
    #expect(Base32.encode(0) == "00000000000000000000000000")
    // 2^128 - 1 is 128 one bits: 3 bits in the first digit (7), 25 digits of five bits (Z = 31).
    #expect(Base32.encode(.max) == "7ZZZZZZZZZZZZZZZZZZZZZZZZZ")
    #expect(Base32.decode("7zzzzzzzzzzzzzzzzzzzzzzzzz") == .max)
    #expect(Base32.decode("8ZZZZZZZZZZZZZZZZZZZZZZZZZ") == nil)
    #expect(Base32.decode("0000000000000000000000000U") == nil)
}

@Test func `what was written is read again`() throws {
    var writer = ByteWriter()
    writer.write(UInt16(0x0102))
    writer.write(Int128(-5))
    writer.writeVarint(300)
    writer.writePrefixed("é")
    // 0x0102 least significant byte first; 300 = 0b10_0101100 as LEB128.
    #expect(Array(writer.bytes.prefix(2)) == [2, 1])
    #expect(Array(writer.bytes[18..<20]) == [0xAC, 0x02])
    var reader = ByteReader(writer.bytes)
    #expect(try reader.read(UInt16.self) == 0x0102)
    #expect(try reader.read(Int128.self) == -5)
    #expect(try reader.readVarint() == 300)
    #expect(try reader.readString(limit: 10) == "é")
    #expect(reader.isAtEnd)
}

@Test func `a reader refuses what is not there, too long or malformed`() {
    var short = ByteReader([1, 2])
    #expect(throws: ByteError.endOfBytes(offset: 0, wanted: 4)) { try short.read(UInt32.self) }
    var long = ByteReader([5, 1, 2, 3, 4, 5])
    #expect(throws: ByteError.tooLong(offset: 0, length: 5, limit: 4)) {
        try long.readPrefixed(limit: 4)
    }
    var endless = ByteReader([UInt8](repeating: 0xFF, count: 11))
    #expect(throws: ByteError.malformedVarint(offset: 0)) { try endless.readVarint() }
    var invalid = ByteReader([1, 0xFF])
    #expect(throws: ByteError.invalidUTF8(offset: 0)) { try invalid.readString(limit: 4) }
}
