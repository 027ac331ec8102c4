import Engine
import Bytes
import Flows
import JSON
import PaymentModel
import Vocabulary

/// `/api/v1/payments`, `/api/v1/files` and `/api/v1/messages`.
extension BankAPI {
    var paymentRoutes: [Route] {
        [
            Route(
                .post, "/api/v1/payments", scope: .ordering,
                summary: "Takes a pain.001 file (.03, .09, .11)",
                query: [.dryRun], body: BodyRule(.xml, bytesMax: 31 << 20),
                answers: [
                    Shape(
                        201, "Every transfer booked, held, kept or refused",
                        schema: Schema.takenFile),
                    Shape(200, "Taken before", schema: Schema.takenFile),
                    Shape(202, "All of it waits for a second person", schema: Schema.takenFile),
                ], action: repeats.elsewhere(submit)),
            Route(
                .get, "/api/v1/payments", scope: .reading, summary: "Payments, newest first",
                query: [
                    QueryParameter("state", "Only in this state"),
                    QueryParameter("file", "Only of this file"), .limit, .cursor,
                ],
                answers: [
                    Shape(
                        200, "A page of payments",
                        schema: Schema.page(
                            of: Schema.listedPayment, also: [("counts", Schema.counts)]))
                ], action: listPayments),
            Route(
                .get, "/api/v1/payments/{payment}", scope: .reading,
                summary: "A payment with history, postings and messages",
                answers: [Shape(200, "The payment", schema: Schema.payment)],
                action: showPayment),
            Route(
                .get, "/api/v1/payments/{payment}/trace", scope: .reading,
                summary: "The whole life of a payment, in the order of time",
                answers: [Shape(200, "What happened", schema: Schema.page(of: Schema.traced))],
                action: tracePayment),
            Route(
                .post, "/api/v1/payments/{payment}/resolution", scope: .operation,
                summary: "Proposes an end to a payment whose outcome is unknown; another confirms",
                query: [.dryRun],
                body: BodyRule(.json, bytesMax: 4096, schema: Self.resolutionSchema),
                answers: [Shape(202, "Waits for a second person", schema: Schema.approval)],
                action: repeats.once(holdsNames: true, isJournalled: true, resolve)),
            Route(
                .post, "/api/v1/payments/{payment}/cancel", scope: .operation,
                summary: "Ends a payment that is in no message yet, else asks for it back",
                query: [.dryRun],
                body: BodyRule(.json, bytesMax: 4096, schema: Self.cancellationSchema),
                answers: [
                    Shape(200, "Cancelled", schema: Schema.payment),
                    Shape(202, "It has left, and is asked back", schema: Schema.recall),
                ],
                action: repeats.once(holdsNames: true, cancel)),
            Route(
                .get, "/api/v1/files", scope: .reading, summary: "Files, newest first",
                query: [.limit, .cursor],
                answers: [
                    Shape(200, "A page of files", schema: Schema.page(of: Schema.listedFile))
                ],
                action: listFiles),
            Route(
                .get, "/api/v1/files/{file}", scope: .reading, summary: "A file",
                answers: [Shape(200, "The file", schema: Schema.file)], action: showFile),
            Route(
                .get, "/api/v1/messages/{message}", scope: .reading,
                summary: "A message's bytes",
                answers: [Shape(200, "The message", contentType: "application/xml")],
                action: showMessage),
            Route(
                .get, "/api/v1/accounts/{account}/reports", scope: .reading,
                summary: "Advices and statements of an account, newest first",
                query: [.limit, .cursor],
                answers: [
                    Shape(200, "A page of reports", schema: Schema.page(of: Schema.message))
                ], action: listReports),
        ]
    }

