import Bytes
import PaymentModel
import Testing

/// Tokens as state: in the record, in the snapshot, in a replay.
@Suite struct `Tokens as state` {
    static func issue(
        _ id: UInt128, _ role: TokenRole, issuer: UInt128 = 1, name: UInt128? = nil,
        expiresAt: UInt64 = 0
    ) -> TokenIssue {
        TokenIssue(
            id: id, hash: [UInt8](repeating: UInt8(id), count: 32), role: role,
            nameKey: name ?? id, content: id, issuer: issuer, expiresAt: expiresAt, sealed: .none)
    }

    private func outcome(_ reply: BankReply?) -> TokenOutcome? {
        guard case .token(let outcome)? = reply else { return nil }
        return outcome
    }

    private func revoke(_ bench: BankBench, _ id: UInt128) -> RevocationOutcome? {
        guard case .revocation(let outcome)? = bench.run(.revokeToken(id, by: 1)) else {
            return nil
        }
        return outcome
    }

    @Test func `are the same after a replay and out of a snapshot`() throws {
        let bench = BankBench()
        #expect(
            outcome(bench.run(.issueToken(Self.issue(1, .administrator, issuer: 0)))) == .issued)
        #expect(outcome(bench.run(.issueToken(Self.issue(2, .operator)))) == .issued)
        #expect(outcome(bench.run(.issueToken(Self.issue(3, .auditor, expiresAt: 5)))) == .expired)
        #expect(outcome(bench.run(.issueToken(Self.issue(4, .auditor, name: 2)))) == .nameTaken)
        #expect(outcome(bench.run(.issueToken(Self.issue(2, .operator)))) == .replayed)
        #expect(revoke(bench, 2) == .revoked)
        #expect(revoke(bench, 2) == .unchanged)
        #expect(revoke(bench, 9) == .unknownToken)
        #expect(revoke(bench, 1) == .lastAdministrator)
        let again = try BankBench.restored(bench.bank)
        #expect(again.tokens.tokens == bench.bank.tokens.tokens)
        #expect(BankBench.state(again) == BankBench.state(bench.bank))
        #expect(again.tokens[2]?.revokedBy == 1)
        #expect(again.tokens[hash: [UInt8](repeating: 1, count: 32)]?.role == .administrator)
    }

    @Test func `the node's own token takes the place of the one before`() throws {
        let bench = BankBench()
        bench.run(.issueToken(Self.issue(1, .administrator, issuer: 0)))
        bench.run(.issueToken(Self.issue(2, .administrator, issuer: 0, name: 1)))
        #expect(bench.bank.tokens[1]?.isRevoked == true)
        #expect(bench.bank.tokens[2]?.isRevoked == false)
    }

    @Test func `a refusal changes nothing`() throws {
        let bench = BankBench()
        bench.run(.issueToken(Self.issue(1, .administrator, issuer: 0)))
        let before = BankBench.state(bench.bank)
        bench.run(.issueToken(Self.issue(3, .auditor, expiresAt: 5)))
        bench.run(.revokeToken(1, by: 1))
        bench.run(.revokeToken(7, by: 1))
        #expect(BankBench.state(bench.bank) == before)
        #expect(bench.entries.count == 1)
    }
}
