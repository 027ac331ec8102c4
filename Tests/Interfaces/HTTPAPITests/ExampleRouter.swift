import HTTPAPI
import JSON
import PaymentModel
import Synchronization

/// A router with one route of each sort, and callers named by their token.
func exampleRouter() -> Router {
    let echo: Route.Action = { request, caller, respond in
        var writer = JSONWriter()
        writer.object {
            $0.member("caller", caller?.name)
            $0.member("body", String(decoding: request.body, as: UTF8.self))
        }
        respond(.json(writer))
    }
    return Router(
        [
            Route(
                .get, "/health", scope: .anyone, summary: "Whether it lives",
                answers: [Shape(200, "Lives")], action: echo),
            Route(
                .post, "/api/v1/accounts", scope: .operation, summary: "Open an account",
                query: [.dryRun], body: BodyRule(.json, bytesMax: 100),
                answers: [Shape(201, "Opened")], action: echo),
            Route(
                .get, "/api/v1/accounts", scope: .operation, summary: "All accounts",
                query: [.limit, .cursor], answers: [Shape(200, "A page")], action: echo),
            Route(
                .get, "/api/v1/accounts/{account}", scope: .operation, summary: "One account",
                answers: [Shape(200, "It")]
            ) { request, _, respond in respond(.text(request.path("account"))) },
            Route(
                .get, "/api/v1/accounts/{account}/entries", scope: .operation,
                summary: "Its entries", query: [.limit], answers: [Shape(200, "A page")]
            ) { request, _, respond in
                do throws(Problem) {
                    let limit = try request.number("limit", default: 50, in: 1...1000)
                    respond(.text("\(request.path("account")) \(limit)"))
                } catch { respond(.problem(error)) }
            },
            Route(
                .get, "/api/v1/accounts/special", scope: .operation, summary: "Not a parameter",
                answers: [Shape(200, "It")]
            ) { _, _, respond in respond(.text("literal")) },
            Route(
                .post, "/api/v1/payments", scope: .operation, summary: "Submit",
                body: BodyRule(.xml, bytesMax: 1 << 20), answers: [Shape(202, "Taken")],
                action: echo),
        ],
        node: NodeState(environment: "sandbox") { 41 }, ids: RequestIDs(start: 0), version: "1"
    ) { _, headers throws(Problem) in
        switch headers[.authorization] {
        case nil: return nil
        case "Bearer admin": return Caller(name: "admin", role: .administrator, token: 1)
        case "Bearer nobody": return Caller(name: "nobody", role: .auditor, token: 2)
        default: throw Problem(.notAuthenticated, detail: "The token is not known.")
        }
    }
}

/// The one answer of a router to a request, given on the calling thread.
func answer(
    _ method: String, _ target: String, _ headers: KeyValuePairs<RequestHeader, String> = [:],
    body: String = "", announced: Int? = nil, router: Router = exampleRouter()
) -> Response? {
    let head = RequestHead(
        method: method, target: target, headers: Headers(headers), contentLength: announced)
    switch router.admit(head) {
    case .refused(let response): return response
    case .admitted(let exchange):
        let answers = Mutex<[Response]>([])
        exchange.answer(body: Array(body.utf8)) { response in
            answers.withLock { $0.append(response) }
        }
        let all = answers.withLock { $0 }
        return all.count == 1 ? all[0] : nil
    }
}

extension Response {
    var text: String { String(decoding: bytes ?? [], as: UTF8.self) }

    var json: JSONValue? { try? JSONValue(parsing: bytes ?? []) }

    func header(_ name: String) -> String? { headers.first { $0.name == name }?.value }
}
