/// Why a state file could not be read.
package enum StateError: Error, Hashable, Sendable {
    case notAState
    case version(found: String, known: String)
    case malformed(line: Int, field: Int)
    /// The file was cut off: its last line says how many there must be.
    case incomplete
}

/// Writes records of fields: a line each, fields parted by tabs.
struct StateWriter {
    private(set) var bytes: [UInt8] = []
    private(set) var lineCount = 0

    mutating func begin(_ tag: String) {
        bytes.append(contentsOf: tag.utf8)
    }

    mutating func end() {
        bytes.append(UInt8(ascii: "\n"))
        lineCount += 1
    }

    mutating func put(_ value: some BinaryInteger) { put(String(value)) }

    mutating func put(_ text: String) { put(Array(text.utf8)) }

    mutating func put(_ value: [UInt8]) {
        bytes.append(UInt8(ascii: "\t"))
        for byte in value {
            switch byte {
            case UInt8(ascii: "\t"): bytes.append(contentsOf: [0x5C, 0x74])
            case UInt8(ascii: "\n"): bytes.append(contentsOf: [0x5C, 0x6E])
            case 0x5C: bytes.append(contentsOf: [0x5C, 0x5C])
            default: bytes.append(byte)
            }
        }
    }

    mutating func put(_ bic: BIC?) { put(bic?.text ?? "") }
    mutating func put(_ moment: Moment) { put(moment.milliseconds) }
    mutating func put(_ day: BusinessDay) { put(day.number) }
    mutating func put(_ cents: Cents) { put(cents.count) }
}

/// Reads one record's fields in order.
struct StateReader {
    let tag: String
    private let fields: [[UInt8]]
    private let line: Int
    private var next = 0

    init(_ text: ArraySlice<UInt8>, line: Int) {
        let parts = text.split(separator: UInt8(ascii: "\t"), omittingEmptySubsequences: false)
        tag = parts.first.map { String(decoding: $0, as: UTF8.self) } ?? ""
        fields = parts.dropFirst().map(Self.unescape)
        self.line = line
    }

    private static func unescape(_ field: ArraySlice<UInt8>) -> [UInt8] {
        guard field.contains(0x5C) else { return Array(field) }
        var result: [UInt8] = []
        var isEscaped = false
        for byte in field {
            if isEscaped {
                result.append(byte == 0x74 ? 0x09 : byte == 0x6E ? 0x0A : byte)
                isEscaped = false
            } else if byte == 0x5C {
                isEscaped = true
            } else {
                result.append(byte)
            }
        }
        return result
    }

    var isAtEnd: Bool { next == fields.count }
    var malformed: StateError { .malformed(line: line, field: next) }

    mutating func bytes() throws(StateError) -> [UInt8] {
        guard next < fields.count else { throw malformed }
        next += 1
        return fields[next - 1]
    }

    mutating func text() throws(StateError) -> String {
        String(decoding: try bytes(), as: UTF8.self)
    }

    mutating func number<Value: FixedWidthInteger>(
        _: Value.Type = Value.self
    ) throws(StateError) -> Value {
        guard let value = Value(try text()) else { throw malformed }
        return value
    }

    /// A position in a table of so many rows.
    mutating func position(below count: Int) throws(StateError) -> Int {
        let value: Int = try number()
        guard value >= 0, value < count else { throw malformed }
        return value
    }

    mutating func optionalBIC() throws(StateError) -> BIC? {
        let text = try text()
        guard text.isEmpty || BIC(text) != nil else { throw malformed }
        return BIC(text)
    }

    mutating func bic() throws(StateError) -> BIC {
        guard let bic = try optionalBIC() else { throw malformed }
        return bic
    }

    mutating func moment() throws(StateError) -> Moment { Moment(milliseconds: try number()) }
    mutating func day() throws(StateError) -> BusinessDay { BusinessDay(number: try number()) }
    mutating func cents() throws(StateError) -> Cents { Cents(count: try number()) }
}
