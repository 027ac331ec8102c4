import Fuzzing
import Platform
import Testing

@testable import Flows

/// Messages that anybody has written into, given to a bank with payments under way.
@Suite struct `Damaged messages at a bank` {
    private static let pieces = [
        "ACCP", "RJCT", "ACSC", "PART", "AB05", "AG09", "FOCR", "1.00", "0", "-1", "1.005",
        "999999999999999999", "EUR", "USD", "XXX", "DBIT", "CRDT", "SCT", "SCTINST", "INST",
        "2026-11-20", "1969-12-31", "9999-12-31", "2026-11-20T09:00:00Z", "NOTPROVIDED",
        "DE41900000010000000101", "</TxInfAndSts>", "<TxSts>ACCP</TxSts>", "QENXDEFFXXX",
    ]

    private static func sandbox() throws -> (Sandbox, [[UInt8]]) {
        let sandbox = try Sandbox(script: "silent scheme=SCTINST every=2", confirms: true)
        try sandbox.openCustomers()
        for number in 1...4 {
            try sandbox.submit(
                OrderFile(
                    .v09, "M-\(number)", from: .alma,
                    [
                        .init("E-1", "\(number).00", to: .elsewhere),
                        OrderFile.Transfer("E-2", "\(number).50", to: .elsewhere).with {
                            $0.isInstant = true
                        },
                    ]))
            try sandbox.tell(
                "originate scheme=SCTINST creditor-iban=\(Customer.alma.iban ?? "") amount=2.00")
            try sandbox.tell("originate creditor-iban=\(Customer.nobody.iban ?? "") amount=3.00")
            if number == 2 { try sandbox.tell("settle now") }
        }
        try sandbox.tell("stray-return 4.00 reason=AC04")
        try sandbox.tell("statement now")
        return (sandbox, sandbox.received.map(\.bytes))
    }

    /// Whatever the clearing says, both sides of every booking are there, and no customer is
    /// overdrawn.
    @Test func `of the clearing keep the books whole`() throws {
        let complaint = Fuzzer("clearing's messages").run { random in
            let (sandbox, seeds) = try Self.sandbox()
            for _ in 0..<300 {
                let bytes = Mutator(random, pieces: Self.pieces).mutated(seeds)
                _ = try sandbox.wait { $0.takeClearingMessage(bytes, then: $1) }
                if let complaint = Self.complaint(sandbox) { return complaint }
            }
            // What came out of it is valid, too.
            try sandbox.rest()
            return nil
        }
        #expect(complaint == nil)
    }

    @Test func `of customers keep the books whole`() throws {
        let seeds = OrderFile.Version.allCases.map { version in
            Array(
                OrderFile(
                    version, from: .bruno,
                    [
                        OrderFile.Transfer("E-1", "1.00", to: .alma).with { $0.text = "Text" },
                        .init("E-2", "0.01", to: .elsewhere),
                        OrderFile.Transfer("E-3", "0.02", to: .elsewhere).with {
                            $0.isInstant = true
                        },
                    ]
                ).text.utf8)
        }
        let complaint = Fuzzer("customers' files").run { random in
            let (sandbox, _) = try Self.sandbox()
            for _ in 0..<300 {
                let bytes = Mutator(random, pieces: Self.pieces).mutated(seeds)
                _ = try sandbox.wait { bank, answer in
                    bank.submitFile(
                        bytes, caller: Caller(name: "fuzz", idempotencyKey: nil), then: answer)
                }
                if let complaint = Self.complaint(sandbox) { return complaint }
            }
            try sandbox.rest()
            return nil
        }
        #expect(complaint == nil)
    }

    private static func complaint(_ sandbox: Sandbox) -> String? {
        let balances = [Customer.alma, .bruno, .clara].map(sandbox.balance)
        guard balances.allSatisfy({ $0 >= 0 }) else { return "overdrawn: \(balances)" }
        return sandbox.isBalanced ? nil : "a sum is not zero"
    }
}
