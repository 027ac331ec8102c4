import Synchronization

/// A request that was admitted by its head and waits for its body.
///
/// An object, as it goes with its request from thread to thread.
package final class Exchange: Sendable {
    let router: Router
    let route: Route
    let target: Target
    let headers: Headers
    let caller: Caller?
    package let id: RequestID
    /// When the whole body was there, for the log; 0 before.
    private let begunAt = Atomic<UInt64>(0)

    init(
        router: Router, route: Route, target: Target, headers: Headers, caller: Caller?,
        id: RequestID
    ) {
        self.router = router
        self.route = route
        self.target = target
        self.headers = headers
        self.caller = caller
        self.id = id
    }

    /// The body may have this many bytes; 0 where the route takes none.
    package var bodyBytesMax: Int { route.body?.bytesMax ?? 0 }

    /// Runs the route; `respond` is called once, perhaps later and from another thread.
    package func answer(body: [UInt8], respond: @escaping Route.Respond) {
        run(body: body) { [self] in respond(finish($0)) }
    }

    /// The same for a server that calls ``finish(_:)`` itself, on the thread that sends the answer:
    /// the thread that answers has others waiting behind this one.
    package func run(body: [UInt8], respond: @escaping Route.Respond) {
        guard body.count <= bodyBytesMax else {
            respond(.problem(Router.tooLarge(bodyBytesMax)))
            return
        }
        let waiting = router.waiting
        guard waiting.enter() else {
            respond(.problem(.overloaded))
            return
        }
        let request = Request(
            method: route.method, target: target, headers: headers, body: body, id: id,
            template: route.path)
        if let log = router.log { begunAt.store(log.now(), ordering: .relaxed) }
        route.action(request, caller) { response in
            waiting.leave()
            respond(response)
        }
    }

    /// Adds what every answer carries, writes a problem out, and a line into the log.
    package func finish(_ response: Response) -> Response {
        let begun = begunAt.load(ordering: .relaxed)
        return router.finish(
            response, id, of: route, route.method,
            begunAt: begun == 0 ? router.log?.now() ?? 0 : begun, caller: caller)
    }

    /// The answer where more arrives than ``bodyBytesMax``.
    package func refuseBody() -> Response {
        finish(.problem(Router.tooLarge(bodyBytesMax)))
    }

    /// The answer where the route has not answered in time.
    ///
    /// What was asked for may still happen, or have happened.
    package func giveUp() -> Response { finish(.problem(Problem(.outcomeUnknown))) }
}
