import HTTPAPI
import JSON
import Testing

@Test func `every answer says sequence, request and environment`() throws {
    let router = exampleRouter()
    let requests: [(String, String)] = [
        ("GET", "/health"), ("GET", "/nothing"), ("GET", "/api/v1/accounts"), ("PUT", "/health"),
        ("GET", "/openapi.json"), ("GET", "no slash"),
    ]
    for (number, request) in requests.enumerated() {
        let response = try #require(answer(request.0, request.1, router: router))
        #expect(response.header("Qenex-Sequence") == "41")
        #expect(response.header("Qenex-Environment") == "sandbox")
        // A count from 1 with the start in the upper half, in base 32.
        #expect(response.header("Qenex-Request-Id") == "req_0000000000000000000000000\(number + 1)")
        #expect(response.header("X-Content-Type-Options") == "nosniff")
        #expect(response.header("Cache-Control") == "no-store")
    }
}

@Test func `a problem is told as RFC 9457 has it`() throws {
    let response = try #require(answer("GET", "/nothing"))
    #expect(response.status == 404)
    #expect(response.contentType == "application/problem+json")
    #expect(
        response.text
            == #"{"type":"/problems/not_found","title":"There is nothing at this address","#
            + #""status":404,"detail":"There is nothing at this address.","code":"not_found","#
            + #""param":null,"request_id":"req_00000000000000000000000001","sequence":41,"#
            + #""retryable":false}"#)
}

@Test func `a known address with another method says which it knows`() throws {
    let response = try #require(answer("DELETE", "/api/v1/accounts"))
    #expect(response.status == 405)
    #expect(response.header("Allow") == "POST, GET")
    #expect(answer("BREW", "/health")?.status == 405)
}

@Test func `a literal part goes before a parameter`() {
    let admin: KeyValuePairs<RequestHeader, String> = [.authorization: "Bearer admin"]
    #expect(answer("GET", "/api/v1/accounts/special", admin)?.text == "literal")
    #expect(answer("GET", "/api/v1/accounts/ACC%200%2F1", admin)?.text == "ACC 0/1")
    #expect(answer("GET", "/api/v1/accounts/special/entries?limit=7", admin)?.text == "special 7")
    #expect(answer("GET", "/api/v1/accounts/a/entries", admin)?.text == "a 50")
    #expect(answer("GET", "/api/v1/accounts/a/b", admin)?.status == 404)
}

@Test func `each route answers its scope and nobody else`() {
    let router = exampleRouter()
    for route in router.table.routes {
        let path = route.path.text.replacing("{account}", with: "ACC001")
        func status(_ token: String?) -> Int? {
            var headers = Headers()
            _ = route.body.map { headers.append(.contentType, $0.kind.mediaTypes[0]) }
            _ = token.map { headers.append(.authorization, $0) }
            let head = RequestHead(
                method: route.method.rawValue, target: path, headers: headers)
            guard case .refused(let response) = router.admit(head) else { return nil }
            return response.status
        }
        let isPublic = route.scope == .anyone
        #expect(status(nil) == (isPublic ? nil : 401), "\(route.path.text)")
        #expect(status("Bearer nobody") == (isPublic ? nil : 403), "\(route.path.text)")
        #expect(status("Bearer wrong") == 401, "\(route.path.text)")
        #expect(status("Bearer admin") == nil, "\(route.path.text)")
    }
}

@Test func `who is not known learns how to say who it is`() {
    #expect(
        answer("GET", "/api/v1/accounts")?.header("WWW-Authenticate") == "Bearer realm=\"qenex\"")
}

@Test(arguments: [
    ("application/json", 200), ("application/json; charset=utf-8", 200),
    ("Application/JSON;charset=\"UTF-8\"", 200), ("application/json; charset=latin1", 415),
    ("application/xml", 415), ("application/jsonp", 415), ("", 415), ("text/plain", 415),
])
func `only the type of body that a route takes is taken`(type: String, status: Int) {
    let response = answer(
        "POST", "/api/v1/accounts", [.authorization: "Bearer admin", .contentType: type], body: "{}"
    )
    #expect(response?.status == status)
}

@Test(arguments: [(99, 200), (100, 200), (101, 413)])
func `a body above the route's limit is refused, announced or not`(count: Int, status: Int) {
    let headers: KeyValuePairs<RequestHeader, String> = [
        .authorization: "Bearer admin", .contentType: "application/json",
    ]
    let body = String(repeating: "x", count: count)
    #expect(answer("POST", "/api/v1/accounts", headers, body: body)?.status == status)
    let announced = answer("POST", "/api/v1/accounts", headers, announced: count)
    #expect(announced?.status == status)
}

@Test func `a route without a body takes none`() {
    #expect(answer("GET", "/health", body: "x")?.status == 413)
}

@Test(
    arguments: [
        ("?limit=5", 200, nil), ("?limit=0", 400, "limit"), ("?limit=1001", 400, "limit"),
        ("?limit=x", 400, "limit"), ("?limit=1&limit=2", 400, "limit"), ("?page=1", 400, "page"),
        ("?limit", 400, "limit"),
    ] as [(String, Int, String?)])
func `query parameters are known and in range`(query: String, status: Int, param: String?) {
    let response = answer(
        "GET", "/api/v1/accounts/a/entries" + query, [.authorization: "Bearer admin"])
    #expect(response?.status == status)
    #expect(response?.json?["param"]?.string == param)
}

@Test(arguments: [
    "/%", "/%4", "/%zz", "/a%00b", "/a%0Ab", "//", "/a//b", "/a/", "/../etc", "/a/./b", "/%2e%2e",
    "/%ff", "/a?x=%", "a", "", "*", "http://x/",
])
func `a malformed address is refused`(target: String) {
    #expect(answer("GET", target)?.status == 400)
}

@Test func `an address has limits`() {
    let long = "/" + String(repeating: "a", count: 4095)
    #expect(answer("GET", long)?.status == 404)
    #expect(answer("GET", long + "a")?.status == 414)
    #expect(answer("GET", String(repeating: "/a", count: 16))?.status == 404)
    #expect(answer("GET", String(repeating: "/a", count: 17))?.status == 400)
    let pairs = (0..<33).map { "p\($0)" }
    #expect(
        answer("GET", "/health?" + pairs.joined(separator: "&"))?.json?["code"]?.string
            == "malformed_request")
}

@Test func `HEAD is routed as GET`() {
    #expect(answer("HEAD", "/health")?.status == 200)
}

@Test func `faults of a body name the field`() {
    let error = JSONError.unknownField(offset: 1, name: "ammount", allowed: ["amount"])
    #expect(Problem(error).kind == .unknownField)
    #expect(Problem(error).param == "ammount")
    #expect(Problem(.missingField(name: "amount")).kind == .missingField)
    #expect(
        Problem(.noPlainDecimal(offset: 9, field: "amount", found: "1e400")).kind == .invalidField)
    #expect(Problem(.endOfText(offset: 0, allowed: .value)).kind == .malformedJSON)
}
