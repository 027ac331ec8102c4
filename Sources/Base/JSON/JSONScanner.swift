/// A scalar, or the beginning of a container, as a place in the text.
struct JSONToken {
    let kind: JSONKind
    /// What is between the quotes of a string; the characters of anything else.
    let range: Range<Int>
    /// Whether a string has escapes to resolve.
    var isEscaped = false
}

/// Walks over a text once, front to back, and checks every byte of it.
struct JSONScanner {
    let bytes: [UInt8]
    let limits: JSONLimits
    private(set) var position = 0
    private var values = 0

    init(_ bytes: [UInt8], limits: JSONLimits) throws(JSONError) {
        guard bytes.count <= limits.bytesMax else {
            throw .aboveLimit(offset: limits.bytesMax, measure: .bytes, limit: limits.bytesMax)
        }
        self.bytes = bytes
        self.limits = limits
    }

    /// The next byte that is not white space, not taken.
    mutating func peek(_ allowed: JSONError.Expected) throws(JSONError) -> UInt8 {
        while position < bytes.count {
            let byte = bytes[position]
            guard byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 else { return byte }
            position += 1
        }
        throw .endOfText(offset: position, allowed: allowed)
    }

    /// Takes the next byte that is not white space, which must be this one.
    mutating func take(
        _ wanted: UInt8, _ allowed: JSONError.Expected
    ) throws(JSONError) {
        let found = try peek(allowed)
        guard found == wanted else { throw unexpected(found, allowed) }
        position += 1
    }

    /// Takes the byte behind a member or element and says whether it ends the container.
    mutating func takeSeparator(end: UInt8) throws(JSONError) -> Bool {
        let found = try peek(.commaOrEnd)
        guard found == end || found == UInt8(ascii: ",") else {
            throw unexpected(found, .commaOrEnd)
        }
        position += 1
        return found == end
    }

    /// Takes the byte that ends a container, if it is the next.
    mutating func takeIfNext(_ wanted: UInt8, _ allowed: JSONError.Expected) throws(JSONError)
        -> Bool
    {
        guard try peek(allowed) == wanted else { return false }
        position += 1
        return true
    }

    /// Fails unless only white space is left.
    mutating func expectEnd() throws(JSONError) {
        guard let found = try? peek(.endOfText) else { return }
        throw unexpected(found, .endOfText)
    }

    private func unexpected(_ found: UInt8, _ allowed: JSONError.Expected) -> JSONError {
        .unexpectedByte(offset: position, found: found, allowed: allowed)
    }

    /// Takes a scalar whole, or the opening byte of a container.
    mutating func scanToken() throws(JSONError) -> JSONToken {
        let found = try peek(.value)
        values += 1
        guard values <= limits.valuesMax else {
            throw .aboveLimit(offset: position, measure: .values, limit: limits.valuesMax)
        }
        switch found {
        case UInt8(ascii: "\""): return try scanString()
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try scanNumber()
        case UInt8(ascii: "{"): return open(.object)
        case UInt8(ascii: "["): return open(.array)
        case UInt8(ascii: "t"): return try scanLiteral("true", .boolean)
        case UInt8(ascii: "f"): return try scanLiteral("false", .boolean)
        case UInt8(ascii: "n"): return try scanLiteral("null", .null)
        default: throw unexpected(found, .value)
        }
    }

    private mutating func open(_ kind: JSONKind) -> JSONToken {
        position += 1
        return JSONToken(kind: kind, range: (position - 1)..<position)
    }

    private mutating func scanLiteral(
        _ text: String, _ kind: JSONKind
    ) throws(JSONError) -> JSONToken {
        let start = position
        for wanted in text.utf8 {
            guard position < bytes.count else {
                throw .endOfText(offset: position, allowed: .literal(text))
            }
            guard bytes[position] == wanted else {
                throw unexpected(bytes[position], .literal(text))
            }
            position += 1
        }
        return JSONToken(kind: kind, range: start..<position)
    }
}

// Numbers: RFC 8259 §6.
extension JSONScanner {
    private mutating func scanNumber() throws(JSONError) -> JSONToken {
        let start = position
        if bytes[position] == UInt8(ascii: "-") { position += 1 }
        if position < bytes.count, bytes[position] == UInt8(ascii: "0") {
            position += 1
        } else {
            try takeDigits(from: start)
        }
        if position < bytes.count, bytes[position] == UInt8(ascii: ".") {
            position += 1
            try takeDigits(from: start)
        }
        if position < bytes.count, bytes[position] | 0x20 == UInt8(ascii: "e") {
            position += 1
            if position < bytes.count,
                bytes[position] == UInt8(ascii: "+") || bytes[position] == UInt8(ascii: "-")
            {
                position += 1
            }
            try takeDigits(from: start)
        }
        return JSONToken(kind: .number, range: start..<position)
    }

