package import Engine
import Journal
package import PaymentModel
import Platform

extension RunningBank {
    /// What a second person says about something that waits.
    package struct Verdict: Sendable {
        package var approval: UInt128
        package var isApproved: Bool
        /// Hash of what that person has looked at.
        package var content: UInt128
        package var reason: String

        package init(approval: UInt128, isApproved: Bool, content: UInt128, reason: String) {
            self.approval = approval
            self.isApproved = isApproved
            self.content = content
            self.reason = reason
        }
    }

    /// What became of it.
    package struct VerdictDone: Sendable {
        /// `nil` where it was refused.
        package let release: ApprovalOutcome.Release?
        package let sequence: UInt64
        package let timestamp: UInt64
    }

    /// Where the reason of a decision is sealed: behind the request, which is followed by its
    /// transfers' ids only from the 16th on.
    package static func reasonRecord(of approval: UInt128) -> UInt128 { approval &+ 15 }

    /// Releases what waits, or refuses it.
    package func decide(
        _ verdict: Verdict, caller: Caller, isDryRun: Bool,
        then answer: @escaping @Sendable (Result<VerdictDone, FlowError>) -> Void
    ) {
        let id = verdict.approval
        look {
            $0.approvals[id]?.orderCount
        } then: { [self] result in
            switch result {
            case .failure(let error): answer(.failure(error))
            case .success(let found):
                guard let count = found.value else { return answer(.failure(.approval(.unknown))) }
                decide(verdict, orderCount: count, caller, isDryRun: isDryRun, answer)
            }
        }
    }

    private func decide(
        _ verdict: Verdict, orderCount: Int, _ caller: Caller, isDryRun: Bool,
        _ answer: @escaping @Sendable (Result<VerdictDone, FlowError>) -> Void
    ) {
        var decision = ApprovalDecision(
            id: verdict.approval, isApproved: verdict.isApproved, content: verdict.content,
            by: caller.token, orderCount: UInt32(clamping: orderCount), reason: .none)
        let attachments: [Attachment]
        do {
            (decision.reason, attachments) = try sealed(
                verdict.reason, record: Self.reasonRecord(of: verdict.approval),
                isDryRun: isDryRun)
        } catch { return answer(.failure(error)) }
        submit(
            .decideApproval(decision), attachments: attachments, isDryRun: isDryRun
        ) { result in
            answer(
                result.flatMap { reply in
                    guard case .approval(let outcome) = reply.value else {
                        preconditionFailure("A decision is answered by a decision.")
                    }
                    let release: ApprovalOutcome.Release?
                    switch outcome {
                    case .released(let found): release = found
                    case .refused: release = nil
                    case .unknown, .ownRequest, .contentDiffers, .notApprover:
                        return .failure(.approval(outcome))
                    }
                    return .success(
                        VerdictDone(
                            release: release, sequence: reply.sequence, timestamp: reply.timestamp))
                })
        }
    }

    // MARK: - Looked at

    /// What waits, as whoever releases it must see it.
    package enum WaitingContent: Sendable {
        case transfer(from: UInt128, to: UInt128)
        case file(sums: [(amount: UInt128, currency: UInt16)])
        case resolution(isExecuted: Bool)
        case resumption(scheme: UInt64)
        case liquidity
        case motion(Motion)
    }

    /// The content of something that waits; `nil` where nothing does.
    package func content(
        ofApproval id: UInt128,
        then answer: @escaping @Sendable (Result<Answer<WaitingContent?>, FlowError>) -> Void
    ) {
        look { bank in
            bank.approvals[id].map { approval in
                switch approval.subject {
                case .transfer(let order):
                    .transfer(
                        from: bank.accounts[order.from]?.id ?? 0,
                        to: bank.accounts[order.to]?.id ?? 0)
                case .file(let file): .file(sums: file.sums)
                case .resolution(let resolution):
                    .resolution(isExecuted: resolution.isExecuted)
                case .resumption(let resumption): .resumption(scheme: resumption.scheme)
                case .liquidity: .liquidity
                case .motion(let motion): .motion(motion)
                }
            }
        } then: {
            answer($0)
        }
    }

    /// A sealed text by its record; empty where there is none or it is erased.
    package func text(sealedUnder record: UInt128) -> String {
        guard let bytes = try? unseal(record) else { return "" }
        return String(decoding: bytes, as: UTF8.self)
    }
}
