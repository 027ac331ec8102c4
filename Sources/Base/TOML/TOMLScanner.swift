/// Walks over the scalars of a file and counts lines and columns.
struct TOMLScanner {
    private let scalars: [Unicode.Scalar]
    private var index = 0
    private(set) var position = TOMLPosition(line: 1, column: 1)

    init(_ bytes: [UInt8]) throws(TOMLFault) {
        let start = TOMLPosition(line: 1, column: 1)
        guard bytes.count <= TOMLDocument.bytesMax else {
            let problem = TOMLProblem.tooLarge(bytes: bytes.count, limit: TOMLDocument.bytesMax)
            throw TOMLFault(position: start, problem: problem)
        }
        var scalars: [Unicode.Scalar] = []
        scalars.reserveCapacity(bytes.count)
        var decoder = UTF8()
        var iterator = bytes.makeIterator()
        decoding: while true {
            switch decoder.decode(&iterator) {
            case .scalarValue(let scalar): scalars.append(scalar)
            case .emptyInput: break decoding
            case .error:
                let line = scalars.count { $0 == "\n" } + 1
                let column = scalars.reversed().prefix { $0 != "\n" }.count + 1
                throw TOMLFault(
                    position: TOMLPosition(line: line, column: column), problem: .invalidUTF8)
            }
        }
        // A byte order mark is no part of the text.
        self.scalars = scalars.first == "\u{FEFF}" ? Array(scalars.dropFirst()) : scalars
    }

    var isAtEnd: Bool { index == scalars.count }
    var next: Unicode.Scalar? { isAtEnd ? nil : scalars[index] }

    /// The scalar so many behind the next.
    func peek(_ distance: Int) -> Unicode.Scalar? {
        index + distance < scalars.count ? scalars[index + distance] : nil
    }

    /// Whether the text ahead is this.
    func isAhead(_ text: String) -> Bool {
        scalars[index...].starts(with: text.unicodeScalars)
    }

    /// Takes the next scalar; at the end nothing is taken.
    mutating func skip() {
        guard let next else { return }
        index += 1
        position =
            next == "\n"
            ? TOMLPosition(line: position.line + 1, column: 1)
            : TOMLPosition(line: position.line, column: position.column + 1)
    }

    mutating func skip(_ count: Int) {
        for _ in 0..<count { skip() }
    }

    mutating func take(_ scalar: Unicode.Scalar) -> Bool {
        guard next == scalar else { return false }
        skip()
        return true
    }

    /// Takes what satisfies a condition.
    mutating func take(while condition: (Unicode.Scalar) -> Bool) -> String {
        var taken = String.UnicodeScalarView()
        while let next, condition(next) {
            taken.append(next)
            skip()
        }
        return String(taken)
    }

    mutating func skipBlanks() {
        while next == " " || next == "\t" { skip() }
    }

    /// Whether a line break, `\n` or `\r\n`, is ahead; how long it is.
    var lineBreakLength: Int? {
        if next == "\n" { return 1 }
        return next == "\r" && peek(1) == "\n" ? 2 : nil
    }

    /// What is ahead, in words for a message.
    var found: String {
        guard let next else { return "the end of the file" }
        if lineBreakLength != nil { return "the end of the line" }
        return next.value < 0x20 || next.value == 0x7F
            ? "a control character" : "\"\(Character(next))\""
    }

    func fault(expected: String) -> TOMLFault {
        fault(.unexpected(found: found, expected: expected))
    }

    func fault(_ problem: TOMLProblem) -> TOMLFault {
        TOMLFault(position: position, problem: problem)
    }
}

extension Unicode.Scalar {
    /// Whether a comment or a string may hold it: anything but control characters; tab is none.
    var isText: Bool { self == "\t" || (value >= 0x20 && value != 0x7F) }

    var isBareKey: Bool {
        switch self {
        case "A"..."Z", "a"..."z", "0"..."9", "_", "-": true
        default: false
        }
    }
}
