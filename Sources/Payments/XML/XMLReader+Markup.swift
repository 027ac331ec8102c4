extension XMLReader {
    /// Before and behind the root: white space, comments, instructions, one root element (§2.1).
    mutating func nextOutsideRoot() throws(XMLError) -> Event {
        while true {
            skipSpace()
            guard cursor < buffer.count else {
                guard hasRoot else { throw error(.noRootElement) }
                return .endOfDocument
            }
            guard base[cursor] == UInt8(ascii: "<") else { throw error(.contentOutsideRoot) }
            guard cursor + 1 < buffer.count else { throw error(.unexpectedEnd) }
            switch base[cursor + 1] {
            case UInt8(ascii: "!"), UInt8(ascii: "?"):
                try skipMarkup(inContent: false)
            default:
                guard !hasRoot else { throw error(.contentOutsideRoot) }
                try startTag()
                return .start
            }
        }
    }

    /// Skips a comment or an instruction; the text of a CDATA section goes to `decoded`.
    mutating func skipMarkup(inContent: Bool) throws(XMLError) {
        if isAt("<!--") {
            try skipComment()
        } else if isAt("<![CDATA["), inContent {
            try readSection()
        } else if isAt("<?") {
            try skipInstruction()
        } else if isAt("<!DOCTYPE") {
            throw error(.documentTypeForbidden)
        } else {
            throw error(.malformedMarkup)
        }
    }

    private mutating func skipComment() throws(XMLError) {
        cursor += 4
        let start = cursor
        try skip(to: "--")
        guard isAt("-->") else {
            throw error(cursor + 2 < buffer.count ? .doubleHyphenInComment : .unexpectedEnd)
        }
        guard cursor - start <= limits.textBytes else {
            throw aboveLimit(.textBytes, limits.textBytes)
        }
        cursor += 3
    }

    private mutating func readSection() throws(XMLError) {
        cursor += 9
        let start = cursor
        try skip(to: "]]>")
        guard cursor - start <= limits.textBytes else {
            throw aboveLimit(.textBytes, limits.textBytes)
        }
        // Line ends are normalised in a section too (§2.11).
        var index = start
        while index < cursor {
            let byte = base[index]
            index += 1
            decoded.append(byte == 0x0D ? 0x0A : byte)
            if byte == 0x0D, index < cursor, base[index] == 0x0A { index += 1 }
        }
        cursor += 3
    }

    /// Skips an instruction; the target `xml`, in any case, is reserved (§2.6).
    private mutating func skipInstruction() throws(XMLError) {
        let start = cursor
        cursor += 2
        let target = try scanName()
        guard !target.hasPrefix, string(target.qualified).lowercased() != "xml" else {
            throw error(.malformedMarkup, at: start)
        }
        let hadSpace = skipSpace()
        guard hadSpace || isAt("?>") else { throw error(.malformedMarkup) }
        try skip(to: "?>")
        guard cursor - start <= limits.textBytes else {
            throw aboveLimit(.textBytes, limits.textBytes)
        }
        cursor += 2
    }

    private mutating func skip(to mark: StaticString) throws(XMLError) {
        let first = mark.utf8Start[0]
        while cursor < buffer.count {
            if base[cursor] == first, isAt(mark) { return }
            cursor += 1
        }
        throw error(.unexpectedEnd)
    }

    /// Whether these bytes stand at the cursor.
    func isAt(_ mark: StaticString) -> Bool {
        let count = mark.utf8CodeUnitCount
        return cursor + count <= buffer.count && equal(base + cursor, mark.utf8Start, count)
    }
}
