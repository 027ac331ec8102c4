// Values built as a tree.
extension JSONScanner {
    /// Takes one value; `depth` is the number of containers around it.
    mutating func scanTree(depth: Int) throws(JSONError) -> JSONValue {
        let token = try scanToken()
        switch token.kind {
        case .null: return .null
        case .boolean: return .boolean(token.range.count == 4)
        case .number: return .number(JSONNumber(scanned: text(of: token)))
        case .string: return .string(text(of: token))
        case .array, .object:
            guard depth < limits.depthMax else {
                throw .aboveLimit(
                    offset: token.range.lowerBound, measure: .depth, limit: limits.depthMax)
            }
            return token.kind == .array
                ? .array(try scanElements(depth: depth + 1))
                : .object(try scanMembers(depth: depth + 1))
        }
    }

    private mutating func scanElements(depth: Int) throws(JSONError) -> [JSONValue] {
        var elements: [JSONValue] = []
        guard !(try takeIfNext(UInt8(ascii: "]"), .value)) else { return elements }
        repeat {
            elements.append(try scanTree(depth: depth))
        } while !(try takeSeparator(end: UInt8(ascii: "]")))
        return elements
    }

    private mutating func scanMembers(depth: Int) throws(JSONError) -> JSONObject {
        var object = JSONObject()
        guard !(try takeIfNext(UInt8(ascii: "}"), .name)) else { return object }
        repeat {
            let token = try scanName()
            let name = text(of: token)
            let value = try scanTree(depth: depth)
            guard object.append(name, value) else {
                throw .duplicateName(offset: token.range.lowerBound - 1, name: name)
            }
        } while !(try takeSeparator(end: UInt8(ascii: "}")))
        return object
    }

    /// Takes a name and the colon behind it.
    mutating func scanName() throws(JSONError) -> JSONToken {
        let found = try peek(.name)
        guard found == UInt8(ascii: "\"") else {
            throw .unexpectedByte(offset: position, found: found, allowed: .name)
        }
        let token = try scanString()
        try take(UInt8(ascii: ":"), .colon)
        return token
    }
}
