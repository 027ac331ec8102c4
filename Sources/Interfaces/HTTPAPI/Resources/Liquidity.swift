import Engine
import Flows
import JSON
import PaymentModel
import Vocabulary

/// `/api/v1/liquidity`: money between our own settlement accounts.
extension BankAPI {
    var liquidityRoutes: [Route] {
        [
            Route(
                .get, "/api/v1/liquidity", scope: .reading,
                summary: "Released moves whose advices are not both in, oldest first",
                answers: [
                    Shape(200, "The moves", schema: Schema.page(of: Schema.liquidityMove))
                ], action: listLiquidity),
            Route(
                .post, "/api/v1/liquidity", scope: .operation,
                summary: "Orders a move; a second person releases it", query: [.dryRun],
                body: BodyRule(.json, bytesMax: 4096, schema: Self.liquiditySchema),
                answers: [Shape(202, "Waits for a second person", schema: Schema.approval)],
                action: repeats.once(moveLiquidity)),
        ]
    }

    private static let liquiditySchema = #"""
        {"type":"object","required":["from","to","amount","reason"],"additionalProperties":false,
        "properties":{"from":{"type":"string"},"to":{"type":"string"},
        "amount":{"type":["string","number"]},
        "reason":{"type":"string","minLength":1,"maxLength":500}}}
        """#
    private static let liquidityFields = JSONFields("from", "to", "amount", "reason")

    private func listLiquidity(
        _ request: Request, _ caller: Caller?, _ respond: @escaping Route.Respond
    ) {
        bank.liquidityMoves { result in
            switch result {
            case .failure(let error): respond(.problem(Problem(error)))
            case .success(let found):
                reading {
                    let page = Page(found.value, limit: .max, cursor: { _ in "" })
                    let json = page.json { writer, move in
                        writer.object { write(move, to: &$0) }
                    }
                    respond(.json(json, sequence: found.sequence))
                }
            }
        }
    }

    private func write(_ move: LiquidityMove, to writer: inout JSONWriter) {
        let now = bank.clock.now()
        writer.member("id", Self.text(.approval, move.id))
        writer.member("state", move.state)
        writer.member("from", bank.schemeName(move.from))
        writer.member("to", bank.schemeName(move.to))
        writer.member("amount", Self.amount(Int128(clamping: move.amount), move.currency))
        writer.member("currency", Currency(number: move.currency)?.code)
        writer.member("by", Self.text(.token, move.by))
        writer.member("by_name", tokenName(move.by))
        writer.member("since", Self.instant(move.releasedAt))
        let age = now > move.releasedAt ? (now - move.releasedAt) / 1_000_000_000 : 0
        writer.member("age_seconds", age)
    }

    private func moveLiquidity(
        _ request: Request, _ caller: Caller?, _ respond: @escaping Route.Respond
    ) {
        Self.decode(respond) { () throws(Problem) in
            let from: String
            let to: String
            let reason: String
            let digits: String
            do throws(JSONError) {
                let object = try JSONObjectReader(request.body, fields: Self.liquidityFields)
                from = try object.string("from", bytesMax: 64)
                to = try object.string("to", bytesMax: 64)
                reason = try object.string("reason", bytesMax: 2000)
                digits = try object.decimal("amount")
            } catch { throw Problem(error) }
            try Self.requireText(reason, "reason", lengthMax: Self.reasonMax)
            guard let currency = bank.schemeCurrency(named: from) else {
                throw Problem(.schemeUnknown, param: "from")
            }
            let amount = try Self.money(digits, currency, field: "amount")
            let by = try self.caller(request, caller)
            let isDryRun = try request.isDryRun()
            let new = RunningBank.NewLiquidity(from: from, to: to, amount: amount, reason: reason)
            bank.moveLiquidity(new, caller: by, isDryRun: isDryRun) { result in
                switch result {
                case .failure(let error): respond(.problem(Problem(error)))
                case .success(let row):
                    reading { respond(answer(waiting: row, isDryRun: isDryRun)) }
                }
            }
        }
    }
}
