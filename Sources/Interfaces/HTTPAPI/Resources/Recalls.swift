import Engine
import Flows
import JSON
import PaymentModel
import Vocabulary

/// `/api/v1/recalls`: payments that are asked back, ours and theirs.
extension BankAPI {
    var recallRoutes: [Route] {
        [
            Route(
                .post, "/api/v1/payments/{payment}/recall", scope: .operation,
                summary: "Asks the creditor's bank for a payment of ours", query: [.dryRun],
                body: BodyRule(.json, bytesMax: 4096, schema: Self.recallSchema),
                answers: [Shape(201, "Asked", schema: Schema.recall)],
                action: repeats.once(askBack)),
            Route(
                .get, "/api/v1/recalls", scope: .reading,
                summary: "Payments that are asked back, newest first",
                query: [
                    QueryParameter(
                        "direction", "Ours (out) or theirs (in)",
                        schema: #"{"type":"string","enum":["out","in"]}"#),
                    QueryParameter("state", "Only in this state, such as open"), .limit, .cursor,
                ],
                answers: [Shape(200, "A page", schema: Schema.page(of: Schema.recall))],
                action: listRecalls),
            Route(
                .get, "/api/v1/recalls/{recall}", scope: .reading, summary: "One of them",
                answers: [Shape(200, "The recall", schema: Schema.recall)], action: showRecall),
            Route(
                .post, "/api/v1/recalls/{recall}/accept", scope: .operation,
                summary: "Gives back what another bank asks for", query: [.dryRun],
                body: BodyRule(.json, bytesMax: 4096, schema: Self.acceptSchema),
                answers: [Shape(200, "On its way back", schema: Schema.recall)],
                action: repeats.once { decideRecall($0, $1, isAccepted: true, $2) }),
            Route(
                .post, "/api/v1/recalls/{recall}/refuse", scope: .operation,
                summary: "Refuses what another bank asks for", query: [.dryRun],
                body: BodyRule(.json, bytesMax: 4096, schema: Self.refuseRecallSchema),
                answers: [Shape(200, "Refused", schema: Schema.recall)],
                action: repeats.once { decideRecall($0, $1, isAccepted: false, $2) }),
        ]
    }

    private static let recallSchema = #"""
        {"type":"object","required":["reason"],"additionalProperties":false,"properties":{
        "reason":{"type":"string","pattern":"^[A-Z0-9]{4}$"},
        "text":{"type":["string","null"],"maxLength":500}}}
        """#
    private static let acceptSchema = #"""
        {"type":"object","additionalProperties":false,"properties":{
        "ground":{"type":["string","null"],"enum":["consent","legal",null]},
        "given_by":{"type":["string","null"],"maxLength":140},
        "given_at":{"type":["string","null"],"maxLength":40},
        "text":{"type":["string","null"],"maxLength":500}}}
        """#
    private static let refuseRecallSchema = #"""
        {"type":"object","required":["reason"],"additionalProperties":false,"properties":{
        "reason":{"type":"string","pattern":"^[A-Z0-9]{4}$"},
        "text":{"type":["string","null"],"maxLength":500}}}
        """#
    private static let recallFields = JSONFields("reason", "text")
    private static let acceptFields = JSONFields("ground", "given_by", "given_at", "text")

    // MARK: - Asked

    private func askBack(
        _ request: Request, _ caller: Caller?, _ respond: @escaping Route.Respond
    ) {
        Self.decode(respond) { () throws(Problem) in
            let id = try id(request.path("payment"), .payment)
            let (reason, text) = try Self.reasonAndText(request.body, in: .cancellationReason)
            let by = try self.caller(request, caller)
            let isDryRun = try request.isDryRun()
            withArchive(respond) { () throws(FlowError) in
                guard let asked = try archive.payment(id) else { throw .unknownPayment }
                guard asked.kind != .incoming else {
                    return respond(
                        .problem(
                            Problem(
                                .notRecallable,
                                detail: "It came to us: whoever sent it asks for it.")))
                }
                let new = RunningBank.NewRecall(
                    payment: id, original: try archive.carrier(of: id), reason: reason, text: text)
                bank.recall(new, caller: by, isDryRun: isDryRun) { result in
                    switch result {
                    case .failure(let error): respond(.problem(Problem(error)))
                    case .success(let done):
                        answer(done.value, of: id, status: 201, done.sequence, respond)
                    }
                }
            }
        }
    }

    private static func reasonAndText(
        _ body: [UInt8], in set: ExternalCodeSet
    ) throws(Problem) -> (ReasonCode, String) {
        let code: String
        let text: String
        do throws(JSONError) {
            let object = try JSONObjectReader(body, fields: recallFields)
            code = try object.string("reason", bytesMax: 16)
            text = try object.optionalString("text", bytesMax: 2000) ?? ""
        } catch { throw Problem(error) }
        guard let reason = ReasonCode(code), let listed = ExternalCode(rawValue: code),
            listed.isListed(in: set)
        else {
            throw Problem(
                .invalidField, param: "reason",
                detail: "Found \(code), which the external code set does not have.")
        }
        return (reason, text)
    }

    /// Waits for the records, then goes on beside the server's thread.
    func withArchive(
        _ respond: @escaping Route.Respond,
        _ body: @escaping @Sendable () throws(FlowError) -> Void
    ) {
        let durable = bank.node.durableSequence
        reading {
            guard archive.wait(for: durable, [.records]) else {
                return respond(.problem(Problem(.archiveBehind)))
            }
            do throws(FlowError) { try body() } catch { respond(.problem(Problem(error))) }
        }
    }

    /// The recall as it is, or as it would be.
    func answer(
        _ attempted: Recall?, of payment: UInt128, status: Int, _ sequence: UInt64,
        _ respond: @escaping Route.Respond
    ) {
        archived(respond) { () throws(FlowError) in
            let steps = try archive.recallSteps(of: payment).map(\.recall)
            let found = attempted ?? steps.last
            guard let found else { throw .recallDecision(.unknownRecall) }
            var writer = JSONWriter()
            writer.object { write(found, to: &$0) }
            let response = Response.json(writer, status: status, sequence: sequence)
            return attempted == nil ? response : response.ofDryRun()
        }
    }

    // MARK: - Looked at

    private func listRecalls(
        _ request: Request, _ caller: Caller?, _ respond: @escaping Route.Respond
    ) {
        Self.decode(respond) { () throws(Problem) in
            let limit = try request.number("limit", default: 100, in: 1...1000)
            let cursor =
                request.query("cursor") == nil
                ? nil : try request.number("cursor", default: 0, in: 0...Int.max)
            let direction = try Self.named(
                "direction", request, Recall.Direction.allCases, \.name)
            let state = try Self.named("state", request, Recall.State.allCases, \.name)
            archived(respond) { () throws(FlowError) in
                let rows = try archive.recalls(
                    direction, state, before: cursor.map { UInt64($0) }, limit: limit + 1)
                let page = Page(rows, limit: limit) { String($0.sequence) }
                return .json(
                    page.json { writer, row in writer.object { write(row.recall, to: &$0) } })
            }
        }
    }

    private static func named<Value>(
        _ parameter: String, _ request: Request, _ known: [Value], _ name: (Value) -> String
    ) throws(Problem) -> Value? {
        guard let text = request.query(parameter) else { return nil }
        guard let value = known.first(where: { name($0) == text }) else {
            throw Problem(
                .invalidParameter, param: parameter,
                detail: "Found \(text), allowed are "
                    + known.map(name).joined(separator: ", ") + ".")
        }
        return value
    }

    private func showRecall(
        _ request: Request, _ caller: Caller?, _ respond: @escaping Route.Respond
    ) {
        Self.decode(respond) { () throws(Problem) in
            let id = try id(request.path("recall"), .recall)
            archived(respond) { () throws(FlowError) in
                guard let row = try archive.recall(id) else {
                    throw .recallDecision(.unknownRecall)
                }
                var writer = JSONWriter()
                writer.object { write(row.recall, to: &$0) }
                return .json(writer)
            }
        }
    }

    private func write(_ recall: Recall, to writer: inout JSONWriter) {
        let now = bank.clock.now()
        writer.member("id", Self.text(.recall, recall.id))
        writer.member("direction", recall.direction.name)
        writer.member("state", recall.state.name)
        writer.member("payment", Self.text(.payment, recall.payment))
        writer.member("account", Self.text(.account, recall.account))
        writer.member("scheme", bank.schemeName(recall.scheme))
        writer.member("amount", Self.amount(Int128(clamping: recall.amount), recall.currency))
        writer.member("currency", Currency(number: recall.currency)?.code)
        writer.member("reason", recall.reason.text)
        writer.member("answer", recall.answer == .none ? nil : recall.answer.text)
        writer.member("message", Self.text(.message, recall.message))
        writer.member("asked_at", Self.instant(recall.askedAt))
        writer.member("answer_by", Self.date(recall.answerBy))
        let isLate = recall.answerBy != 0 && bank.today > recall.answerBy && !recall.state.isFinal
        writer.member("overdue", isLate)
        writer.member("by", Self.text(.token, recall.by))
        writer.member("by_name", tokenName(recall.by))
        let text = recall.note == 0 ? "" : bank.text(sealedUnder: recall.note)
        writer.member("text", text.isEmpty ? nil : text)
        let age = now > recall.askedAt ? (now - recall.askedAt) / 1_000_000_000 : 0
        writer.member("age_seconds", age)
    }

    // MARK: - Decided

    private func decideRecall(
        _ request: Request, _ caller: Caller?, isAccepted: Bool, _ respond: @escaping Route.Respond
    ) {
        Self.decode(respond) { () throws(Problem) in
            let id = try id(request.path("recall"), .recall)
            let said =
                isAccepted
                ? try acceptance(request.body, of: id)
                : try Self.refusal(request.body, of: id)
            let by = try self.caller(request, caller)
            let isDryRun = try request.isDryRun()
            withArchive(respond) { () throws(FlowError) in
                guard let row = try archive.recall(id) else {
                    throw .recallDecision(.unknownRecall)
                }
                let (payment, isTheirs) = (row.recall.payment, row.recall.direction == .into)
                var verdict = said
                verdict.original = try archive.payment(payment)?.source ?? 0
                bank.decide(verdict, caller: by, isDryRun: isDryRun) { result in
                    switch result {
                    case .failure(.recallDecision(.unknownRecall)) where isTheirs:
                        // It is listed, so somebody has answered it.
                        respond(.problem(Problem(.recallEnded)))
                    case .failure(let error): respond(.problem(Problem(error)))
                    case .success(let done):
                        answer(done.value, of: payment, status: 200, done.sequence, respond)
                    }
                }
            }
        }
    }

    /// By what right, given by whom and when: without both nothing is recorded that a debit rests on.
    private func acceptance(
        _ body: [UInt8], of id: UInt128
    ) throws(Problem) -> RunningBank.RecallVerdict {
        let (name, by, at, text): (String?, String?, String?, String)
        do throws(JSONError) {
            let object = try JSONObjectReader(body, fields: Self.acceptFields)
            name = try object.optionalString("ground", bytesMax: 16)
            by = try object.optionalString("given_by", bytesMax: 560)
            at = try object.optionalString("given_at", bytesMax: 160)
            text = try object.optionalString("text", bytesMax: 2000) ?? ""
        } catch { throw Problem(error) }
        let ground = RecallDecision.Ground.allCases.first { $0.name == name ?? "none" }
        guard let ground else {
            throw Problem(
                .invalidField, param: "ground",
                detail: "Found \(name ?? ""), allowed are consent, legal.")
        }
        if ground != .none {
            guard let by, !by.isEmpty else { throw Problem(.missingField, param: "given_by") }
            guard let at, !at.isEmpty else { throw Problem(.missingField, param: "given_at") }
            try Self.requireText(by, "given_by", lengthMax: 140)
            try requirePast(at, "given_at")
        }
        let said =
            ground == .none
            ? text
            : "\(ground.name), given by \(by ?? ""), \(at ?? "")"
                + (text.isEmpty ? "" : ": \(text)")
        return RunningBank.RecallVerdict(
            recall: id, isAccepted: true, ground: ground, reason: .none, original: 0, text: said)
    }

    /// Refuses a day or an instant that is none, or still ahead.
    private func requirePast(_ text: String, _ field: String) throws(Problem) {
        let begin = BusinessDate(text) == nil ? text : "\(text)T00:00:00"
        guard let instant = bank.instant(of: begin).nanoseconds, instant <= bank.clock.now() else {
            throw Problem(
                .invalidField, param: field,
                detail: "\(field): found \(text), allowed is a day or an instant (RFC 3339) that "
                    + "is not ahead.")
        }
    }

    private static func refusal(
        _ body: [UInt8], of id: UInt128
    ) throws(Problem) -> RunningBank.RecallVerdict {
        let (reason, text) = try reasonAndText(body, in: .paymentCancellationRejection)
        return RunningBank.RecallVerdict(
            recall: id, isAccepted: false, ground: .none, reason: reason, original: 0, text: text)
    }
}
