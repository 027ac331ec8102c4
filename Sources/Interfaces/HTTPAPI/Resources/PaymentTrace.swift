import Engine
import Flows
import JSON
import PaymentModel
import Vocabulary

/// The whole life of a payment in one list: states, messages and postings in the order of time.
struct PaymentTrace {
    private struct Row {
        let at: UInt64
        let sequence: UInt64?
        let event: String
        let id: String?
        let detail: String
    }

    private var rows: [Row] = []

    mutating func add(_ step: PaymentStepRow) {
        let reason = step.reason.isEmpty ? "" : " (\(step.reason))"
        rows.append(
            Row(
                at: step.at, sequence: step.sequence, event: "state", id: nil,
                detail: step.state.name + reason))
    }

    /// Who asked, and who decided.
    mutating func add(_ approval: ApprovalRow, _ name: (UInt128) -> String?) {
        func by(_ token: UInt128) -> String {
            guard token != 0 else { return "" }
            return " by \(name(token) ?? "") (\(BankAPI.text(.token, token) ?? ""))"
        }
        let id = BankAPI.text(.approval, approval.id)
        rows.append(
            Row(
                at: approval.requestedAt, sequence: approval.sequence, event: "approval", id: id,
                detail: "\(approval.kind.name) requested" + by(approval.requestedBy)))
        guard approval.decidedAt != 0 else { return }
        rows.append(
            Row(
                at: approval.decidedAt, sequence: nil, event: "approval", id: id,
                detail: approval.state.name + by(approval.decidedBy)))
    }

    /// What was asked and answered about it.
    mutating func add(_ step: RecallStep, _ name: (UInt128) -> String?) {
        let recall = step.recall
        let by = recall.by == 0 ? "" : " by \(name(recall.by) ?? "")"
        let answer = recall.answer == .none ? "" : ", \(recall.answer.text)"
        rows.append(
            Row(
                at: step.at, sequence: step.sequence, event: "recall",
                id: BankAPI.text(.recall, recall.id),
                detail: "\(recall.direction.name) \(recall.state.name) (\(recall.reason.text))"
                    + answer + by))
    }

    mutating func add(_ message: MessageRow) {
        rows.append(
            Row(
                at: message.at, sequence: message.sequence, event: "message",
                id: BankAPI.text(.message, message.id),
                detail: "\(message.direction) \(message.kind)"))
    }

    mutating func add(_ posting: PostingView, _ currency: UInt16, from: String, to: String) {
        let amount = BankAPI.amount(Int128(clamping: posting.amount), currency)
        rows.append(
            Row(
                at: posting.timestamp, sequence: nil, event: "posting",
                id: BankAPI.text(.transfer, posting.transfer),
                detail:
                    "\(amount) \(Currency(number: currency)?.code ?? "") from \(from) to \(to), "
                    + "\(posting.kind.name), \(posting.status)"))
    }

    /// Rows of one instant stay in the order in which they were added.
    func write(to list: inout JSONWriter) {
        let sorted = rows.enumerated().sorted {
            ($0.element.at, $0.offset) < ($1.element.at, $1.offset)
        }
        for row in sorted.map(\.element) {
            list.object {
                $0.member("at", BankAPI.instant(row.at))
                if let sequence = row.sequence {
                    $0.member("sequence", sequence)
                } else {
                    $0.member("sequence", nil)
                }
                $0.member("event", row.event)
                $0.member("detail", row.detail)
                $0.member("id", row.id)
            }
        }
    }
}

extension BankAPI {
    func tracePayment(
        _ request: Request, _ caller: Caller?, _ respond: @escaping Route.Respond
    ) {
        Self.decode(respond) { () throws(Problem) in
            let id = try id(request.path("payment"), .payment)
            bank.postings(of: id) { result in
                switch result {
                case .failure(let error): respond(.problem(Problem(error)))
                case .success(let found):
                    archived(respond, Self.lifeParts) { () throws(FlowError) in
                        guard let row = try archive.payment(id) else { throw .unknownPayment }
                        return .json(Self.page(try trace(row, found.value)))
                    }
                }
            }
        }
    }

    private func trace(
        _ row: PaymentRow, _ postings: [PostingView]
    ) throws(FlowError) -> PaymentTrace {
        var trace = PaymentTrace()
        for approval in try archive.approvals(of: row) { trace.add(approval, tokenName) }
        for step in try archive.recallSteps(of: row.id) { trace.add(step, tokenName) }
        for message in try archive.messages(of: row) { trace.add(message) }
        for posting in postings {
            trace.add(
                posting, row.currency, from: bank.accountTitle(posting.debit),
                to: bank.accountTitle(posting.credit))
        }
        for step in try archive.history(of: row.id) { trace.add(step) }
        return trace
    }

    private static func page(_ trace: PaymentTrace) -> JSONWriter {
        var writer = JSONWriter()
        writer.object { writer in
            writer.member("data", array: trace.write)
            writer.member("has_more", false)
            writer.member("next_cursor", nil)
        }
        return writer
    }
}
