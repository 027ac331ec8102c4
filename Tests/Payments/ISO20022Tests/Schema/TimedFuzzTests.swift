import Fuzzing
import Testing

@testable import ISO20022
@testable import XML

/// Mutations of every message, made and found: libxml2's verdict, and values that can be read.
@Test func `any document gets the verdict of libxml2, and a value or an error`() {
    let documents = SchemaMutationTests.generated + SchemaMutationTests.corpus()
    let complaint = Fuzzer("schemas").run { random in
        let (message, bytes) = documents[random.below(documents.count)]
        var mutation = Mutation(seed: random.next())
        var mutated = mutation.apply(to: bytes)
        if random.below(4) == 0 {
            mutated = Mutator(random, pieces: Mutation.pieces + Mutation.values).mutated([mutated])
        }
        read(mutated)
        // libxml2 takes a NUL for the end of some documents; a document type is refused by choice.
        let text = String(decoding: mutated, as: UTF8.self)
        guard !mutated.contains(0), !text.contains("<!D"), !text.contains("encoding"),
            !Deviation.isListed(mutated)
        else { return nil }
        let judge = Judge.of(message)
        let ours = Judge.ours(mutated, message)
        let theirs = judge.verdict(mutated)
        guard ours != theirs, judge.verdict(Deviation.removed(from: mutated)) != ours else {
            return nil
        }
        return "\(message): libxml2 \(theirs.rawValue), we \(ours.rawValue): \(text.prefix(4_000))"
    }
    #expect(complaint == nil)
}

/// Every reader of values is asked; what it reads it can write, or says why not.
private func read(_ bytes: [UInt8]) {
    guard let root = try? XMLFragment.parse(bytes).root else { return }
    _ = try? CreditTransferInitiation(reading: root).written()
    _ = try? CreditTransfer(reading: root).written()
    _ = try? StatusReport(reading: root).written()
    _ = try? PaymentReturn(reading: root).written()
    _ = try? StatusRequest(reading: root).written()
    _ = try? AccountReport(reading: root).written()
}
