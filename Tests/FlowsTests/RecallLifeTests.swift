import Engine
import PaymentModel
import Testing

@testable import Flows

/// Recalls in both directions, with the clearing: every message is judged by libxml2.
@Suite struct `Recalls and the clearing` {
    private let caller = Caller(name: "test", idempotencyKey: nil, token: 4)

    private func outgoing(_ sandbox: Sandbox) throws -> UInt128 {
        let rows = try sandbox.opened.archive.payments(
            state: nil, file: nil, before: nil, limit: 20)
        return try #require(rows.first { $0.kind == .outgoing }).id
    }

    private func pay(_ sandbox: Sandbox, _ amount: String) throws -> UInt128 {
        try sandbox.openCustomers()
        try sandbox.submit(
            OrderFile(.v09, "M-E", from: .alma, [.init("E", amount, to: .elsewhere)]))
        try sandbox.tell("settle now")
        return try outgoing(sandbox)
    }

    private func recall(_ sandbox: Sandbox, _ payment: UInt128, _ reason: String) throws {
        let new = RunningBank.NewRecall(
            payment: payment, original: try sandbox.opened.archive.carrier(of: payment),
            reason: try #require(ReasonCode(reason)), text: "Call 4711")
        let done: Result<Answer<Recall?>, FlowError> = try sandbox.wait {
            $0.recall(new, caller: caller, isDryRun: false, then: $1)
        }
        _ = try done.get()
        try sandbox.rest()
    }

    private func recalls(_ sandbox: Sandbox) throws -> [Recall] {
        try sandbox.opened.archive.recalls(nil, nil, before: nil, limit: 10).map(\.recall)
    }

    private func decide(
        _ sandbox: Sandbox, _ recall: Recall, accepts: Bool, reason: String = ""
    ) throws {
        let source = try sandbox.opened.archive.payment(recall.payment)?.source ?? 0
        let verdict = RunningBank.RecallVerdict(
            recall: recall.id, isAccepted: accepts, ground: accepts ? .consent : .none,
            reason: ReasonCode(reason) ?? .none, original: source, text: "consent, given by Alma")
        let done: Result<Answer<Recall?>, FlowError> = try sandbox.wait {
            $0.decide(verdict, caller: caller, isDryRun: false, then: $1)
        }
        _ = try done.get()
        try sandbox.rest()
    }

    // MARK: - Ours

    @Test func `Q1, Q2: asked for, given back with FOCR, and all of it stands in the trace`() throws
    {
        let sandbox = try Sandbox(script: "recall-answer yes")
        let payment = try pay(sandbox, "100.00")
        #expect(sandbox.balance(.alma) == 90_000)
        try recall(sandbox, payment, "DUPL")
        let sent = try #require(sandbox.newSent("camt.056").first)
        #expect(sent["//CxlRsnInf/Rsn/Cd"] == "DUPL")
        #expect(sent["//CxlRsnInf/Orgtr/Id/OrgId/AnyBIC"] == "QENXDEFF")
        #expect(sent["//Assgne/Agt/FinInstnId/BICFI"] == "BANKDEFF")
        #expect(sent["//TxInf/OrgnlIntrBkSttlmAmt"] == "100.00")
        #expect(sent["//TxInf/OrgnlIntrBkSttlmDt"] == "2026-11-20")
        #expect(sent["//TxInf/OrgnlTxId"] == MessageIdentification.text(payment))
        #expect(sent["//TxInf/OrgnlTxRef/CdtrAcct/Id/IBAN"] == Customer.elsewhere.iban)
        try sandbox.tell("settle now")
        #expect(sandbox.balance(.alma) == 100_000 && sandbox.breaks.isEmpty)
        #expect(try recalls(sandbox).map(\.state) == [.returned])
        let row = try #require(try sandbox.opened.archive.payment(payment))
        #expect(row.state == .returned && row.reason == "FOCR")
        let steps = try sandbox.opened.archive.recallSteps(of: payment).map(\.recall.state)
        #expect(steps == [.sent, .returned])
        let messages = try sandbox.opened.archive.messages(of: row).map(\.kind)
        #expect(messages.contains("camt.056.001.08") && messages.contains("pacs.004.001.09"))
        sandbox.expectReconciled()
    }

    @Test func `Q3: a camt.029 moves nothing, and its reason stands in the trace`() throws {
        let sandbox = try Sandbox(script: "recall-answer no reason=CUST")
        let payment = try pay(sandbox, "100.00")
        try recall(sandbox, payment, "CUST")
        let sent = try #require(sandbox.newSent("camt.056").first)
        // The customer asks, and is named.
        #expect(sent["//CxlRsnInf/Orgtr/Nm"] == "Alma")
        let found = try #require(try recalls(sandbox).first)
        #expect(found.state == .refused && found.answer.text == "CUST")
        #expect(sandbox.bank.text(sealedUnder: found.note) == "Call 4711")
        #expect(sandbox.balance(.alma) == 90_000 && sandbox.breaks.isEmpty)
        let row = try #require(try sandbox.opened.archive.payment(payment))
        #expect(row.state == .settled)
        #expect(
            try sandbox.opened.archive.messages(of: row).map(\.kind).contains("camt.029.001.09"))
        sandbox.expectReconciled()
    }

