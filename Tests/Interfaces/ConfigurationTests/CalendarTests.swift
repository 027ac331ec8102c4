import PaymentModel
import Testing
import Vocabulary

@testable import Configuration

@Suite struct CalendarTests {
    private static func calendar(
        _ name: String, _ first: String, _ last: String, more: String = ""
    ) -> String {
        """

        [[calendar]]
        name = "\(name)"
        version = "\(first).1"
        valid_from = "\(first)"
        valid_to = "\(last)"
        source = "a test"
        confidence = "unverified"
        \(more)

        """
    }

    private static func complaints(
        _ calendars: String, scheme calendar: String = "target"
    ) -> [String] {
        let banking = Written.demonstration(
            "calendar = \"target\"", becomes: "calendar = \"\(calendar)\"")
        return Written(banking: banking + calendars).complaints().map { complaint in
            String(complaint.split(separator: ": ", maxSplits: 1).last ?? "")
        }
    }

    @Test func `an operator's own is made of periods`() throws {
        let periods =
            Self.calendar("bavaria", "2027-01-01", "2027-12-31")
            + Self.calendar(
                "bavaria", "2026-01-01", "2026-12-31",
                more: """
                    holidays = ["2026-01-06"]
                    closed_weekdays = ["friday", "saturday"]
                    """)
        let banking = Written.demonstration(
            "calendar = \"target\"", becomes: "calendar = \"bavaria\"")
        let setup = try Written(banking: banking + periods).settle().setup
        let calendar = try #require(setup.scheme(named: "SCT")?.calendar)
        #expect(calendar.periods.map(\.version) == ["2026-01-01.1", "2027-01-01.1"])
        // 6 January 2026 is a Tuesday, 9 January a Friday, 11 January a Sunday.
        let open = try ["2026-01-05", "2026-01-06", "2026-01-09", "2026-01-11", "2027-01-08"]
            .map { try calendar.isOpen(#require(BusinessDate($0))) }
        #expect(open == [true, false, false, true, true])
    }

    @Test func `the Federal Reserve's is built in`() {
        #expect(Self.complaints("", scheme: "federal_reserve") == [])
    }

    @Test func `a hole, an overlap and a wrong end are named`() {
        let first = Self.calendar("own", "2026-01-01", "2026-12-31")
        #expect(
            Self.complaints(first + Self.calendar("own", "2027-01-02", "2027-12-31")) == [
                "[[calendar]] valid_from: 2027-01-02 leaves a hole: the period before ends on 2026-12-31"
            ])
        #expect(
            Self.complaints(first + Self.calendar("own", "2026-12-31", "2027-12-31")) == [
                "[[calendar]] valid_from: 2026-12-31 leaves an overlap: the period before ends on 2026-12-31"
            ])
        #expect(
            Self.complaints(Self.calendar("own", "2026-12-31", "2026-01-01")) == [
                "[[calendar]] valid_to: 2026-01-01 is before valid_from, 2026-12-31"
            ])
        #expect(
            Self.complaints(
                Self.calendar(
                    "own", "2026-01-01", "2026-12-31", more: "holidays = [\"2027-01-01\"]")) == [
                    "[[calendar]] holidays: 2027-01-01 lies outside of the period"
                ])
        #expect(
            Self.complaints(Self.calendar("target", "2026-01-01", "2026-12-31")) == [
                "[[calendar]] name: target is built in"
            ])
        #expect(
            Self.complaints("", scheme: "targett") == [
                "[[scheme]] calendar: there is no calendar targett; did you mean target?"
            ])
    }

    /// Clocks in Berlin go forward from 02:00 to 03:00 on 29 March 2026.
    @Test func `a cut-off and an end of day in a skipped hour are refused`() {
        let early = Written.demonstration("cut_off = \"16:00\"", becomes: "cut_off = \"02:30\"")
            .replacing("opens = \"07:00\"", with: "opens = \"01:00\"")
        #expect(
            Written(banking: early).complaints().map { $0.split(separator: ": ").last } == [
                "02:30:00 does not exist in Europe/Berlin on 2026-03-29: clocks go forward over it"
                    .split(separator: ": ").last
            ])
        let opening = Written.demonstration("opens = \"07:00\"", becomes: "opens = \"02:30\"")
        #expect(
            Written(banking: opening).complaints().allSatisfy {
                $0.contains("[[scheme]] opens: 02:30:00 does not exist in Europe/Berlin")
            })
        #expect(Written(banking: opening).complaints().count == 1)
        let cycle = Written.demonstration(
            "opens = \"07:00\"",
            becomes: "opens = \"01:00\"\ncycle_times = [\"02:15\", \"16:30\"]")
        #expect(
            Written(banking: cycle).complaints().allSatisfy {
                $0.contains("[[scheme]] cycle_times: 02:15:00 does not exist in Europe/Berlin")
            })
        #expect(Written(banking: cycle).complaints().count == 1)
        let end = Written.demonstration(
            "country = \"DE\"", becomes: "country = \"DE\"\nend_of_day = \"02:30\"")
        #expect(
            Written(banking: end).complaints().allSatisfy {
                $0.contains("[bank] end_of_day: 02:30:00 does not exist in Europe/Berlin")
            })
        #expect(Written(banking: end).complaints().count == 1)
        let night = Written.demonstration(
            "country = \"DE\"", becomes: "country = \"DE\"\nend_of_day = \"23:30\"")
        #expect(Written(banking: night).complaints() == [])
    }
}
