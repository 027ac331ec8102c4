import PaymentModel
import Testing
import Vocabulary

@testable import Configuration

@Suite struct `Dated rows of schemes` {
    /// The demonstration's SCT again, as it is from a day on.
    private static func row(
        from day: String? = "2026-12-24", _ line: String = "uetr = false",
        becomes other: String = "uetr = false"
    ) throws -> String {
        let start = try #require(Demonstration.banking.firstRange(of: "[[scheme]]")).lowerBound
        let rest = Demonstration.banking[start...]
        let end = try #require(rest.firstRange(of: "confidence = \"unverified\"")).upperBound
        let from = day.map { "\nvalid_from = \"\($0)\"" } ?? ""
        let row = String(rest[..<end]).replacing(line, with: other)
        return "\n" + row.replacing("name = \"SCT\"", with: "name = \"SCT\"" + from) + "\n"
    }

    private static func complaints(_ rows: String...) -> [String] {
        Written(banking: Demonstration.banking + rows.joined()).complaints().map { complaint in
            String(complaint.split(separator: ": ", maxSplits: 1).last ?? "")
        }
    }

    @Test func `rows of one name are one scheme, in the order of their days`() throws {
        let rows =
            try Self.row(from: "2026-12-28") + Self.row("\"16:00\"", becomes: "\"12:00\"")
        let setup = try Written(banking: Demonstration.banking + rows).settle().setup
        #expect(setup.schemes.map(\.name) == ["SCT", "SCT", "SCT", "SCTINST"])
        #expect(
            setup.schemes.prefix(3).map(\.validFrom)
                == [nil, BusinessDate("2026-12-24"), BusinessDate("2026-12-28")])
        #expect(
            setup.schemes.prefix(3).map(\.cycles?.cutOff)
                == [TimeOfDay("16:00"), TimeOfDay("12:00"), TimeOfDay("16:00")])
    }

    @Test(arguments: [
        ("currency = \"EUR\"", "currency = \"USD\"", "currency"),
        (
            "settlement_account = \"SCT-EUR-QENXDEFFXXX\"", "settlement_account = \"OTHER\"",
            "settlement_account"
        ),
        ("clearing_bic = \"CLRGDEFFXXX\"", "clearing_bic = \"CLRGFRPPXXX\"", "clearing_bic"),
        ("clearing_system = \"SCT\"", "clearing_system = \"SCT2\"", "clearing_system"),
        ("time_zone = \"Europe/Berlin\"", "time_zone = \"Europe/Lisbon\"", "time_zone"),
    ])
    func `what rows of one scheme must agree in is named`(
        line: String, other: String, key: String
    ) throws {
        #expect(
            Self.complaints(try Self.row(line, becomes: other)) == [
                "[[scheme]] \(key): rows of one scheme agree in it, and that of SCT above says "
                    + "otherwise"
            ])
    }

    @Test func `two rows of one day are refused`() throws {
        #expect(
            Self.complaints(try Self.row(), try Self.row()) == [
                "[[scheme]] name: SCT from 2026-12-24 is there twice"
            ])
        #expect(
            Self.complaints(try Self.row(from: nil)) == ["[[scheme]] name: SCT is there twice"])
    }

    @Test func `a day that is none is named`() throws {
        #expect(
            Self.complaints(try Self.row(from: "2026-02-29")).map { $0.prefix(23) }
                == ["[[scheme]] valid_from: "])
    }
}