    /// Takes one digit or more of the number that begins at `start`.
    private mutating func takeDigits(from start: Int) throws(JSONError) {
        let first = position
        while position < bytes.count, bytes[position] &- UInt8(ascii: "0") < 10 {
            position += 1
            guard position - start <= limits.numberBytesMax else {
                throw .aboveLimit(
                    offset: start, measure: .numberBytes, limit: limits.numberBytesMax)
            }
        }
        guard position == first else { return }
        guard position < bytes.count else {
            throw .endOfText(offset: position, allowed: .digit)
        }
        throw unexpected(bytes[position], .digit)
    }
}

// Strings: RFC 8259 §7 and §8.
extension JSONScanner {
    /// Takes a string with its quotes; the token is what is between them.
    mutating func scanString() throws(JSONError) -> JSONToken {
        let start = position + 1
        var index = start
        var isEscaped = false
        while index < bytes.count {
            let byte = bytes[index]
            if byte == UInt8(ascii: "\"") {
                position = index + 1
                return JSONToken(kind: .string, range: start..<index, isEscaped: isEscaped)
            }
            if byte == UInt8(ascii: "\\") {
                isEscaped = true
                index = try endOfEscape(at: index)
            } else if byte < 0x20 {
                throw .controlCharacter(offset: index, found: byte)
            } else if byte < 0x80 {
                index += 1
            } else {
                index = try endOfSequence(at: index)
            }
            guard index - start <= limits.stringBytesMax else {
                throw .aboveLimit(
                    offset: start, measure: .stringBytes, limit: limits.stringBytesMax)
            }
        }
        throw .endOfText(offset: bytes.count, allowed: .quote)
    }

    private func endOfEscape(at index: Int) throws(JSONError) -> Int {
        guard index + 1 < bytes.count else {
            throw .endOfText(offset: bytes.count, allowed: .escape)
        }
        switch bytes[index + 1] {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"),
            UInt8(ascii: "f"), UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
            return index + 2
        case UInt8(ascii: "u"): return try endOfUnicodeEscape(at: index)
        default:
            throw .unexpectedByte(
                offset: index + 1, found: bytes[index + 1], allowed: .escape)
        }
    }

    /// Checks `\uXXXX`, and the second half where the first is one of a surrogate pair.
    private func endOfUnicodeEscape(at index: Int) throws(JSONError) -> Int {
        let unit = try codeUnit(at: index + 2)
        guard unit & 0xF800 == 0xD800 else { return index + 6 }
        guard unit < 0xDC00, index + 7 < bytes.count, bytes[index + 6] == UInt8(ascii: "\\"),
            bytes[index + 7] == UInt8(ascii: "u"),
            try codeUnit(at: index + 8) & 0xFC00 == 0xDC00
        else { throw .loneSurrogate(offset: index) }
        return index + 12
    }

    /// The four hexadecimal digits that begin at `index`.
    func codeUnit(at index: Int) throws(JSONError) -> UInt32 {
        var unit: UInt32 = 0
        for place in index..<(index + 4) {
            guard place < bytes.count else {
                throw .endOfText(offset: place, allowed: .hexDigit)
            }
            switch bytes[place] {
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                unit = unit << 4 | UInt32(bytes[place] - UInt8(ascii: "0"))
            case UInt8(ascii: "a")...UInt8(ascii: "f"), UInt8(ascii: "A")...UInt8(ascii: "F"):
                unit = unit << 4 | UInt32((bytes[place] | 0x20) - UInt8(ascii: "a") + 10)
            default:
                throw .unexpectedByte(offset: place, found: bytes[place], allowed: .hexDigit)
            }
        }
        return unit
    }

    /// The index behind a well-formed sequence of two to four bytes (RFC 3629 §4).
    private func endOfSequence(at index: Int) throws(JSONError) -> Int {
        let length: Int
        let second: ClosedRange<UInt8>
        switch bytes[index] {
        case 0xC2...0xDF: (length, second) = (2, 0x80...0xBF)
        case 0xE0: (length, second) = (3, 0xA0...0xBF)
        case 0xE1...0xEC, 0xEE, 0xEF: (length, second) = (3, 0x80...0xBF)
        case 0xED: (length, second) = (3, 0x80...0x9F)
        case 0xF0: (length, second) = (4, 0x90...0xBF)
        case 0xF1...0xF3: (length, second) = (4, 0x80...0xBF)
        case 0xF4: (length, second) = (4, 0x80...0x8F)
        default: throw .invalidUTF8(offset: index)
        }
        guard index + length <= bytes.count, second.contains(bytes[index + 1]) else {
            throw .invalidUTF8(offset: index)
        }
        for tail in (index + 2)..<max(index + 2, index + length) where bytes[tail] & 0xC0 != 0x80 {
            throw .invalidUTF8(offset: index)
        }
        return index + length
    }
}
