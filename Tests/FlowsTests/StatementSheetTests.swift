import ISO20022
import Platform
import Testing
import Vocabulary

@testable import Flows

/// Table and page of a statement: the same facts as its camt.053, the same bytes each time, and a
/// foot that notices a change.
@Suite struct `Statements for people` {
    /// Alma's 20 November: 1,000.00 in, 13.00 as a batch, 5.00 to Bruno with words that a spreadsheet
    /// would compute; 50.00 held.
    private static func day() throws -> (sandbox: Sandbox, xml: [UInt8]) {
        let sandbox = try Sandbox()
        try sandbox.openCustomers()
        var batch = OrderFile.Group(
            "P-1", from: .alma,
            [.init("E-1", "1.00", to: .elsewhere), .init("E-2", "12.00", to: .elsewhere)])
        batch.isBatch = true
        try sandbox.submit(OrderFile([batch]))
        try sandbox.tell("settle now")
        _ = try sandbox.transfer(
            .alma, .bruno, "5.00", "EUR", reference: "=HYPERLINK(\"http://x\",\"<b>&\")"
        ).get()
        try sandbox.tell("silent scheme=SCT")
        try sandbox.submit(
            OrderFile(.v09, "M-2", from: .alma, [.init("E-4", "50.00", to: .elsewhere)]))
        try sandbox.closeDay("EUR")
        let account = try #require(sandbox.account(.alma))
        let row = try #require(
            try sandbox.opened.archive.statement(of: account, day: sandbox.today))
        return (sandbox, try #require(try sandbox.opened.archive.bytes(of: row.id)))
    }

    private static func cells(_ csv: [UInt8]) -> [[String]] {
        String(decoding: csv, as: UTF8.self).split(separator: "\r\n").map { line in
            var cells = [""]
            var isQuoted = false
            for character in line {
                switch character {
                case "\"": isQuoted.toggle()
                case "," where !isQuoted: cells.append("")
                default: cells[cells.count - 1].append(character)
                }
            }
            return cells
        }
    }

