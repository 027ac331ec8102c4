/// A place in a file; the first character is line 1, column 1.
package struct TOMLPosition: Hashable, Sendable, Comparable, CustomStringConvertible {
    package let line: Int
    /// Unicode scalars from the line's beginning.
    package let column: Int

    package init(line: Int, column: Int) {
        self.line = line
        self.column = column
    }

    package static func < (left: TOMLPosition, right: TOMLPosition) -> Bool {
        (left.line, left.column) < (right.line, right.column)
    }

    package var description: String { "line \(line), column \(column)" }
}

/// A TOML 1.0 file as it was read: every key and value knows where it stands.
///
/// ```swift
/// let document = try TOMLDocument.parse(bytes, file: "etc/banking.toml")
/// if let entry = document.root["bank"]?.table?["name"], entry.string == nil {
///     print("\(document.file), \(entry.position): expected a string, found \(entry.value.kind)")
/// }
/// ```
package struct TOMLDocument: Hashable, Sendable {
    /// Bytes of the longest file that is read.
    package static let bytesMax = 1 << 20
    /// Tables and arrays inside each other, the root not counted.
    package static let depthMax = 32

    /// What the caller named the file, for messages.
    package let file: String
    package let root: TOMLTable

    /// Reads a file's bytes.
    ///
    /// Total: any bytes give a document or an error with a position.
    package static func parse(
        _ bytes: [UInt8], file: String
    ) throws(TOMLError) -> TOMLDocument {
        do {
            var reader = try TOMLReader(bytes)
            return TOMLDocument(file: file, root: try reader.document())
        } catch {
            throw TOMLError(file: file, position: error.position, problem: error.problem)
        }
    }
}

/// Keys and values in the order in which they were written.
package struct TOMLTable: Hashable, Sendable {
    package let entries: [TOMLEntry]
    /// Where the table was named first, or its brace.
    package let position: TOMLPosition

    /// The entry with this key.
    ///
    /// Linear: tables of a configuration are short.
    package subscript(key: String) -> TOMLEntry? {
        entries.first { $0.key == key }
    }
}

/// A key with its value.
package struct TOMLEntry: Hashable, Sendable {
    package let key: String
    /// Where the key stands; that of a table, where it was named first.
    package let position: TOMLPosition
    package let value: TOMLValue
    /// Where the value begins.
    package let valuePosition: TOMLPosition

    package var string: String? { value.string }
    package var integer: Int64? { value.integer }
    package var boolean: Bool? { value.boolean }
    package var table: TOMLTable? { value.table }
    package var tables: [TOMLTable]? { value.tables }
    package var elements: [TOMLElement]? { value.elements }
}

/// A value in an array.
package struct TOMLElement: Hashable, Sendable {
    package let value: TOMLValue
    package let position: TOMLPosition
}

/// A value.
///
/// What has no exact form in 64 bits stays the text that was written.
package enum TOMLValue: Hashable, Sendable {
    case string(String)
    case integer(Int64)
    /// The digits as written, without underscores: `6.626e-34`, `-inf`, `nan`.
    case float(String)
    case boolean(Bool)
    /// `1979-05-27T07:32:00Z`, as written.
    case offsetDateTime(String)
    /// `1979-05-27T07:32:00`, as written.
    case localDateTime(String)
    /// `1979-05-27`.
    case localDate(String)
    /// `07:32:00`, as written.
    case localTime(String)
    case array([TOMLElement])
    case table(TOMLTable)
    /// What `[[name]]` headers make.
    case tableArray([TOMLTable])

    package var string: String? {
        if case .string(let text) = self { text } else { nil }
    }

    package var integer: Int64? {
        if case .integer(let number) = self { number } else { nil }
    }

    package var boolean: Bool? {
        if case .boolean(let flag) = self { flag } else { nil }
    }

    package var table: TOMLTable? {
        if case .table(let table) = self { table } else { nil }
    }

    package var elements: [TOMLElement]? {
        if case .array(let elements) = self { elements } else { nil }
    }

    /// The tables of `[[name]]` headers, or of an array that holds tables only.
    package var tables: [TOMLTable]? {
        switch self {
        case .tableArray(let tables): tables
        case .array(let elements):
            elements.allSatisfy { $0.value.table != nil }
                ? elements.compactMap(\.value.table) : nil
        default: nil
        }
    }

    /// What the value is, in words for a message: `a string`.
    package var kind: String {
        switch self {
        case .string: "a string"
        case .integer: "an integer"
        case .float: "a float"
        case .boolean: "a boolean"
        case .offsetDateTime, .localDateTime: "a date and time"
        case .localDate: "a date"
        case .localTime: "a time"
        case .array: "an array"
        case .table: "a table"
        case .tableArray: "an array of tables"
        }
    }
}
