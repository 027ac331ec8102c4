import Engine
import Flows
import JSON
import Ledger
import PaymentModel
import Vocabulary

/// `/api/v1/accounts/{account}/status` and `/statuses`.
extension BankAPI {
    static let statusSchema = #"""
        {"type":"object","required":["status","reason"],"additionalProperties":false,"properties":{
        "status":{"enum":["open","frozen","closed","debit_blocked","credit_blocked","dormant"]},
        "reason":{"type":"string","minLength":1,"maxLength":500},
        "from":{"type":["string","null"],"format":"date-time"}}}
        """#
    private static let statusFields = JSONFields("status", "reason", "from")

    func changeStatus(
        _ request: Request, _ caller: Caller?, _ respond: @escaping Route.Respond
    ) {
        Self.decode(respond) { () throws(Problem) in
            let new = try newStatus(request.body)
            let by = try self.caller(request, caller)
            let isDryRun = try request.isDryRun()
            onBatchAccount(request, respond) { found in
                guard let found else {
                    return changeStatus(to: new, by, isDryRun, request, caller, respond)
                }
                bank.setStatus(
                    ofBatchAccount: found.record.id, to: new, caller: by, isDryRun: isDryRun
                ) {
                    Self.answer($0, isDryRun, respond)
                }
            }
        }
    }

    private func changeStatus(
        to new: RunningBank.NewStatus, _ by: Flows.Caller, _ isDryRun: Bool,
        _ request: Request, _ caller: Caller?, _ respond: @escaping Route.Respond
    ) {
        Self.decode(respond) { () throws(Problem) in
            let account = request.path("account")
            guard !isDryRun else {
                return bank.tryStatus(ofNamed: account, to: new, caller: by) { result in
                    switch result {
                    case .failure(let error): respond(.problem(Problem(error)))
                    case .success(let found):
                        respond(.json(json(found.value), sequence: found.sequence).ofDryRun())
                    }
                }
            }
            bank.setStatus(ofNamed: account, to: new, caller: by) { result in
                switch result {
                case .failure(let error): respond(.problem(Problem(error)))
                case .success: showAccount(request, caller, respond)
                }
            }
        }
    }

    private func newStatus(_ body: [UInt8]) throws(Problem) -> RunningBank.NewStatus {
        let name: String
        let reason: String
        let from: String?
        do throws(JSONError) {
            let object = try JSONObjectReader(body, fields: Self.statusFields)
            name = try object.string("status", bytesMax: 16)
            reason = try object.string("reason", bytesMax: 2000)
            from = try object.optionalString("from", bytesMax: 64)
        } catch { throw Problem(error) }
        guard let status = BankAccount.Status.allCases.first(where: { $0.name == name }) else {
            let known = BankAccount.Status.allCases.map(\.name).joined(separator: ", ")
            throw Problem(
                .invalidField, param: "status", detail: "Found \(name), allowed are \(known).")
        }
        try Self.requireText(reason, "reason", lengthMax: Self.reasonMax)
        let start = try from.map { (text) throws(Problem) in
            guard let instant = bank.instant(of: text).nanoseconds, instant <= Bank.clockMax else {
                throw Problem(
                    .invalidField, param: "from",
                    detail: "Found \(text), allowed is RFC 3339, or a local date and time.")
            }
            guard instant >= bank.clock.now() else {
                throw Problem(
                    .invalidField, param: "from",
                    detail: "from: \(text) is over; without it the status begins now.")
            }
            return instant
        }
        return RunningBank.NewStatus(status, reason: reason, from: start ?? 0)
    }

    func listStatuses(
        _ request: Request, _ caller: Caller?, _ respond: @escaping Route.Respond
    ) {
        Self.decode(respond) { () throws(Problem) in
            let limit = try request.number("limit", default: 100, in: 1...1000)
            let before = try request.number("cursor", default: .max, in: 0...Int.max)
            let show: @Sendable (UInt128) -> Void = { account in
                archived(respond) { () throws(FlowError) in
                    let rows = try archive.statuses(
                        of: account, before: UInt64(before), limit: limit + 1)
                    let page = Page(rows, limit: limit) { String($0.sequence) }
                    return .json(page.json { write($1, to: &$0) })
                }
            }
            onBatchAccount(request, respond) { batch in
                if let batch { return show(batch.record.id) }
                bank.account(request.path("account")) { result in
                    switch result {
                    case .failure(let error): respond(.problem(Problem(error)))
                    case .success(let found): show(found.value.account.id)
                    }
                }
            }
        }
    }

    private func write(_ row: StatusRow, to writer: inout JSONWriter) {
        let reason = bank.text(sealedUnder: row.id)
        writer.object {
            $0.member("status", row.status.name)
            $0.member("state", row.state.name)
            $0.member("by", Self.text(.token, row.by))
            $0.member("by_name", tokenName(row.by))
            $0.member("reason", reason.isEmpty ? nil : reason)
            $0.member("at", Self.instant(row.orderedAt))
            $0.member("from", Self.instant(row.from))
            $0.member("sequence", row.sequence)
        }
    }
}

extension Problem {
    /// Says what is in the way of closing an account.
    init(inTheWay obstacles: [ClosingObstacle]) {
        let words = obstacles.map { obstacle in
            switch obstacle {
            case .balance(let units, let currency):
                "a balance of \(BankAPI.amount(units, currency)) "
                    + (Currency(number: currency)?.code ?? "")
            case .held: "money held"
            case .payment(let id, let state):
                "\(BankAPI.text(.payment, id) ?? "") (\(state.name))"
            case .fees(let units, let currency):
                "fees of \(BankAPI.amount(Int128(clamping: units), currency)) "
                    + (Currency(number: currency)?.code ?? "") + " that are due"
            case .approval(let id): "\(BankAPI.text(.approval, id) ?? "") (awaiting approval)"
            }
        }
        self.init(
            ProblemKind.balanceNotZero, detail: "In the way: " + words.joined(separator: ", ") + "."
        )
    }
}