    private static let resolutionSchema = #"""
        {"type":"object","required":["outcome","reason"],"additionalProperties":false,"properties":{
        "outcome":{"enum":["executed","not_executed"]},
        "reason":{"type":"string","minLength":1,"maxLength":500}}}
        """#
    private static let resolutionFields = JSONFields("outcome", "reason")

    // MARK: - Payments

    private func listPayments(
        _ request: Request, _ caller: Caller?, _ respond: @escaping Route.Respond
    ) {
        Self.decode(respond) { () throws(Problem) in
            let limit = try request.number("limit", default: 50, in: 1...1000)
            let state = try request.query("state").map { (name) throws(Problem) in
                guard let state = PaymentState(name: name) else {
                    throw Problem(
                        .invalidParameter, param: "state",
                        detail: "Found \(name), allowed are "
                            + PaymentState.allCases.map(\.name).joined(separator: ", ") + ".")
                }
                return state
            }
            let file = try request.query("file").map { (text) throws(Problem) in
                try id(text, .file)
            }
            let before = try request.query("cursor").map { (text) throws(Problem) in
                try Self.cursor(text)
            }
            archived(respond) { () throws(FlowError) in
                let rows = try archive.payments(
                    state: state, file: file, before: before, limit: limit + 1)
                let counts = try archive.paymentCounts()
                let page = Page(
                    rows, limit: limit, cursor: { "\($0.created).\(Base32.encode($0.id))" })
                return .json(
                    page.json(also: { Self.write(counts, to: &$0) }) { writer, row in
                        writer.object { members(row, to: &$0) }
                    })
            }
        }
    }

    private static func write(
        _ counts: [(state: PaymentState, count: Int)], to writer: inout JSONWriter
    ) {
        writer.member(
            "counts",
            object: { object in
                for (state, count) in counts { object.member(state.name, count) }
            })
    }

    private func members(_ row: PaymentRow, to writer: inout JSONWriter) {
        let names = archive.names(of: row)
        writer.member("id", Self.text(.payment, row.id))
        writer.member("file", row.kind == .incoming ? nil : Self.text(.file, row.source))
        writer.member("kind", Self.name(row.kind))
        writer.member("state", row.state.name)
        writer.member("reason", row.reason.isEmpty ? nil : row.reason)
        writer.member("scheme", bank.schemeName(row.scheme))
        // An amount that its currency cannot have is no amount of ours; the file has it.
        writer.member(
            "amount",
            row.currency == 0 ? nil : Self.amount(Int128(clamping: row.amount), row.currency))
        writer.member("currency", Currency(number: row.currency)?.code)
        writer.member("debtor", names.debtor.isEmpty ? nil : names.debtor)
        writer.member("creditor", names.creditor.isEmpty ? nil : names.creditor)
        writer.member("account", Self.text(.account, row.account))
        writer.member("counter_account", Self.text(.account, row.counterAccount))
        writer.member("created_at", Self.instant(row.createdAt))
        writer.member("updated_at", Self.instant(row.updatedAt))
        writer.member("settlement_date", Self.date(row.settlementDay))
    }

    private static func name(_ kind: PaymentChange.Kind) -> String {
        switch kind {
        case .book: "book"
        case .outgoing: "outgoing"
        case .incoming: "incoming"
        }
    }

    /// What a payment's life is made of; only its advices come later.
    static let lifeParts: [ArchivePart] = [.records, .messages, .reports]

    func showPayment(
        _ request: Request, _ caller: Caller?, _ respond: @escaping Route.Respond
    ) {
        Self.decode(respond) { () throws(Problem) in
            let id = try id(request.path("payment"), .payment)
            bank.look {
                (
                    postings: $0.postings(of: id), dueAt: $0.warehouse[id]?.dueAt,
                    leavesAt: $0.leavesAt(id)
                )
            } then: { result in
                switch result {
                case .failure(let error): respond(.problem(Problem(error)))
                case .success(let found):
                    archived(respond, Self.lifeParts) { () throws(FlowError) in
                        guard let row = try archive.payment(id) else { throw .unknownPayment }
                        return .json(
                            try life(
                                of: row, found.value.postings, dueAt: found.value.dueAt,
                                leavesAt: found.value.leavesAt))
                    }
                }
            }
        }
    }

    /// - Parameter more: steps that the archive does not have: those of a dry run.
    private func life(
        of row: PaymentRow, _ postings: [PostingView], dueAt: UInt64?, leavesAt: UInt64? = nil,
        more: [PaymentStepRow] = []
    ) throws(FlowError) -> JSONWriter {
        let history = try archive.history(of: row.id) + more
        let row = more.last.map { row.changed(to: $0.state, $0.reason, at: $0.at) } ?? row
        let messages = try archive.messages(of: row)
        var writer = JSONWriter()
        writer.object { writer in
            members(row, to: &writer)
            writer.member("verification_of_payee", "not_done")
            writer.member("due_at", dueAt.map(Self.instant))
            writer.member("leaves_at", leavesAt.map(Self.instant))
            writer.member(
                "history",
                array: { list in for step in history { Self.write(step, to: &list) } })
            writer.member(
                "messages",
                array: { list in for message in messages { Self.write(message, to: &list) } })
            writer.member(
                "postings",
                array: { list in
                    for posting in postings { write(posting, row.currency, to: &list) }
                })
        }
        return writer
    }

    private static func write(_ step: PaymentStepRow, to writer: inout JSONWriter) {
        writer.object {
            $0.member("state", step.state.name)
            $0.member("reason", step.reason.isEmpty ? nil : step.reason)
            $0.member("sequence", step.sequence)
            $0.member("at", instant(step.at))
        }
    }

    private static func write(_ message: MessageRow, to writer: inout JSONWriter) {
        writer.object {
            $0.member("id", text(.message, message.id))
            $0.member("type", message.kind)
            $0.member("direction", message.direction)
            $0.member("name", message.name.isEmpty ? nil : message.name)
            $0.member("sequence", message.sequence)
            $0.member("at", instant(message.at))
        }
    }

    private func write(_ posting: PostingView, _ currency: UInt16, to writer: inout JSONWriter) {
        writer.object {
            $0.member("transfer_id", Self.text(.transfer, posting.transfer))
            $0.member("debit", Self.text(.account, posting.debit))
            $0.member("debit_name", bank.accountTitle(posting.debit))
            $0.member("credit", Self.text(.account, posting.credit))
            $0.member("credit_name", bank.accountTitle(posting.credit))
            $0.member("amount", Self.amount(Int128(clamping: posting.amount), currency))
            $0.member("kind", posting.kind.name)
            $0.member("status", posting.status)
            $0.member("booking_date", Self.date(posting.bookingDay))
            $0.member("value_date", Self.date(posting.valueDay))
            $0.member("at", Self.instant(posting.timestamp))
        }
    }

    private func resolve(
        _ request: Request, _ caller: Caller?, _ respond: @escaping Route.Respond
    ) {
        Self.decode(respond) { () throws(Problem) in
            let id = try id(request.path("payment"), .payment)
            let outcome: String
            let reason: String
            do throws(JSONError) {
                let object = try JSONObjectReader(request.body, fields: Self.resolutionFields)
                outcome = try object.string("outcome", bytesMax: 16)
                reason = try object.string("reason", bytesMax: 2000)
            } catch { throw Problem(error) }
            guard outcome == "executed" || outcome == "not_executed" else {
                throw Problem(
                    .invalidField, param: "outcome",
                    detail: "Found \(outcome), allowed are executed, not_executed.")
            }
            try Self.requireText(reason, "reason", lengthMax: Self.reasonMax)
            let by = try self.caller(request, caller)
            let isDryRun = try request.isDryRun()
            let proposal = RunningBank.Proposal(
                payment: id, isExecuted: outcome == "executed", reason: reason)
            bank.propose(proposal, caller: by, isDryRun: isDryRun) { result in
                switch result {
                case .failure(.resolution(.unknownPayment)): refuseResolution(of: id, respond)
                case .failure(let error): respond(.problem(Problem(error)))
                case .success(let row):
                    reading { respond(answer(waiting: row, isDryRun: isDryRun)) }
                }
            }
        }
    }

    /// A payment as a change that is only asked about would leave it.
    func show(
        _ found: Answer<ResolutionView>, of id: UInt128, _ respond: @escaping Route.Respond
    ) {
        archived(respond) { () throws(FlowError) in
            guard let row = try archive.payment(id) else { throw .unknownPayment }
            let steps = found.value.changes.map { change in
                PaymentStepRow(
                    state: change.state, reason: change.reason.text, sequence: found.sequence,
                    at: found.timestamp)
            }
            let life = try life(of: row, found.value.postings, dueAt: nil, more: steps)
            return Response.json(life).ofDryRun()
        }
    }

    /// The machine forgets a payment that has ended; the archive tells it from one that never was.
    private func refuseResolution(of id: UInt128, _ respond: @escaping Route.Respond) {
        archived(respond) { () throws(FlowError) in
            let isKnown = try archive.payment(id) != nil
            return .problem(Problem(isKnown ? .outcomeKnown : .paymentUnknown))
        }
    }

    // MARK: - Messages

    private func showMessage(
        _ request: Request, _ caller: Caller?, _ respond: @escaping Route.Respond
    ) {
        Self.decode(respond) { () throws(Problem) in
            let text = request.path("message")
            guard let id = ObjectID(text)?.value ?? Base32.decode(text) else {
                throw Problem(.notFound, detail: "\(text) is no msg_ id.")
            }
            // What is there is given at once; whether something is missing is known later.
            reading {
                let known = try? archive.bytes(of: id)
                archived(respond, known == nil ? ArchivePart.allCases : []) {
                    () throws(FlowError) in
                    let later = known == nil ? try archive.bytes(of: id) : known
                    guard let bytes = later else {
                        return .problem(
                            Problem(.notFound, detail: "No such message, or it is erased."))
                    }
                    return Response(status: 200, contentType: "application/xml", body: bytes)
                }
            }
        }
    }

    /// One entry of the journal can give rise to several payments, and to several reports.
    private static func cursor(
        _ text: String
    ) throws(Problem) -> (sequence: UInt64, id: UInt128) {
        let parts = text.split(separator: ".")
        guard parts.count == 2, let sequence = UInt64(parts[0]), sequence <= Int64.max,
            let id = Base32.decode(String(parts[1]))
        else { throw Problem(.invalidParameter, param: "cursor") }
        return (sequence, id)
    }

    private func listReports(
        _ request: Request, _ caller: Caller?, _ respond: @escaping Route.Respond
    ) {
        Self.decode(respond) { () throws(Problem) in
            let limit = try request.number("limit", default: 100, in: 1...1000)
            let before = try request.query("cursor").map { (text) throws(Problem) in
                try Self.cursor(text)
            }
            bank.account(request.path("account")) { result in
                switch result {
                case .failure(let error): respond(.problem(Problem(error)))
                case .success(let found):
                    // What is not written yet must not be missing from the list in silence.
                    archived(respond, [.records, .reports, .advices]) { () throws(FlowError) in
                        let rows = try archive.reports(
                            account: found.value.account.id, before: before, limit: limit + 1)
                        let page = Page(
                            rows, limit: limit,
                            cursor: { "\($0.sequence).\(Base32.encode($0.id))" })
                        return .json(page.json { Self.write($1, to: &$0) })
                    }
                }
            }
        }
    }
}
