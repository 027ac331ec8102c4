import PaymentModel
import Testing

/// Rows H9 and H10: a message of ours is written once more.
@Suite struct `A message written again` {
    private func resend(
        _ bench: BankBench, _ message: UInt128, _ kind: OutgoingMessage.Kind = .transfers
    ) -> ResendOutcome? {
        let scheme = bench.bank.configuration.scheme(named: "SCT")?.key ?? 0
        let reply = bench.run(
            .resend(
                MessageResend(
                    id: 1, message: message, kind: kind, scheme: scheme, hash: 2, by: 3,
                    reason: .none)))
        guard case .resend(let outcome)? = reply else { return nil }
        return outcome
    }

    private func paid(_ orders: [PaymentOrder]) throws -> (BankBench, UInt128) {
        let bench = try BankBench.opened()
        bench.pay("Alma", orders, file: "X")
        return (bench, bench.bank.payments[BankBench.payment("X")]?.message ?? 0)
    }

    @Test func `while all in it waits for the clearing`() throws {
        let (bench, message) = try paid([BankBench.order(10_000, to: "Far")])
        #expect(resend(bench, message) == .resent)
        #expect(resend(bench, 77) == .ended, "nothing is known of it any more")
        #expect(resend(bench, 77, .question) == .resent, "what moves nothing may be said again")
    }

    /// Alma has her 100.00 back: a clearing that had lost the message would execute it.
    @Test func `H10: not when one of its payments has ended`() throws {
        let (bench, message) = try paid([
            BankBench.order(10_000, to: "Far"), BankBench.order(2_000, to: "Far"),
        ])
        bench.take(
            "S", "SCT",
            bench.status(about: message, [(BankBench.payment("X"), .rejected, "AC04")]))
        #expect(bench.posted("Alma") == 100_000)
        #expect(resend(bench, message) == .ended)
    }
}
