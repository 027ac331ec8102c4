package import Flows
import Journal
import PaymentModel
import Cryptography
import JSON
package import Platform
import Synchronization

/// Who is let in: by a token of the bank's, or by the session that one was changed for.
///
/// A session has its token's role. It lives in memory and ends with the process, with its token, or
/// after twelve hours.
package final class Sessions: Sendable {
    private static let secondsMax: UInt64 = 12 * 3600
    /// Sessions at once; the oldest goes first.
    private static let countMax = 64

    struct Session: Sendable {
        let id: String
        let csrf: String
        let endsAt: UInt64
        let token: UInt128
    }

    private let bank: RunningBank
    private let randomness: any Randomness
    private let clock: any Clock
    private let sessions = Mutex<[Session]>([])
    private let streams = Mutex<[(token: UInt128, stream: EventStream)]>([])

    package init(bank: RunningBank, randomness: any Randomness, clock: any Clock) {
        self.bank = bank
        self.randomness = randomness
        self.clock = clock
    }

    /// Whose secret it is, where it lets somebody in.
    func caller(ofSecret secret: [UInt8]) -> Caller? {
        // What is compared are hashes: how long it takes says nothing about the secret. Nothing is no
        // secret, whatever a token was once made of.
        secret.isEmpty ? nil : bank.holder(ofSecret: secret).map(Self.caller)
    }

    private static func caller(_ holder: TokenTable.Holder) -> Caller {
        Caller(name: holder.label, role: holder.token.role, token: holder.token.id)
    }

    func open(_ caller: Caller) -> Session {
        let session = Session(
            id: hex(), csrf: hex(), endsAt: clock.monotonic() + Self.secondsMax * 1_000_000_000,
            token: caller.token)
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

    // MARK: - The end of a token

    /// Ends the sessions and the event streams of a token that was taken away.
    func end(_ token: UInt128) {
        sessions.withLock { $0.removeAll { $0.token == token } }
        let ended = streams.withLock { list -> [EventStream] in
            let ended = list.filter { $0.token == token }.map(\.stream)
            list.removeAll { $0.token == token }
            return ended
        }
        for stream in ended { stream.close() }
    }

    /// Remembers a stream for as long as somebody reads it.
    func watch(_ stream: EventStream, of token: UInt128) {
        streams.withLock { list in
            list.removeAll { $0.stream.isClosed }
            list.append((token, stream))
        }
    }

    /// Whether a token still lets somebody in.
    func isValid(_ token: UInt128) -> Bool { bank.holder(token) != nil }

    private func hex() -> String {
        let digits = Array("0123456789abcdef".utf8)
        let bytes = randomness.bytes(32)
        return String(
            decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] },
            as: UTF8.self)
    }

    // MARK: - A request

    /// Who a request comes from: by bearer token, or by session cookie.
    ///
    /// A write by cookie needs the session's CSRF token and an `Origin` that is this server's.
    package func authenticate(_ method: Method, _ headers: Headers) throws(Problem) -> Caller? {
        if let text = headers[.authorization] {
            guard text.hasPrefix("Bearer "),
                let caller = caller(ofSecret: Array(text.utf8.dropFirst(7)))
            else { throw Problem(.notAuthenticated) }
            return caller
        }
        guard let id = headers.cookie("qenex_session"), let session = find(id),
            let caller = bank.holder(session.token).map(Self.caller)
        else { return nil }
        guard method.isWrite else { return caller }
        guard let origin = headers[.origin], let host = headers[.host],
            origin == "http://\(host)" || origin == "https://\(host)"
        else {
            throw Problem(.notAllowed, detail: "A write by session needs this server's Origin.")
        }
        guard
            ConstantTime.areEqual(
                Array((headers[.csrfToken] ?? "").utf8), Array(session.csrf.utf8))
        else { throw Problem(.notAllowed, detail: "A write by session needs its CSRF token.") }
        return caller
    }
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
                .get, "/session", scope: .holder, summary: "The session",
                answers: [Shape(200, "The session")], action: showSession),
            Route(
                .delete, "/session", scope: .holder, summary: "Signs out",
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
            guard let caller = sessions.caller(ofSecret: Array(token.utf8)) else {
                throw Problem(.notAuthenticated)
            }
            let session = sessions.open(caller)
            var response = Response.json(json(session, caller))
            response.headers.append(
                ResponseHeader(
                    "Set-Cookie",
                    "qenex_session=\(session.id); Path=/; HttpOnly; SameSite=Strict"))
            respond(response)
        }
    }

    private func json(_ session: Sessions.Session?, _ caller: Caller?) -> JSONWriter {
        var writer = JSONWriter()
        writer.object {
            $0.member("csrf", session?.csrf)
            $0.member("token", caller?.name)
            $0.member("role", caller?.role.name)
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
        respond(.json(json(id.flatMap { sessions.find($0) }, caller)))
    }

    private func signOut(
        _ request: Request, _ caller: Caller?, _ respond: @escaping Route.Respond
    ) {
        if let id = request.headers.cookie("qenex_session") { sessions.close(id) }
        var response = Response.json(json(nil, nil))
        response.headers.append(
            ResponseHeader(
                "Set-Cookie", "qenex_session=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0"))
        respond(response)
    }
}
