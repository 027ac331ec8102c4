import HTTPAPI
import Platform
import Testing

@Suite struct ProblemPageTests {
    @Test func `every code has exactly one page, and no page is without a code`() {
        let codes =
            (ProblemKind.ofExchange + ProblemKind.ofFlows + ProblemKind.ofAccess
            + ProblemKind.ofParties + ProblemKind.ofSchemes + ProblemKind.ofChannels
            + ProblemKind.ofSchedules).map(
                \.code)
        #expect(Set(codes).count == codes.count)
        #expect(ProblemPage.all.map(\.kind.code).sorted() == codes.sorted())
    }

    @Test func `a page names its code, its status, when it comes and what helps`() throws {
        let page = try #require(ProblemPage.of("insufficient_funds"))
        #expect(page.text.hasPrefix("## insufficient_funds\n"))
        #expect(page.text.contains("Status 422"))
        #expect(page.text.contains("**When**") && page.text.contains("**What helps**"))
        #expect(ProblemPage.of("insufficient") == nil)
    }

    @Test func `the reference in the documentation is what the node answers`() throws {
        let path = #filePath.split(separator: "/").dropLast(4).joined(separator: "/")
        let bytes = try LiveDisk(writerThreads: 1).read(
            "/\(path)/Documentation/reference/errors.md", limit: 1 << 20)
        #expect(String(decoding: bytes, as: UTF8.self) == ProblemPage.reference)
    }
}
