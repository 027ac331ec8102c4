extension TOMLReader {
    /// Reads `"…"` with its escapes, on one line.
    mutating func basicString() throws(TOMLFault) -> String {
        scanner.skip()
        var text = String.UnicodeScalarView()
        while !scanner.take("\"") {
            text.append(scanner.next == "\\" ? try escape() : try lineScalar())
        }
        return String(text)
    }

    /// Reads `'…'`, which has no escapes, on one line.
    mutating func literalString() throws(TOMLFault) -> String {
        scanner.skip()
        var text = String.UnicodeScalarView()
        while !scanner.take("'") { text.append(try lineScalar()) }
        return String(text)
    }

    /// Reads `"""…"""`: a first line break is dropped, a backslash at a line's end joins lines.
    mutating func multilineBasicString() throws(TOMLFault) -> String {
        try multilineString(quote: "\"") { (reader: inout TOMLReader) throws(TOMLFault) in
            guard reader.scanner.next == "\\" else { return nil }
            if reader.skipJoinedLines() { return "" }
            return String(try reader.escape())
        }
    }

    /// Reads `'''…'''`: a first line break is dropped.
    mutating func multilineLiteralString() throws(TOMLFault) -> String {
        try multilineString(quote: "'") { (_: inout TOMLReader) throws(TOMLFault) in nil }
    }

    private mutating func multilineString(
        quote: Unicode.Scalar, special: (inout TOMLReader) throws(TOMLFault) -> String?
    ) throws(TOMLFault) -> String {
        let fence = String(repeating: String(quote), count: 3)
        scanner.skip(3)
        if let length = scanner.lineBreakLength { scanner.skip(length) }
        var text = String.UnicodeScalarView()
        while true {
            if scanner.isAhead(fence) {
                // Up to two quotes may stand right before the closing three.
                scanner.skip(3)
                for _ in 0..<2 where scanner.take(quote) { text.append(quote) }
                return String(text)
            }
            if let replacement = try special(&self) {
                text.append(contentsOf: replacement.unicodeScalars)
            } else if let length = scanner.lineBreakLength {
                text.append("\n")
                scanner.skip(length)
            } else {
                text.append(try lineScalar())
            }
        }
    }

    /// Takes a backslash at the end of a line, with all blanks and line breaks behind it.
    private mutating func skipJoinedLines() -> Bool {
        var ahead = 1
        while scanner.peek(ahead) == " " || scanner.peek(ahead) == "\t" { ahead += 1 }
        let isBreak =
            scanner.peek(ahead) == "\n"
            || (scanner.peek(ahead) == "\r" && scanner.peek(ahead + 1) == "\n")
        guard isBreak else { return false }
        scanner.skip(ahead)
        while true {
            scanner.skipBlanks()
            guard let length = scanner.lineBreakLength else { return true }
            scanner.skip(length)
        }
    }

    private mutating func lineScalar() throws(TOMLFault) -> Unicode.Scalar {
        guard let next = scanner.next, scanner.lineBreakLength == nil else {
            throw scanner.fault(.unterminatedString)
        }
        guard next.isText else { throw scanner.fault(expected: "text") }
        scanner.skip()
        return next
    }

    private mutating func escape() throws(TOMLFault) -> Unicode.Scalar {
        let start = scanner
        scanner.skip()
        guard let letter = scanner.next else { throw scanner.fault(.unterminatedString) }
        scanner.skip()
        switch letter {
        case "b": return "\u{8}"
        case "t": return "\t"
        case "n": return "\n"
        case "f": return "\u{C}"
        case "r": return "\r"
        case "\"", "\\": return letter
        case "u": return try escapedScalar(digits: 4, from: start)
        case "U": return try escapedScalar(digits: 8, from: start)
        default: throw start.fault(.invalidEscape("\\\(letter.isText ? String(letter) : "")"))
        }
    }

    private mutating func escapedScalar(
        digits count: Int, from start: TOMLScanner
    ) throws(TOMLFault) -> Unicode.Scalar {
        var value: UInt32 = 0
        var written = String.UnicodeScalarView()
        for _ in 0..<count {
            guard let next = scanner.next, next.isASCII,
                let digit = Character(next).hexDigitValue
            else { throw start.fault(.invalidEscape("\\\(count == 4 ? "u" : "U")\(written)")) }
            value = value << 4 | UInt32(digit)
            written.append(next)
            scanner.skip()
        }
        guard let scalar = Unicode.Scalar(value) else {
            throw start.fault(.invalidEscape("\\\(count == 4 ? "u" : "U")\(written)"))
        }
        return scalar
    }
}
