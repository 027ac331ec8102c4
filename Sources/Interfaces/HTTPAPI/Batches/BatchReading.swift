import Flows
import JSON
import Ledger

/// Reads events written as text; any fault refuses the whole body.
///
/// Total: any bytes give rows or a problem. A column or field left out is zero.
struct BatchReading<Row: BatchRow> {
    /// An event as it is read.
    private struct Event {
        var row = Row.blank
        var more = Row.nothingMore
        /// The canonical form of its metadata; empty where it has none.
        var metadata: [UInt8] = []
    }

    /// A body's events.
    struct Batch {
        var rows: [Row] = []
        var extensions = ExtensionList<Row.Extension>()
        var metadata: [PlacedMetadata] = []
    }

    private let columns: [BatchColumn<Row>]
    private let places: [String: Int]
    private let fields: [String: BatchField<Row.Extension>]

    /// - Parameter names: the columns that are taken; all of the record's where `nil`.
    init(only names: [String]? = nil) {
        columns = Row.columns.filter { names?.contains($0.name) ?? true }
        places = Dictionary(uniqueKeysWithValues: columns.enumerated().map { ($1.name, $0) })
        takesFlags = names == nil
        let fields = names == nil ? Row.fields : []
        self.fields = Dictionary(uniqueKeysWithValues: fields.map { ($0.name, $0) })
    }

    private let takesFlags: Bool
    private var allowed: [String] {
        columns.map(\.name)
            + (takesFlags ? ["flags", MetadataReading.field] + Row.fields.map(\.name) : [])
    }

    func rows(_ body: [UInt8], _ format: BatchFormat) throws(Problem) -> [Row] {
        try events(body, format).map(\.row)
    }

    /// The records, and what some of them have beyond their bytes.
    func batch(
        _ body: [UInt8], _ format: BatchFormat, _ metadata: MetadataReading
    ) throws(Problem) -> Batch {
        let events = try events(body, format)
        var batch = Batch()
        for (index, event) in events.enumerated() {
            var event = event
            if let own = Self.metadata(of: &event, metadata) {
                batch.metadata.append(PlacedMetadata(index: index, own))
            }
            if event.more != Row.nothingMore { batch.extensions.append(event.more, at: index) }
        }
        batch.rows = events.map(\.row)
        return batch
    }

    /// An event's metadata, whose hash it is given.
    private static func metadata(
        of event: inout Event, _ reading: MetadataReading
    ) -> Metadata? {
        guard !event.metadata.isEmpty else { return nil }
        let id = Row.columns[0].get(event.row)
        let metadata = reading.salted(event.metadata, Row.metadataScope, id)
        event.more[keyPath: Row.metadataPath] = metadata.hash
        return metadata
    }

    private func events(_ body: [UInt8], _ format: BatchFormat) throws(Problem) -> [Event] {
        format == .table ? try table(body) : try lines(body)
    }

    // MARK: - One JSON object a line

    /// A record's numbers and flags need a fraction of it.
    private static var lineLimits: JSONLimits {
        JSONLimits(
            bytesMax: 4096, depthMax: 2, stringBytesMax: 64, numberBytesMax: 40, valuesMax: 64)
    }

    /// With metadata, which are an object in the object.
    private static var longLineLimits: JSONLimits {
        JSONLimits(
            bytesMax: lineLimits.bytesMax + MetadataReading.lineBytesMax,
            depthMax: 1 + Metadata.depthMax, stringBytesMax: MetadataReading.lineBytesMax,
            numberBytesMax: lineLimits.numberBytesMax,
            valuesMax: lineLimits.valuesMax + MetadataReading.valuesMax)
    }

    private func lines(_ body: [UInt8]) throws(Problem) -> [Event] {
        var rows: [Event] = []
        for line in Self.split(body) {
            try Self.check(count: rows.count + 1)
            rows.append(try row(line, index: rows.count))
        }
        return rows
    }

    private func row(_ line: ArraySlice<UInt8>, index: Int) throws(Problem) -> Event {
        let value: JSONValue
        do { value = try parsed(Array(line)) } catch {
            throw Problem(.malformedBatch, detail: "Event \(index): \(error.description)")
        }
        guard let object = value.object else {
            guard !takesFlags else {
                throw Problem(.malformedBatch, detail: "Event \(index) is no JSON object.")
            }
            // Where a record is only named, its id may stand alone.
            var event = Event()
            try set(columns[0], from: value, of: &event.row, index)
            return event
        }
        var event = Event()
        for member in object.members { try set(member, of: &event, index) }
        guard event.metadata.isEmpty || event.more[keyPath: Row.metadataPath].isNone else {
            throw Self.invalid(
                MetadataReading.field, index, "allowed are metadata or metadata_hash")
        }
        return event
    }

    /// A line as long as one without metadata may be; one with them is read again.
    private func parsed(_ line: [UInt8]) throws(JSONError) -> JSONValue {
        do { return try JSONValue(parsing: line, limits: Self.lineLimits) } catch {
            guard takesFlags, case .aboveLimit = error else { throw error }
            let value = try JSONValue(parsing: line, limits: Self.longLineLimits)
            guard value[MetadataReading.field] != nil else { throw error }
            return value
        }
    }

    /// An event of a line by itself.
    func event(
        _ line: ArraySlice<UInt8>, index: Int, _ metadata: MetadataReading
    ) throws(Problem) -> (row: Row, more: Row.Extension, metadata: Metadata?) {
        var event = try row(line, index: index)
        let own = Self.metadata(of: &event, metadata)
        return (event.row, event.more, own)
    }

