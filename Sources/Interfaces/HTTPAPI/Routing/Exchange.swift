/// A request that was admitted by its head and waits for its body.
package struct Exchange: Sendable {
    let router: Router
    let route: Route
    let target: Target
    let headers: Headers
    let caller: Caller?
    package let id: RequestID

    /// The body may have this many bytes; 0 where the route takes none.
    package var bodyBytesMax: Int { route.body?.bytesMax ?? 0 }

    /// Runs the route; `respond` is called once, perhaps later and from another thread.
    package func answer(body: [UInt8], respond: @escaping Route.Respond) {
        guard body.count <= bodyBytesMax else {
            respond(refuseBody())
            return
        }
        let request = Request(
            method: route.method, target: target, headers: headers, body: body, id: id,
            template: route.path)
        let (router, route, id, begunAt) = (router, route, id, router.log?.now() ?? 0)
        route.action(request, caller) { response in
            respond(router.finish(response, id, of: route, route.method, begunAt: begunAt))
        }
    }

    /// The answer where more arrives than ``bodyBytesMax``.
    package func refuseBody() -> Response {
        router.finish(
            .problem(Router.tooLarge(bodyBytesMax)), id, of: route, route.method,
            begunAt: router.log?.now() ?? 0)
    }
}
