import Engine
import Flows
import JSON
import PaymentModel
import Vocabulary

/// `POST /api/v1/queues/{queue}/actions`: one thing done to many, each for itself.
///
/// Every item goes the way of its own command, so that none holds up or undoes another.
extension BankAPI {
    /// Items of one request.
    static let queueItemsMax = 500

    var queueActionRoute: Route {
        Route(
            .post, "/api/v1/queues/{queue}/actions", scope: .queue,
            summary: "Does one thing to many that wait; each is answered by itself",
            query: [.dryRun],
            body: BodyRule(.json, bytesMax: 1 << 16, schema: Self.queueActionSchema),
            answers: [
                Shape(
                    200, "What became of each, in their order",
                    schema: Schema.page(of: Schema.queueResult))
            ], action: repeats.once(holdsNames: true, actOnQueue))
    }

    private static let queueActionSchema = #"""
        {"type":"object","required":["action","ids"],"additionalProperties":false,"properties":{
        "action":{"enum":["assign","note","resolve","apply","return","release","refuse","cancel","accept"]},
        "ids":{"type":"array","minItems":1,"maxItems":500,"items":{"type":"string"}},
        "contents":{"type":"array","maxItems":500,"items":{"type":"string"},
        "description":"release, refuse: what was looked at, one for each id"},
        "owner":{"type":["string","null"],"description":"assign: a token, or null for nobody"},
        "text":{"type":["string","null"],"maxLength":500,"description":"note: what is said"},
        "reason":{"type":["string","null"],"maxLength":500},
        "outcome":{"enum":["executed","not_executed",null],"description":"resolve an exception"},
        "to":{"type":["string","null"],"description":"apply: an account; resolve a break: an account, losses, or nothing"},
        "amount":{"type":["string","null"],"description":"resolve a break in part"},
        "consent":{"type":["boolean","null"],"description":"the customer has agreed to a debit, or the law asks for it"},
        "code":{"type":["string","null"],"description":"refuse a recall: a code of ExternalPaymentCancellationRejection1Code"},
        "ground":{"enum":["consent","legal",null],"description":"accept a recall: by what right the account is debited"},
        "given_by":{"type":["string","null"],"maxLength":140,"description":"by whom the ground was given"},
        "given_at":{"type":["string","null"],"maxLength":40,"description":"and when"}}}
        """#

    private func actOnQueue(
        _ request: Request, _ caller: Caller?, _ respond: @escaping Route.Respond
    ) {
        Self.decode(respond) { () throws(Problem) in
            let queue = try queue(request)
            let order = try QueueOrder(request.body, queue)
            if let role = caller?.role, !order.scope.allows(role) {
                let roles = order.scope.roles.map(\.name).joined(separator: ", ")
                throw Problem(.notAllowed, detail: "\(order.action.rawValue) is for \(roles).")
            }
            let by = try self.caller(request, caller)
            let work = QueueWork(
                order: order, caller: by, isDryRun: try request.isDryRun(), respond: respond)
            act(work, at: 0, [])
        }
    }

    /// What a request asks for, and whom to answer.
    private struct QueueWork: Sendable {
        let order: QueueOrder
        let caller: Flows.Caller
        let isDryRun: Bool
        let respond: Route.Respond

        /// The caller, under a key of the item's own.
        func caller(of id: String) -> Flows.Caller {
            Flows.Caller(
                name: caller.name,
                idempotencyKey: caller.idempotencyKey.map { "\($0):\(id)" }, token: caller.token)
        }
    }

    private enum ItemResult: Sendable {
        case done(String?)
        case proposed(ApprovalRow)
        case refused(Problem)
    }

    private func act(_ work: QueueWork, at place: Int, _ results: [ItemResult]) {
        guard place < work.order.ids.count else { return answer(work, results) }
        carryOut(work, at: place) { result in
            act(work, at: place + 1, results + [result])
        }
    }

    private func answer(_ work: QueueWork, _ results: [ItemResult]) {
        // Names of tokens may have to be read.
        reading {
            let page = Page(
                Array(zip(work.order.ids, results)), limit: .max, cursor: { _ in "" })
            let response = Response.json(
                page.json { Self.write($1.1, of: $1.0, to: &$0) },
                sequence: bank.node.durableSequence)
            work.respond(work.isDryRun ? response.ofDryRun() : response)
        }
    }

    private static func write(_ result: ItemResult, of id: String, to writer: inout JSONWriter) {
        var status = "done"
        var row: ApprovalRow?
        var word: String?
        var problem: Problem?
        switch result {
        case .done(let text): word = text
        case .proposed(let found): (status, row) = ("proposed", found)
        case .refused(let found): (status, problem) = ("refused", found)
        }
        writer.object {
            $0.member("id", id)
            $0.member("status", status)
            $0.member("approval_id", row.flatMap { text(.approval, $0.id) })
            $0.member("content", row.map { text(content: $0.content) })
            $0.member("result", word)
            $0.member("code", problem?.kind.code)
            $0.member("param", problem?.param)
            $0.member("detail", problem?.detail)
        }
    }

    // MARK: - Each by its own command

    private func carryOut(
        _ work: QueueWork, at place: Int, then answer: @escaping @Sendable (ItemResult) -> Void
    ) {
        let order = work.order
        let text = order.ids[place]
        guard let id = ObjectID(text), id.kind == Self.kind(of: order.queue) else {
            return answer(.refused(Problem(ProblemKind.notOpen)))
        }
        let caller = work.caller(of: text)
        let isDryRun = work.isDryRun
        let proposed: RunningBank.Proposed = { result in
            switch result {
            case .success(let row): answer(.proposed(row))
            case .failure(let error): answer(.refused(Problem(error)))
            }
        }
        let done: @Sendable (Result<UInt64, FlowError>) -> Void = { result in
            switch result {
            case .success: answer(.done(nil))
            case .failure(let error): answer(.refused(Problem(error)))
            }
        }
        switch (order.action, order.queue) {
        case (.assign, _), (.note, _):
            bank.annotate(
                id.value, owner: order.owner, text: order.text, caller: caller,
                isDryRun: isDryRun, then: done)
        case (.resolve, .breaks):
            proposeEnd(of: id.value, order, caller, isDryRun, proposed, answer)
        case (.resolve, _):
            let proposal = RunningBank.Proposal(
                payment: id.value, isExecuted: order.isExecuted, reason: order.reason)
            bank.propose(proposal, caller: caller, isDryRun: isDryRun, then: proposed)
        case (.apply, _):
            bank.propose(
                applying: id.value, to: order.to, reason: order.reason, caller: caller,
                isDryRun: isDryRun, then: proposed)
        case (.sendBack, _):
            bank.sendBack(
                id.value, reason: order.reason, caller: caller, isDryRun: isDryRun, then: done)
        case (.accept, _), (.refuse, .recalls):
            answerRecall(id.value, order, caller, isDryRun, answer)
        case (.release, _), (.refuse, _):
            decide(id.value, order, at: place, caller, isDryRun, answer)
        case (.cancel, _): cancel(id.value, order, caller, isDryRun, done)
        }
    }

    private func proposeEnd(
        of id: UInt128, _ order: QueueOrder, _ caller: Flows.Caller, _ isDryRun: Bool,
        _ proposed: @escaping RunningBank.Proposed,
        _ answer: @escaping @Sendable (ItemResult) -> Void
    ) {
        reading {
            var amount: UInt128?
            if let text = order.amount {
                guard let found = try? archive.found(id),
                    let currency = Currency(number: found.currency)
                else { return answer(.refused(Problem(ProblemKind.notOpen))) }
                do throws(Problem) {
                    amount = UInt128(try Self.money(text, currency, field: "amount").minorUnits)
                } catch { return answer(.refused(error)) }
            }
            let to: RunningBank.BreakEnd.Target =
                switch order.to {
                case "", "nothing": .nothing
                case "losses": .losses
                default: .account(order.to)
                }
            bank.propose(
                RunningBank.BreakEnd(
                    id: id, to: to, amount: amount, hasConsent: order.hasConsent,
                    reason: order.reason), caller: caller, isDryRun: isDryRun, then: proposed)
        }
    }

    /// Yes or no to another bank's request, as by its own route.
    private func answerRecall(
        _ id: UInt128, _ order: QueueOrder, _ caller: Flows.Caller, _ isDryRun: Bool,
        _ answer: @escaping @Sendable (ItemResult) -> Void
    ) {
        reading {
            guard let row = try? archive.recall(id) else {
                return answer(.refused(Problem(ProblemKind.notOpen)))
            }
            let word = order.recallWord
            let isAccepted = order.action == .accept
            let said = [word.given, isAccepted ? order.text : order.reason].filter { !$0.isEmpty }
            let source = try? archive.payment(row.recall.payment)?.source
            let verdict = RunningBank.RecallVerdict(
                recall: id, isAccepted: isAccepted, ground: word.ground, reason: word.code,
                original: source ?? 0, text: said.joined(separator: ": "))
            bank.decide(verdict, caller: caller, isDryRun: isDryRun) { result in
                switch result {
                case .success: answer(.done(isAccepted ? "accepted" : "refused"))
                case .failure(let error): answer(.refused(Problem(error)))
                }
            }
        }
    }

    private func decide(
        _ id: UInt128, _ order: QueueOrder, at place: Int, _ caller: Flows.Caller,
        _ isDryRun: Bool, _ answer: @escaping @Sendable (ItemResult) -> Void
    ) {
        let verdict = RunningBank.Verdict(
            approval: id, isApproved: order.action == .release, content: order.contents[place],
            reason: order.reason)
        bank.decide(verdict, caller: caller, isDryRun: isDryRun) { result in
            switch result {
            case .success(let done): answer(.done(done.release?.name))
            case .failure(let error): answer(.refused(Problem(error)))
            }
        }
    }

    private func cancel(
        _ id: UInt128, _ order: QueueOrder, _ caller: Flows.Caller, _ isDryRun: Bool,
        _ done: @escaping @Sendable (Result<UInt64, FlowError>) -> Void
    ) {
        let end: @Sendable (Result<UInt64, FlowError>) -> Void = { result in
            guard case .failure(.cancellation) = result else { return done(result) }
            // What is no payment was not cancelled by somebody before either.
            reading {
                let isPayment = (try? archive.payment(id)) != nil
                done(isPayment ? result : .failure(.unknownPayment))
            }
        }
        guard isDryRun else {
            return bank.cancel(id, reason: "\(caller.name): \(order.reason)", then: end)
        }
        bank.tryCancellation(of: id) { end($0.map(\.sequence)) }
    }
}
