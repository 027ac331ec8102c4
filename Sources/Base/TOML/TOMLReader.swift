/// Reads TOML 1.0 (toml.io/en/v1.0.0) line by line.
struct TOMLReader {
    var scanner: TOMLScanner
    private var tree: TOMLTree
    private var section = TOMLTree.root

    init(_ bytes: [UInt8]) throws(TOMLFault) {
        scanner = try TOMLScanner(bytes)
        tree = TOMLTree(at: scanner.position, depth: 0)
    }

    mutating func document() throws(TOMLFault) -> TOMLTable {
        while !scanner.isAtEnd {
            scanner.skipBlanks()
            if scanner.next == "[" {
                try header()
            } else if let next = scanner.next, next != "#", scanner.lineBreakLength == nil {
                let pair = try keyValue(depth: tree.depth(of: section))
                try tree.set(pair.path, of: section, to: pair.value, at: pair.position)
            }
            try endOfLine()
        }
        return tree.table()
    }

    private mutating func header() throws(TOMLFault) {
        let isArray = scanner.isAhead("[[")
        scanner.skip(isArray ? 2 : 1)
        scanner.skipBlanks()
        let path = try key()
        guard scanner.isAhead(isArray ? "]]" : "]") else {
            throw scanner.fault(expected: isArray ? "\"]]\"" : "\"]\"")
        }
        scanner.skip(isArray ? 2 : 1)
        section = isArray ? try tree.append(header: path) : try tree.open(header: path)
    }

    /// Reads `key = value` in a table that stands so deep.
    mutating func keyValue(
        depth: Int
    ) throws(TOMLFault) -> (path: [TOMLKeyPart], value: TOMLValue, position: TOMLPosition) {
        let path = try key()
        guard scanner.take("=") else { throw scanner.fault(expected: "\"=\"") }
        scanner.skipBlanks()
        let position = scanner.position
        return (path, try value(depth: depth + path.count), position)
    }

    /// Reads a key of one part or more with points between them, and the blanks around it.
    private mutating func key() throws(TOMLFault) -> [TOMLKeyPart] {
        var parts: [TOMLKeyPart] = []
        repeat {
            scanner.skipBlanks()
            let position = scanner.position
            parts.append(TOMLKeyPart(text: try keyText(), position: position))
            guard parts.count <= TOMLDocument.depthMax else {
                throw TOMLFault(
                    position: position, problem: .tooDeep(limit: TOMLDocument.depthMax))
            }
            scanner.skipBlanks()
        } while scanner.take(".")
        return parts
    }

    private mutating func keyText() throws(TOMLFault) -> String {
        switch scanner.next {
        case "\"": return try basicString()
        case "'": return try literalString()
        default:
            let text = scanner.take { $0.isBareKey }
            guard !text.isEmpty else { throw scanner.fault(expected: "a key") }
            return text
        }
    }

    /// Takes blanks, a comment, and a line break or the end of the file.
    private mutating func endOfLine() throws(TOMLFault) {
        scanner.skipBlanks()
        try comment()
        if let length = scanner.lineBreakLength {
            scanner.skip(length)
        } else if !scanner.isAtEnd {
            throw scanner.fault(expected: "the end of the line")
        }
    }

    private mutating func comment() throws(TOMLFault) {
        guard scanner.next == "#" else { return }
        while let next = scanner.next, scanner.lineBreakLength == nil {
            guard next.isText else { throw scanner.fault(expected: "text") }
            scanner.skip()
        }
    }

    /// Takes blanks, comments and line breaks between the elements of an array.
    mutating func skipLines() throws(TOMLFault) {
        repeat {
            if let length = scanner.lineBreakLength { scanner.skip(length) }
            scanner.skipBlanks()
            try comment()
        } while scanner.lineBreakLength != nil
    }
}
