/// A document's bytes as legal UTF-8: size, encoding and characters are checked, markup is not yet.
///
/// What was ISO-8859-1 is transcoded, and offsets count in the transcoded bytes. Cost: one pass at
/// some GB/s.
package struct XMLSource: Sendable {
    package let bytes: [UInt8]
    /// The first byte behind byte order mark and XML declaration.
    let bodyStart: Int

    package init(_ bytes: [UInt8], limits: XMLLimits = XMLLimits()) throws(XMLError) {
        guard bytes.count <= limits.bytes else {
            throw XMLError(
                .aboveLimit(.bytes, limit: limits.bytes), offset: 0,
                position: XMLPosition(line: 1, column: 1))
        }
        let declaration = try XMLDeclaration(of: bytes)
        switch declaration.encoding {
        case .utf8:
            self.bytes = bytes
            bodyStart = declaration.end
        case .ascii:
            if let offset = bytes.firstIndex(where: { $0 >= 0x80 }) {
                throw Self.error(.malformedUTF8, at: offset, in: bytes)
            }
            self.bytes = bytes
            bodyStart = declaration.end
        case .latin1:
            // The declaration itself is ASCII, so its end stays where it is.
            let transcoded = Self.transcoded(bytes)
            guard transcoded.count <= limits.bytes else {
                throw Self.error(.aboveLimit(.bytes, limit: limits.bytes), at: 0, in: bytes)
            }
            self.bytes = transcoded
            bodyStart = declaration.end
        }
        try Self.checkCharacters(self.bytes, from: bodyStart)
    }

    static func error(_ reason: XMLError.Reason, at offset: Int, in bytes: [UInt8]) -> XMLError {
        XMLError(reason, offset: offset, position: XMLPosition(of: offset, in: bytes))
    }

    private static func transcoded(_ bytes: [UInt8]) -> [UInt8] {
        let wide = bytes.reduce(0) { $0 + Int($1 >> 7) }
        guard wide > 0 else { return bytes }
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count + wide)
        for byte in bytes {
            if byte < 0x80 {
                result.append(byte)
            } else {
                result.append(0xC0 | byte >> 6)
                result.append(0x80 | byte & 0x3F)
            }
        }
        return result
    }

    /// Refuses what is no UTF-8 and what is no XML character (§2.2).
    private static func checkCharacters(_ bytes: [UInt8], from start: Int) throws(XMLError) {
        try bytes.withUnsafeBufferPointer { (buffer) throws(XMLError) in
            guard let base = buffer.baseAddress else { return }
            var cursor = start
            while cursor < buffer.count {
                if cursor + 8 <= buffer.count {
                    let word = UnsafeRawPointer(base + cursor).loadUnaligned(as: UInt64.self)
                    if isPlain(word) {
                        cursor += 8
                        continue
                    }
                }
                cursor = try afterCharacter(at: cursor, in: buffer, bytes)
            }
        }
    }

    /// Whether all eight bytes are between 0x20 and 0x7F: no high bit, and no byte below 0x20.
    private static func isPlain(_ word: UInt64) -> Bool {
        let high: UInt64 = 0x8080_8080_8080_8080
        let below = (word &- 0x2020_2020_2020_2020) & ~word & high
        return (word & high) | below == 0
    }

    private static func afterCharacter(
        at cursor: Int, in buffer: UnsafeBufferPointer<UInt8>, _ bytes: [UInt8]
    ) throws(XMLError) -> Int {
        let byte = buffer[cursor]
        if byte < 0x80 {
            guard byte >= 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 else {
                throw error(.illegalCharacter(UInt32(byte)), at: cursor, in: bytes)
            }
            return cursor + 1
        }
        guard let (scalar, length) = UTF8Scalar.decode(buffer, at: cursor) else {
            throw error(.malformedUTF8, at: cursor, in: bytes)
        }
        guard XMLCharacter.isLegal(scalar) else {
            throw error(.illegalCharacter(scalar), at: cursor, in: bytes)
        }
        return cursor + length
    }
}
