package import PaymentModel
import Platform
import Projection

/// Something that waits in a queue.
package struct QueueRow: Sendable {
    package let queue: QueueName
    package let id: UInt128
    package let state: String
    /// What kind of request or break it is, or the reason for which it waits.
    package let kind: String
    /// Debits below zero.
    package let amount: Int128
    /// 0 where it has no amount.
    package let currency: UInt16
    package let scheme: UInt64
    /// A token, or 0.
    package let owner: UInt128
    /// The payment, transfer or file it is about, or 0.
    package let subject: UInt128
    package let since: UInt64
    /// When its waiting ends by itself, or 0.
    package var due: UInt64

    /// A break that waits no more, in the form of one that does.
    package init(resolved found: BreakRow) {
        queue = .breaks
        id = found.id
        state = found.state.name
        kind = found.kind
        amount = found.open
        currency = found.currency
        scheme = found.scheme
        owner = 0
        subject = found.payment
        since = found.at
        due = 0
    }

    static let columns =
        "queue, id, state, kind, amount, is_debit, currency, scheme, owner, subject, since, due"

    init(_ row: [Cell]) {
        queue = QueueName(rawValue: row[0].integer) ?? .exceptions
        id = row[1].id
        state = row[2].text
        kind = row[3].text
        let units = Int128(row[4].text) ?? 0
        amount = row[5].integer == 0 ? units : -units
        currency = UInt16(row[6].integer)
        scheme = UInt64(bitPattern: row[7].integer)
        owner = row[8].id
        subject = row[9].id
        since = UInt64(row[10].integer)
        due = UInt64(row[11].integer)
    }
}

/// Which part of a queue is asked for, and in which order.
package struct QueueFilter: Sendable, Hashable {
    package enum Order: String, CaseIterable, Sendable {
        case oldest, newest, largest, smallest

        var column: String { self == .oldest || self == .newest ? "since" : "amount" }
        var isRising: Bool { self == .oldest || self == .smallest }
    }

    /// Where the page before ended.
    package struct Cursor: Sendable, Hashable {
        package let key: String
        package let id: UInt128

        package init(key: String, id: UInt128) {
            self.key = key
            self.id = id
        }
    }

    package var state: String?
    package var kind: String?
    package var currency: UInt16?
    package var scheme: UInt64?
    /// 0: nobody's.
    package var owner: UInt128?
    package var amountMin: UInt128?
    package var amountMax: UInt128?
    /// Came before, and not before, an instant.
    package var before: UInt64?
    package var after: UInt64?
    package var order = Order.oldest

    package init() {}

    fileprivate var conditions: [(sql: String, cell: Cell)] {
        var all: [(String, Cell)] = []
        if let state { all.append(("state = ?", .text(state))) }
        if let kind { all.append(("kind = ?", .text(kind))) }
        if let currency { all.append(("currency = ?", .integer(Int64(currency)))) }
        if let scheme { all.append(("scheme = ?", .integer(Int64(bitPattern: scheme)))) }
        if let owner { all.append(("owner = ?", .id(owner))) }
        if let amountMin { all.append(("amount >= ?", .text(QueueRows.text(amountMin)))) }
        if let amountMax { all.append(("amount <= ?", .text(QueueRows.text(amountMax)))) }
        if let before { all.append(("since < ?", .integer(Int64(clamping: before)))) }
        if let after { all.append(("since >= ?", .integer(Int64(clamping: after)))) }
        return all
    }
}

/// Something that was said about what waits.
package struct QueueNoteRow: Sendable {
    package let id: UInt128
    /// nil: the owner stayed.
    package let owner: UInt128?
    package let by: UInt128
    package let at: UInt64
}

extension Archive {
    /// A page of a queue.
    package func queue(
        _ name: QueueName, _ filter: QueueFilter, from cursor: QueueFilter.Cursor?, limit: Int
    ) throws(FlowError) -> [QueueRow] {
        var conditions = filter.conditions
        let order = filter.order
        if let cursor {
            let key: Cell =
                order.column == "amount" ? .text(cursor.key) : .integer(Int64(cursor.key) ?? 0)
            conditions.append(("(\(order.column), id) \(order.isRising ? ">" : "<") (?, ?)", key))
        }
        let cells = conditions.map(\.cell) + (cursor.map { [.id($0.id)] } ?? [])
        let direction = order.isRising ? "" : "DESC"
        return try read(
            """
            SELECT \(QueueRow.columns) FROM queue_items
            WHERE \((["queue = ?"] + conditions.map(\.sql)).joined(separator: " AND "))
            ORDER BY \(order.column) \(direction), id \(direction) LIMIT ?
            """, [.integer(name.rawValue)] + cells + [.integer(Int64(limit))]
        ).map(QueueRow.init)
    }

