import Engine
import Flows
import JSON
import PaymentModel

/// `/terms` of accounts and parties: what was agreed, and can be agreed anew.
extension BankAPI {
    var termsRoutes: [Route] {
        [
            Route(
                .post, "/api/v1/accounts/{account}/terms", scope: .operation,
                summary: "Changes what an account wants of late orders", query: [.dryRun],
                body: BodyRule(.json, bytesMax: 4096, schema: Self.accountTermsSchema),
                answers: [Shape(200, "The account", schema: Schema.account)],
                action: repeats.once(holdsNames: true, setAccountTerms)),
            Route(
                .post, "/api/v1/parties/{party}/terms", scope: .operation,
                summary: "Changes when the funds of a party's kept orders are taken",
                query: [.dryRun],
                body: BodyRule(.json, bytesMax: 4096, schema: Self.partyTermsSchema),
                answers: [Shape(200, "The party", schema: Schema.party)],
                action: repeats.once(holdsNames: true, setPartyTerms)),
        ]
    }

    private static let accountTermsSchema = #"""
        {"type":"object","required":["late_orders"],"additionalProperties":false,"properties":{
        "late_orders":{"enum":["next_day","refuse","scheme"]}}}
        """#
    private static let partyTermsSchema = #"""
        {"type":"object","required":["funds"],"additionalProperties":false,"properties":{
        "funds":{"enum":["execution","entry"]}}}
        """#
    private static let accountTermsFields = JSONFields("late_orders")
    private static let partyTermsFields = JSONFields("funds")

    private func setAccountTerms(
        _ request: Request, _ caller: Caller?, _ respond: @escaping Route.Respond
    ) {
        Self.decode(respond) { () throws(Problem) in
            let name: String
            do throws(JSONError) {
                let object = try JSONObjectReader(request.body, fields: Self.accountTermsFields)
                name = try object.string("late_orders", bytesMax: 16)
            } catch { throw Problem(error) }
            let lateOrders = LateOrders(name: name)
            guard lateOrders != nil || name == "scheme" else {
                throw Problem(
                    .invalidField, param: "late_orders",
                    detail: "Found \(name), allowed are next_day, refuse and scheme.")
            }
            let isDryRun = try request.isDryRun()
            bank.setLateOrders(
                ofNamed: request.path("account"), to: lateOrders,
                caller: try self.caller(request, caller), isDryRun: isDryRun
            ) { result in
                switch result {
                case .failure(let error): respond(.problem(Problem(error)))
                case .success(let found):
                    let response = Response.json(json(found.value), sequence: found.sequence)
                    respond(isDryRun ? response.ofDryRun() : response)
                }
            }
        }
    }

    private func setPartyTerms(
        _ request: Request, _ caller: Caller?, _ respond: @escaping Route.Respond
    ) {
        Self.decode(respond) { () throws(Problem) in
            let name: String
            do throws(JSONError) {
                let object = try JSONObjectReader(request.body, fields: Self.partyTermsFields)
                name = try object.string("funds", bytesMax: 16)
            } catch { throw Problem(error) }
            let isDryRun = try request.isDryRun()
            bank.setFunds(
                ofNamed: request.path("party"), to: try Self.funds(name),
                caller: try self.caller(request, caller), isDryRun: isDryRun
            ) { result in
                switch result {
                case .failure(let error): respond(.problem(Problem(error)))
                case .success(let found):
                    var writer = JSONWriter()
                    Self.write(found.value, to: &writer)
                    let response = Response.json(writer, sequence: found.sequence)
                    respond(isDryRun ? response.ofDryRun() : response)
                }
            }
        }
    }

    static func funds(_ name: String) throws(Problem) -> FundsPolicy {
        guard let funds = FundsPolicy(name: name) else {
            throw Problem(
                .invalidField, param: "funds",
                detail: "funds: found \(name), allowed are execution and entry.")
        }
        return funds
    }
}
