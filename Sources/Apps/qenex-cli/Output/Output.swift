import JSON
import Platform

/// Where results go and in what form.
struct Output: Sendable {
    enum Format: String, Sendable, CaseIterable { case table, json, csv }

    let format: Format

    func line(_ text: String) {
        StandardStream.output.line(text)
    }

    /// An answer that is one object.
    func object(_ answer: Answer) throws(Failure) {
        switch format {
        case .json: json(answer)
        case .csv: line(Table(fields: try answer.json()).csv)
        case .table: show(try answer.json())
        }
    }

    /// An answer with entries under `data`; these columns first, those that nobody has left out.
    func list(_ answer: Answer, columns: [String]) throws(Failure) {
        guard format != .json else { return json(answer) }
        let value = try answer.json()
        let table = Table(rows: value["data"]?.array ?? [], columns: columns)
        line(format == .csv ? table.csv : table.text(isColoured: Colour.isOn))
        guard format == .table, let cursor = value["next_cursor"]?.string else { return }
        StandardStream.error.line("There is more: --cursor \(cursor)")
    }

    /// Rows that the program has made itself.
    func rows(_ rows: [JSONValue], columns: [String]) {
        let table = Table(rows: rows, columns: columns)
        switch format {
        case .json:
            var writer = JSONWriter()
            writer.value(.array(rows))
            StandardStream.output.write(writer.bytes + [0x0A])
        case .csv: line(table.csv)
        case .table: line(table.text(isColoured: Colour.isOn))
        }
    }

    private func json(_ answer: Answer) {
        StandardStream.output.write(answer.body.last == 0x0A ? answer.body : answer.body + [0x0A])
    }

    /// Plain fields first, then a table for every list of objects.
    private func show(_ value: JSONValue) {
        line(Table(fields: value).text(isColoured: Colour.isOn, hasTitles: false))
        for member in value.object?.members ?? [] {
            guard let rows = member.value.array, rows.contains(where: { $0.object != nil }) else {
                continue
            }
            line("\n" + Colour.bold(member.name.replacing("_", with: " ")))
            line(Table(rows: rows, columns: []).text(isColoured: Colour.isOn))
        }
    }
}
