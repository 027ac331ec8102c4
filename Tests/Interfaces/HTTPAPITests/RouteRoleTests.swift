import HTTPAPI
import JSON
import PaymentModel
import Testing

/// Every route of the node against every role.
@Suite struct `Routes and roles` {
    /// Routes that are not what their method makes them.
    ///
    /// Others: a `GET` is for all but channels, a write for administrators and operators.
    private static let exceptions: [String: Set<TokenRole>] = [
        "GET /health": [], "GET /status": [], "GET /metrics": [], "GET /problems": [],
        "GET /problems/{code}": [], "POST /session": [], "GET /openapi.json": [],
        "GET /session": Set(TokenRole.allCases), "DELETE /session": Set(TokenRole.allCases),
        "POST /api/v1/transaction": [.administrator, .operator, .channel],
        "POST /api/v1/payments": [.administrator, .operator, .channel],
        "POST /api/v1/reporting-requests": readers,
        "POST /api/v1/accounts/lookup": readers, "POST /api/v1/transfers/lookup": readers,
        "POST /api/v1/approvals/{approval}/approve": [.administrator, .approver],
        "POST /api/v1/approvals/{approval}/refuse": [.administrator, .approver],
        "POST /api/v1/files/{file}/confirm": [.administrator, .operator, .channel],
        "POST /api/v1/files/{file}/withdraw": [.administrator, .operator, .channel],
        "POST /api/v1/days/{currency}/close-with-differences": [.administrator],
        "POST /api/v1/days/{currency}/{day}/signatures": readers,
        "POST /api/v1/queues/{queue}/actions": [.administrator, .operator, .approver],
        "POST /api/v1/erasures": [.administrator], "POST /api/v1/tokens": [.administrator],
        "POST /api/v1/channels": [.administrator],
        "POST /api/v1/channels/{channel}/limits": [.administrator],
        "POST /api/v1/channels/{channel}/accounts": [.administrator],
        "DELETE /api/v1/channels/{channel}/accounts/{account}": [.administrator],
        "DELETE /api/v1/channels/{channel}": [.administrator],
        "GET /api/v1/tokens": [.administrator], "DELETE /api/v1/tokens/{token}": [.administrator],
    ]
    private static let readers: Set<TokenRole> = [.administrator, .operator, .approver, .auditor]
    private static let workers: Set<TokenRole> = [.administrator, .operator]

    private func expected(_ route: Route) -> Set<TokenRole> {
        Self.exceptions["\(route.method.rawValue) \(route.path.text)"]
            ?? (route.method == .get ? Self.readers : Self.workers)
    }

    /// A secret of each role.
    static func secrets(_ bank: TestBank) throws -> [TokenRole: String] {
        var secrets: [TokenRole: String] = [:]
        for role in TokenRole.allCases {
            let answer = try bank.post(
                "/api/v1/tokens", #"{"name":"a \#(role.name)","role":"\#(role.name)"}"#)
            #expect(answer.status == 201, "\(answer.text)")
            secrets[role] = try #require(answer.json?["token"]?.string)
        }
        return secrets
    }

    /// What the router says before it looks at a body: nothing is carried out.
    private func refusal(_ bank: TestBank, _ route: Route, _ secret: String?) -> (Int, String)? {
        var headers = Headers()
        if let secret { _ = headers.append(.authorization, "Bearer \(secret)") }
        let path = route.path.text.split(separator: "/").map { $0.hasPrefix("{") ? "x" : "\($0)" }
        let head = RequestHead(
            method: route.method.rawValue, target: "/" + path.joined(separator: "/"),
            headers: headers, contentLength: 0)
        guard case .refused(let response) = bank.router.admit(head) else { return nil }
        let problem = response.json
        return (response.status, problem?["detail"]?.string ?? "")
    }

    @Test func `a route answers its roles and nobody else, and says which they are`() throws {
        let bank = try TestBank()
        let secrets = try Self.secrets(bank)
        let routes = bank.router.table.routes
        #expect(routes.count > 40)
        for route in routes {
            let expected = expected(route)
            let name = "\(route.method.rawValue) \(route.path.text)"
            let nobody = refusal(bank, route, nil)?.0
            #expect((nobody == 401) == !expected.isEmpty, "\(name)")
            for role in TokenRole.allCases {
                let found = refusal(bank, route, secrets[role])
                let isAllowed = expected.isEmpty || expected.contains(role)
                #expect((found?.0 != 403) == isAllowed, "\(name), \(role.name)")
                guard !isAllowed else { continue }
                for other in TokenRole.allCases {
                    let isNamed = found?.1.contains(other.name) == true
                    #expect(isNamed == expected.contains(other) || other == role, "\(name)")
                }
            }
        }
    }

    @Test func `the description names the roles of each route`() throws {
        let bank = try TestBank()
        let document = try #require(try bank.ask("GET", "/openapi.json").json)
        for route in bank.router.table.routes where route.path.text != "/openapi.json" {
            let operation = document["paths"]?[route.path.text]?[
                route.method.rawValue.lowercased()]
            let named = operation?["x-roles"]?.array?.compactMap(\.string) ?? []
            #expect(Set(named) == Set(expected(route).map(\.name)), "\(route.path.text)")
        }
    }
}
