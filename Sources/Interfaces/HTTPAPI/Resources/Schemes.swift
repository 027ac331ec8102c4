import Engine
import Flows
import JSON
import PaymentModel
import Vocabulary

/// `/api/v1/schemes`: how each stands, and whether anything is written to its clearing.
extension BankAPI {
    var schemeRoutes: [Route] {
        [
            Route(
                .get, "/api/v1/schemes", scope: .reading,
                summary: "Every scheme with what waits in it",
                answers: [
                    Shape(200, "The schemes", schema: Schema.page(of: Schema.scheme))
                ], action: listSchemes),
            Route(
                .get, "/api/v1/schemes/{scheme}", scope: .reading, summary: "One scheme",
                answers: [Shape(200, "The scheme", schema: Schema.scheme)], action: showScheme),
            Route(
                .post, "/api/v1/schemes/{scheme}/pause", scope: .operation,
                summary: "Writes nothing to the clearing any more; settlements are still booked",
                query: [.dryRun],
                body: BodyRule(.json, bytesMax: 4096, schema: Self.reasonSchema),
                answers: [Shape(200, "Paused", schema: Schema.scheme)],
                action: repeats.once(pauseScheme)),
            Route(
                .post, "/api/v1/schemes/{scheme}/resume", scope: .operation,
                summary: "Proposes that a paused scheme goes on; a second person confirms it",
                query: [.dryRun],
                body: BodyRule(.json, bytesMax: 4096, schema: Self.reasonSchema),
                answers: [
                    Shape(202, "Waits for a second person", schema: Schema.approval)
                ], action: repeats.once(resumeScheme)),
        ]
    }

    static let reasonSchema = #"""
        {"type":"object","required":["reason"],"additionalProperties":false,"properties":{
        "reason":{"type":"string","minLength":1,"maxLength":500}}}
        """#
    private static let reasonFields = JSONFields("reason")

    /// The reason that a body gives.
    static func reason(_ body: [UInt8]) throws(Problem) -> String {
        let reason: String
        do throws(JSONError) {
            let object = try JSONObjectReader(body, fields: reasonFields)
            reason = try object.string("reason", bytesMax: 2000)
        } catch { throw Problem(error) }
        try requireText(reason, "reason", lengthMax: reasonMax)
        return reason
    }

    private func listSchemes(
        _ request: Request, _ caller: Caller?, _ respond: @escaping Route.Respond
    ) {
        bank.schemes { result in
            switch result {
            case .failure(let error): respond(.problem(Problem(error)))
            case .success(let found):
                reading {
                    let page = Page(found.value, limit: .max, cursor: { _ in "" })
                    let json = page.json { writer, view in
                        writer.object { write(view, to: &$0) }
                    }
                    respond(.json(json, sequence: found.sequence))
                }
            }
        }
    }

    private func showScheme(
        _ request: Request, _ caller: Caller?, _ respond: @escaping Route.Respond
    ) {
        bank.scheme(named: request.path("scheme")) { answer($0, isDryRun: false, respond) }
    }

    private func answer(
        _ result: Result<Answer<SchemeView>, FlowError>, isDryRun: Bool,
        _ respond: @escaping Route.Respond
    ) {
        switch result {
        case .failure(let error): respond(.problem(Problem(error)))
        case .success(let found):
            reading {
                var writer = JSONWriter()
                writer.object { write(found.value, to: &$0) }
                let response = Response.json(writer, sequence: found.sequence)
                respond(isDryRun ? response.ofDryRun() : response)
            }
        }
    }

    private func write(_ view: SchemeView, to writer: inout JSONWriter) {
        let currency = view.scheme.currency
        writer.member("name", view.scheme.name)
        writer.member("pace", view.scheme.isInstant ? "instant" : "cycles")
        writer.member("currency", currency.code)
        writer.member("state", view.state.rawValue)
        writer.member("open", view.isOpen)
        writer.member("opens_at", view.opensAt.map { bank.local($0) })
        writer.member("since", view.pause.map { Self.instant($0.since) })
        writer.member("by", view.pause.flatMap { Self.text(.token, $0.by) })
        writer.member("by_name", view.pause.flatMap { tokenName($0.by) })
        let reason = view.pause.map { bank.text(sealedUnder: $0.pause) } ?? ""
        writer.member("reason", reason.isEmpty ? nil : reason)
        writer.member("waiting_payments", view.waiting.payments)
        writer.member(
            "waiting_amount",
            Self.amount(Int128(clamping: view.waiting.amount), currency.number))
        writer.member("waiting_returns", view.waiting.returns)
        writer.member("waiting_questions", view.waiting.questions)
        writer.member("waiting_answers", view.waiting.answers)
        write(view.position, currency.number, to: &writer)
        writer.member(
            "floor", view.scheme.floor.map { Self.amount($0.minorUnits, currency.number) })
        writer.member("below_floor", view.isBelowFloor)
    }

    private func write(
        _ position: SchemePosition, _ currency: UInt16, to writer: inout JSONWriter
    ) {
        func member(_ name: String, _ units: Int128) {
            writer.member(name, Self.amount(units, currency))
        }
        let now = bank.clock.now()
        member("settled", position.settled)
        member("in_transit", Int128(clamping: position.inTransit))
        member("held", Int128(clamping: position.held))
        member("left", position.left)
        member("needed", Int128(clamping: position.needed))
        member("announced", Int128(clamping: position.announced))
        member("projected", position.projected)
        writer.member("until", bank.local(position.until))
        let seconds = position.until > now ? (position.until - now) / 1_000_000_000 : 0
        writer.member("until_seconds", seconds)
    }

    // MARK: - Paused, resumed

    private func pauseScheme(
        _ request: Request, _ caller: Caller?, _ respond: @escaping Route.Respond
    ) {
        Self.decode(respond) { () throws(Problem) in
            let reason = try Self.reason(request.body)
            let by = try self.caller(request, caller)
            let isDryRun = try request.isDryRun()
            bank.pauseScheme(
                named: request.path("scheme"), reason: reason, caller: by, isDryRun: isDryRun
            ) { answer($0, isDryRun: isDryRun, respond) }
        }
    }

    private func resumeScheme(
        _ request: Request, _ caller: Caller?, _ respond: @escaping Route.Respond
    ) {
        Self.decode(respond) { () throws(Problem) in
            let reason = try Self.reason(request.body)
            let by = try self.caller(request, caller)
            let isDryRun = try request.isDryRun()
            bank.resumeScheme(
                named: request.path("scheme"), reason: reason, caller: by, isDryRun: isDryRun
            ) { result in
                switch result {
                case .failure(let error): respond(.problem(Problem(error)))
                case .success(let row):
                    reading { respond(answer(waiting: row, isDryRun: isDryRun)) }
                }
            }
        }
    }
}
