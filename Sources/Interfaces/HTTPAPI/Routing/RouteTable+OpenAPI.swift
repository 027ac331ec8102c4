import JSON
import PaymentModel

// The description of the interface (OpenAPI 3.1.0), made from the same table that routes requests.
extension RouteTable {
    /// The document as JSON text.
    package func openAPI(version: String) -> [UInt8] {
        var writer = JSONWriter(reserving: 32 << 10)
        writer.object {
            $0.member("openapi", "3.1.0")
            $0.member(
                "info",
                object: {
                    $0.member("title", "QENEX")
                    $0.member("version", version)
                })
            $0.member("paths", object: writePaths)
            $0.member("components", object: RouteTable.writeComponents)
        }
        return writer.bytes
    }

    private func writePaths(_ writer: inout JSONWriter) {
        var written: [PathTemplate] = []
        for route in routes where !written.contains(route.path) {
            written.append(route.path)
            writer.member(
                route.path.text,
                object: { item in
                    for other in routes where other.path == route.path {
                        RouteTable.write(other, to: &item)
                    }
                })
        }
    }

    private static func write(_ route: Route, to writer: inout JSONWriter) {
        writer.member(
            route.method.rawValue.lowercased(),
            object: {
                $0.member("operationId", operationID(route))
                $0.member("summary", route.summary)
                $0.name("security")
                $0.raw(route.scope == .anyone ? "[]" : #"[{"token":[]},{"session":[]}]"#)
                if route.scope != .anyone {
                    $0.member(
                        "x-roles",
                        array: { roles in
                            for role in route.scope.roles { roles.string(role.name) }
                        })
                }
                $0.member("parameters", array: { writeParameters(of: route, to: &$0) })
                if let body = route.body { write(body, to: &$0) }
                $0.member("responses", object: { writeAnswers(of: route, to: &$0) })
            })
    }

    /// `GET /api/v1/accounts/{account}` is `getAccountsAccount`.
    private static func operationID(_ route: Route) -> String {
        let words = route.path.text.split { !$0.isLetter && !$0.isNumber }
            .filter { $0 != "api" && $0 != "v1" }
            .map { $0.prefix(1).uppercased() + $0.dropFirst() }
        return route.method.rawValue.lowercased() + (words.isEmpty ? "Root" : words.joined())
    }

    private static func writeParameters(of route: Route, to writer: inout JSONWriter) {
        for name in route.path.parameters {
            writeParameter(name, in: "path", "Part of the path", #"{"type":"string"}"#, &writer)
        }
        for parameter in route.query {
            writeParameter(
                parameter.name, in: "query", parameter.summary, parameter.schema, &writer)
        }
        guard route.method.isWrite, route.scope != .anyone else { return }
        writeParameter(
            "Idempotency-Key", in: "header", "Makes a repeat of this write the same write",
            #"{"type":"string","minLength":1,"maxLength":255}"#, &writer)
    }

    private static func writeParameter(
        _ name: String, in place: String, _ summary: String, _ schema: String,
        _ writer: inout JSONWriter
    ) {
        writer.object {
            $0.member("name", name)
            $0.member("in", place)
            $0.member("required", place == "path")
            $0.member("description", summary)
            $0.name("schema")
            $0.raw(schema)
        }
    }

    private static func write(_ body: BodyRule, to writer: inout JSONWriter) {
        writer.member(
            "requestBody",
            object: {
                $0.member("required", !body.isOptional)
                $0.member(
                    "content",
                    object: { content in
                        for type in body.kind.mediaTypes {
                            writeContent(type, body.schema, &content)
                        }
                    })
            })
    }

    private static func writeContent(
        _ type: String, _ schema: String, _ writer: inout JSONWriter
    ) {
        writer.member(
            type,
            object: {
                $0.name("schema")
                $0.raw(schema)
            })
    }

    private static func writeAnswers(of route: Route, to writer: inout JSONWriter) {
        for (index, answer) in route.answers.enumerated()
        where !route.answers[..<index].contains(where: { $0.status == answer.status }) {
            let types = route.answers.filter { $0.status == answer.status }
            writer.member(
                String(answer.status),
                object: {
                    $0.member("description", answer.summary)
                    $0.member(
                        "content",
                        object: {
                            for type in types { writeContent(type.contentType, type.schema, &$0) }
                        })
                })
        }
        writer.member("default", object: { $0.member("$ref", "#/components/responses/Problem") })
    }

    private static func writeComponents(_ writer: inout JSONWriter) {
        writer.member(
            "responses",
            object: {
                $0.member(
                    "Problem",
                    object: {
                        $0.member("description", "A refusal (RFC 9457)")
                        $0.member(
                            "content", object: { writeContent(Problem.mediaType, problem, &$0) })
                    })
            })
        writer.name("securitySchemes")
        writer.raw(
            #"{"token":{"type":"http","scheme":"bearer"},"#
                + #""session":{"type":"apiKey","in":"cookie","name":"qenex_session"}}"#)
    }

    private static let problem = """
        {"type":"object","required":["type","title","status","detail","code","request_id",\
        "sequence","retryable"],"properties":{"type":{"type":"string"},"title":{"type":"string"},\
        "status":{"type":"integer"},"detail":{"type":"string"},"code":{"type":"string"},\
        "param":{"type":["string","null"]},"request_id":{"type":"string"},\
        "sequence":{"type":"integer"},"retryable":{"type":"boolean"}}}
        """
}
