import Bytes
import Engine
import Flows
import JSON
import PaymentModel
import Vocabulary

/// `/api/v1/queues`: what people work through, every queue the same kind of list.
extension BankAPI {
    var queueRoutes: [Route] {
        [
            openItemRoute,
            Route(
                .get, "/api/v1/queues", scope: .reading,
                summary: "How much waits in each queue",
                answers: [
                    Shape(200, "Every queue", schema: Schema.page(of: Schema.queueCount))
                ], action: listQueues),
            Route(
                .get, "/api/v1/queues/{queue}", scope: .reading,
                summary: "A queue: exceptions, unapplied, approvals, warehoused, breaks, recalls",
                query: Self.queueFilters,
                answers: [
                    Shape(200, "A page of what waits", schema: Schema.page(of: Schema.queueItem))
                ], action: listQueue),
            Route(
                .get, "/api/v1/queues/{queue}/{item}", scope: .reading,
                summary: "Something that waits, and what was said about it",
                answers: [Shape(200, "It", schema: Schema.shownQueueItem)],
                action: showQueueItem),
            queueActionRoute,
        ]
    }

    private static let orders = QueueFilter.Order.allCases.map { "\"\($0.rawValue)\"" }
        .joined(separator: ",")
    private static let queueFilters = [
        QueryParameter("state", "Only in this state"),
        QueryParameter("kind", "Only of this kind, or for this reason"),
        QueryParameter("currency", "Only in this currency"),
        QueryParameter("scheme", "Only of this scheme"),
        QueryParameter("owner", "Only what this token takes care of; none: what nobody does"),
        QueryParameter("amount_min", "From this amount on; needs currency"),
        QueryParameter("amount_max", "Up to this amount; needs currency"),
        QueryParameter("older_than", "Waiting for longer than 30m, 2h, 1d12h"),
        QueryParameter("newer_than", "Waiting for no longer than that"),
        QueryParameter(
            "sort", "oldest where not given",
            schema: #"{"type":"string","enum":[\#(orders)]}"#), .limit, .cursor,
    ]

    // MARK: - Lists

    private func listQueues(
        _ request: Request, _ caller: Caller?, _ respond: @escaping Route.Respond
    ) {
        archived(respond) { () throws(FlowError) in
            let page = Page(try archive.queueCounts(), limit: .max, cursor: { _ in "" })
            return .json(
                page.json { writer, row in
                    writer.object {
                        $0.member("queue", row.queue.name)
                        $0.member("count", row.count)
                    }
                })
        }
    }

    private func listQueue(
        _ request: Request, _ caller: Caller?, _ respond: @escaping Route.Respond
    ) {
        Self.decode(respond) { () throws(Problem) in
            let queue = try queue(request)
            let filter = try queueFilter(request)
            let limit = try request.number("limit", default: 100, in: 1...1000)
            let cursor = try request.query("cursor").map { (text) throws(Problem) in
                try Self.queueCursor(text)
            }
            archived(respond) { () throws(FlowError) in
                var rows = try archive.queue(queue, filter, from: cursor, limit: limit + 1)
                if queue == .warehoused { try fillDue(of: &rows) }
                let page = Page(rows, limit: limit) { row in
                    let cursor = Archive.cursor(row, filter.order)
                    return "\(cursor.key)-\(Base32.encode(cursor.id))"
                }
                let now = bank.clock.now()
                return .json(
                    page.json { writer, row in writer.object { write(row, now, to: &$0) } })
            }
        }
    }

    /// When kept orders leave is the bank's to say: a change of a calendar moves it.
    private func fillDue(of rows: inout [QueueRow]) throws(FlowError) {
        let ids = rows.map(\.id)
        let due = try bank.lookAndWait { bank in ids.map { bank.warehouse[$0]?.dueAt ?? 0 } }
        for place in rows.indices { rows[place].due = due[place] }
    }

    func queue(_ request: Request) throws(Problem) -> QueueName {
        let text = request.path("queue")
        guard let queue = QueueName(name: text) else {
            let known = QueueName.allCases.map(\.name).joined(separator: ", ")
            throw Problem(.notFound, detail: "Found \(text), there are \(known).")
        }
        return queue
    }

    private static func queueCursor(_ text: String) throws(Problem) -> QueueFilter.Cursor {
        let parts = text.split(separator: "-")
        guard parts.count == 2, parts[0].utf8.count <= 40,
            parts[0].utf8.allSatisfy({ (0x30...0x39).contains($0) }),
            let id = Base32.decode(String(parts[1]))
        else {
            throw Problem(
                .invalidParameter, param: "cursor", detail: "Found \(text), which is no cursor.")
        }
        return QueueFilter.Cursor(key: String(parts[0]), id: id)
    }

    private func queueFilter(_ request: Request) throws(Problem) -> QueueFilter {
        var filter = QueueFilter()
        filter.state = request.query("state")
        filter.kind = request.query("kind")
        if let text = request.query("currency") { filter.currency = try currency(text).number }
        if let text = request.query("scheme") {
            guard let key = bank.schemeKey(text) else {
                throw Problem(
                    .invalidParameter, param: "scheme", detail: "Found \(text), no such scheme.")
            }
            filter.scheme = key
        }
        if let text = request.query("owner") {
            filter.owner = text == "none" ? 0 : try id(text, .token)
        }
        filter.amountMin = try amount("amount_min", request)
        filter.amountMax = try amount("amount_max", request)
        filter.before = try instant("older_than", request)
        filter.after = try instant("newer_than", request)
        if let text = request.query("sort") {
            guard let order = QueueFilter.Order(rawValue: text) else {
                let known = QueueFilter.Order.allCases.map(\.rawValue).joined(separator: ", ")
                throw Problem(
                    .invalidParameter, param: "sort",
                    detail: "Found \(text), allowed are \(known).")
            }
            filter.order = order
        }
        return filter
    }

    private func amount(_ name: String, _ request: Request) throws(Problem) -> UInt128? {
        guard let text = request.query(name) else { return nil }
        guard let code = request.query("currency") else {
            throw Problem(
                .invalidParameter, param: "currency",
                detail: "An amount is one of a currency: name it.")
        }
        let money = try Self.money(text, try currency(code), field: name)
        return UInt128(money.minorUnits)
    }

    /// The instant that lies so long ago.
    private func instant(_ name: String, _ request: Request) throws(Problem) -> UInt64? {
        guard let text = request.query(name) else { return nil }
        guard let seconds = Self.seconds(text), seconds < 1 << 32 else {
            throw Problem(
                .invalidParameter, param: name,
                detail: "Found \(text), allowed is such as 30m, 2h or 1d12h.")
        }
        let span = seconds * 1_000_000_000
        let now = bank.clock.now()
        return now > span ? now - span : 0
    }

    private func write(_ row: QueueRow, _ now: UInt64, to writer: inout JSONWriter) {
        let hasAmount = row.currency != 0 && row.amount != 0
        writer.member("id", Self.text(Self.kind(of: row.queue), row.id))
        writer.member("queue", row.queue.name)
        writer.member("state", row.state)
        writer.member("kind", row.kind.isEmpty ? nil : row.kind)
        writer.member("amount", hasAmount ? Self.amount(row.amount, row.currency) : nil)
        writer.member("currency", Currency(number: row.currency)?.code)
        writer.member("scheme", bank.schemeName(row.scheme))
        writer.member("owner", Self.text(.token, row.owner))
        writer.member("owner_name", tokenName(row.owner))
        writer.member("subject", Self.text(Self.subjectKind(of: row), row.subject))
        writer.member("since", Self.instant(row.since))
        writer.member("due", row.due == 0 ? nil : Self.instant(row.due))
        writer.member("age_seconds", now > row.since ? (now - row.since) / 1_000_000_000 : 0)
    }

    static func kind(of queue: QueueName) -> ObjectID.Kind {
        switch queue {
        case .exceptions, .unapplied, .warehoused: .payment
        case .approvals: .approval
        case .breaks: .mismatch
        case .recalls: .recall
        }
    }

    private static func subjectKind(of row: QueueRow) -> ObjectID.Kind {
        guard row.queue == .approvals else { return .payment }
        return switch row.kind {
        case Approval.Kind.transfer.name: .transfer
        case Approval.Kind.file.name: .file
        case Approval.Kind.breakResolution.name: .mismatch
        default: .payment
        }
    }

    // MARK: - One

    private func showQueueItem(
        _ request: Request, _ caller: Caller?, _ respond: @escaping Route.Respond
    ) {
        Self.decode(respond) { () throws(Problem) in
            let queue = try queue(request)
            let id = try id(request.path("item"), Self.kind(of: queue))
            archived(respond) { () throws(FlowError) in
                let found = queue == .breaks ? try archive.found(id) : nil
                let row = try archive.queueItem(id, in: queue)
                guard row != nil || found != nil else {
                    return .problem(Problem(ProblemKind.notOpen))
                }
                let notes = try archive.queueNotes(of: id)
                return .json(json(row, found, notes))
            }
        }
    }

    private func json(
        _ row: QueueRow?, _ found: BreakRow?, _ notes: [QueueNoteRow]
    ) -> JSONWriter {
        var writer = JSONWriter()
        writer.object { writer in
            if let row = row ?? found.map(QueueRow.init(resolved:)) {
                write(row, bank.clock.now(), to: &writer)
            }
            let currency = found?.currency ?? 0
            writer.member("message", found.flatMap { Self.text(.message, $0.message) })
            writer.member("ours", found.map { Self.amount($0.ours, currency) })
            writer.member("theirs", found.map { Self.amount($0.theirs, currency) })
            writer.member("day", found.flatMap { Self.date($0.day) })
            writer.member("transfer", found.flatMap { Self.text(.transfer, $0.transfer) })
            writer.member(
                "notes", array: { list in for note in notes { write(note, to: &list) } })
        }
        return writer
    }

    private func write(_ note: QueueNoteRow, to writer: inout JSONWriter) {
        let text = bank.text(sealedUnder: note.id)
        writer.object {
            $0.member("at", Self.instant(note.at))
            $0.member("by", Self.text(.token, note.by))
            $0.member("by_name", tokenName(note.by))
            $0.member("owner", note.owner.flatMap { Self.text(.token, $0) })
            $0.member("owner_name", note.owner.flatMap { tokenName($0) })
            $0.member("text", text.isEmpty ? nil : text)
        }
    }
}
