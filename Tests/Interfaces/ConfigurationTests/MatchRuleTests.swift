import PaymentModel
import Testing

@testable import Configuration

@Suite struct MatchRuleTests {
    private static func row(_ name: String, _ reference: String, _ more: String = "") -> String {
        """

        [[match_rule]]
        name = "\(name)"
        reference = "\(reference)"
        \(more)

        """
    }

    @Test func `rows count in their order, and replace the standard ones`() throws {
        let standard = try Written(banking: Demonstration.banking).settle()
        #expect(standard.matchRules == MatchRule.standard)
        let rows =
            Self.row("first", "message", "many = \"theirs\"\ndays = 3\ntolerance = 2")
            + Self.row("second", "none")
        let settings = try Written(banking: Demonstration.banking + rows).settle()
        #expect(
            settings.matchRules == [
                MatchRule(
                    name: "first", reference: .message, many: .theirs, days: 3, tolerance: 2),
                MatchRule(name: "second", reference: .none),
            ])
    }

    @Test func `sums without a reference and a name that stands twice are named`() {
        func complaints(_ more: String) -> [String] {
            Written(banking: Demonstration.banking + more).complaints()
        }
        let sum = complaints(Self.row("a", "none", "many = \"ours\""))
        #expect(sum.count == 1 && sum[0].hasSuffix("[[match_rule]] many: sums need a reference"))
        let twice = complaints(Self.row("a", "message") + Self.row("a", "none"))
        #expect(twice.count == 1 && twice[0].hasSuffix("[[match_rule]] name: a stands twice"))
        #expect(complaints(Self.row("a", "amount")).count == 1)
    }

    @Test func `reports within the day are asked for in minutes`() throws {
        let written = Written(banking: Demonstration.banking + "\n[reports]\ncamt052_every = 30\n")
        #expect(try written.settle().setup.bank.interimMinutes == 30)
        #expect(
            try Written(banking: Demonstration.banking).settle().setup.bank.interimMinutes == 0)
    }
}
