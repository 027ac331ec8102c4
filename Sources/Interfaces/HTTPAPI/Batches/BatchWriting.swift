import Bytes
import JSON
import Ledger

/// Writes what is answered to batches and look-ups, in the format of the request.
enum BatchWriting<Row: BatchRow> {
    /// The refused events: index and status.
    static func response(
        refused: [UInt64], _ format: BatchFormat, sequence: UInt64
    ) -> Response {
        let body: [UInt8] =
            switch format {
            case .records: numbers(refused)
            case .lines: lines(refused)
            case .table: table(refused)
            }
        return Response(
            status: 200, contentType: format.mediaType(records: BatchFormat.resultsType),
            body: body, sequence: sequence)
    }

    private static func numbers(_ refused: [UInt64]) -> [UInt8] {
        var writer = ByteWriter(reserving: refused.count * 8)
        for refusal in refused {
            writer.write(UInt32(refusal >> 32))
            writer.write(UInt32(truncatingIfNeeded: refusal))
        }
        return writer.bytes
    }

    private static func name(_ refusal: UInt64) -> String {
        Row.statusName(UInt32(truncatingIfNeeded: refusal))
    }

    private static func lines(_ refused: [UInt64]) -> [UInt8] {
        var text = ""
        for refusal in refused {
            text += #"{"index": \#(refusal >> 32), "status": "\#(name(refusal))"}"# + "\n"
        }
        return Array(text.utf8)
    }

    private static func table(_ refused: [UInt64]) -> [UInt8] {
        var text = "index,status\n"
        for refusal in refused { text += "\(refusal >> 32),\(name(refusal))\n" }
        return Array(text.utf8)
    }

    /// Records that were found.
    static func response(
        rows: [Extended<Row>], _ format: BatchFormat, sequence: UInt64,
        _ story: RecordStory = .none
    ) -> Response {
        let body: [UInt8] =
            switch format {
            case .records: rows.map(\.record).recordBytes
            case .lines: lines(rows, story)
            case .table: table(rows)
            }
        return Response(
            status: 200, contentType: format.mediaType(records: Row.mediaType), body: body,
            sequence: sequence)
    }

    private static func lines(
        _ rows: [Extended<Row>], _ story: RecordStory
    ) -> [UInt8] {
        var bytes: [UInt8] = []
        for row in rows {
            var writer = JSONWriter()
            write(row, story, to: &writer)
            bytes += writer.bytes + [0x0A]
        }
        return bytes
    }

    /// Values of extensions have columns where some row has one.
    private static func table(_ rows: [Extended<Row>]) -> [UInt8] {
        let fields = rows.contains { $0.more != nil } ? Row.fields : []
        var text = (Row.names + fields.map(\.name)).joined(separator: ",") + "\n"
        for row in rows {
            var cells = Row.columns.map { String($0.get(row.record)) }
            cells.append(row.record.setFlags.joined(separator: "|"))
            cells += fields.map { row.more.flatMap($0.get) ?? "" }
            text += cells.joined(separator: ",") + "\n"
        }
        return Array(text.utf8)
    }

    /// A record as an object, by TigerBeetle's names.
    ///
    /// What it has beyond them is there where it is set.
    static func write(
        _ row: Extended<Row>, _ story: RecordStory = .none, to writer: inout JSONWriter
    ) {
        writer.object { writer in
            for column in Row.columns {
                let value = column.get(row.record)
                if column.isText {
                    writer.member(column.name, String(value))
                } else {
                    writer.member(column.name, value)
                }
            }
            writer.member(
                "flags", array: { list in row.record.setFlags.forEach { list.string($0) } })
            if let more = row.more {
                for field in Row.fields {
                    if let text = field.get(more) { writer.member(field.name, text) }
                }
                story.write(metadata: more[keyPath: Row.metadataPath], to: &writer)
            }
            story.write(fateOf: Row.columns[0].get(row.record), to: &writer)
        }
    }
}
