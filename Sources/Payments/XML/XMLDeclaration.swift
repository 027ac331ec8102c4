/// Byte order mark and XML declaration (§2.8): which encoding, and where the document goes on.
struct XMLDeclaration {
    enum Encoding { case utf8, ascii, latin1 }

    private(set) var encoding = Encoding.utf8
    private(set) var end = 0

    /// A declaration is never longer; what is longer is malformed.
    private static let bytesMax = 512

    init(of bytes: [UInt8]) throws(XMLError) {
        let hasMark = bytes.starts(with: [0xEF, 0xBB, 0xBF])
        end = hasMark ? 3 : 0
        if let name = Self.wideEncoding(of: bytes) {
            throw XMLSource.error(.unsupportedEncoding(name), at: 0, in: bytes)
        }
        let opening = Array("<?xml".utf8)
        let isOpened = bytes[end...].starts(with: opening)
        let after = end + opening.count
        guard isOpened, after < bytes.count, XMLCharacter.isSpace(bytes[after]) else { return }
        var scanner = Scanner(bytes: bytes, cursor: after, limit: min(bytes.count, Self.bytesMax))
        guard let declared = scanner.declared() else {
            throw XMLSource.error(.malformedDeclaration, at: scanner.cursor, in: bytes)
        }
        end = scanner.cursor
        // A byte order mark says UTF-8 whatever the declaration says.
        guard let name = declared.encoding, !hasMark else { return }
        switch name.uppercased() {
        case "UTF-8", "UTF8": encoding = .utf8
        case "US-ASCII", "ASCII": encoding = .ascii
        case "ISO-8859-1", "ISO_8859-1", "LATIN1", "ISO-LATIN-1": encoding = .latin1
        default: throw XMLSource.error(.unsupportedEncoding(name), at: after, in: bytes)
        }
    }

    /// UTF-16 and UTF-32 by their first bytes (XML 1.0, appendix F).
    private static func wideEncoding(of bytes: [UInt8]) -> String? {
        let first = Array(bytes.prefix(4))
        if first.starts(with: [0xFE, 0xFF]) || first == [0x00, 0x3C, 0x00, 0x3F] {
            return "UTF-16BE"
        }
        if first.starts(with: [0xFF, 0xFE]) || first == [0x3C, 0x00, 0x3F, 0x00] {
            return "UTF-16LE"
        }
        return first == [0x00, 0x00, 0x00, 0x3C] ? "UTF-32BE" : nil
    }
}

extension XMLDeclaration {
    /// Reads `version`, `encoding` and `standalone`, in this order and no other.
    private struct Scanner {
        let bytes: [UInt8]
        var cursor: Int
        let limit: Int

        mutating func declared() -> (version: String, encoding: String?)? {
            guard skipSpace(), let version = value(of: "version"), isVersion(version) else {
                return nil
            }
            var hadSpace = skipSpace()
            var encoding: String?
            if hadSpace, isAt("encoding") {
                guard let found = value(of: "encoding"), isEncodingName(found) else { return nil }
                encoding = found
                hadSpace = skipSpace()
            }
            if hadSpace, isAt("standalone") {
                let found = value(of: "standalone")
                guard found == "yes" || found == "no" else { return nil }
                skipSpace()
            }
            return skip("?>") ? (version, encoding) : nil
        }

        private func isVersion(_ text: String) -> Bool {
            text.hasPrefix("1.") && text.utf8.count > 2
                && text.utf8.dropFirst(2).allSatisfy { (0x30...0x39).contains($0) }
        }

        private func isEncodingName(_ text: String) -> Bool {
            let isLetter = { (byte: UInt8) in (0x41...0x5A).contains(byte & 0xDF) }
            guard let first = text.utf8.first, isLetter(first) else { return false }
            return text.utf8.allSatisfy { byte in
                isLetter(byte) || (0x30...0x39).contains(byte) || [0x2D, 0x2E, 0x5F].contains(byte)
            }
        }

        @discardableResult
        private mutating func skipSpace() -> Bool {
            let start = cursor
            while cursor < limit, XMLCharacter.isSpace(bytes[cursor]) { cursor += 1 }
            return cursor > start
        }

        private func isAt(_ text: String) -> Bool {
            cursor + text.utf8.count <= limit && bytes[cursor...].starts(with: text.utf8)
        }

        private mutating func skip(_ text: String) -> Bool {
            guard isAt(text) else { return false }
            cursor += text.utf8.count
            return true
        }

        private mutating func value(of name: String) -> String? {
            guard skip(name) else { return nil }
            skipSpace()
            guard skip("=") else { return nil }
            skipSpace()
            guard cursor < limit, bytes[cursor] == 0x22 || bytes[cursor] == 0x27 else { return nil }
            let quote = bytes[cursor]
            cursor += 1
            let start = cursor
            while cursor < limit, bytes[cursor] != quote, bytes[cursor] < 0x80 { cursor += 1 }
            guard cursor < limit, bytes[cursor] == quote else { return nil }
            cursor += 1
            return String(decoding: bytes[start..<(cursor - 1)], as: UTF8.self)
        }
    }
}
