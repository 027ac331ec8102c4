extension XMLReader {
    /// Reads all text up to the next tag: comments and instructions vanish, CDATA is text.
    mutating func readText() throws(XMLError) -> Event {
        let start = cursor
        while cursor < buffer.count, XMLCharacter.isSpace(base[cursor]), base[cursor] != 0x0D {
            cursor += 1
        }
        var isBlank = cursor < buffer.count && base[cursor] == UInt8(ascii: "<")
        if !isBlank { skipPlainText() }
        guard cursor < buffer.count else { throw error(.unexpectedEnd) }
        guard cursor - start <= limits.textBytes else {
            throw aboveLimit(.textBytes, limits.textBytes)
        }
        if isAtTag {
            text = XMLText(
                start: start, length: cursor - start, isDecoded: false, isBlank: isBlank)
            return .text
        }
        decoded.removeAll()
        try append(from: start)
        try decodeText()
        isBlank = decoded.bytes.allSatisfy(XMLCharacter.isSpace)
        text = XMLText(start: 0, length: decoded.count, isDecoded: true, isBlank: isBlank)
        guard !decoded.isEmpty else { return try next() }
        return .text
    }

    /// Whether a start or end tag stands at the cursor.
    private var isAtTag: Bool {
        guard base[cursor] == UInt8(ascii: "<"), cursor + 1 < buffer.count else { return false }
        return base[cursor + 1] != UInt8(ascii: "!") && base[cursor + 1] != UInt8(ascii: "?")
    }

    /// Moves to the next byte that needs a look: `<`, `&`, a carriage return, `]]>`.
    private mutating func skipPlainText() {
        while cursor < buffer.count {
            let byte = base[cursor]
            if classes[Int(byte)] & 4 != 0 {
                guard byte == UInt8(ascii: "]"), !isAt("]]>") else { return }
            }
            cursor += 1
        }
    }

    /// Goes on from a reference, a carriage return, a comment or a section, into `decoded`.
    private mutating func decodeText() throws(XMLError) {
        while true {
            guard cursor < buffer.count else { throw error(.unexpectedEnd) }
            guard decoded.count <= limits.textBytes else {
                throw aboveLimit(.textBytes, limits.textBytes)
            }
            switch base[cursor] {
            case UInt8(ascii: "&"):
                try decodeReference()
            case UInt8(ascii: "<"):
                if isAtTag { return }
                try skipMarkup(inContent: true)
            case UInt8(ascii: "]") where isAt("]]>"):
                throw error(.sectionEndInText)
            case 0x0D:
                decodeLineEnd()
            default:
                let start = cursor
                cursor += 1
                skipPlainText()
                try append(from: start)
            }
        }
    }

    /// Copies what was read from `start` on, where the text that began at `mark` has room for it.
    private mutating func append(from start: Int, mark: Int = 0) throws(XMLError) {
        guard decoded.count - mark + cursor - start <= limits.textBytes else {
            throw aboveLimit(.textBytes, limits.textBytes)
        }
        decoded.append(base + start, count: cursor - start)
    }

    /// Line ends become a line feed (§2.11).
    private mutating func decodeLineEnd() {
        decoded.append(0x0A)
        cursor += 1
        if cursor < buffer.count, base[cursor] == 0x0A { cursor += 1 }
    }

    /// Decodes the reference at the cursor (§4.1, §4.6).
    private mutating func decodeReference() throws(XMLError) {
        if isAt("&#") {
            decoded.append(scalar: try characterReference())
            return
        }
        for (entity, byte) in Self.entities where isAt(entity) {
            decoded.append(byte)
            cursor += entity.utf8CodeUnitCount
            return
        }
        throw error(.unknownReference)
    }

    private static let entities: [(StaticString, UInt8)] = [
        ("&amp;", UInt8(ascii: "&")), ("&lt;", UInt8(ascii: "<")), ("&gt;", UInt8(ascii: ">")),
        ("&quot;", UInt8(ascii: "\"")), ("&apos;", UInt8(ascii: "'")),
    ]

    private mutating func characterReference() throws(XMLError) -> UInt32 {
        let start = cursor
        cursor += 2
        let isHex = cursor < buffer.count && base[cursor] == UInt8(ascii: "x")
        if isHex { cursor += 1 }
        var value: UInt32 = 0
        var digits = 0
        while cursor < buffer.count, let digit = Self.digit(base[cursor], isHex: isHex) {
            // Stops growing above the last scalar value, so that no number of digits overflows.
            value = min(value * (isHex ? 16 : 10) + digit, 0x11_0000)
            digits += 1
            cursor += 1
        }
        guard digits > 0, cursor < buffer.count, base[cursor] == UInt8(ascii: ";") else {
            throw error(.unknownReference, at: start)
        }
        guard XMLCharacter.isLegal(value) else { throw error(.illegalCharacter(value), at: start) }
        cursor += 1
        return value
    }

    private static func digit(_ byte: UInt8, isHex: Bool) -> UInt32? {
        switch byte {
        case 0x30...0x39: UInt32(byte - 0x30)
        case 0x41...0x46 where isHex: UInt32(byte - 0x41 + 10)
        case 0x61...0x66 where isHex: UInt32(byte - 0x61 + 10)
        default: nil
        }
    }

    /// Reads an attribute's value with its quotes and normalises it (§3.3.3).
    mutating func scanValue() throws(XMLError) -> XMLText {
        guard cursor < buffer.count else { throw error(.unexpectedEnd) }
        let quote = base[cursor]
        guard quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else {
            throw error(.malformedAttribute)
        }
        cursor += 1
        let start = cursor
        while cursor < buffer.count, !needsDecoding(base[cursor]), base[cursor] != quote {
            cursor += 1
        }
        guard cursor < buffer.count else { throw error(.unexpectedEnd) }
        guard cursor - start <= limits.textBytes else {
            throw aboveLimit(.textBytes, limits.textBytes)
        }
        if base[cursor] == quote {
            cursor += 1
            return XMLText(
                start: start, length: cursor - 1 - start, isDecoded: false, isBlank: false)
        }
        let decodedStart = decoded.count
        try append(from: start, mark: decodedStart)
        try decodeValue(until: quote, mark: decodedStart)
        return XMLText(
            start: decodedStart, length: decoded.count - decodedStart, isDecoded: true,
            isBlank: false)
    }

    private func needsDecoding(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "&") || byte == UInt8(ascii: "<") || byte < 0x20
    }

    private mutating func decodeValue(until quote: UInt8, mark: Int) throws(XMLError) {
        while cursor < buffer.count {
            guard decoded.count - mark <= limits.textBytes else {
                throw aboveLimit(.textBytes, limits.textBytes)
            }
            switch base[cursor] {
            case quote:
                cursor += 1
                return
            case UInt8(ascii: "<"):
                throw error(.malformedAttribute)
            case UInt8(ascii: "&"):
                try decodeReference()
            case 0x0D:
                decodeLineEnd()
                decoded.replaceLast(with: 0x20)
            case 0x09, 0x0A:
                decoded.append(0x20)
                cursor += 1
            case let byte:
                decoded.append(byte)
                cursor += 1
            }
        }
        throw error(.unexpectedEnd)
    }
}