    /// Where a page ends that ends with a row.
    package static func cursor(
        _ row: QueueRow, _ order: QueueFilter.Order
    ) -> QueueFilter.Cursor {
        QueueFilter.Cursor(
            key: order.column == "amount"
                ? QueueRows.text(row.amount.magnitude) : String(row.since), id: row.id)
    }

    package func queueItem(_ id: UInt128, in name: QueueName) throws(FlowError) -> QueueRow? {
        try read(
            "SELECT \(QueueRow.columns) FROM queue_items WHERE queue = ? AND id = ?",
            [.integer(name.rawValue), .id(id)]
        ).first.map(QueueRow.init)
    }

    /// How much waits in each queue, in their order.
    package func queueCounts() throws(FlowError) -> [(queue: QueueName, count: Int)] {
        var counts: [QueueName: Int] = [:]
        for row in try read("SELECT queue, count FROM queue_counts", []) {
            QueueName(rawValue: row[0].integer).map { counts[$0] = Int(row[1].integer) }
        }
        return QueueName.allCases.map { ($0, counts[$0] ?? 0) }
    }

    /// What was said about something that waits, or did, oldest first.
    package func queueNotes(of item: UInt128) throws(FlowError) -> [QueueNoteRow] {
        try read(
            "SELECT id, owner, by, at FROM queue_notes WHERE item = ? ORDER BY sequence",
            [.id(item)], limit: 1000
        ).map { row in
            QueueNoteRow(
                id: row[0].id, owner: row[1] == .null ? nil : row[1].id, by: row[2].id,
                at: UInt64(row[3].integer))
        }
    }

    /// Open breaks of a scheme, with who takes care of them and since when.
    package func openBreaks(
        of scheme: UInt64
    ) throws(FlowError) -> [(found: BreakRow, owner: UInt128)] {
        let columns = BreakRow.columns.split(separator: ",").map {
            "breaks.\($0.filter { !$0.isWhitespace })"
        }
        return try read(
            """
            SELECT \(columns.joined(separator: ", ")), queue_items.owner FROM queue_items
            JOIN breaks ON breaks.id = queue_items.id
            WHERE queue_items.queue = ? AND queue_items.scheme = ? ORDER BY queue_items.since
            """, [.integer(QueueName.breaks.rawValue), .integer(Int64(bitPattern: scheme))]
        ).map { (BreakRow($0), $0[14].id) }
    }

    /// A break, whether it is open or has been resolved.
    package func found(_ id: UInt128) throws(FlowError) -> BreakRow? {
        try read("SELECT \(BreakRow.columns) FROM breaks WHERE id = ?", [.id(id)])
            .first.map(BreakRow.init)
    }
}

/// A break as the archive knows it.
package struct BreakRow: Sendable {
    package let id: UInt128
    package let kind: String
    package let message: UInt128
    package let payment: UInt128
    package let scheme: UInt64
    package let currency: UInt16
    package let ours: Int128
    package let theirs: Int128
    /// Credits of `suspense` positive.
    package let open: Int128
    package let state: BreakChange.State
    package let day: Int32
    package let at: UInt64
    /// Our entry, of a break of a single one; else 0.
    package let transfer: UInt128
    /// The clearing's entry, by its place in the message; else 0.
    package let entry: UInt32

    static let columns = """
        id, kind, message, payment, scheme, currency, ours, theirs, open, state, day, at, transfer,
        entry
        """

    init(_ row: [Cell]) {
        id = row[0].id
        kind = row[1].text
        message = row[2].id
        payment = row[3].id
        scheme = UInt64(bitPattern: row[4].integer)
        currency = UInt16(row[5].integer)
        ours = Int128(row[6].text) ?? 0
        theirs = Int128(row[7].text) ?? 0
        open = Int128(row[8].text) ?? 0
        state = BreakChange.State(rawValue: UInt8(row[9].integer)) ?? .open
        day = Int32(row[10].integer)
        at = UInt64(row[11].integer)
        transfer = row[12].id
        entry = UInt32(clamping: row[13].integer)
    }
}
