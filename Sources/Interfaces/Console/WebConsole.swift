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
            ConsoleAsset("/", .page, "The console", ConsolePage.html),
            ConsoleAsset(
                "/console/style.css", .style, "The console's style",
                ConsoleStyle.frame + "\n" + ConsoleStyle.parts),
            ConsoleAsset("/console/icon.svg", .icon, "The console's mark", ConsolePage.icon),
            ConsoleAsset(
                "/console/theme.js", .script, "Sets the theme before painting",
                ConsoleScript.theme),
        ]
        + ConsoleScript.modules.map { module in
            ConsoleAsset(
                "/console/\(module.name).js", .script, "A module of the console", module.text)
        }

    /// One route for each asset, for the server's one table.
    package static let routes: [Route] = assets.map(route)

    /// Nothing but this server's own files may run, style, or be spoken to (CSP Level 3).
    package static let contentSecurityPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
        + "img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

    private static let headers = [
        ResponseHeader("Content-Security-Policy", contentSecurityPolicy),
        ResponseHeader("Referrer-Policy", "same-origin"),
        ResponseHeader("Cross-Origin-Opener-Policy", "same-origin"),
        ResponseHeader("Cross-Origin-Resource-Policy", "same-origin"),
    ]

    private static func route(_ asset: ConsoleAsset) -> Route {
        var response = Response(
            status: 200, contentType: asset.kind.rawValue, body: Array(asset.text.utf8))
        response.headers = headers
        let answer = response
        return Route(
            .get, asset.path, scope: .anyone, summary: asset.summary,
            answers: [
                Shape(
                    200, asset.summary, contentType: asset.kind.rawValue,
                    schema: #"{"type":"string"}"#)
            ]
        ) { _, _, respond in respond(answer) }
    }
}
