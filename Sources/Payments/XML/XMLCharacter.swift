/// The classes of characters of XML 1.0, fifth edition (§2.2, §2.3).
enum XMLCharacter {
    static func isLegal(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0x09, 0x0A, 0x0D, 0x20...0xD7FF, 0xE000...0xFFFD, 0x10000...0x10FFFF: true
        default: false
        }
    }

    static func isSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x0A || byte == 0x09 || byte == 0x0D
    }

    /// Whether a name may begin with it; the colon is left out, it separates a prefix.
    static func startsName(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0x41...0x5A, 0x5F, 0x61...0x7A, 0xC0...0xD6, 0xD8...0xF6, 0xF8...0x2FF, 0x370...0x37D,
            0x37F...0x1FFF, 0x200C...0x200D, 0x2070...0x218F, 0x2C00...0x2FEF, 0x3001...0xD7FF,
            0xF900...0xFDCF, 0xFDF0...0xFFFD, 0x10000...0xEFFFF:
            true
        default: false
        }
    }

    static func continuesName(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0x2D, 0x2E, 0x30...0x39, 0xB7, 0x300...0x36F, 0x203F...0x2040: true
        default: startsName(scalar)
        }
    }

    /// Bit 0: may begin a name; bit 1: may continue one; bit 2: stops a run of plain text.
    ///
    /// 256 bytes, made once, written never again and never freed: safe to share.
    nonisolated(unsafe) static let classes: UnsafePointer<UInt8> = {
        let table = UnsafeMutablePointer<UInt8>.allocate(capacity: 256)
        table.initialize(repeating: 0, count: 256)
        for byte in 0..<0x80 {
            let scalar = UInt32(byte)
            let isStop = [0x3C, 0x26, 0x5D, 0x0D].contains(byte)
            table[byte] =
                (startsName(scalar) ? 1 : 0) | (continuesName(scalar) ? 2 : 0) | (isStop ? 4 : 0)
        }
        return UnsafePointer(table)
    }()
}
