import PaymentModel
import Platform
import Testing

@testable import HTTPAPI

@Suite struct `The log of requests` {
    private let lines = Monitor<[RequestLine]>([])

    private func router() -> Router {
        let lines = lines
        let clock = SteppedClock(start: 5_000)
        return Router(
            [
                Route(
                    .post, "/things/{thing}", scope: .operation, summary: "",
                    body: BodyRule(.json, bytesMax: 4), answers: []
                ) { _, _, respond in
                    clock.advance(nanoseconds: 12_000)
                    respond(.text("done"))
                },
                Route(.get, "/things", scope: .anyone, summary: "", answers: []) { _, _, respond in
                    respond(.text("all"))
                },
            ],
            node: NodeState(environment: "sandbox") { 41 }, ids: RequestIDs(start: 0), version: "1",
            log: RequestLog(now: { clock.now() }) { line in lines.withLock { $0.append(line) } }
        ) { (_, headers) throws(Problem) in
            headers[.authorization] == nil
                ? nil : HTTPAPI.Caller(name: "tok_a", role: .administrator, token: 1)
        }
    }

    private func ask(
        _ method: String, _ target: String, _ headers: KeyValuePairs<RequestHeader, String> = [:],
        body: [UInt8] = []
    ) -> Response? {
        let answer = Monitor<Response?>(nil)
        let head = RequestHead(method: method, target: target, headers: Headers(headers))
        switch router().admit(head) {
        case .refused(let response): return response
        case .admitted(let exchange):
            exchange.answer(body: body) { response in answer.withLock { $0 = response } }
        }
        return answer.withLock { $0 }
    }

    private var line: RequestLine? { lines.withLock { $0.first } }

    @Test func `names the route and never the address`() {
        _ = ask(
            "POST", "/things/DE25900000010000000001",
            [.authorization: "x", .contentType: "application/json"])
        #expect(line?.route == "/things/{thing}")
        #expect(line?.status == 200)
        #expect(line?.sequence == 41)
        // 12,000 ns.
        #expect(line?.microseconds == 12)
        #expect(line?.isOfConsequence == true)
    }

    @Test func `says why a request was refused, before and behind its body`() {
        _ = ask("POST", "/things/a")
        #expect(line?.code == "not_authenticated")
        #expect(line?.route == nil)
        lines.withLock { $0 = [] }
        _ = ask(
            "POST", "/things/a", [.authorization: "x", .contentType: "application/json"],
            body: [1, 2, 3, 4, 5])
        #expect(line?.code == "body_too_large")
        #expect(line?.status == 413)
    }

    @Test func `holds a read to be of no consequence`() {
        _ = ask("GET", "/things")
        #expect(line?.isOfConsequence == false)
    }

    @Test func `knows an unknown method as none`() {
        _ = ask("BREW", "/things")
        #expect(line?.method == nil)
        #expect(line?.isOfConsequence == true)
    }

    @Test func `and the answer carry the caller's id where it is well formed`() {
        let response = ask("GET", "/things", [.requestID: "trace-2026.11_20"])
        #expect(line?.id.description == "trace-2026.11_20")
        let header = response?.headers.first { $0.name == "Qenex-Request-Id" }
        #expect(header?.value == "trace-2026.11_20")
    }

    @Test(arguments: [
        "short-7", String(repeating: "a", count: 65), "has space", "line\nfeed1", "quote\"quote",
        "DE25900000010000000001", "ümlaut-1234",
    ])
    func `make an id of their own in place of`(_ text: String) {
        _ = ask("GET", "/things", [.requestID: text])
        #expect(line?.id.description.hasPrefix("req_") == true)
    }

    @Test func `take ids of 8 and of 64 characters`() {
        for count in [8, 64] {
            #expect(RequestID(given: String(repeating: "7", count: count)) != nil)
        }
    }
}
