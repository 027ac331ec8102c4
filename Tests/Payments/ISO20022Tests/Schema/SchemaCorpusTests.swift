import Testing

@testable import ISO20022
@testable import XML

@Suite struct SchemaCorpusTests {
    @Test func `every part of every corpus file gets the verdict of libxml2`() throws {
        guard let files = Corpus.verdicts() else { return }
        var agreed = [true: 0, false: 0]
        for file in files where file.isWellFormed {
            let expected = file.parts.filter { Schema.named($0.message) != nil }
            guard !expected.isEmpty else { continue }
            let bytes = try #require(Corpus.bytes(Corpus.payments + file.path))
            let found = try EnvelopeReader.read(bytes)
            #expect(found.map(\.message) == expected.map(\.message), "\(file.path)")
            for (message, verdict) in zip(found, expected) {
                #expect(
                    message.isValid == verdict.isValid,
                    "\(file.path): \(message.findings.prefix(2))")
                if message.isValid == verdict.isValid { agreed[verdict.isValid, default: 0] += 1 }
            }
        }
        print("corpus: agreed on \(agreed[true] ?? 0) valid, \(agreed[false] ?? 0) invalid parts")
    }

    @Test func `files that are no XML are refused`() throws {
        guard let files = Corpus.verdicts() else { return }
        let malformed = files.filter { !$0.isWellFormed }
        #expect(malformed.count == 25)
        for file in malformed {
            let bytes = try #require(Corpus.bytes(Corpus.payments + file.path))
            #expect(throws: XMLError.self) { try XMLFragment.parse(bytes) }
        }
    }

    @Test func `every well-formed corpus file is read as XML`() throws {
        guard let files = Corpus.verdicts() else { return }
        for file in files where file.isWellFormed {
            let bytes = try #require(Corpus.bytes(Corpus.payments + file.path))
            #expect(throws: Never.self, "\(file.path)") { try XMLFragment.parse(bytes) }
        }
    }
}
