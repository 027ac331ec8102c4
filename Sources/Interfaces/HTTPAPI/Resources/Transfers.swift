import Flows
import JSON
import PaymentModel
import Vocabulary

/// `/api/v1/transaction`: money between two accounts here.
extension BankAPI {
    var transferRoutes: [Route] {
        [
            Route(
                .post, "/api/v1/transaction", scope: .ordering,
                summary: "Moves money between two accounts",
                query: [.dryRun],
                body: BodyRule(.json, bytesMax: 16 << 10, schema: Self.transactionSchema),
                answers: [
                    Shape(201, "Posted and durable", schema: Schema.transfer),
                    Shape(200, "Posted before", schema: Schema.transfer),
                    Shape(
                        202, "Waits for a second person; nothing is held",
                        schema: Schema.waitingTransfer),
                ]
            ) { request, caller, respond in
                transfer(request, caller, respond, isOpeningMoney: false)
            },
            Route(
                .post, "/api/v1/sandbox/opening-money", scope: .operation,
                summary: "Sandbox: gives an account money in a currency without a scheme",
                query: [.dryRun],
                body: BodyRule(.json, bytesMax: 16 << 10, schema: Self.openingSchema),
                answers: [
                    Shape(201, "Posted and durable", schema: Schema.openingMoney),
                    Shape(200, "Posted before", schema: Schema.openingMoney),
                ]
            ) { request, caller, respond in
                transfer(request, caller, respond, isOpeningMoney: true)
            },
        ]
    }

    private static let transactionSchema = #"""
        {"type":"object","required":["from_account","to_account","amount","currency"],
        "additionalProperties":false,"properties":{"from_account":{"type":"string"},
        "to_account":{"type":"string"},"amount":{"type":["number","string"]},
        "currency":{"type":"string","pattern":"^[A-Z]{3}$"},
        "reference":{"type":["string","null"],"maxLength":140}}}
        """#
    private static let openingSchema = #"""
        {"type":"object","required":["to_account","amount","currency"],
        "additionalProperties":false,"properties":{"to_account":{"type":"string"},
        "amount":{"type":["number","string"]},"currency":{"type":"string","pattern":"^[A-Z]{3}$"},
        "reference":{"type":["string","null"],"maxLength":140}}}
        """#

    private static let transactionFields = JSONFields(
        "from_account", "to_account", "amount", "currency", "reference")
    private static let openingFields = JSONFields("to_account", "amount", "currency", "reference")
    /// The longest name of an account, in bytes.
    private static let nameBytesMax = 128

    private func transfer(
        _ request: Request, _ caller: Caller?, _ respond: @escaping Route.Respond,
        isOpeningMoney: Bool
    ) {
        Self.decode(respond) { () throws(Problem) in
            var wanted = try Self.order(request.body, isOpeningMoney: isOpeningMoney)
            wanted.isDryRun = try request.isDryRun()
            let order = wanted
            let by = try self.caller(request, caller)
            bank.transfer(order, caller: by) { result in
                switch result {
                case .failure(let error): respond(.problem(Problem(error)))
                case .success(let done): respond(Self.response(order, done))
                }
            }
        }
    }

    private static func order(
        _ body: [UInt8], isOpeningMoney: Bool
    ) throws(Problem) -> RunningBank.TransferRequest {
        let from: String
        let to: String
        let digits: String
        let code: String
        let reference: String
        do {
            let object = try JSONObjectReader(
                body, fields: isOpeningMoney ? openingFields : transactionFields)
            from = isOpeningMoney ? "" : try object.string("from_account", bytesMax: nameBytesMax)
            to = try object.string("to_account", bytesMax: nameBytesMax)
            digits = try object.decimal("amount")
            code = try object.string("currency", bytesMax: 3)
            reference = try object.optionalString("reference", bytesMax: 560) ?? ""
        } catch { throw Problem(error) }
        guard let currency = Currency(code) else {
            throw Problem(.currencyUnknown, param: "currency", detail: "Found \(code).")
        }
        guard reference.count <= 140 else {
            throw Problem(
                .invalidField, param: "reference", detail: "Allowed are 140 characters.")
        }
        return RunningBank.TransferRequest(
            from: from, to: to, amount: try money(digits, currency, field: "amount"),
            reference: reference, isOpeningMoney: isOpeningMoney)
    }

    private static func response(
        _ order: RunningBank.TransferRequest, _ done: RunningBank.TransferDone
    ) -> Response {
        var response = Response.json(
            status: done.isWaiting ? 202 : done.isReplayed ? 200 : 201, sequence: done.sequence
        ) { writer in
            writer.object {
                $0.member("transaction_id", text(.transfer, done.id))
                $0.member("status", done.isWaiting ? "awaiting_approval" : "posted")
                if !order.isOpeningMoney { $0.member("from_account", order.from) }
                $0.member("to_account", order.to)
                $0.member("amount", order.amount.amountText)
                $0.member("currency", order.amount.currency.code)
                $0.member("reference", order.reference.isEmpty ? nil : order.reference)
                if !order.isOpeningMoney { $0.member("fee", done.fee?.amountText) }
                if done.isReplayed || order.isDryRun {
                    $0.member("sequence", nil)
                } else {
                    $0.member("sequence", done.sequence)
                }
                $0.member("timestamp", instant(done.timestamp))
                if done.isWaiting {
                    $0.member("approval_id", text(.approval, done.id))
                    $0.member("content", text(content: done.content))
                }
            }
        }
        if done.isReplayed {
            response.headers.append(ResponseHeader("Idempotent-Replayed", "true"))
        }
        return order.isDryRun ? response.ofDryRun() : response
    }
}
