import Console
import HTTPAPI
import Synchronization
import Testing

/// The answer of the console's routes to a request without token or session.
private func answer(_ target: String) -> Response? {
    let router = Router(
        routes, node: NodeState(environment: "sandbox") { 7 }, ids: RequestIDs(start: 0),
        version: "1"
    ) { _, _ throws(Problem) in nil }
    switch router.admit(RequestHead(method: "GET", target: target, headers: Headers())) {
    case .refused(let response): return response
    case .admitted(let exchange):
        let answers = Mutex<[Response]>([])
        exchange.answer(body: []) { response in answers.withLock { $0.append(response) } }
        return answers.withLock { $0.count == 1 ? $0[0] : nil }
    }
}

extension Response {
    fileprivate func header(_ name: String) -> [String] {
        headers.filter { $0.name == name }.map(\.value)
    }
}

@Test(arguments: WebConsole.assets.map(\.path))
func `every asset is served to anyone, with its type and the policy`(path: String) throws {
    let asset = try #require(ConsoleAsset.at(path))
    let response = try #require(answer(path))
    #expect(response.status == 200)
    #expect(response.contentType == asset.kind.rawValue)
    #expect(response.bytes == Array(asset.text.utf8))
    #expect(response.header("Content-Security-Policy") == [WebConsole.contentSecurityPolicy])
    #expect(response.header("X-Content-Type-Options") == ["nosniff"])
    #expect(response.header("Cache-Control") == ["no-store"])
}

@Test(arguments: ["/console/none.js", "/console/app", "/console/app.js/x", "/app.js"])
func `what the console does not have is not found`(path: String) throws {
    let response = try #require(answer(path))
    #expect(response.status == 404)
}

// CSP Level 3: with `default-src 'none'` every directive that fetches and is not named refuses;
// `base-uri`, `form-action` and `frame-ancestors` do not fall back to it and must be named.
@Test func `the policy allows this server and nothing else`() {
    let directives = WebConsole.contentSecurityPolicy.split(separator: ";").map {
        $0.split(separator: " ").map(String.init)
    }
    #expect(
        directives == [
            ["default-src", "'none'"], ["script-src", "'self'"], ["style-src", "'self'"],
            ["connect-src", "'self'"], ["img-src", "'self'", "data:"], ["form-action", "'self'"],
            ["base-uri", "'none'"], ["frame-ancestors", "'none'"],
        ])
}

// 64 kB is what a reader of one file takes in and a slow line carries in a second; all together
// the console is smaller than one photograph.
@Test func `no asset is larger than 64 kB and all together are not larger than 208 kB`() {
    let sizes = WebConsole.assets.map(\.text.utf8.count)
    #expect(sizes.allSatisfy { (1...64_000).contains($0) })
    #expect(sizes.reduce(0, +) <= 208_000)
}
