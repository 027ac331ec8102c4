import Testing

@testable import ISO20022
@testable import XML

@Suite struct SchemaMutationTests {
    /// 12 documents for each message, from seeds of their own.
    static let generated: [(message: String, bytes: [UInt8])] = Schema.ids.flatMap { id in
        (0..<12).compactMap { seed in
            Schema.named(id).map { (id, GeneratedDocument.bytes($0, seed: UInt64(seed))) }
        }
    }

    /// The corpus files that hold one of our messages and nothing around it.
    static func corpus() -> [(message: String, bytes: [UInt8])] {
        (Corpus.verdicts() ?? []).compactMap { file in
            guard file.isWellFormed, file.parts.count == 1, let part = file.parts.first,
                Schema.named(part.message) != nil,
                let bytes = Corpus.bytes(Corpus.payments + file.path), bytes.count < 20_000,
                (try? XMLFragment.parse(bytes).root.namespace?.hasSuffix(part.message)) == true
            else { return nil }
            return (part.message, bytes)
        }
    }

    @Test func `documents made from the tables are valid for libxml2 and for us`() {
        for (message, bytes) in Self.generated {
            let verdict = Judge.of(message).verdict(bytes)
            #expect(verdict == .valid, "\(String(decoding: bytes, as: UTF8.self))")
            #expect(Judge.ours(bytes, message) == .valid)
        }
    }

    @Test func `20,000 mutations get the verdict of libxml2`() {
        let seed: UInt64 = 20_261_121
        let documents = Self.generated + Self.corpus()
        print("mutations of \(documents.count) documents, seed \(seed)")
        var counts: [Judge.Verdict: Int] = [:]
        var listed = 0
        for index in 0..<20_000 {
            let (message, bytes) = documents[index % documents.count]
            var mutation = Mutation(seed: seed &+ UInt64(index))
            let mutated = mutation.apply(to: bytes)
            let judge = Judge.of(message)
            let theirs = judge.verdict(mutated)
            let ours = Judge.ours(mutated, message)
            counts[theirs, default: 0] += 1
            if ours == theirs { continue }
            if Deviation.isListed(mutated)
                || judge.verdict(Deviation.removed(from: mutated)) == ours
            {
                listed += 1
                continue
            }
            Issue.record(
                "mutation \(index) of \(message): libxml2 \(theirs), we \(ours): \(Self.reason(mutated, message))"
            )
        }
        print("libxml2's verdicts: \(counts), of which \(listed) differ as listed")
    }

    private static func reason(_ bytes: [UInt8], _ message: String) -> String {
        do {
            let document = try DocumentReader.read(bytes, accepting: [message])
            return document.findings.first?.description
                ?? String(decoding: bytes.prefix(3000), as: UTF8.self)
        } catch {
            return "\(error)"
        }
    }

    @Test(arguments: [
        // White space around a date collapses (XML Schema part 2, §3.2.7.3); libxml2 2.9 refuses it.
        ("<CreDtTm>2026-11-21T09:00:00</CreDtTm>", "<CreDtTm>\n 2026-11-21T09:00:00 </CreDtTm>"),
        // A section of white space is white space (part 1, §3.4.4, clause 2.3); libxml2 refuses any
        // section between elements.
        ("<GrpHdr>", "<GrpHdr><![CDATA[ ]]>"),
    ])
    func `we differ from libxml2 where it differs from the standard`(plain: String, odd: String) {
        let text = SampleDocuments.pacs002
        #expect(text.contains(plain))
        let judge = Judge.of("pacs.002.001.10")
        #expect(judge.verdict(Array(text.utf8)) == .valid)
        let parts = text.split(separator: plain, maxSplits: 1)
        let bytes = Array((parts[0] + odd + parts[1]).utf8)
        #expect(Judge.ours(bytes, "pacs.002.001.10") == .valid)
        #expect(judge.verdict(bytes) == .invalid)
        #expect(judge.verdict(Deviation.removed(from: bytes)) == .valid)
    }
}
