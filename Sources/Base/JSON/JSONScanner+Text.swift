// What tokens mean, once every byte of them has been checked.
extension JSONScanner {
    /// The text of a string or the characters of a number.
    func text(of token: JSONToken) -> String {
        guard token.isEscaped else {
            return String(decoding: bytes[token.range], as: UTF8.self)
        }
        return String(decoding: unescaped(token), as: UTF8.self)
    }

    /// The bytes of a string with its escapes resolved, as UTF-8.
    func unescaped(_ token: JSONToken) -> [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity(token.range.count)
        var index = token.range.lowerBound
        while index < token.range.upperBound {
            guard bytes[index] == UInt8(ascii: "\\") else {
                text.append(bytes[index])
                index += 1
                continue
            }
            index = appendEscape(at: index, to: &text)
        }
        return text
    }

    /// Appends what the escape at `index` stands for and gives the index behind it.
    private func appendEscape(at index: Int, to text: inout [UInt8]) -> Int {
        switch bytes[index + 1] {
        case UInt8(ascii: "b"): text.append(0x08)
        case UInt8(ascii: "f"): text.append(0x0C)
        case UInt8(ascii: "n"): text.append(0x0A)
        case UInt8(ascii: "r"): text.append(0x0D)
        case UInt8(ascii: "t"): text.append(0x09)
        case UInt8(ascii: "u"): return appendUnicodeEscape(at: index, to: &text)
        default: text.append(bytes[index + 1])
        }
        return index + 2
    }

    private func appendUnicodeEscape(at index: Int, to text: inout [UInt8]) -> Int {
        guard let high = try? codeUnit(at: index + 2) else {
            preconditionFailure("The scanner has checked the digits of every escape.")
        }
        guard high & 0xF800 == 0xD800 else {
            append(high, to: &text)
            return index + 6
        }
        guard let low = try? codeUnit(at: index + 8) else {
            preconditionFailure("The scanner has checked both halves of every pair.")
        }
        append(0x10000 + ((high - 0xD800) << 10 | (low - 0xDC00)), to: &text)
        return index + 12
    }

    private func append(_ value: UInt32, to text: inout [UInt8]) {
        guard let scalar = Unicode.Scalar(value) else {
            preconditionFailure("The scanner has refused every lone surrogate.")
        }
        text.append(contentsOf: String(scalar).utf8)
    }
}
