import Bytes
import Engine
import PaymentModel
import Projection

/// Events as the records keep them: rows of up to 256 events of one entry, each under the number of
/// its first.
///
/// An event's number is `sequence << 20 | its place in its entry`, the same in every run over the
/// same journal; it is the id that event streams are taken up again by.
struct EventRows {
    /// Events in one row.
    static let rowMax = 256
    /// Places an entry's events may have.
    static let placeBits: UInt64 = 20
    private static let version: UInt8 = 1

    let database: Database

    static func number(_ sequence: UInt64, _ place: Int) -> UInt64 {
        sequence << placeBits | UInt64(place)
    }

    static func sequence(_ number: UInt64) -> UInt64 { number >> placeBits }

    func write(_ entry: EntryEvents<BankEvent>) throws(DatabaseError) {
        var start = 0
        while start < entry.events.count {
            let end = min(start + Self.rowMax, entry.events.count)
            var writer = ByteWriter(reserving: 32 * (end - start))
            writer.write(Self.version)
            writer.writeVarint(UInt64(end - start))
            for event in entry.events[start..<end] { event.write(to: &writer) }
            try database.run(
                "INSERT OR REPLACE INTO events VALUES (?, ?, ?)",
                [
                    .integer(Int64(Self.number(entry.sequence, start))),
                    .integer(Int64(entry.timestamp)), .bytes(writer.bytes),
                ])
            start = end
        }
    }

    /// The whole entries behind a position, of at most so many events together, one at least.
    func batch(
        after position: UInt64, through end: UInt64, eventsMax: Int
    ) throws(DatabaseError) -> FeedBatch<BankEvent> {
        var entries: [EntryEvents<BankEvent>] = []
        var count = 0
        var next = position + 1
        while next <= end, count < eventsMax || entries.isEmpty {
            let rows = try rows(from: Self.number(next, 0), below: Self.number(end + 1, 0))
            guard let last = rows.last else { return FeedBatch(entries: entries, through: end) }
            var whole = rows
            // The last entry may go on in rows that were not read.
            if rows.count == Self.rowsMax {
                let isAlone = rows.first?.sequence == last.sequence
                whole = rows.filter { $0.sequence != last.sequence }
                if isAlone {
                    whole = try self.rows(
                        from: Self.number(last.sequence, 0),
                        below: Self.number(last.sequence + 1, 0), limit: .max)
                }
            }
            for entry in Self.joined(whole) {
                guard entries.isEmpty || count + entry.events.count <= eventsMax else {
                    return FeedBatch(entries: entries, through: entries.last?.sequence ?? end)
                }
                entries.append(entry)
                count += entry.events.count
            }
            next = (entries.last?.sequence ?? end) + 1
            if rows.count < Self.rowsMax { return FeedBatch(entries: entries, through: end) }
        }
        return FeedBatch(entries: entries, through: entries.last?.sequence ?? end)
    }

    /// Events behind a number, oldest first; about `limit` of them, none where there is none.
    func events(after number: UInt64, limit: Int) throws(DatabaseError) -> [NumberedEvent] {
        // The row that holds the number may hold later ones.
        let start = number & ~UInt64(Self.rowMax - 1)
        var found: [NumberedEvent] = []
        let rows = try rows(
            from: start, below: UInt64(Int64.max), limit: limit / Self.rowMax + 16)
        for row in rows {
            for (place, event) in row.events.enumerated() {
                let own = row.number + UInt64(place)
                guard own > number else { continue }
                found.append(NumberedEvent(number: own, timestamp: row.timestamp, event: event))
            }
            if found.count >= limit { break }
        }
        return found
    }

    struct NumberedEvent {
        let number: UInt64
        let timestamp: UInt64
        let event: BankEvent
    }

    private struct Row {
        let number: UInt64
        let timestamp: UInt64
        let events: [BankEvent]
        var sequence: UInt64 { EventRows.sequence(number) }
    }

    /// Rows read at once.
    private static let rowsMax = 128

    private func rows(
        from first: UInt64, below end: UInt64, limit: Int = rowsMax
    ) throws(DatabaseError) -> [Row] {
        let rows = try database.rows(
            "SELECT id, at, events FROM events WHERE id >= ? AND id < ? ORDER BY id LIMIT ?",
            [
                .integer(Int64(clamping: first)), .integer(Int64(clamping: end)),
                .integer(Int64(clamping: limit)),
            ], limit: .max)
        var found: [Row] = []
        for row in rows {
            found.append(
                Row(
                    number: UInt64(row[0].integer), timestamp: UInt64(row[1].integer),
                    events: try Self.events(row[2].bytes)))
        }
        return found
    }

    private static func events(_ bytes: [UInt8]) throws(DatabaseError) -> [BankEvent] {
        var reader = ByteReader(bytes)
        do throws(ByteError) {
            let found = try reader.read(UInt8.self)
            guard found == version else {
                throw .unexpectedValue(offset: 0, value: UInt64(found))
            }
            let count = try reader.readVarint()
            var events: [BankEvent] = []
            events.reserveCapacity(min(Int(clamping: count), rowMax))
            while events.count < count { events.append(try BankEvent(from: &reader)) }
            return events
        } catch {
            throw DatabaseError(code: 0, message: "an event row: \(error)", statement: "events")
        }
    }

    private static func joined(_ rows: [Row]) -> [EntryEvents<BankEvent>] {
        var entries: [EntryEvents<BankEvent>] = []
        var events: [BankEvent] = []
        for (index, row) in rows.enumerated() {
            events += row.events
            let isLast = index + 1 == rows.count || rows[index + 1].sequence != row.sequence
            guard isLast else { continue }
            entries.append(
                EntryEvents(sequence: row.sequence, timestamp: row.timestamp, events: events))
            events = []
        }
        return entries
    }
}
