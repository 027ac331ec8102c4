import PaymentModel
import Testing
import Vocabulary

@testable import Configuration

@Suite struct FeeTableTests {
    private static func row(
        _ scheme: String, _ fee: String, currency: String = "EUR", more: String = ""
    ) -> String {
        """

        [[fee]]
        name = "Transfer"
        scheme = "\(scheme)"
        currency = "\(currency)"
        fee = \(fee)
        \(more)
        source = "a test"
        confidence = "unverified"

        """
    }

    private func complaints(_ more: String) -> [String] {
        Written(banking: Demonstration.banking + more).complaints()
    }

    @Test func `rows are dated, by scheme, party and band, and collected one way or the other`()
        throws
    {
        let party = "party_00000000000000000000000005"
        let rows =
            Self.row("SCT", "0.35", more: "amount_to = 999.99")
            + Self.row("SCT", "1", more: "amount_from = 1000\nvalid_from = \"2020-01-01\"")
            + Self.row(
                "book", "0",
                currency: "USD",
                more: "party = \"\(party)\"\ncollected = \"month\"\nreturned = true")
        let fees = try Written(banking: Demonstration.banking + rows).settle().setup.fees
        #expect(fees.map(\.scheme) == ["SCT", "SCT", "book"])
        #expect(fees.map(\.fee.minorUnits) == [35, 100, 0])
        #expect(fees[0].to?.minorUnits == 99_999 && fees[1].from.minorUnits == 100_000)
        #expect(fees[2].party == 5 && fees[2].collection == .month && fees[2].isReturned)
        #expect(fees[0].collection == .payment && !fees[0].isReturned)
        #expect(fees[1].validFrom == BusinessDate("2020-01-01"))
    }

    @Test
    func `an unknown scheme, another currency, bands that overlap and wrong values are named`() {
        #expect(complaints(Self.row("SCTX", "0.35")).allSatisfy { $0.contains("no scheme SCTX") })
        #expect(complaints(Self.row("SCTX", "0.35")).count == 1)
        #expect(complaints(Self.row("SCT", "0.35", currency: "USD")).count == 1)
        let twice = complaints(Self.row("SCT", "0.35") + Self.row("SCT", "0.30"))
        #expect(twice.count == 1 && twice[0].contains("another row of the same table"))
        for fee in ["-1", "0.355", "\"dear\""] {
            #expect(complaints(Self.row("SCT", fee)).count == 1, "\(fee)")
        }
        #expect(
            complaints(Self.row("SCT", "1", more: "amount_from = 10\namount_to = 9")).count == 1)
    }

    @Test func `a table in which an instant payment costs more is refused`() {
        let dear = complaints(Self.row("SCT", "0.35") + Self.row("SCTINST", "0.36"))
        #expect(dear.count == 1, "\(dear)")
        #expect(dear.first?.contains("260/2012") == true)
        #expect(complaints(Self.row("SCTINST", "0.01")).count == 1)
        #expect(complaints(Self.row("SCT", "0.35") + Self.row("SCTINST", "0.35")).isEmpty)
        let later = Self.row("SCT", "0.10", more: "valid_from = \"2030-01-01\"")
        #expect(
            complaints(Self.row("SCT", "0.35") + later + Self.row("SCTINST", "0.35")).count == 1)
    }
}
