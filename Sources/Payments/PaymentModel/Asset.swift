package import Bytes

/// Something that is counted and is no currency: a coin, a share, points.
package struct Asset: Hashable, Sendable, Recorded {
    /// Below it stand the numbers of ISO 4217.
    package static let numberMin: UInt32 = 1_000
    package static let scaleMax: UInt8 = 38
    package static let codeBytesMax = 12
    /// In bytes; 140 characters of four.
    package static let nameBytesMax = 560

    /// The ledger's number of the asset, ``numberMin`` or above.
    package let number: UInt32
    /// 1 to ``codeBytesMax`` capital letters and digits.
    package let code: String
    /// Decimals of the unit in which people speak of it, at most ``scaleMax``; amounts are whole.
    package let scale: UInt8
    package let name: String

    /// Fails unless everything is within its limits.
    package init?(number: UInt32, code: String, scale: UInt8, name: String) {
        let isCode = code.utf8.allSatisfy {
            (0x30...0x39).contains($0) || (0x41...0x5A).contains($0)
        }
        guard number >= Self.numberMin, isCode, (1...Self.codeBytesMax).contains(code.utf8.count),
            scale <= Self.scaleMax, name.utf8.count <= Self.nameBytesMax
        else { return nil }
        self.number = number
        self.code = code
        self.scale = scale
        self.name = name
    }

    package func write(to writer: inout ByteWriter) {
        writer.write(number)
        writer.writePrefixed(code)
        writer.write(scale)
        writer.writePrefixed(name)
    }

    package init(from reader: inout ByteReader) throws(ByteError) {
        let start = reader.offset
        let number: UInt32 = try reader.read()
        let code = try reader.readString(limit: Self.codeBytesMax)
        let scale: UInt8 = try reader.read()
        let name = try reader.readString(limit: Self.nameBytesMax)
        guard let asset = Asset(number: number, code: code, scale: scale, name: name) else {
            throw .unexpectedValue(offset: start, value: UInt64(number))
        }
        self = asset
    }
}
