import Flows
import Journal
import Cryptography
import JSON
package import Platform
import Synchronization

/// The administrator's token, and the sessions it was changed for.
///
/// A session lives in memory and ends with the process, or after twelve hours.
package final class Sessions: Sendable {
    private static let secondsMax: UInt64 = 12 * 3600
    /// Sessions at once; the oldest goes first.
    private static let countMax = 64

    struct Session: Sendable {
        let id: String
        let csrf: String
        let endsAt: UInt64
    }

    private let tokenHash: Digest
    private let randomness: any Randomness
    private let clock: any Clock
    private let sessions = Mutex<[Session]>([])

    package init(token: String, randomness: any Randomness, clock: any Clock) {
        tokenHash = SHA256.hash(Array(token.utf8))
        self.randomness = randomness
        self.clock = clock
    }

    func isToken(_ text: String) -> Bool {
        isToken(Array(text.utf8))
    }

    private func isToken(_ bytes: [UInt8]) -> Bool {
        // Hashes are compared in constant time: how long it takes says nothing about the token.
        ConstantTime.areEqual(SHA256.hash(bytes), tokenHash)
    }

    func open() -> Session {
        let session = Session(
            id: hex(), csrf: hex(), endsAt: clock.monotonic() + Self.secondsMax * 1_000_000_000)
        sessions.withLock { list in
            list.append(session)
            if list.count > Self.countMax { list.removeFirst() }
        }
        return session
    }

    func find(_ id: String) -> Session? {
        let now = clock.monotonic()
        return sessions.withLock { list in
            list.removeAll { $0.endsAt <= now }
            return list.first { ConstantTime.areEqual(Array($0.id.utf8), Array(id.utf8)) }
        }
    }

    func close(_ id: String) {
        sessions.withLock { $0.removeAll { $0.id == id } }
    }

    private func hex() -> String {
        let digits = Array("0123456789abcdef".utf8)
        let bytes = randomness.bytes(32)
        return String(
            decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] },
            as: UTF8.self)
    }

    /// Who a request comes from: by bearer token, or by session cookie.
    ///
    /// A write by cookie needs the session's CSRF token and an `Origin` that is this server's.
    package func authenticate(_ method: Method, _ headers: Headers) throws(Problem) -> Caller? {
        if let text = headers[.authorization] {
            guard text.hasPrefix("Bearer "), isToken(Array(text.utf8.dropFirst(7))) else {
                throw Problem(.notAuthenticated)
            }
            return Self.administrator
        }
        guard let id = headers.cookie("qenex_session"), let session = find(id) else { return nil }
        guard method.isWrite else { return Self.administrator }
        guard let origin = headers[.origin], let host = headers[.host],
            origin == "http://\(host)" || origin == "https://\(host)"
        else {
            throw Problem(.notAllowed, detail: "A write by session needs this server's Origin.")
        }
        guard
            ConstantTime.areEqual(
                Array((headers[.csrfToken] ?? "").utf8), Array(session.csrf.utf8))
        else { throw Problem(.notAllowed, detail: "A write by session needs its CSRF token.") }
        return Self.administrator
    }

    private static let administrator = Caller(
        name: "administrator", scopes: [.anyone, .administrator])
}

extension BankAPI {
    var sessionRoutes: [Route] {
        [
            Route(
                .post, "/session", scope: .anyone,
                summary: "Changes the token for a session cookie",
                body: BodyRule(.json, bytesMax: 1024), answers: [Shape(200, "Signed in")],
                action: signIn),
            Route(
                .get, "/session", scope: .administrator, summary: "The session",
                answers: [Shape(200, "The session")], action: showSession),
            Route(
                .delete, "/session", scope: .administrator, summary: "Signs out",
                answers: [Shape(200, "Signed out")], action: signOut),
        ]
    }

    private static let fields = JSONFields("token")

    private func signIn(
        _ request: Request, _ caller: Caller?, _ respond: @escaping Route.Respond
    ) {
        Self.decode(respond) { () throws(Problem) in
            let token: String
            do throws(JSONError) {
                token = try JSONObjectReader(request.body, fields: Self.fields)
                    .string("token", bytesMax: 256)
            } catch { throw Problem(error) }
            guard sessions.isToken(token) else { throw Problem(.notAuthenticated) }
            let session = sessions.open()
            var response = Response.json(json(session))
            response.headers.append(
                ResponseHeader(
                    "Set-Cookie",
                    "qenex_session=\(session.id); Path=/; HttpOnly; SameSite=Strict"))
            respond(response)
        }
    }

    private func json(_ session: Sessions.Session?) -> JSONWriter {
        var writer = JSONWriter()
        writer.object {
            $0.member("csrf", session?.csrf)
            $0.member("environment", bank.environment.name)
            $0.member("bank", bankName)
            $0.member("simulators", bank.clock.isSandbox)
        }
        return writer
    }

    private func showSession(
        _ request: Request, _ caller: Caller?, _ respond: @escaping Route.Respond
    ) {
        let id = request.headers.cookie("qenex_session")
        respond(.json(json(id.flatMap { sessions.find($0) })))
    }

    private func signOut(
        _ request: Request, _ caller: Caller?, _ respond: @escaping Route.Respond
    ) {
        if let id = request.headers.cookie("qenex_session") { sessions.close(id) }
        var response = Response.json(json(nil))
        response.headers.append(
            ResponseHeader(
                "Set-Cookie", "qenex_session=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0"))
        respond(response)
    }
}
