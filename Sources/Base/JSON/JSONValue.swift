/// A JSON text as a tree, objects in the order in which they were written.
///
/// ```swift
/// let value = try JSONValue(parsing: body, limits: .standard)
/// let name = value["data"]?[0]?["name"]?.string
/// ```
package indirect enum JSONValue: Hashable, Sendable {
    case null
    case boolean(Bool)
    case number(JSONNumber)
    case string(String)
    case array([JSONValue])
    case object(JSONObject)

    /// Reads exactly one value and white space around it.
    ///
    /// Total: any bytes give a value or a ``JSONError``. Duplicate names are refused (RFC 7493 §2.3)
    /// and so are lone surrogates. Recursion is bounded by ``JSONLimits/depthMax``.
    package init(parsing bytes: [UInt8], limits: JSONLimits = .standard) throws(JSONError) {
        var scanner = try JSONScanner(bytes, limits: limits)
        self = try scanner.scanTree(depth: 0)
        try scanner.expectEnd()
    }

    package var kind: JSONKind {
        switch self {
        case .null: .null
        case .boolean: .boolean
        case .number: .number
        case .string: .string
        case .array: .array
        case .object: .object
        }
    }

    package var string: String? {
        guard case .string(let text) = self else { return nil }
        return text
    }

    package var boolean: Bool? {
        guard case .boolean(let value) = self else { return nil }
        return value
    }

    package var number: JSONNumber? {
        guard case .number(let number) = self else { return nil }
        return number
    }

    package var array: [JSONValue]? {
        guard case .array(let elements) = self else { return nil }
        return elements
    }

    package var object: JSONObject? {
        guard case .object(let object) = self else { return nil }
        return object
    }

    /// The member of that name, where this is an object that has it.
    package subscript(name: String) -> JSONValue? { object?[name] }

    /// The element at that place, where this is an array that long.
    package subscript(index: Int) -> JSONValue? {
        guard let elements = array, elements.indices.contains(index) else { return nil }
        return elements[index]
    }
}