    private func set(
        _ member: (name: String, value: JSONValue), of event: inout Event, _ index: Int
    ) throws(Problem) {
        if let place = places[member.name] {
            return try set(columns[place], from: member.value, of: &event.row, index)
        }
        if let field = fields[member.name] {
            guard let text = member.value.string ?? member.value.number?.text else {
                throw Self.invalid(field.name, index, "allowed is \(field.allowed)")
            }
            return try set(field, text, of: &event, index)
        }
        if takesFlags, member.name == MetadataReading.field {
            event.metadata = try MetadataReading.canonical(member.value) {
                Self.invalid(MetadataReading.field, index, $0)
            }
            return
        }
        guard takesFlags, member.name == "flags" else { throw unknown(member.name) }
        guard let list = member.value.array else {
            throw Self.invalid("flags", index, "allowed is a list of names")
        }
        try set(
            flags: list.map { (value) throws(Problem) in
                guard let name = value.string else {
                    throw Self.invalid("flags", index, "allowed are names")
                }
                return name
            }, of: &event.row, index)
    }

    private func set(
        _ column: BatchColumn<Row>, from value: JSONValue, of row: inout Row, _ index: Int
    ) throws(Problem) {
        guard let digits = value.string ?? value.number?.text else {
            throw Self.invalid(column.name, index, "allowed is a whole number or its digits")
        }
        try set(column, digits, of: &row, index)
    }

    // MARK: - A header and a line an event

    private func table(_ body: [UInt8]) throws(Problem) -> [Event] {
        var lines = Self.split(body).makeIterator()
        guard let first = lines.next() else {
            throw Problem(.malformedBatch, detail: "The header is missing.")
        }
        let header = try CSVLine.cells(first, line: 1)
        try check(header: header)
        var rows: [Event] = []
        while let line = lines.next() {
            try Self.check(count: rows.count + 1)
            let cells = try CSVLine.cells(line, line: rows.count + 2)
            rows.append(try row(cells, header, index: rows.count))
        }
        return rows
    }

    private func check(header: [String]) throws(Problem) {
        for (index, name) in header.enumerated() {
            let isKnown = places[name] != nil || fields[name] != nil
            guard isKnown || takesFlags && name == "flags" else {
                throw unknown(name, isTable: true)
            }
            guard !header[..<index].contains(name) else {
                throw Problem(
                    .malformedBatch, param: name, detail: "\(name) stands twice in the header.")
            }
        }
    }

    private func row(
        _ cells: [String], _ header: [String], index: Int
    ) throws(Problem) -> Event {
        guard cells.count == header.count else {
            throw Problem(
                .malformedBatch,
                detail: "Event \(index): found \(cells.count) cells, the header has "
                    + "\(header.count).")
        }
        var event = Event()
        for (name, cell) in zip(header, cells) where !cell.isEmpty {
            if let place = places[name] {
                try set(columns[place], cell, of: &event.row, index)
            } else if let field = fields[name] {
                try set(field, cell, of: &event, index)
            } else {
                try set(flags: CSVLine.words(cell), of: &event.row, index)
            }
        }
        return event
    }

    // MARK: - What both share

    private func set(
        _ column: BatchColumn<Row>, _ digits: String, of row: inout Row, _ index: Int
    ) throws(Problem) {
        guard let value = column.number(digits) else {
            throw Self.invalid(
                column.name, index,
                "found \(digits.prefix(60)), allowed is a whole number from 0 to \(column.max)")
        }
        column.set(&row, value)
    }

    private func set(
        _ field: BatchField<Row.Extension>, _ text: String, of event: inout Event, _ index: Int
    ) throws(Problem) {
        guard field.set(&event.more, text) else {
            throw Self.invalid(
                field.name, index, "found \(text.prefix(70)), allowed is \(field.allowed)")
        }
    }

    private func set(flags: [String], of row: inout Row, _ index: Int) throws(Problem) {
        guard let unknown = row.set(flags: flags) else { return }
        throw Self.invalid(
            "flags", index,
            "found \(unknown.prefix(60)), allowed are \(Row.flagNames.joined(separator: ", "))")
    }

    /// A table has no objects, and so no column of metadata.
    private func unknown(_ name: String, isTable: Bool = false) -> Problem {
        let allowed = allowed.filter { !isTable || $0 != MetadataReading.field }
        return Problem(
            .unknownField, param: String(name.prefix(60)),
            detail: "Found \(name.prefix(60)), allowed are \(allowed.joined(separator: ", ")).")
    }

    private static func invalid(_ name: String, _ index: Int, _ text: String) -> Problem {
        Problem(.invalidField, param: name, detail: "Event \(index): \(name): \(text).")
    }

    static func check(count: Int) throws(Problem) {
        guard count <= RunningBank.batchMax else {
            throw Problem(.batchTooLarge, detail: "Allowed are \(RunningBank.batchMax).")
        }
    }

    /// Lines without their ends; the last may lack it.
    static func split(_ body: [UInt8]) -> [ArraySlice<UInt8>] {
        var lines = body.split(separator: 0x0A, omittingEmptySubsequences: false)
        if lines.last?.isEmpty == true { lines.removeLast() }
        return lines.map { $0.last == 0x0D ? $0.dropLast() : $0 }
    }
}
