import Cryptography
import Flows
import Synchronization

/// Makes a repeated write harmless where the machine itself knows no key: clock, days, statuses,
/// resolutions, batches.
///
/// Under an idempotency key the first answer is given again. Only what was done is remembered, the
/// latest 1,024 of it, until the node restarts; after that the state itself refuses the repeat of
/// everything but a clock's `advance`.
/// Of long answers fewer are kept.
final class RepeatedWrites: Sendable {
    private static let keysMax = 1024
    /// Of all answers kept: a batch's can be half a megabyte.
    private static let bytesMax = 32 << 20

    private enum Progress {
        /// Whoever asked again meanwhile.
        case underWay([Route.Respond])
        case done(Response)
    }

    private struct Write {
        let name: String
        let content: Digest
        /// Whether names may stand in the answer.
        let holdsNames: Bool
        var progress: Progress

        var bytes: Int {
            guard case .done(let response) = progress else { return 0 }
            return response.bytes?.count ?? 0
        }
    }

    private let writes = Mutex<[Write]>([])
    private let bank: RunningBank

    init(_ bank: RunningBank) { self.bank = bank }

    /// What to do with a request.
    private enum Finding {
        case isNew
        case wait
        case again(Response)
        case differs
    }

    /// The action, done once a key.
    ///
    /// - Parameters:
    ///   - holdsNames: whether somebody's name may stand in its answer: it is let go of when anything
    ///     is erased.
    ///   - isJournalled: the journal knows the key, too, and tells by itself where it was used.
    func once(
        holdsNames: Bool = false, isJournalled: Bool = false, _ action: @escaping Route.Action
    ) -> Route.Action {
        let action = isJournalled ? action : unlessJournalled(action)
        return remembering(holdsNames: holdsNames, action)
    }

    /// An action whose key the journal knows: refused where the key was used for one that is
    /// remembered here.
    func elsewhere(_ action: @escaping Route.Action) -> Route.Action {
        { [self] request, caller, respond in
            do throws(Problem) {
                if let key = try request.idempotencyKey() {
                    let name = Self.name(caller, key)
                    guard !writes.withLock({ $0.contains { $0.name == name } }) else {
                        throw Problem(ProblemKind.keyReused)
                    }
                }
            } catch { return respond(.problem(error)) }
            action(request, caller, respond)
        }
    }

    /// Refused where the key stands for something in the journal.
    private func unlessJournalled(_ action: @escaping Route.Action) -> Route.Action {
        { [bank] request, caller, respond in
            let key: String?
            do throws(Problem) { key = try request.idempotencyKey() } catch {
                return respond(.problem(error))
            }
            guard let key else { return action(request, caller, respond) }
            let by = Flows.Caller(
                name: caller?.name ?? "", idempotencyKey: key, token: caller?.token ?? 0)
            bank.isKeyUsed(by: by) { result in
                switch result {
                case .failure(let error): respond(.problem(Problem(error)))
                case .success(true): respond(.problem(Problem(ProblemKind.keyReused)))
                case .success(false): action(request, caller, respond)
                }
            }
        }
    }

    private static func name(_ caller: Caller?, _ key: String) -> String {
        "\(caller?.name ?? "")\u{1F}\(key)"
    }

    private func remembering(
        holdsNames: Bool, _ action: @escaping Route.Action
    ) -> Route.Action {
        { [self] request, caller, respond in
            let key: String?
            let isDryRun: Bool
            do throws(Problem) {
                key = try request.idempotencyKey()
                isDryRun = try request.isDryRun()
            } catch { return respond(.problem(error)) }
            guard let key else { return action(request, caller, respond) }
            let name = Self.name(caller, key)
            let content = Self.content(of: request)
            guard !isDryRun else {
                switch peek(name, content) {
                case .again(let response): return respond(response.ofDryRun())
                case .differs: return respond(.problem(Problem(ProblemKind.keyReused)))
                case .isNew, .wait: return action(request, caller, respond)
                }
            }
            switch find(name, content, holdsNames, respond) {
            case .isNew: action(request, caller) { self.finish(name, $0, respond) }
            case .wait: break
            case .again(let response): respond(response)
            case .differs: respond(.problem(Problem(ProblemKind.keyReused)))
            }
        }
    }

    /// What makes a repeat the same write: everything but whether it is only asked about.
    private static func content(of request: Request) -> Digest {
        let query = request.target.query.filter { $0.name != QueryParameter.dryRun.name }
        let text = "\(request.method.rawValue) \(request.target.segments) \(query)"
        return SHA256.hash(Array(text.utf8) + request.body)
    }

    /// What would be done with a request, without remembering it.
    private func peek(_ name: String, _ content: Digest) -> Finding {
        writes.withLock { writes in
            guard let write = writes.first(where: { $0.name == name }) else { return .isNew }
            guard write.content == content else { return .differs }
            guard case .done(let response) = write.progress else { return .wait }
            return .again(Self.repeated(response))
        }
    }

    private func find(
        _ name: String, _ content: Digest, _ holdsNames: Bool, _ respond: @escaping Route.Respond
    ) -> Finding {
        writes.withLock { writes in
            guard let place = writes.firstIndex(where: { $0.name == name }) else {
                if writes.count == Self.keysMax { writes.removeFirst() }
                writes.append(
                    Write(
                        name: name, content: content, holdsNames: holdsNames,
                        progress: .underWay([])))
                return .isNew
            }
            guard writes[place].content == content else { return .differs }
            switch writes[place].progress {
            case .done(let response): return .again(Self.repeated(response))
            case .underWay(let waiting):
                writes[place].progress = .underWay(waiting + [respond])
                return .wait
            }
        }
    }

    /// Lets go of answers that an erased account's or file's data may stand in.
    func forget() {
        writes.withLock { writes in
            writes.removeAll { write in
                if case .done = write.progress { write.holdsNames } else { false }
            }
        }
    }

    private func finish(_ name: String, _ response: Response, _ respond: Route.Respond) {
        let waiting = writes.withLock { writes -> [Route.Respond] in
            guard let place = writes.firstIndex(where: { $0.name == name }),
                case .underWay(let waiting) = writes[place].progress
            else { return [] }
            if response.status < 300 {
                writes[place].progress = .done(response)
                Self.forget(&writes)
            } else {
                writes.remove(at: place)
            }
            return waiting
        }
        respond(response)
        for other in waiting { other(Self.repeated(response)) }
    }

    /// Lets go of the oldest answers above the limit.
    private static func forget(_ writes: inout [Write]) {
        var bytes = writes.reduce(0) { $0 + $1.bytes }
        while bytes > bytesMax, let place = writes.firstIndex(where: { $0.bytes > 0 }) {
            bytes -= writes.remove(at: place).bytes
        }
    }

    private static func repeated(_ response: Response) -> Response {
        guard response.status < 300 else { return response }
        var response = response
        response.headers.append(ResponseHeader("Idempotent-Replayed", "true"))
        return response
    }
}