    // MARK: - Theirs

    @Test func `Q8: with consent the customer is debited, and the statement says why`() throws {
        let sandbox = try Sandbox()
        try sandbox.openCustomers()
        try sandbox.tell("recall reason=DUPL")
        let asked = try #require(try recalls(sandbox).first)
        #expect(asked.state == .open && asked.reason.text == "DUPL" && asked.amount == 100_000)
        #expect(sandbox.balance(.clara) == 100_000, "the last one that was given money")
        try decide(sandbox, asked, accepts: true)
        let sent = try #require(sandbox.newSent("pacs.004").first)
        #expect(sent["//RtrRsnInf/Rsn/Cd"] == "FOCR" && sent["//RtrdIntrBkSttlmAmt"] == "1000.00")
        try sandbox.tell("settle now")
        #expect(sandbox.balance(.clara) == 0 && sandbox.breaks.isEmpty)
        #expect(try recalls(sandbox).map(\.state) == [.sentBack])
        let advice = try #require(sandbox.newReports("camt.054").last)
        #expect(advice["//Ntry/CdtDbtInd"] == "DBIT")
        #expect(advice["//Ntry/BkTxCd/Domn/Fmly/SubFmlyCd"] == "RRTN")
        #expect(advice["//RtrInf/Rsn/Cd"] == "FOCR")
        sandbox.expectReconciled()
    }

    @Test func `Q11: a refusal is a camt.029 with the reason, to whoever asked`() throws {
        let sandbox = try Sandbox()
        try sandbox.openCustomers()
        try sandbox.tell("recall reason=FRAD")
        let asked = try #require(try recalls(sandbox).first)
        try decide(sandbox, asked, accepts: false, reason: "LEGL")
        let sent = try #require(sandbox.newSent("camt.029").first)
        #expect(sent["//Sts/Conf"] == "RJCR" && sent["//TxCxlSts"] == "RJCR")
        #expect(sent["//CxlStsRsnInf/Rsn/Cd"] == "LEGL")
        #expect(sent["//Assgne/Agt/FinInstnId/BICFI"] == SandboxBank.otherBIC)
        #expect(try recalls(sandbox).map(\.state) == [.refused])
        #expect(try sandbox.refusedByClearing().isEmpty && sandbox.breaks.isEmpty)
        let row = try #require(try sandbox.opened.archive.payment(asked.payment))
        let kinds = try sandbox.opened.archive.messages(of: row).map(\.kind)
        #expect(kinds.contains("camt.056.001.08") && kinds.contains("camt.029.001.09"))
        sandbox.expectReconciled()
    }

    @Test func `Q13: of what never came the answer is NOOR, at once`() throws {
        let sandbox = try Sandbox()
        try sandbox.openCustomers()
        try sandbox.tell("recall reason=TECH stray=yes")
        let sent = try #require(sandbox.newSent("camt.029").first)
        #expect(sent["//CxlStsRsnInf/Rsn/Cd"] == "NOOR")
        #expect(try recalls(sandbox).map(\.state) == [.refused])
    }
}
