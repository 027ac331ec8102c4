import Engine
import Flows
import JSON
import Ledger
import PaymentModel

/// `/api/v1/accounts/{account}/limits`, and the status of an account that is kept by batches.
extension BankAPI {
    var limitsRoutes: [Route] {
        [
            Route(
                .post, "/api/v1/accounts/{account}/limits", scope: .operation,
                summary: "Changes the limits of an account that is kept by batches",
                query: [.dryRun],
                body: BodyRule(.json, bytesMax: 4096, schema: Self.limitsSchema),
                answers: [Shape(200, "The account", schema: Schema.wireAccount)],
                action: repeats.once(changeLimits))
        ]
    }

    private static let limitsSchema = #"""
        {"type":"object","minProperties":1,"additionalProperties":false,"properties":{
        "credit_line":{"type":["string","integer","null"]},
        "minimum":{"type":["string","integer","null"]},
        "maximum":{"type":["string","integer","null"]}}}
        """#
    /// Three numbers of at most 40 digits.
    private static let limitsLimits = JSONLimits(
        bytesMax: 4096, depthMax: 1, stringBytesMax: 64, numberBytesMax: 40, valuesMax: 8)

    private func changeLimits(
        _ request: Request, _ caller: Caller?, _ respond: @escaping Route.Respond
    ) {
        Self.decode(respond) { () throws(Problem) in
            var order = try Self.limits(request.body)
            order.by = try self.caller(request, caller).token
            let isDryRun = try request.isDryRun()
            let new = order
            onBatchAccount(request, respond) { found in
                guard let found else { return respond(.problem(Problem(.accountUnknown))) }
                var order = new
                order.account = found.record.id
                bank.changeLimits(order, isDryRun: isDryRun) {
                    Self.answer($0, isDryRun, respond)
                }
            }
        }
    }

    private static func limits(_ body: [UInt8]) throws(Problem) -> LimitsOrder {
        let value: JSONValue
        do { value = try JSONValue(parsing: body, limits: limitsLimits) } catch {
            throw Problem(error)
        }
        guard let object = value.object else {
            throw Problem(.malformedJSON, detail: "The body is no JSON object.")
        }
        var order = LimitsOrder(account: 0, by: 0)
        for member in object.members {
            switch member.name {
            case "credit_line":
                var more = AccountExtension()
                if member.value.kind != .null { try set(member, &more) }
                order.creditLine = more.creditLine
            case "minimum": order.minimum = try limit(member, \.minimum)
            case "maximum": order.maximum = try limit(member, \.maximum)
            default:
                throw Problem(
                    .unknownField, param: String(member.name.prefix(60)),
                    detail: "Found \(member.name.prefix(60)), allowed are credit_line, minimum and "
                        + "maximum.")
            }
        }
        guard !object.members.isEmpty else {
            throw Problem(
                .missingField, param: "minimum",
                detail: "One of credit_line, minimum and maximum is needed.")
        }
        return order
    }

    /// `null` lifts a limit.
    private static func limit(
        _ member: (name: String, value: JSONValue), _ path: KeyPath<AccountExtension, Int128?>
    ) throws(Problem) -> LimitsOrder.Change {
        if case .null = member.value { return .lifted }
        var more = AccountExtension()
        try set(member, &more)
        return more[keyPath: path].map { .set($0) } ?? .lifted
    }

    /// Takes a value as lines of a batch do.
    private static func set(
        _ member: (name: String, value: JSONValue), _ more: inout AccountExtension
    ) throws(Problem) {
        let field = AccountExtension.fields.first { $0.name == member.name }
        guard let field, let text = member.value.string ?? member.value.number?.text,
            field.set(&more, text)
        else {
            throw Problem(
                .invalidField, param: member.name,
                detail: "\(member.name): allowed is \(field?.allowed ?? "nothing").")
        }
    }

    // MARK: - Accounts kept by batches

    /// Looks whether the path names an account that is kept by batches.
    func onBatchAccount(
        _ request: Request, _ respond: @escaping Route.Respond,
        _ body: @escaping @Sendable (Extended<Account>?) -> Void
    ) {
        bank.batchAccount(named: request.path("account")) { result in
            switch result {
            case .failure(let error): respond(.problem(Problem(error)))
            case .success(let found): body(found?.value)
            }
        }
    }

    static func answer(
        _ result: Result<Answer<Extended<Account>>, FlowError>, _ isDryRun: Bool,
        _ respond: @escaping Route.Respond
    ) {
        switch result {
        case .failure(let error): respond(.problem(Problem(error)))
        case .success(let found):
            var writer = JSONWriter()
            BatchWriting<Account>.write(found.value, to: &writer)
            let response = Response.json(writer, sequence: found.sequence)
            respond(isDryRun ? response.ofDryRun() : response)
        }
    }
}
