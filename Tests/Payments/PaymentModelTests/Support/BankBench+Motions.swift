import PaymentModel

/// What one of the staff proposes and another confirms.
extension BankBench {
    func propose(
        _ body: Motion.Body, _ amount: UInt128, id: UInt128 = 1 << 110, content: UInt128 = 5,
        by: UInt128 = 1
    ) -> MotionOutcome? {
        admit(1, .operator)
        admit(2, .approver)
        let reply = run(
            .propose(
                Motion(
                    id: id, content: content, by: by,
                    reason: SealedReference(key: 9, hash: [UInt8](repeating: 7, count: 32)),
                    amount: amount, currency: 978, body: body)))
        guard case .motion(let outcome)? = reply else { return nil }
        return outcome
    }

    func confirm(id: UInt128 = 1 << 110, by: UInt128 = 2) -> MotionOutcome? {
        let reply = run(
            .decideApproval(
                ApprovalDecision(
                    id: id, isApproved: true, content: 5, by: by, orderCount: 1, reason: .none)))
        guard case .approval(.released(.motion(let outcome)))? = reply else { return nil }
        return outcome
    }

    /// What the first said where he was refused, else the second.
    func agree(_ body: Motion.Body, _ amount: UInt128, id: UInt128 = 1 << 110) -> MotionOutcome? {
        let outcome = propose(body, amount, id: id)
        return outcome == .proposed ? confirm(id: id) : outcome
    }

    var lastBreak: UInt128 { bank.breaks.last?.id ?? 0 }

    func account(_ customer: String) -> Motion.Target { .account(name("account \(customer)")) }
}