    @Test func `a table has each entry and part, and its totals add up`() throws {
        let (_, xml) = try Self.day()
        let sheet = try StatementSheet(xml: xml)
        let rows = Self.cells(sheet.csv())
        #expect(rows.allSatisfy { $0.count == rows[0].count })
        #expect(
            rows.dropFirst().map { $0[0] } == [
                "opening", "entry", "entry", "part", "part", "entry", "credits", "debits",
                "closing", "held", "available", "sha256",
            ])
        // 0.00 + 1,000.00 − 13.00 − 5.00 = 982.00; less 50.00 held: 932.00.
        #expect(rows[1][5] == "0.00")
        #expect(rows[2][4] == "1000.00" && rows[2][5] == "1000.00")
        #expect(rows[3][4] == "-13.00" && rows[3][5] == "987.00")
        #expect(rows[4][4] == "-1.00" && rows[5][4] == "-12.00")
        #expect(rows[6][4] == "-5.00" && rows[6][5] == "982.00")
        #expect(rows[7][1] == "1" && rows[7][4] == "1000.00")
        #expect(rows[8][1] == "2" && rows[8][4] == "-18.00")
        #expect(rows[9][5] == "982.00")
        #expect(rows[10][4] == "50.00")
        #expect(rows[11][5] == "932.00")
        #expect(rows[2][2] == "2026-11-20" && rows[2][3] == "2026-11-20")
        #expect(rows[2][7] == "PMNT/RCDT/ESCT" && rows[3][7] == "PMNT/ICDT/ESCT")
    }

    /// A cell that begins with = + - or @ is a known attack on whoever opens the table.
    @Test(arguments: ["=1+1", "+1", "-1", "@SUM(A1)", "  =1", "\u{FF1D}1"])
    func `words are no formula`(words: String) {
        var row = CSVRow()
        row.add("entry")
        row.add(words: words)
        #expect(row.line == "entry,'\(words)\r\n")
    }

    @Test(arguments: [
        ("a,b", "\"a,b\""), ("a\"b", "\"a\"\"b\""), ("a\nb", "\"a\nb\""), ("=a,b", "\"'=a,b\""),
        ("plain", "plain"), ("", ""),
    ])
    func `a cell is quoted as RFC 4180 has it`(words: String, cell: String) {
        var row = CSVRow()
        row.add("x")
        row.add(words: words)
        #expect(row.line == "x,\(cell)\r\n")
    }

    @Test func `a page runs nothing, fetches nothing, and escapes what somebody wrote`() throws {
        let (_, xml) = try Self.day()
        let page = String(decoding: try StatementSheet(xml: xml).page(), as: UTF8.self)
        for text in [
            "<h1>Account statement</h1>", "size: A4 portrait", "=HYPERLINK(&quot;http://x",
            "&lt;b&gt;&amp;", "Credits (1)", "Debits (2)", ">982.00<", ">1\u{202F}000.00<",
            ">\u{2212}18.00<", ">932.00<", "Batch <bdi>P-1</bdi> of 2",
        ] { #expect(page.contains(text), "\(text)") }
        for text in ["<script", "<b>", "src=", "href=", "url(", "@import", "onload"] {
            #expect(!page.contains(text), "\(text)")
        }
    }

    @Test func `the same day in another run has the same bytes`() throws {
        let first = try StatementSheet(xml: try Self.day().xml)
        let second = try StatementSheet(xml: try Self.day().xml)
        #expect(first.csv() == second.csv())
        #expect(first.page() == second.page())
    }

    @Test func `a change anywhere is noticed, with the place of it`() throws {
        let (_, xml) = try Self.day()
        let sheet = try StatementSheet(xml: xml)
        for bytes in [sheet.csv(), sheet.page()] {
            let whole = try StatementFile(bytes)
            #expect(whole.account == Customer.alma.iban)
            #expect(whole.day.description == "2026-11-20")
            #expect(whole.differences(from: bytes).isEmpty)
            // Every byte, at a distance of a prime.
            for place in stride(from: 20, to: bytes.count, by: 97) {
                var changed = bytes
                changed[place] ^= 1
                #expect(throws: StatementFile.Fault.self) { try StatementFile(changed) }
            }
            #expect(throws: StatementFile.Fault.foot(.form)) {
                try StatementFile(bytes + Array("<p>More.</p>\n".utf8))
            }
            #expect(throws: StatementFile.Fault.self) {
                try StatementFile(Array(bytes.dropLast(200)))
            }
        }
    }

    /// Whoever changes an amount can write another hash under it: the bank's own bytes show it.
    @Test func `a forged foot is whole, and differs from what the bank wrote`() throws {
        let (_, xml) = try Self.day()
        let csv = try StatementSheet(xml: xml).csv()
        let text = String(decoding: csv, as: UTF8.self)
        let content = String(
            text.prefix(upTo: try #require(text.firstRange(of: "sha256,")).lowerBound))
        let forged = SheetFoot.closed(content.replacing("1000.00", with: "9000.00")) {
            SheetFoot.Table.text($0, columns: StatementSheet.columns.count)
        }
        let file = try StatementFile(forged)
        let differences = file.differences(from: csv)
        // The entry, the sum of credits, the foot: lines 3, 8 and 13.
        #expect(differences.map(\.place) == [3, 8, 13])
        #expect(differences[0].found.contains("9000.00"))
        #expect(differences[0].expected.contains("1000.00"))
    }

    @Test func `a camt.053 that does not add up is not whole`() throws {
        let (_, xml) = try Self.day()
        let text = String(decoding: xml, as: UTF8.self)
        #expect(try StatementFile(xml).day.description == "2026-11-20")
        let changed = Array(text.replacing(">982.00<", with: ">983.00<").utf8)
        #expect(
            throws: StatementFile.Fault.sheet(
                .sum(opening: "0.00 EUR", entries: "982.00 EUR", closing: "983.00 EUR"))
        ) { try StatementFile(changed) }
        #expect(throws: StatementFile.Fault.unknownForm) { try StatementFile(Array("x".utf8)) }
        #expect(throws: StatementFile.Fault.unknownForm) { try StatementFile([]) }
    }

    @Test func `statements are listed by day, and a page of them goes on where it ended`() throws {
        let sandbox = try Sandbox()
        let account = try sandbox.open(.alma)
        try sandbox.pass(seconds: 4 * 86_400)
        try sandbox.closeDay("EUR")
        let archive = sandbox.opened.archive
        let first = try archive.statements(of: account, before: nil, limit: 3)
        #expect(first.map(\.day) == (2...4).map { sandbox.firstDay + $0 }.reversed())
        let rest = try archive.statements(of: account, before: first.last?.day, limit: 3)
        #expect(rest.map(\.day) == [sandbox.firstDay + 1, sandbox.firstDay])
    }
}

extension Sandbox {
    /// 20 November 2026.
    var firstDay: Int32 { Int32(Self.start / 86_400_000_000_000) }
    /// The day of the clock in UTC, which is that of the bank but for an hour.
    var today: Int32 { Int32(clock.now() / 86_400_000_000_000) }
}
