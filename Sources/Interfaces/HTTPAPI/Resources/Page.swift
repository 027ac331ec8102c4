import JSON

/// One page of a list: at most `limit` rows, and where the next page begins.
struct Page<Row> {
    let rows: [Row]
    let nextCursor: String?

    /// - Parameter found: up to one row more than the limit, which only tells that there is more.
    init(_ found: [Row], limit: Int, cursor: (Row) -> String) {
        rows = Array(found.prefix(limit))
        nextCursor = found.count > limit ? rows.last.map(cursor) : nil
    }

    /// The same page with other rows.
    init(rows: [Row], nextCursor: String?) {
        self.rows = rows
        self.nextCursor = nextCursor
    }

    func json(
        also: (inout JSONWriter) -> Void = { _ in }, _ write: (inout JSONWriter, Row) -> Void
    ) -> JSONWriter {
        var writer = JSONWriter()
        writer.object { writer in
            writer.member(
                "data",
                array: { list in
                    for row in rows { write(&list, row) }
                })
            writer.member("has_more", nextCursor != nil)
            writer.member("next_cursor", nextCursor)
            also(&writer)
        }
        return writer
    }
}
