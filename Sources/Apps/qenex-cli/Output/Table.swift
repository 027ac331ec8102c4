import JSON

/// Rows under titles, as text in columns or as CSV (RFC 4180, lines ended by LF).
struct Table {
    private let titles: [String]
    private let rows: [[String]]

    /// One row an object; these columns first, then those that nobody asked for but rows have
    /// where no column was asked for at all.
    init(rows values: [JSONValue], columns: [String]) {
        let flat = values.map { Table.flat($0) }
        var titles = columns.filter { column in
            flat.contains { row in row.contains { $0.name == column } }
        }
        if titles.isEmpty {
            for member in flat.joined() where !titles.contains(member.name) {
                titles.append(member.name)
            }
        }
        self.titles = titles
        rows = flat.map { row in
            titles.map { title in row.first { $0.name == title }?.text ?? "" }
        }
    }

    /// Two columns, a row for every plain member of an object.
    init(fields value: JSONValue) {
        titles = ["field", "value"]
        rows = Table.flat(value).map { [$0.name, $0.text] }
    }

    /// Members with their path; lists of objects are left out, other lists are joined.
    private static func flat(
        _ value: JSONValue, prefix: String = ""
    ) -> [(name: String, text: String)] {
        (value.object?.members ?? []).flatMap { member -> [(name: String, text: String)] in
            switch member.value {
            case .object: return flat(member.value, prefix: prefix + member.name + ".")
            case .array(let elements) where elements.contains { $0.object != nil }: return []
            default: return [(prefix + member.name, text(of: member.value))]
            }
        }
    }

    private static func text(of value: JSONValue) -> String {
        switch value {
        case .null, .object: ""
        case .boolean(let value): value ? "true" : "false"
        case .number(let number): number.text
        // A line break or an escape sequence in a text must not draw on the terminal.
        case .string(let text):
            String(text.unicodeScalars.map { isShown($0) ? Character($0) : "·" })
        case .array(let elements): elements.map(text(of:)).joined(separator: " ")
        }
    }

    private static func isShown(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.generalCategory != .control
            && scalar.properties.generalCategory != .format
    }

    var csv: String {
        ([titles] + rows).map { row in
            row.map(Table.quoted).joined(separator: ",")
        }.joined(separator: "\n")
    }

    private static func quoted(_ cell: String) -> String {
        guard cell.contains(where: { $0 == "," || $0 == "\"" || $0.isNewline }) else { return cell }
        return "\"" + cell.replacing("\"", with: "\"\"") + "\""
    }

    func text(isColoured: Bool, hasTitles: Bool = true) -> String {
        guard !rows.isEmpty else { return "Nothing." }
        let shown = hasTitles ? [titles.map { $0.replacing("_", with: " ") }] + rows : rows
        let widths = titles.indices.map { column in shown.map { $0[column].count }.max() ?? 0 }
        let right = titles.indices.map { column in
            hasTitles && rows.allSatisfy { Table.isNumber($0[column]) }
        }
        return shown.map { row in
            let cells = titles.indices.map { column in
                cell(row[column], widths[column], isRight: right[column], isColoured)
            }
            let line = cells.joined(separator: "  ")
            return String(line.reversed().drop { $0 == " " }.reversed())
        }.joined(separator: "\n")
    }

    private func cell(_ text: String, _ width: Int, isRight: Bool, _ isColoured: Bool) -> String {
        let space = String(repeating: " ", count: width - text.count)
        let painted = isColoured ? Colour.painted(text, as: text) : text
        return isRight ? space + painted : painted + space
    }

    private static func isNumber(_ text: String) -> Bool {
        text.utf8.allSatisfy {
            (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) || $0 == UInt8(ascii: ".")
                || $0 == UInt8(ascii: "-")
        }
    }
}
