import Bytes
import Engine
import Flows
import JSON
import PaymentModel
import Vocabulary

/// `/api/v1/approvals`: what waits for a second person.
extension BankAPI {
    var approvalRoutes: [Route] {
        [
            Route(
                .get, "/api/v1/approvals", scope: .reading,
                summary: "What waits for a second person, oldest first; what has, newest first",
                query: [
                    QueryParameter(
                        "state", "waiting where not given",
                        schema:
                            #"{"type":"string","enum":["waiting","approved","refused","expired"]}"#),
                    .limit, .cursor,
                ],
                answers: [
                    Shape(200, "A page of requests", schema: Schema.page(of: Schema.approval))
                ], action: listApprovals),
            Route(
                .get, "/api/v1/approvals/{approval}", scope: .reading,
                summary: "A request with what is asked for",
                answers: [Shape(200, "The request", schema: Schema.shownApproval)],
                action: showApproval),
            Route(
                .post, "/api/v1/approvals/{approval}/approve", scope: .approval,
                summary: "Releases what waits, as it was asked for", query: [.dryRun],
                body: BodyRule(.json, bytesMax: 4096, schema: Self.approveSchema),
                answers: [Shape(200, "Released", schema: Schema.decidedApproval)],
                action: repeats.once { decide($0, $1, isApproved: true, $2) }),
            Route(
                .post, "/api/v1/approvals/{approval}/refuse", scope: .approval,
                summary: "Refuses what waits, with a reason", query: [.dryRun],
                body: BodyRule(.json, bytesMax: 4096, schema: Self.refuseSchema),
                answers: [Shape(200, "Refused", schema: Schema.decidedApproval)],
                action: repeats.once { decide($0, $1, isApproved: false, $2) }),
        ] + confirmationRoutes
    }

    /// For whoever sent a file whose orders came before: it was meant twice, or it was not.
    private var confirmationRoutes: [Route] {
        [
            Route(
                .post, "/api/v1/files/{file}/confirm", scope: .ordering,
                summary: "Confirms a file that is held because its orders came before",
                query: [.dryRun],
                body: BodyRule(.json, bytesMax: 4096, schema: Self.approveSchema),
                answers: [Shape(200, "Released", schema: Schema.decidedApproval)],
                action: repeats.once { decide($0, $1, isApproved: true, $2) }),
            Route(
                .post, "/api/v1/files/{file}/withdraw", scope: .ordering,
                summary: "Withdraws a file that is held because its orders came before",
                query: [.dryRun],
                body: BodyRule(.json, bytesMax: 4096, schema: Self.refuseSchema),
                answers: [Shape(200, "Withdrawn", schema: Schema.decidedApproval)],
                action: repeats.once { decide($0, $1, isApproved: false, $2) }),
        ]
    }

    private static let approveSchema = #"""
        {"type":"object","required":["content"],"additionalProperties":false,"properties":{
        "content":{"type":"string","pattern":"^[0-9a-f]{32}$"},
        "reason":{"type":["string","null"],"maxLength":500}}}
        """#
    private static let refuseSchema = #"""
        {"type":"object","required":["content","reason"],"additionalProperties":false,"properties":{
        "content":{"type":"string","pattern":"^[0-9a-f]{32}$"},
        "reason":{"type":"string","minLength":1,"maxLength":500}}}
        """#
    private static let decisionFields = JSONFields("content", "reason")

    // MARK: - Looked at

    private func listApprovals(
        _ request: Request, _ caller: Caller?, _ respond: @escaping Route.Respond
    ) {
        Self.decode(respond) { () throws(Problem) in
            let limit = try request.number("limit", default: 100, in: 1...1000)
            let cursor =
                request.query("cursor") == nil
                ? nil : try request.number("cursor", default: 0, in: 0...Int.max)
            let name = request.query("state") ?? ApprovalChange.State.waiting.name
            guard let state = ApprovalChange.State.allCases.first(where: { $0.name == name }) else {
                throw Problem(
                    .invalidParameter, param: "state",
                    detail: "Found \(name), allowed are "
                        + ApprovalChange.State.allCases.map(\.name).joined(separator: ", ") + ".")
            }
            archived(respond) { () throws(FlowError) in
                let rows = try archive.approvals(
                    state, from: cursor.map { UInt64($0) }, limit: limit + 1)
                let page = Page(rows, limit: limit) { String($0.sequence) }
                return .json(
                    page.json { writer, row in writer.object { write(row, to: &$0) } })
            }
        }
    }

    private func showApproval(
        _ request: Request, _ caller: Caller?, _ respond: @escaping Route.Respond
    ) {
        Self.decode(respond) { () throws(Problem) in
            let id = try id(request.path("approval"), .approval)
            bank.content(ofApproval: id) { result in
                switch result {
                case .failure(let error): respond(.problem(Problem(error)))
                case .success(let found):
                    archived(respond) { () throws(FlowError) in
                        guard let row = try archive.approval(id) else { throw .unknownApproval }
                        let first = row.kind == .file ? try archive.fileRepeated(by: id) : nil
                        return .json(json(row, found.value, repeats: first))
                    }
                }
            }
        }
    }

    private func json(
        _ row: ApprovalRow, _ content: RunningBank.WaitingContent?, repeats first: UInt128?
    ) -> JSONWriter {
        var writer = JSONWriter()
        writer.object { writer in
            write(row, to: &writer)
            let asked = row.kind == .file ? "" : bank.text(sealedUnder: row.id)
            let said = bank.text(sealedUnder: RunningBank.reasonRecord(of: row.id))
            writer.member("text", asked.isEmpty ? nil : asked)
            writer.member("reason", said.isEmpty ? nil : said)
            var accounts: (from: UInt128, to: UInt128)?
            var outcome: String?
            var sums: [(amount: UInt128, currency: UInt16)] = []
            switch content {
            case .transfer(let from, let to): accounts = (from, to)
            case .file(let found): sums = found
            case .resolution(let isExecuted): outcome = isExecuted ? "executed" : "not_executed"
            case .resumption, .liquidity: break
            case .motion(let motion):
                outcome = motion.word
                accounts = motion.account.map { (0, $0) }
                if motion.amount > 0 { sums = [(motion.amount, motion.currency)] }
            case nil: break
            }
            if case .motion(let motion)? = content, case .closeDay(_, let found) = motion.body,
                let currency = Currency(number: motion.currency)
            {
                write(found, currency, to: &writer)
            } else {
                writer.member("differences", array: { _ in })
            }
            writer.member("from_account", accounts.flatMap { Self.text(.account, $0.from) })
            writer.member("to_account", accounts.flatMap { Self.text(.account, $0.to) })
            writer.member("outcome", outcome)
            writer.member("repeats", first.flatMap { Self.text(.file, $0) })
            writer.member(
                "sums",
                array: { list in
                    for sum in sums {
                        list.object {
                            let amount = Int128(clamping: sum.amount)
                            $0.member("amount", Self.amount(amount, sum.currency))
                            $0.member("currency", Currency(number: sum.currency)?.code)
                        }
                    }
                })
        }
        return writer
    }

    private func write(_ row: ApprovalRow, to writer: inout JSONWriter) {
        let subject: String? =
            switch row.kind {
            case .transfer: Self.text(.transfer, row.subject)
            case .file: Self.text(.file, row.subject)
            case .resolution, .application: Self.text(.payment, row.subject)
            case .dayClosing: Self.date(Int32(bitPattern: UInt32(truncatingIfNeeded: row.subject)))
            case .breakResolution: Self.text(.mismatch, row.subject)
            case .resumption: bank.schemeName(UInt64(truncatingIfNeeded: row.subject))
            case .liquidity: route(row.subject)
            }
        let currency =
            row.kind == .liquidity
            ? bank.schemeCurrency(UInt64(row.subject >> 64)) : row.currency
        let hasAmount = currency != 0
        let now = bank.clock.now()
        writer.member("id", Self.text(.approval, row.id))
        writer.member("kind", row.kind.name)
        writer.member("state", row.state.name)
        writer.member("held_for", row.ground.name)
        writer.member("subject", subject ?? "")
        writer.member(
            "amount", hasAmount ? Self.amount(Int128(clamping: row.amount), currency) : nil)
        writer.member("currency", hasAmount ? Currency(number: currency)?.code : nil)
        writer.member("payments", row.orderCount)
        writer.member("content", Self.text(content: row.content))
        writer.member("requested_by", Self.text(.token, row.requestedBy))
        writer.member("requested_by_name", tokenName(row.requestedBy))
        writer.member("requested_at", Self.instant(row.requestedAt))
        writer.member("expires", Self.instant(row.expiresAt))
        writer.member("decided_by", Self.text(.token, row.decidedBy))
        writer.member("decided_by_name", tokenName(row.decidedBy))
        writer.member("decided_at", row.decidedAt == 0 ? nil : Self.instant(row.decidedAt))
        let age = now > row.requestedAt ? (now - row.requestedAt) / 1_000_000_000 : 0
        writer.member("age_seconds", age)
    }

    /// Two schemes' names by their keys in one number.
    private func route(_ subject: UInt128) -> String {
        let names = [UInt64(subject >> 64), UInt64(truncatingIfNeeded: subject)]
        return names.map { bank.schemeName($0) ?? "" }.joined(separator: " to ")
    }

    func tokenName(_ token: UInt128) -> String? {
        token == 0 ? nil : bank.name(ofToken: token)
    }

    /// A hash of 128 bits as 32 digits.
    static func text(content: UInt128) -> String {
        Hex.encode((0..<16).map { UInt8(truncatingIfNeeded: content >> (120 - 8 * UInt128($0))) })
    }

    // MARK: - Decided

    private func decide(
        _ request: Request, _ caller: Caller?, isApproved: Bool, _ respond: @escaping Route.Respond
    ) {
        Self.decode(respond) { () throws(Problem) in
            let id = try subject(of: request)
            let verdict = try Self.verdict(request.body, on: id, isApproved: isApproved)
            let by = try self.caller(request, caller)
            let isDryRun = try request.isDryRun()
            bank.decide(verdict, caller: by, isDryRun: isDryRun) { result in
                switch result {
                case .failure(.approval(.unknown)): refuseDecision(on: id, respond)
                case .failure(let error): respond(.problem(Problem(error)))
                case .success(let done):
                    answer(done, verdict, by: by.token, isDryRun: isDryRun, respond)
                }
            }
        }
    }

    /// A file that waits has the same id as what waits.
    private func subject(of request: Request) throws(Problem) -> UInt128 {
        request.hasPath("file")
            ? try id(request.path("file"), .file) : try id(request.path("approval"), .approval)
    }

    private static func verdict(
        _ body: [UInt8], on id: UInt128, isApproved: Bool
    ) throws(Problem) -> RunningBank.Verdict {
        let content: String
        let reason: String
        do throws(JSONError) {
            let object = try JSONObjectReader(body, fields: decisionFields)
            content = try object.string("content", bytesMax: 64)
            reason =
                isApproved
                ? try object.optionalString("reason", bytesMax: 2000) ?? ""
                : try object.string("reason", bytesMax: 2000)
        } catch { throw Problem(error) }
        guard content.utf8.count == 32, let hash = UInt128(content, radix: 16) else {
            throw Problem(
                .invalidField, param: "content",
                detail: "content: found \(content), allowed are the 32 digits that the request has."
            )
        }
        if !isApproved || !reason.isEmpty {
            try requireText(reason, "reason", lengthMax: reasonMax)
        }
        return RunningBank.Verdict(
            approval: id, isApproved: isApproved, content: hash, reason: reason)
    }

    private func answer(
        _ done: RunningBank.VerdictDone, _ verdict: RunningBank.Verdict, by token: UInt128,
        isDryRun: Bool, _ respond: @escaping Route.Respond
    ) {
        archived(respond) { () throws(FlowError) in
            guard let row = try archive.approval(verdict.approval) else { throw .unknownApproval }
            let decided = row.decided(
                verdict.isApproved ? .approved : .refused, by: token, at: done.timestamp)
            var writer = JSONWriter()
            writer.object {
                write(decided, to: &$0)
                $0.member("result", done.release?.name)
            }
            let response = Response.json(writer, sequence: done.sequence)
            return isDryRun ? response.ofDryRun() : response
        }
    }

    /// What waits no more has ended; what never waited is unknown.
    private func refuseDecision(on id: UInt128, _ respond: @escaping Route.Respond) {
        archived(respond) { () throws(FlowError) in
            guard let row = try archive.approval(id) else { throw .unknownApproval }
            return .problem(
                Problem(
                    .approvalEnded,
                    detail: "It is \(row.state.name) since \(Self.instant(row.decidedAt))."))
        }
    }

    // MARK: - Asked for

    /// The answer to a write that waits for a second person.
    func answer(waiting row: ApprovalRow, isDryRun: Bool) -> Response {
        var writer = JSONWriter()
        writer.object { write(row, to: &$0) }
        let response = Response.json(writer, status: 202, sequence: row.sequence)
        return isDryRun ? response.ofDryRun() : response
    }
}

extension Motion {
    /// What is proposed, in one word of the interface.
    fileprivate var word: String {
        switch body {
        case .resolveBreak(_, .nothing, _): "put_away"
        case .resolveBreak(_, .losses, _): "losses"
        case .resolveBreak(_, .account, _), .apply: "account"
        case .closeDay(let closing, _):
            "close \(BankAPI.date(closing.day) ?? "")"
        }
    }

    fileprivate var account: UInt128? {
        switch body {
        case .resolveBreak(_, .account(let id), _), .apply(_, let id): id
        case .resolveBreak, .closeDay: nil
        }
    }
}
