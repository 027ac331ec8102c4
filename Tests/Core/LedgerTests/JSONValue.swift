/// Just enough JSON for the corpora: no numbers but whole ones, no escapes but the simple ones.
enum JSONValue {
    case null
    case bool(Bool)
    case number(Int)
    case string(String)
    case array([JSONValue])
    case object([String: JSONValue])

    struct Malformed: Error { let offset: Int }

    init(_ bytes: [UInt8]) throws {
        var reader = JSONText(bytes: bytes)
        self = try reader.value()
    }

    subscript(_ key: String) -> JSONValue? {
        guard case .object(let members) = self else { return nil }
        return members[key]
    }

    var elements: [JSONValue] {
        guard case .array(let elements) = self else { return [] }
        return elements
    }

    var text: String? {
        guard case .string(let text) = self else { return nil }
        return text
    }

    var isTrue: Bool {
        guard case .bool(let value) = self else { return false }
        return value
    }
}

private struct JSONText {
    let bytes: [UInt8]
    var offset = 0

    mutating func value() throws -> JSONValue {
        switch try peek() {
        case UInt8(ascii: "{"): return try object()
        case UInt8(ascii: "["): return try array()
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        default: return try number()
        }
    }

    private mutating func peek() throws -> UInt8 {
        while offset < bytes.count, bytes[offset] <= 0x20 { offset += 1 }
        guard offset < bytes.count else { throw JSONValue.Malformed(offset: offset) }
        return bytes[offset]
    }

    private mutating func take(_ character: Unicode.Scalar) throws {
        guard try peek() == UInt8(ascii: character) else {
            throw JSONValue.Malformed(offset: offset)
        }
        offset += 1
    }

    private mutating func object() throws -> JSONValue {
        var members: [String: JSONValue] = [:]
        try take("{")
        if try peek() == UInt8(ascii: "}") {
            offset += 1
            return .object(members)
        }
        while true {
            _ = try peek()
            let key = try string()
            try take(":")
            members[key] = try value()
            if try peek() == UInt8(ascii: "}") { break }
            try take(",")
        }
        offset += 1
        return .object(members)
    }

    private mutating func array() throws -> JSONValue {
        var elements: [JSONValue] = []
        try take("[")
        if try peek() == UInt8(ascii: "]") {
            offset += 1
            return .array(elements)
        }
        while true {
            elements.append(try value())
            if try peek() == UInt8(ascii: "]") { break }
            try take(",")
        }
        offset += 1
        return .array(elements)
    }

    private mutating func string() throws -> String {
        try take("\"")
        var text: [UInt8] = []
        while offset < bytes.count, bytes[offset] != UInt8(ascii: "\"") {
            if bytes[offset] == UInt8(ascii: "\\") { offset += 1 }
            guard offset < bytes.count else { break }
            text.append(bytes[offset])
            offset += 1
        }
        try take("\"")
        return String(decoding: text, as: UTF8.self)
    }

    private mutating func word(_ word: String, _ value: JSONValue) throws -> JSONValue {
        guard bytes[offset...].starts(with: word.utf8) else {
            throw JSONValue.Malformed(offset: offset)
        }
        offset += word.utf8.count
        return value
    }

    private mutating func number() throws -> JSONValue {
        let digits = bytes[offset...].prefix { $0 == UInt8(ascii: "-") || (48...57).contains($0) }
        guard let value = Int(String(decoding: digits, as: UTF8.self)) else {
            throw JSONValue.Malformed(offset: offset)
        }
        offset += digits.count
        return .number(value)
    }
}
