import Arithmetic
import TOML

/// The tables of one file whose sections and keys exist, and a complaint about each that does not.
struct WrittenTables {
    private(set) var tables: [WrittenTable] = []
    private(set) var complaints: [Complaint] = []
    private let file: SourceFile
    private let place: (_ line: Int) -> Place

    /// Reads a file that was found.
    init(file: SourceFile, path: String, bytes: [UInt8]) {
        self.file = file
        place = { .file(path: path, line: $0) }
        read(bytes, path: path)
    }

    /// Reads the demonstration that the program carries; it is tested to be right.
    init(demonstration text: String) {
        file = .banking
        place = { .demonstration(line: $0) }
        read(Array(text.utf8), path: file.rawValue)
        precondition(complaints.isEmpty, "The built-in demonstration is a valid configuration.")
    }

    private mutating func read(_ bytes: [UInt8], path: String) {
        do {
            let document = try TOMLDocument.parse(bytes, file: path)
            for entry in document.root.entries { readTopLevel(entry) }
        } catch {
            complain(error.position.line, .syntax("\(error.problem)"))
        }
    }

    private mutating func complain(_ line: Int, _ fault: ConfigurationFault) {
        complaints.append(Complaint(place(line), fault))
    }

    private mutating func readTopLevel(_ entry: TOMLEntry) {
        let line = entry.position.line
        switch entry.value {
        case .table(let table):
            guard let section = section("[\(entry.key)]", entry.key, line) else { return }
            if section.isList {
                complain(
                    line, .wrongHeading(found: "[\(entry.key)]", allowed: section.heading))
            } else {
                read(table, section)
            }
        case .tableArray(let list):
            guard let section = section("[[\(entry.key)]]", entry.key, line) else { return }
            guard section.isList else {
                complain(
                    line, .wrongHeading(found: "[[\(entry.key)]]", allowed: section.heading))
                return
            }
            for table in list { read(table, section) }
        default:
            let suggestion = Suggestion.key(entry.key, in: nil, rules: KeyRule.all)
            complain(
                line,
                .keyOutsideSection(key: WrittenValue.plain(entry.key), suggestion: suggestion))
        }
    }

    private mutating func section(_ heading: String, _ name: String, _ line: Int) -> Section? {
        guard let section = Section(rawValue: name) else {
            let near = Suggestion.nearest(to: name, among: Section.allCases.map(\.rawValue))
            complain(
                line,
                .unknownSection(
                    name: WrittenValue.plain(heading),
                    suggestion: near.flatMap { Section(rawValue: $0)?.heading }))
            return nil
        }
        guard section.file == file else {
            complain(
                line, .wrongFile(section: section.heading, belongsTo: section.file.rawValue))
            return nil
        }
        return section
    }

    private mutating func read(_ table: TOMLTable, _ section: Section) {
        var keys: [WrittenKey] = []
        for entry in table.entries {
            let line = entry.position.line
            guard KeyRule.rule(section, entry.key) != nil else {
                let suggestion = Suggestion.key(entry.key, in: section, rules: KeyRule.all)
                complain(
                    line,
                    .unknownKey(
                        section: section.heading, key: WrittenValue.plain(entry.key),
                        suggestion: suggestion))
                continue
            }
            keys.append(
                WrittenKey(name: entry.key, value: WrittenValue(entry.value), place: place(line)))
        }
        tables.append(
            WrittenTable(section: section, place: place(table.position.line), keys: keys))
    }
}

extension WrittenValue {
    /// Dates and times count as the text that was written.
    init(_ value: TOMLValue) {
        switch value {
        case .string(let text), .localDate(let text), .localTime(let text): self = .text(text)
        case .integer(let number): self = .integer(Int(number))
        case .boolean(let flag): self = .boolean(flag)
        case .array(let elements): self = .list(elements.map { WrittenValue($0.value) })
        case .float(let digits):
            do {
                self = .decimal(try ExactDecimal.digits(of: digits.utf8))
            } catch {
                self = .other(digits)
            }
        case .offsetDateTime(let text), .localDateTime(let text): self = .other(text)
        case .table, .tableArray: self = .other(value.kind)
        }
    }

    /// A name as it may be shown: cut, without control characters.
    static func plain(_ name: String) -> String {
        let quoted = SettingValue.quoted(name)
        let isPlain = quoted.utf8.count == name.utf8.count + 2
        let shown = isPlain ? name : quoted
        return shown.count > 60 ? shown.prefix(57) + "…" : shown
    }
}
