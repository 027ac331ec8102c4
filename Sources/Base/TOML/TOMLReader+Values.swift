extension TOMLReader {
    /// Reads a value that stands so many tables and arrays deep.
    mutating func value(depth: Int) throws(TOMLFault) -> TOMLValue {
        switch scanner.next {
        case "\"":
            return .string(
                scanner.isAhead("\"\"\"") ? try multilineBasicString() : try basicString())
        case "'":
            return .string(
                scanner.isAhead("'''") ? try multilineLiteralString() : try literalString())
        case "[": return try array(depth: depth)
        case "{": return try inlineTable(depth: depth)
        default: return try word()
        }
    }

    private mutating func array(depth: Int) throws(TOMLFault) -> TOMLValue {
        try checkDepth(depth)
        scanner.skip()
        var elements: [TOMLElement] = []
        try skipLines()
        while !scanner.take("]") {
            let position = scanner.position
            elements.append(TOMLElement(value: try value(depth: depth + 1), position: position))
            try skipLines()
            guard scanner.take(",") || scanner.next == "]" else {
                throw scanner.fault(expected: "\",\" or \"]\"")
            }
            try skipLines()
        }
        return .array(elements)
    }

    private mutating func inlineTable(depth: Int) throws(TOMLFault) -> TOMLValue {
        try checkDepth(depth)
        var table = TOMLTree(at: scanner.position, depth: depth)
        scanner.skip()
        scanner.skipBlanks()
        guard !scanner.take("}") else { return .table(table.table()) }
        while true {
            let pair = try keyValue(depth: depth)
            try table.set(pair.path, of: TOMLTree.root, to: pair.value, at: pair.position)
            scanner.skipBlanks()
            if scanner.take("}") { return .table(table.table()) }
            guard scanner.take(",") else { throw scanner.fault(expected: "\",\" or \"}\"") }
            scanner.skipBlanks()
        }
    }

    private func checkDepth(_ depth: Int) throws(TOMLFault) {
        guard depth <= TOMLDocument.depthMax else {
            throw scanner.fault(.tooDeep(limit: TOMLDocument.depthMax))
        }
    }

    /// Reads a number, a date, a time or a boolean.
    private mutating func word() throws(TOMLFault) -> TOMLValue {
        let start = scanner
        var text = scanner.take { $0.isBareKey || $0 == "+" || $0 == "." || $0 == ":" }
        guard !text.isEmpty else { throw scanner.fault(expected: "a value") }
        // A blank may stand between date and time.
        if scanner.next == " ", let digit = scanner.peek(1), "0"..."9" ~= digit,
            TOMLWord.isDate(text)
        {
            scanner.skip()
            text += " " + scanner.take { $0.isBareKey || $0 == "+" || $0 == "." || $0 == ":" }
        }
        switch TOMLWord.value(of: text) {
        case .success(let value): return value
        case .failure(let reason): throw start.fault(reason.problem)
        }
    }
}
