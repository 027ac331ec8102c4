import HTTPAPI
import JSON
import Synchronization
import Testing

/// A router whose one route answers when the test says so.
private final class SlowRoute: Sendable {
    let responds = Mutex<[Route.Respond]>([])

    func router(waitingMax: Int) -> Router {
        Router(
            [
                Route(
                    .post, "/slow", scope: .anyone, summary: "Waits",
                    body: BodyRule(.json, bytesMax: 100), answers: [Shape(200, "Done")]
                ) { [self] _, _, respond in responds.withLock { $0.append(respond) } }
            ],
            node: NodeState(environment: "sandbox") { 41 }, ids: RequestIDs(start: 0),
            version: "1", waiting: WaitingRequests(countMax: waitingMax)
        ) { _, _ throws(Problem) in nil }
    }

    func respondToFirst() {
        responds.withLock { $0.removeFirst() }(.text("done"))
    }
}

private func exchange(_ router: Router) throws -> Exchange {
    let head = RequestHead(
        method: "POST", target: "/slow", headers: Headers([.contentType: "application/json"]))
    guard case .admitted(let exchange) = router.admit(head) else {
        throw Problem(.internalError)
    }
    return exchange
}

@Suite struct WaitingTests {
    @Test(arguments: [1, 3]) func `as many requests wait as may, and one more is told to retry`(
        countMax: Int
    ) throws {
        let slow = SlowRoute()
        let router = slow.router(waitingMax: countMax)
        let statuses = Mutex<[Int]>([])
        func ask() throws -> Response? {
            let answers = Mutex<Response?>(nil)
            try exchange(router).answer(body: []) { response in
                answers.withLock { $0 = response }
                statuses.withLock { $0.append(response.status) }
            }
            return answers.withLock { $0 }
        }
        for _ in 0..<countMax { #expect(try ask() == nil) }
        #expect(router.waiting.count == countMax)

        let refused = try #require(try ask())
        #expect(refused.status == 503)
        #expect(refused.header("Retry-After") == "1")
        #expect(refused.json?["code"]?.string == "overloaded")
        #expect(refused.json?["retryable"] == .boolean(true))
        #expect(router.waiting.count == countMax)

        slow.respondToFirst()
        #expect(statuses.withLock { $0 } == [503, 200])
        #expect(try ask() == nil)
        for _ in 0..<countMax { slow.respondToFirst() }
        #expect(router.waiting.count == 0)
    }

    @Test func `a request that is given up has an unknown outcome, to be asked for again`() throws {
        let response = try exchange(SlowRoute().router(waitingMax: 1)).giveUp()
        #expect(response.status == 504)
        #expect(response.json?["code"]?.string == "outcome_unknown")
        #expect(response.json?["retryable"] == .boolean(true))
        #expect(response.header("Qenex-Request-Id") != nil)
    }

    @Test func `an answer that is written when it is sent is the same as one written before`() {
        let write: @Sendable (inout JSONWriter) -> Void = { writer in
            writer.object { $0.member("status", "posted") }
        }
        var writer = JSONWriter()
        write(&writer)
        let late = Response.json(status: 201, sequence: 7, write)
        let early = Response.json(writer, status: 201, sequence: 7)
        #expect(late.bytes == early.bytes)
        #expect((late.status, late.contentType) == (early.status, early.contentType))
    }
}
