import PaymentModel

/// The head of a request as it came over the wire.
package struct RequestHead: Sendable {
    package let method: String
    package let target: String
    package let headers: Headers
    /// The length that the head announces, where it does.
    package let contentLength: Int?

    package init(method: String, target: String, headers: Headers, contentLength: Int? = nil) {
        self.method = method
        self.target = target
        self.headers = headers
        self.contentLength = contentLength
    }
}

/// What of the node stands in every answer.
package struct NodeState: Sendable {
    /// `live` or `sandbox`.
    package let environment: String
    /// The durable sequence at this moment.
    package let sequence: @Sendable () -> UInt64

    package init(environment: String, sequence: @escaping @Sendable () -> UInt64) {
        self.environment = environment
        self.sequence = sequence
    }
}

/// Brings requests to their routes: the entrance for the server and for the simulator alike.
///
/// A request is admitted by its head, before any of its body is kept; then its body is given.
///
/// ```swift
/// switch router.admit(head) {
/// case .refused(let response): send(response)
/// case .admitted(let exchange): exchange.answer(body: body, respond: send)
/// }
/// ```
package final class Router: Sendable {
    /// Finds who asks; `nil` where nothing says so, a problem where what says so is wrong.
    package typealias Authenticate = @Sendable (Method, Headers) throws(Problem) -> Caller?

    package let table: RouteTable
    private let node: NodeState
    private let ids: RequestIDs
    private let authenticate: Authenticate
    package let waiting: WaitingRequests
    let log: RequestLog?

    /// Adds `/openapi.json` to the routes.
    package init(
        _ routes: [Route], node: NodeState, ids: RequestIDs, version: String,
        log: RequestLog? = nil, waiting: WaitingRequests = WaitingRequests(),
        authenticate: @escaping Authenticate
    ) {
        let description = RouteTable(routes).openAPI(version: version)
        table = RouteTable(
            routes + [
                Route(
                    .get, "/openapi.json", scope: .anyone, summary: "This description",
                    answers: [Shape(200, "OpenAPI 3.1")]
                ) { _, _, respond in
                    respond(
                        Response(
                            status: 200, contentType: "application/json", body: description))
                }
            ])
        self.node = node
        self.ids = ids
        self.log = log
        self.authenticate = authenticate
        self.waiting = waiting
    }

    /// What becomes of a request once its head is known.
    package enum Admission: Sendable {
        case admitted(Exchange)
        case refused(Response)
    }

    /// Finds the route and checks method, caller, query, type and announced length of the body.
    package func admit(_ head: RequestHead) -> Admission {
        let id = ids.next(for: head.headers)
        do throws(Problem) {
            return .admitted(try exchange(head, id))
        } catch {
            return .refused(refuse(error, Method(rawValue: head.method), id))
        }
    }

    /// The answer to what is no request at all, or comes at a bad time.
    package func refuse(_ problem: Problem) -> Response {
        refuse(problem, nil, ids.next())
    }

    private func refuse(_ problem: Problem, _ method: Method?, _ id: RequestID) -> Response {
        let now = log?.now() ?? 0
        return finish(.problem(problem), id, of: nil, method, begunAt: now)
    }

    /// The same as ``finish(_:_:)``, with a line in the log.
    func finish(
        _ response: Response, _ id: RequestID, of route: Route?, _ method: Method?, begunAt: UInt64,
        caller: Caller? = nil
    ) -> Response {
        guard let log else { return finish(response, id) }
        var code: String?
        if case .problem(let problem) = response.body { code = problem.kind.code }
        let finished = finish(response, id)
        log.add(
            RequestLine(
                method: method, route: route?.path.text, status: finished.status, code: code,
                sequence: finished.sequence ?? 0, id: id, token: caller?.name, begunAt: begunAt,
                endedAt: log.now()))
        return finished
    }

    private func exchange(_ head: RequestHead, _ id: RequestID) throws(Problem) -> Exchange {
        let target: Target
        if let known = table.target(of: head.target) {
            target = known
        } else {
            target = try Router.target(head.target)
        }
        // HEAD is answered as GET without the body, which the server leaves out (RFC 9110 §9.3.2).
        let method = Method(rawValue: head.method == "HEAD" ? "GET" : head.method)
        let route = try route(method, target)
        let caller = try authenticate(route.method, head.headers)
        try Router.check(caller, for: route)
        try Router.check(target, for: route)
        try Router.checkBody(head, for: route)
        return Exchange(
            router: self, route: route, target: target, headers: head.headers, caller: caller,
            id: id)
    }

    private func route(_ method: Method?, _ target: Target) throws(Problem) -> Route {
        switch table.match(method, target.segments) {
        case .route(let route): return route
        case .nothing: throw Problem(.notFound)
        case .otherMethods(let methods):
            let allowed = methods.map(\.rawValue).joined(separator: ", ")
            var problem = Problem(.methodNotAllowed, detail: "Allowed here: \(allowed).")
            problem.headers = [ResponseHeader("Allow", allowed)]
            throw problem
        }
    }

    private static func target(_ text: String) throws(Problem) -> Target {
        do throws(Target.Failure) {
            return try Target(text)
        } catch {
            switch error {
            case .tooLong(let bytes):
                throw Problem(
                    .targetTooLong,
                    detail: "Found \(bytes) bytes, allowed are \(Target.bytesMax).")
            case .tooManyParts:
                throw Problem(.malformedRequest, detail: "The address has too many parts.")
            case .malformed:
                throw Problem(.malformedRequest, detail: "The address is not well formed.")
            case .duplicateParameter(let name):
                throw Problem(
                    .invalidParameter, param: name, detail: "\(name) stands twice in the query.")
            }
        }
    }

    private static func check(_ caller: Caller?, for route: Route) throws(Problem) {
        guard route.scope != .anyone else { return }
        guard let caller else {
            var problem = Problem(.notAuthenticated)
            problem.headers = [ResponseHeader("WWW-Authenticate", "Bearer realm=\"qenex\"")]
            throw problem
        }
        guard route.scope.allows(caller.role) else {
            let roles = route.scope.roles.map(\.name).joined(separator: ", ")
            throw Problem(
                .notAllowed,
                detail: "The token's role is \(caller.role.name); this is for \(roles).")
        }
    }

    private static func check(_ target: Target, for route: Route) throws(Problem) {
        for parameter in target.query
        where !route.query.contains(where: { $0.name == parameter.name }) {
            let known = route.query.map(\.name).joined(separator: ", ")
            throw Problem(
                .unknownParameter, param: parameter.name,
                detail:
                    "Found \(parameter.name), allowed \(known.isEmpty ? "is none" : "are \(known)")."
            )
        }
    }

    private static func checkBody(_ head: RequestHead, for route: Route) throws(Problem) {
        guard let rule = route.body else { return }
        let type = head.headers[.contentType] ?? ""
        if rule.isOptional, type.isEmpty, head.contentLength ?? 0 == 0 { return }
        guard rule.accepts(type) else {
            throw Problem(
                .unsupportedMediaType,
                detail: "Found \(type.isEmpty ? "no Content-Type" : type), allowed is "
                    + rule.kind.mediaTypes.joined(separator: " or ") + " in UTF-8.")
        }
        // RFC 9110 §15.5.16: a coding that is not taken is refused like a type that is not.
        if let coding = head.headers[.contentEncoding], coding.lowercased() != "identity" {
            throw Problem(
                .unsupportedMediaType, param: "Content-Encoding",
                detail: "Content-Encoding: found \(coding), allowed is none.")
        }
        if let length = head.contentLength, length > rule.bytesMax {
            throw tooLarge(rule.bytesMax)
        }
    }

    static func tooLarge(_ bytesMax: Int) -> Problem {
        Problem(
            .bodyTooLarge,
            detail: bytesMax == 0 ? "Allowed is no body." : "Allowed are \(bytesMax) bytes.")
    }

    /// Adds what every answer carries and writes a problem out.
    func finish(_ response: Response, _ id: RequestID) -> Response {
        var response = response
        let sequence = response.sequence ?? node.sequence()
        response.sequence = sequence
        if case .problem(let problem) = response.body {
            response.body = .bytes(problem.body(id: id, sequence: sequence))
        }
        response.headers.reserveCapacity(response.headers.count + 5)
        if !response.headers.contains(where: { $0.name == "Cache-Control" }) {
            response.headers.append(ResponseHeader(trusted: "Cache-Control", "no-store"))
        }
        response.headers.append(ResponseHeader(trusted: "X-Content-Type-Options", "nosniff"))
        response.headers.append(ResponseHeader(trusted: "Qenex-Sequence", String(sequence)))
        response.headers.append(ResponseHeader(trusted: "Qenex-Request-Id", id.description))
        response.headers.append(ResponseHeader(trusted: "Qenex-Environment", node.environment))
        return response
    }
}
