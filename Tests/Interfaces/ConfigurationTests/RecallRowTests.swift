import PaymentModel
import Testing
import Vocabulary

@testable import Configuration

@Suite struct `Rows of recalls and returns` {
    private static func recall(_ reason: String, unit: String = "months") -> String {
        """

        [[recall]]
        reason = "\(reason)"
        within = 13
        unit = "\(unit)"
        asks = "originator"
        source = "a test"
        confidence = "unverified"

        """
    }

    private static func window(_ scheme: String) -> String {
        """

        [[return_window]]
        scheme = "\(scheme)"
        days = 2
        valid_from = "2026-01-01"
        source = "a test"
        confidence = "unverified"

        """
    }

    @Test func `rows are taken over, and a floor of a scheme`() throws {
        let banking = Written.demonstration(
            "cut_off = \"16:00\"", becomes: "cut_off = \"16:00\"\nfloor = 250000.00")
        let setup = try Written(
            banking: banking + Self.recall("CUST") + Self.window("SCT")
        ).settle().setup
        let row = try #require(setup.recalls.first)
        #expect(row.reason.text == "CUST" && row.within == 13 && row.unit == .months)
        #expect(row.asker == .originator && row.answerDays == 15)
        #expect(setup.returnWindows.map(\.days) == [2])
        #expect(setup.schemes.map { $0.floor?.minorUnits } == [25_000_000, nil])
        let bytes = setup.encoded()
        #expect(try BankSetup(encoded: bytes[...]) == setup)
    }

    @Test func `two rows of one day, an unknown scheme, unit or reason are named`() {
        func complaints(_ more: String) -> [String] {
            Written(banking: Demonstration.banking + more).complaints()
        }
        #expect(
            complaints(Self.recall("CUST") + Self.recall("CUST")).allSatisfy {
                $0.hasSuffix("[[recall]] reason: CUST has two rows of one day")
            })
        #expect(complaints(Self.recall("CUST") + Self.recall("CUST")).count == 1)
        #expect(complaints(Self.recall("CUST", unit: "weeks")).count == 1)
        #expect(complaints(Self.recall("late")).count == 1)
        #expect(complaints(Self.window("SCTX")).count == 1)
        #expect(complaints(Self.window("SCT") + Self.window("SCT")).count == 1)
    }
}
