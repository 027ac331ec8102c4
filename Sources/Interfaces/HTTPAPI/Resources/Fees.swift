import Engine
import Flows
import JSON
import PaymentModel
import Vocabulary

/// `/api/v1/fees`: what payments cost, and what one would cost now.
extension BankAPI {
    var feeRoutes: [Route] {
        [
            Route(
                .get, "/api/v1/fees", scope: .reading,
                summary: "Every row of the fee tables, past and future ones among them",
                query: [.limit, .cursor],
                answers: [Shape(200, "A page of rows", schema: Schema.page(of: Schema.feeRule))],
                action: listFees),
            Route(
                .get, "/api/v1/fees/quote", scope: .reading,
                summary: "What a payment from an account would cost now",
                query: [
                    QueryParameter("account", "By id, reference or IBAN"),
                    QueryParameter("amount", "A plain decimal"),
                    QueryParameter("currency", "Three letters of ISO 4217"),
                    QueryParameter("scheme", "A scheme's name, or book"),
                ], answers: [Shape(200, "The fee", schema: Schema.feeQuote)], action: quoteFee),
            Route(
                .post, "/api/v1/accounts/{account}/fees/waive", scope: .operation,
                summary: "Waives what an account's payments have cost and is not taken yet",
                query: [.dryRun],
                body: BodyRule(.json, bytesMax: 4096, schema: Self.waiverSchema),
                answers: [Shape(200, "What was waived", schema: Schema.waivedFees)],
                action: repeats.once(holdsNames: true, waiveFees)),
        ]
    }

    private func quoteFee(
        _ request: Request, _ caller: Caller?, _ respond: @escaping Route.Respond
    ) {
        Self.decode(respond) { () throws(Problem) in
            let code = request.query("currency") ?? ""
            guard let currency = Currency(code) else {
                throw Problem(.currencyUnknown, param: "currency", detail: "Found \(code).")
            }
            let amount = try Self.money(
                request.query("amount") ?? "", currency, field: "amount")
            let scheme = request.query("scheme") ?? FeeRule.book
            guard bank.isWay(scheme, of: currency) else {
                throw Problem(
                    .invalidParameter, param: "scheme",
                    detail: "Found \(scheme), allowed is book or a scheme of the currency.")
            }
            bank.quoteFee(from: request.query("account") ?? "", amount, by: scheme) { result in
                switch result {
                case .failure(let error): respond(.problem(Problem(error)))
                case .success(let found):
                    let quote = found.value
                    let response = Response.json(status: 200, sequence: found.sequence) { writer in
                        writer.object {
                            $0.member("account", Self.text(.account, quote.account))
                            $0.member("scheme", quote.scheme)
                            $0.member("amount", quote.amount.amountText)
                            $0.member("currency", quote.amount.currency.code)
                            $0.member("fee", quote.fee.amountText)
                            $0.member("name", quote.rule?.name)
                            $0.member("collected", quote.rule?.collection.rawValue)
                        }
                    }
                    respond(response)
                }
            }
        }
    }

    private static let waiverSchema = #"""
        {"type":"object","required":["reason"],"additionalProperties":false,"properties":{
        "reason":{"type":"string","minLength":1,"maxLength":500}}}
        """#
    private static let waiverFields = JSONFields("reason")

    private func waiveFees(
        _ request: Request, _ caller: Caller?, _ respond: @escaping Route.Respond
    ) {
        Self.decode(respond) { () throws(Problem) in
            let reason: String
            do throws(JSONError) {
                let object = try JSONObjectReader(request.body, fields: Self.waiverFields)
                reason = try object.string("reason", bytesMax: 2000)
            } catch { throw Problem(error) }
            try Self.requireText(reason, "reason", lengthMax: Self.reasonMax)
            let isDryRun = try request.isDryRun()
            bank.waiveFees(
                ofNamed: request.path("account"), reason: reason,
                caller: try self.caller(request, caller), isDryRun: isDryRun
            ) { result in
                switch result {
                case .failure(let error): respond(.problem(Problem(error)))
                case .success(let found):
                    let response = Self.json(found)
                    respond(isDryRun ? response.ofDryRun() : response)
                }
            }
        }
    }

    private static func json(_ found: Answer<RunningBank.FeesWaived>) -> Response {
        let waived = found.value.waived
        return .json(status: 200, sequence: found.sequence) { writer in
            writer.object {
                $0.member("account", text(.account, waived.account))
                $0.member(
                    "amount", amount(Int128(clamping: waived.amount), found.value.currency.number))
                $0.member("currency", found.value.currency.code)
                $0.member("payments", waived.count)
            }
        }
    }

    private func listFees(
        _ request: Request, _ caller: Caller?, _ respond: @escaping Route.Respond
    ) {
        Self.decode(respond) { () throws(Problem) in
            let limit = try request.number("limit", default: 100, in: 1...1000)
            let place = try request.number("cursor", default: 0, in: 0...FeeRule.countMax)
            bank.feeRules { result in
                switch result {
                case .failure(let error): respond(.problem(Problem(error)))
                case .success(let found):
                    let rows = Array(found.value.dropFirst(place).prefix(limit + 1))
                    let page = Page(rows, limit: limit) { _ in String(place + limit) }
                    respond(
                        .json(page.json { Self.write($1, to: &$0) }, sequence: found.sequence))
                }
            }
        }
    }

    private static func write(_ rule: FeeRule, to writer: inout JSONWriter) {
        writer.object {
            $0.member("name", rule.name)
            $0.member("scheme", rule.scheme)
            $0.member("currency", rule.currency.code)
            $0.member("party", text(.party, rule.party))
            $0.member("amount_from", rule.from.amountText)
            $0.member("amount_to", rule.to?.amountText)
            $0.member("fee", rule.fee.amountText)
            $0.member("collected", rule.collection.rawValue)
            $0.member("returned", rule.isReturned)
            $0.member("valid_from", rule.validFrom?.description)
            $0.member("source", rule.source)
            $0.member("confidence", rule.confidence.rawValue)
        }
    }
}
