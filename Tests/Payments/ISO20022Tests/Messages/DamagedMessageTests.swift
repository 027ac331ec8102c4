@testable import ISO20022
import Testing
import XML

@Suite struct `Messages that were damaged` {
    private static let fixtures = [
        Fixture.pain001v03, Fixture.pain001v09, Fixture.pain001v11, Fixture.pacs008,
        Fixture.pacs002, Fixture.pacs004, Fixture.pacs028, Fixture.camt053, Fixture.camt054,
    ].map { Array($0.utf8) }

    /// Without a schema in front: every reader is asked, and what it reads is written.
    private func ask(_ bytes: [UInt8]) {
        guard let element = try? document(bytes) else { return }
        let answers: [[UInt8]?] = [
            try? CreditTransferInitiation(reading: element).written(),
            try? CreditTransfer(reading: element).written(),
            try? StatusReport(reading: element).written(),
            try? PaymentReturn(reading: element).written(),
            try? StatusRequest(reading: element).written(),
            try? AccountReport(reading: element).written(),
        ]
        // A document is one message at most.
        #expect(answers.count { $0 != nil } <= 1)
    }

    @Test(arguments: fixtures.indices)
    func `are read or refused, never a crash`(index: Int) {
        for seed in 0..<400 as Range<UInt64> {
            var mutation = Mutation(seed: seed)
            ask(mutation.apply(to: Self.fixtures[index]))
        }
    }
}
