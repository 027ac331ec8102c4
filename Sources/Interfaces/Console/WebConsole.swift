package import HTTPAPI

/// The console at `/`: what a person sees of the bank, in a browser.
///
/// Page, style and scripts are in the program; nothing comes from elsewhere, and nothing is built.
/// What they show comes from the interface under `/api/v1`, with the session of whoever signed in:
/// these routes say nothing of the bank and need no caller.
package enum WebConsole {
    /// Everything served, the page first.
    package static let assets: [ConsoleAsset] =
        [
            ConsoleAsset("/", .page, ConsolePage.html),
            ConsoleAsset(
                "/console/style.css", .style, ConsoleStyle.frame + "\n" + ConsoleStyle.parts),
            ConsoleAsset("/console/icon.svg", .icon, ConsolePage.icon),
            ConsoleAsset("/console/theme.js", .script, ConsoleScript.theme),
        ]
        + ConsoleScript.modules.map { module in
            ConsoleAsset("/console/\(module.name).js", .script, module.text)
        }

    /// Nothing but this server's own files may run, style, or be spoken to (CSP Level 3).
    package static let contentSecurityPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
        + "img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

    // `same-origin` and not `no-referrer`: a page without a referrer may send its Origin as `null`.
    private static let headers = [
        ResponseHeader("Content-Security-Policy", contentSecurityPolicy),
        ResponseHeader("Referrer-Policy", "same-origin"),
        ResponseHeader("Cross-Origin-Opener-Policy", "same-origin"),
        ResponseHeader("Cross-Origin-Resource-Policy", "same-origin"),
    ]

    private static let responses: [String: Response] = .init(
        uniqueKeysWithValues: assets.map { asset in
            var response = Response(
                status: 200, contentType: asset.kind.rawValue, body: Array(asset.text.utf8))
            response.headers = headers
            return (asset.path, response)
        })

    static func response(to path: String) -> Response {
        responses[path] ?? .problem(Problem(.notFound))
    }
}

/// The console's rows of the server's one table of routes.
package let routes: [Route] = [
    Route(
        .get, "/", scope: .anyone, summary: "The console",
        answers: [
            Shape(
                200, "A page", contentType: ConsoleAsset.Kind.page.rawValue,
                schema: #"{"type":"string"}"#)
        ]
    ) { _, _, respond in respond(WebConsole.response(to: "/")) },
    Route(
        .get, "/console/{asset}", scope: .anyone, summary: "Style, scripts and mark of the console",
        answers: [Shape(200, "An asset", contentType: "*/*", schema: #"{"type":"string"}"#)]
    ) { request, _, respond in
        respond(WebConsole.response(to: "/console/" + request.path("asset")))
    },
]
