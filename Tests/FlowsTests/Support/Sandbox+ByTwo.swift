import PaymentModel
import Testing

@testable import Flows

extension Sandbox {
    /// One person proposes to close a day as it is, and a second one confirms it.
    func closeByTwo(
        _ currency: UInt16, day: Int32, _ acceptance: RunningBank.Acceptance
    ) throws -> ApprovalRow {
        let proposed: Result<ApprovalRow, FlowError> = try wait {
            $0.propose(
                closing: currency, day: day, acceptance,
                caller: Caller(name: "first", idempotencyKey: nil), isDryRun: false, then: $1)
        }
        let request = try proposed.get()
        _ = try wait { $0.admitAdministrator("a second person's", then: $1) }.get()
        let second = try #require(look { $0.tokens.tokens.last?.id })
        let done: Result<RunningBank.VerdictDone, FlowError> = try wait {
            $0.decide(
                RunningBank.Verdict(
                    approval: request.id, isApproved: true, content: request.content, reason: ""),
                caller: Caller(name: "second", idempotencyKey: nil, token: second),
                isDryRun: false, then: $1)
        }
        #expect(try done.get().release == .motion(.done))
        try rest()
        return request
    }
}
