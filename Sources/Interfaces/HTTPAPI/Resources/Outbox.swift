import Bytes
import Engine
import Flows
import JSON
import PaymentModel
import Vocabulary

/// `/api/v1/outbox`: what we wrote to clearings, and once more.
extension BankAPI {
    var outboxRoutes: [Route] {
        [
            Route(
                .get, "/api/v1/outbox", scope: .reading,
                summary: "Our messages to clearings, newest first",
                query: [
                    QueryParameter("scheme", "Only to the clearing of this scheme"),
                    QueryParameter("type", "Only types that begin so, such as pacs.008"),
                    QueryParameter(
                        "day", "Only of this settlement day",
                        schema: #"{"type":"string","format":"date"}"#),
                    QueryParameter(
                        "answered", "Whether the clearing has said something about all in it",
                        schema: #"{"type":"boolean"}"#), .limit, .cursor,
                ],
                answers: [
                    Shape(200, "A page of messages", schema: Schema.page(of: Schema.sentMessage))
                ], action: listOutbox),
            Route(
                .get, "/api/v1/outbox/{message}", scope: .reading,
                summary: "A message of ours with its hash and each time it was sent again",
                answers: [Shape(200, "The message", schema: Schema.shownSentMessage)],
                action: showSent),
            Route(
                .post, "/api/v1/outbox/{message}/resend", scope: .operation,
                summary: "Writes the same bytes again", query: [.dryRun],
                body: BodyRule(.json, bytesMax: 4096, schema: Self.reasonSchema),
                answers: [Shape(200, "Written", schema: Schema.shownSentMessage)],
                action: repeats.once(resend)),
        ]
    }

    // MARK: - Looked at

    private func listOutbox(
        _ request: Request, _ caller: Caller?, _ respond: @escaping Route.Respond
    ) {
        Self.decode(respond) { () throws(Problem) in
            let limit = try request.number("limit", default: 100, in: 1...1000)
            let filter = try outboxFilter(request)
            archived(respond) { () throws(FlowError) in
                let rows = try archive.outbox(filter, limit: limit + 1)
                let page = Page(rows, limit: limit) { Self.text(.message, $0.id) ?? "" }
                return .json(
                    page.json { writer, row in writer.object { write(row, to: &$0) } })
            }
        }
    }

    private func outboxFilter(_ request: Request) throws(Problem) -> OutboxFilter {
        var filter = OutboxFilter()
        if let name = request.query("scheme") {
            guard let key = bank.schemeKey(name) else {
                throw Problem(
                    .invalidParameter, param: "scheme", detail: "No scheme has the name \(name).")
            }
            filter.scheme = key
        }
        filter.type = request.query("type")
        if let text = request.query("day") {
            guard let day = BusinessDate(text) else {
                throw Problem(
                    .invalidParameter, param: "day",
                    detail: "Found \(text), allowed is a date such as 2026-11-20.")
            }
            filter.day = day.dayNumber
        }
        if let text = request.query("answered") {
            guard text == "true" || text == "false" else {
                throw Problem(
                    .invalidParameter, param: "answered",
                    detail: "Found \(text), allowed are true, false.")
            }
            filter.isAnswered = text == "true"
        }
        if let cursor = request.query("cursor") {
            guard let last = ObjectID(cursor), last.kind == .message else {
                throw Problem(.invalidParameter, param: "cursor")
            }
            filter.after = last.value
        }
        return filter
    }

    private func showSent(
        _ request: Request, _ caller: Caller?, _ respond: @escaping Route.Respond
    ) {
        Self.decode(respond) { () throws(Problem) in
            let id = try id(request.path("message"), .message)
            archived(respond, [.records, .messages]) { () throws(FlowError) in
                guard let row = try archive.outboxMessage(id) else { throw .unknownMessage }
                return .json(try json(row))
            }
        }
    }

    private func json(_ row: OutboxRow) throws(FlowError) -> JSONWriter {
        let bytes = try archive.bytes(of: row.id)
        let resends = try archive.resends(of: row.id)
        var writer = JSONWriter()
        writer.object { writer in
            write(row, to: &writer)
            writer.member("bytes", bytes?.count ?? 0)
            writer.member(
                "hash", bytes.map { Self.text(content: RunningBank.hash(ofMessage: $0)) })
            writer.member(
                "sent_again",
                array: { list in
                    for resend in resends {
                        list.object {
                            $0.member("at", Self.instant(resend.at))
                            $0.member("by", Self.text(.token, resend.by))
                            $0.member("by_name", tokenName(resend.by))
                            let reason = bank.text(sealedUnder: resend.id)
                            $0.member("reason", reason.isEmpty ? nil : reason)
                            $0.member("sequence", resend.sequence)
                        }
                    }
                })
        }
        return writer
    }

    private func write(_ row: OutboxRow, to writer: inout JSONWriter) {
        writer.member("id", Self.text(.message, row.id))
        writer.member("type", row.kind)
        writer.member("scheme", bank.schemeName(row.scheme))
        writer.member("settlement_date", Self.date(row.day))
        writer.member("name", row.name)
        writer.member("payments", row.payments)
        if let isAnswered = row.isAnswered {
            writer.member("answered", isAnswered)
        } else {
            writer.name("answered")
            writer.null()
        }
        writer.member("resends", row.resends)
        writer.member("sequence", row.sequence)
        writer.member("at", Self.instant(row.at))
    }

    // MARK: - Once more

    private func resend(
        _ request: Request, _ caller: Caller?, _ respond: @escaping Route.Respond
    ) {
        Self.decode(respond) { () throws(Problem) in
            let id = try id(request.path("message"), .message)
            let reason = try Self.reason(request.body)
            let by = try self.caller(request, caller)
            let isDryRun = try request.isDryRun()
            let durable = bank.node.durableSequence
            reading {
                guard archive.wait(for: durable, [.records, .messages]) else {
                    return respond(.problem(Problem(.archiveBehind)))
                }
                do throws(FlowError) {
                    guard let row = try archive.outboxMessage(id) else { throw .unknownMessage }
                    guard let bytes = try archive.bytes(of: id) else {
                        return respond(
                            .problem(
                                Problem(.messageUnknown, detail: "What it says was erased.")))
                    }
                    bank.resend(
                        row, hash: RunningBank.hash(ofMessage: bytes), reason: reason, caller: by,
                        isDryRun: isDryRun
                    ) { answer($0, id, isDryRun: isDryRun, respond) }
                } catch { respond(.problem(Problem(error))) }
            }
        }
    }

    private func answer(
        _ result: Result<UInt64, FlowError>, _ id: UInt128, isDryRun: Bool,
        _ respond: @escaping Route.Respond
    ) {
        switch result {
        case .failure(let error): respond(.problem(Problem(error)))
        case .success:
            archived(respond, [.records, .messages]) { () throws(FlowError) in
                guard let row = try archive.outboxMessage(id) else { throw .unknownMessage }
                let response = Response.json(try json(row))
                return isDryRun ? response.ofDryRun() : response
            }
        }
    }
}
