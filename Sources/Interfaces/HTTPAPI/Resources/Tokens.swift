import Flows
import JSON
import PaymentModel
import Vocabulary

/// `/api/v1/tokens`: who is let in, and as what.
extension BankAPI {
    var tokenRoutes: [Route] {
        [
            Route(
                .post, "/api/v1/tokens", scope: .administration,
                summary: "Gives a token; its secret is in this answer and nowhere else",
                query: [.dryRun], body: BodyRule(.json, bytesMax: 4096, schema: Self.tokenSchema),
                answers: [
                    Shape(201, "The token with its secret", schema: Schema.givenToken),
                    Shape(200, "The same, given before, without it", schema: Schema.givenToken),
                ], action: repeats.elsewhere(giveToken)),
            Route(
                .get, "/api/v1/tokens", scope: .administration,
                summary: "Tokens in the order of giving, those taken away among them",
                query: [.limit, .cursor],
                answers: [Shape(200, "A page of tokens", schema: Schema.page(of: Schema.token))],
                action: listTokens),
            Route(
                .delete, "/api/v1/tokens/{token}", scope: .administration,
                summary: "Takes a token away; its sessions and event streams end",
                query: [.dryRun], answers: [Shape(200, "The token", schema: Schema.token)],
                action: takeToken),
        ]
    }

    private static let tokenSchema = #"""
        {"type":"object","required":["name","role"],"additionalProperties":false,"properties":{
        "name":{"type":"string","minLength":1,"maxLength":70},
        "role":{"type":"string","enum":["administrator","operator","approver","auditor","channel"]},
        "expires":{"type":["string","null"]},"person":{"type":["string","null"],"maxLength":64}}}
        """#
    private static let tokenFields = JSONFields("name", "role", "expires", "person")
    /// The longest name, in characters.
    private static let tokenNameMax = 70

    // MARK: - Given

    private func giveToken(
        _ request: Request, _ caller: Caller?, _ respond: @escaping Route.Respond
    ) {
        Self.decode(respond) { () throws(Problem) in
            let new = try newToken(request.body)
            let by = try self.caller(request, caller)
            let isDryRun = try request.isDryRun()
            bank.issueToken(new, caller: by, isDryRun: isDryRun) { result in
                switch result {
                case .failure(let error): respond(.problem(Problem(error)))
                case .success(let given):
                    let response = response(given, new.name)
                    respond(isDryRun ? response.ofDryRun() : response)
                }
            }
        }
    }

    private func newToken(_ body: [UInt8]) throws(Problem) -> RunningBank.NewToken {
        let name: String
        let roleName: String
        let expires: String?
        let person: String?
        do throws(JSONError) {
            let object = try JSONObjectReader(body, fields: Self.tokenFields)
            name = try object.string("name", bytesMax: 4 * Self.tokenNameMax)
            roleName = try object.string("role", bytesMax: 32)
            expires = try object.optionalString("expires", bytesMax: 64)
            person = try object.optionalString("person", bytesMax: 64)
        } catch { throw Problem(error) }
        try Self.requireText(name, "name", lengthMax: Self.tokenNameMax)
        guard let role = TokenRole(name: roleName) else {
            let known = TokenRole.allCases.map(\.name).joined(separator: ", ")
            throw Problem(
                .invalidField, param: "role", detail: "role: found \(roleName), allowed \(known).")
        }
        var new = RunningBank.NewToken(
            name: name, role: role, expiresAt: try expires.map(end) ?? 0)
        new.person = person
        return new
    }

    /// An instant, or a span from now such as `90d`.
    private func end(_ text: String) throws(Problem) -> UInt64 {
        if let seconds = Self.seconds(text), seconds > 0 {
            let (span, isBeyond) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
            let (end, isLater) = bank.clock.now().addingReportingOverflow(span)
            guard !isBeyond, !isLater else {
                throw Problem(
                    .invalidField, param: "expires",
                    detail: "expires: \(text) is further ahead than clocks go.")
            }
            return end
        }
        guard let instant = bank.instant(of: text).nanoseconds, instant > bank.clock.now() else {
            throw Problem(
                .invalidField, param: "expires",
                detail: "expires: found \(text), allowed is an instant ahead (RFC 3339), or a span "
                    + "such as 12h or 90d.")
        }
        return instant
    }

    private func response(_ given: RunningBank.TokenGiven, _ name: String) -> Response {
        var writer = JSONWriter()
        writer.object {
            write(given.token, name, to: &$0)
            $0.member("token", given.secret)
        }
        var response = Response.json(
            writer, status: given.isReplayed ? 200 : 201, sequence: given.sequence)
        if given.isReplayed {
            response.headers.append(ResponseHeader("Idempotent-Replayed", "true"))
        }
        return response
    }

    // MARK: - Listed

    private func listTokens(
        _ request: Request, _ caller: Caller?, _ respond: @escaping Route.Respond
    ) {
        Self.decode(respond) { () throws(Problem) in
            let limit = try request.number("limit", default: 100, in: 1...1000)
            let first = try request.number("cursor", default: 0, in: 0...TokenRegister.countMax)
            let rows = Array(bank.tokens.dropFirst(first).prefix(limit + 1))
            reading {
                let page = Page(rows, limit: limit) { _ in String(first + limit) }
                respond(
                    .json(
                        page.json { writer, token in
                            writer.object { write(token, bank.name(ofToken: token.id), to: &$0) }
                        }))
            }
        }
    }

    private func write(_ token: AccessToken, _ name: String, to writer: inout JSONWriter) {
        writer.member("id", Self.text(.token, token.id))
        writer.member("name", name)
        writer.member("role", token.role.name)
        writer.member("state", state(of: token))
        writer.member("person", Self.text(.party, token.person))
        writer.member("issued_at", Self.instant(token.issuedAt))
        writer.member("issued_by", Self.text(.token, token.issuer))
        writer.member("expires", token.expiresAt == 0 ? nil : Self.instant(token.expiresAt))
        writer.member("revoked_at", token.isRevoked ? Self.instant(token.revokedAt) : nil)
        writer.member("revoked_by", Self.text(.token, token.revokedBy))
    }

    private func state(of token: AccessToken) -> String {
        if token.isRevoked { return "revoked" }
        return token.isValid(at: bank.clock.now()) ? "valid" : "expired"
    }

    // MARK: - Taken away

    private func takeToken(
        _ request: Request, _ caller: Caller?, _ respond: @escaping Route.Respond
    ) {
        Self.decode(respond) { () throws(Problem) in
            let id = try id(request.path("token"), .token)
            let by = try self.caller(request, caller)
            let isDryRun = try request.isDryRun()
            bank.revokeToken(id, caller: by, isDryRun: isDryRun) { result in
                switch result {
                case .failure(let error): respond(.problem(Problem(error)))
                case .success(let taken):
                    if !isDryRun { sessions.end(id) }
                    reading {
                        var writer = JSONWriter()
                        writer.object { write(taken.token, bank.name(ofToken: id), to: &$0) }
                        let response = Response.json(writer, sequence: taken.sequence)
                        respond(isDryRun ? response.ofDryRun() : response)
                    }
                }
            }
        }
    }
}
