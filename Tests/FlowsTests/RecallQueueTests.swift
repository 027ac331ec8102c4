import Engine
import PaymentModel
import Testing

@testable import Flows

/// Recalls as a queue: each waits for theirs or our answer, until a day.
@Suite struct `Recalls that await an answer` {
    private let caller = Caller(name: "test", idempotencyKey: nil, token: 4)

    private func waiting(_ sandbox: Sandbox) throws -> [QueueRow] {
        try sandbox.opened.archive.queue(.recalls, QueueFilter(), from: nil, limit: 10)
    }

    /// Friday, 20 November 2026: 15 business days on is Friday, 11 December; in Berlin that day ends
    /// at 23:00 UTC.
    private static let due: UInt64 = 1_797_030_000 * 1_000_000_000

    @Test func `another bank's request waits until it is answered`() throws {
        let sandbox = try Sandbox()
        try sandbox.openCustomers()
        try sandbox.tell("recall reason=DUPL")
        let row = try #require(try waiting(sandbox).first)
        #expect(row.state == "open" && row.kind == "DUPL" && row.amount == 100_000)
        #expect(row.due == Self.due)
        #expect(row.subject != 0 && row.scheme == sandbox.bank.scheme(named: "SCT")?.key)
        #expect(try sandbox.opened.archive.queueCounts().last?.count == 1)
        let noted: Result<UInt64, FlowError> = try sandbox.wait {
            $0.annotate(
                row.id, owner: nil, text: "Called", caller: caller, isDryRun: false, then: $1)
        }
        _ = try noted.get()
        try sandbox.rest()
        #expect(try sandbox.opened.archive.queueNotes(of: row.id).count == 1)
        let verdict = RunningBank.RecallVerdict(
            recall: row.id, isAccepted: false, ground: .none,
            reason: try #require(ReasonCode("CUST")), original: 0, text: "No")
        let done: Result<Answer<Recall?>, FlowError> = try sandbox.wait {
            $0.decide(verdict, caller: caller, isDryRun: false, then: $1)
        }
        _ = try done.get()
        try sandbox.rest()
        #expect(try waiting(sandbox).isEmpty)
        let late: Result<UInt64, FlowError> = try sandbox.wait {
            $0.annotate(row.id, owner: nil, text: "x", caller: caller, isDryRun: false, then: $1)
        }
        guard case .failure(.note(.notWaiting)) = late else {
            Issue.record("\(late)")
            return
        }
    }

    @Test func `ours waits until the money or the refusal is there`() throws {
        let sandbox = try Sandbox(script: "recall-answer yes")
        try sandbox.openCustomers()
        try sandbox.submit(
            OrderFile(.v09, "M-E", from: .alma, [.init("E", "100.00", to: .elsewhere)]))
        try sandbox.tell("settle now")
        let rows = try sandbox.opened.archive.payments(
            state: nil, file: nil, before: nil, limit: 20)
        let payment = try #require(rows.first { $0.kind == .outgoing }).id
        let new = RunningBank.NewRecall(
            payment: payment, original: try sandbox.opened.archive.carrier(of: payment),
            reason: try #require(ReasonCode("DUPL")), text: "")
        let asked: Result<Answer<Recall?>, FlowError> = try sandbox.wait {
            $0.recall(new, caller: caller, isDryRun: false, then: $1)
        }
        _ = try asked.get()
        try sandbox.rest()
        let row = try #require(try waiting(sandbox).first)
        #expect(row.subject == payment && row.due == Self.due)
        #expect(["sent", "promised"].contains(row.state))
        try sandbox.tell("settle now")
        #expect(try waiting(sandbox).isEmpty)
    }
}
