import PaymentModel
import Testing

@testable import Configuration

@Suite struct ValueDateTests {
    private static func row(_ scheme: String, _ side: String) -> String {
        """

        [[value_date]]
        scheme = "\(scheme)"
        of = "\(side)"
        days = 1
        valid_from = "2026-01-01"
        source = "a test"
        confidence = "unverified"

        """
    }

    @Test func `rows are dated and per scheme and side`() throws {
        let banking = Written.demonstration(
            "cut_off = \"16:00\"", becomes: "cut_off = \"16:00\"\nlate_orders = \"refuse\"")
        let setup = try Written(
            banking: banking + Self.row("SCT", "debit") + Self.row("SCT", "credit")
        ).settle().setup
        #expect(setup.valueDates.map(\.side) == [.credit, .debit])
        #expect(setup.valueDates.map(\.days) == [1, 1])
        #expect(setup.schemes.map(\.lateOrders) == [.refuse, .nextDay])
    }

    @Test func `an unknown scheme, two rows of one day and a policy of none are named`() {
        func complaints(_ more: String) -> [String] {
            Written(banking: Demonstration.banking + more).complaints()
        }
        #expect(complaints(Self.row("SCTX", "debit")).count == 1)
        #expect(
            complaints(Self.row("SCT", "debit") + Self.row("SCT", "debit")).allSatisfy {
                $0.hasSuffix("[[value_date]] of: debit has two rows of one day")
            })
        let instant = Written.demonstration(
            "clock_seconds = 10", becomes: "clock_seconds = 10\nlate_orders = \"refuse\"")
        #expect(
            Written(banking: instant).complaints().allSatisfy {
                $0.contains("late_orders: does not belong to a scheme")
            })
        #expect(Written(banking: instant).complaints().count == 1)
    }
}
