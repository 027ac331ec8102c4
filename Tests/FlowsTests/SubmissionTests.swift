import PaymentModel
import Testing

@testable import Flows

/// What a customer's file may ask for, and what it is refused for.
@Suite struct `Customers' files` {
    /// Endings of the file's transfers as its first report tells them: `RJCT AM04`.
    private func verdicts(_ sandbox: Sandbox, _ file: OrderFile) throws -> [String] {
        try sandbox.submit(file)
        let report = try #require(sandbox.newReports("pain.002").first)
        let count = report.count("OrgnlPmtInfAndSts/TxInfAndSts")
        return (0..<count).map { index in
            let transfer = "/descendant::TxInfAndSts[\(index + 1)]"
            return [report["\(transfer)/TxSts"], report["\(transfer)/StsRsnInf/Rsn/Cd"]]
                .compactMap { $0 }.joined(separator: " ")
        }
    }

    @Test(arguments: OrderFile.Version.allCases)
    func `each transfer is refused for what it is`(version: OrderFile.Version) throws {
        let sandbox = try Sandbox()
        try sandbox.openCustomers()
        try sandbox.open(Customer(reference: "USD1", name: "U", iban: nil), currency: "USD")
        try sandbox.setStatus(.clara, .frozen)
        let rows: [(OrderFile.Transfer, String)] = [
            (.init("E-1", "1.00", to: .nobody), "RJCT AC01"),
            (.init("E-2", "1.00", to: .unreachable), "RJCT RC01"),
            // Towards others nothing is said of a frozen party.
            (.init("E-3", "1.00", to: .clara), "RJCT MS03"),
            (.init("E-4", "1.00", to: .alma), "RJCT AG01"),
            (
                OrderFile.Transfer("E-5", "1.00", to: .bruno).with { $0.currency = "USD" },
                "RJCT AM03"
            ),
            (.init("E-6", "0.00", to: .bruno), "RJCT AM01"),
            (.init("E-7", "0", to: .elsewhere), "RJCT AM01"),
            // A cent is the least of EUR (ISO 4217: two decimals), and no more may be written.
            (.init("E-8", "1.005", to: .bruno), "RJCT CH20"),
            (.init("E-9", "1.10000", to: .bruno), "RJCT CH20"),
            (.init("E-10", "1000.01", to: .bruno), "RJCT AM04"),
            (
                OrderFile.Transfer("E-11", "1.00", to: .unreachable).with { $0.isInstant = true },
                "RJCT RC01"
            ),
        ]
        let found = try verdicts(
            sandbox, OrderFile(version, from: .alma, rows.map(\.0)))
        #expect(found == rows.map(\.1))
        #expect(sandbox.balance(.alma) == 100_000)
        #expect(sandbox.held(.alma) == 0)
        #expect(sandbox.balance(.bruno) == 100_000)
        sandbox.expectReconciled()
    }

    @Test(arguments: OrderFile.Version.allCases)
    func `a message identification is used once by each initiating party`(
        version: OrderFile.Version
    ) throws {
        let sandbox = try Sandbox()
        try sandbox.openCustomers()
        let file = OrderFile(version, from: .alma, [.init("E-1", "1.00", to: .bruno)])
        try sandbox.submit(file)
        _ = sandbox.newReports("pain.002")
        // The same again, and another file under the same identification.
        for again in [file, file.with { $0.groups[0].transfers[0].amount = "2.00" }] {
            let taken = try sandbox.submit(again)
            #expect(taken.reason == .messageNotUnique)
            let report = try #require(sandbox.newReports("pain.002").first)
            #expect(report["OrgnlGrpInfAndSts/GrpSts"] == "RJCT")
            #expect(report["OrgnlGrpInfAndSts/StsRsnInf/Rsn/Cd"] == "DU01")
        }
        #expect(sandbox.balance(.alma) == 99_900)
        // Another initiating party has identifications of its own.
        try sandbox.submit(file.with { $0.initiator = "Somebody else" })
        #expect(sandbox.balance(.alma) == 99_800)
    }

    @Test(arguments: OrderFile.Version.allCases)
    func `a payment information's identification is used once in a file`(
        version: OrderFile.Version
    ) throws {
        let sandbox = try Sandbox()
        try sandbox.openCustomers()
        let group = OrderFile.Group("P-1", from: .alma, [.init("E-1", "1.00", to: .bruno)])
        try sandbox.submit(OrderFile(version, "M-1", [group, group]))
        let report = try #require(sandbox.newReports("pain.002").first)
        #expect(report.all("OrgnlPmtInfAndSts/PmtInfSts") == ["ACCP", "RJCT"])
        #expect(report["OrgnlPmtInfAndSts/StsRsnInf/Rsn/Cd"] == "DU02")
        #expect(sandbox.balance(.alma) == 99_900)
        // In another file it is another one (row D2).
        try sandbox.submit(OrderFile(version, "M-2", [group]))
        #expect(sandbox.balance(.alma) == 99_800)
    }

    @Test func `dollars move between dollar accounts here, and nowhere else`() throws {
        let sandbox = try Sandbox()
        try sandbox.openCustomers()
        let first = Customer(reference: "USD1", name: "U", iban: Self.iban(201))
        let second = Customer(reference: "USD2", name: "V", iban: Self.iban(202))
        try sandbox.open(first, currency: "USD")
        try sandbox.open(second, currency: "USD")
        _ = try sandbox.transfer(nil, first, "100.00", "USD").get()
        func dollars(_ id: String, _ amount: String, _ to: Customer) -> OrderFile.Transfer {
            OrderFile.Transfer(id, amount, to: to).with { $0.currency = "USD" }
        }
        let found = try verdicts(
            sandbox,
            OrderFile(
                from: first,
                [
                    dollars("E-1", "40.00", second),
                    // No scheme carries dollars.
                    dollars("E-2", "1.00", .elsewhere), dollars("E-3", "1.00", .alma),
                ]))
        #expect(found == ["ACCC", "RJCT RC01", "RJCT AM03"])
        #expect(sandbox.balance(first) == 6_000)
        #expect(sandbox.balance(second) == 4_000)
        #expect(sandbox.newSent("pacs.008").isEmpty)
        sandbox.expectReconciled()
    }

    /// An IBAN of ours with its check digits (ISO 13616: 98 less the remainder by 97).
    static func iban(_ account: Int) -> String {
        let digits = String(account)
        let bban = "90000001" + String(repeating: "0", count: 10 - digits.count) + digits
        let remainder = (bban + "131400").utf8.reduce(0) { ($0 * 10 + Int($1 - 48)) % 97 }
        return "DE" + (98 - remainder < 10 ? "0" : "") + "\(98 - remainder)" + bban
    }

    @Test func `the same customer's reference may come again`() throws {
        let sandbox = try Sandbox()
        try sandbox.openCustomers()
        let transfer = OrderFile.Transfer("E-1", "1.00", to: .elsewhere)
        let found = try verdicts(sandbox, OrderFile(from: .alma, [transfer, transfer]))
        #expect(found == ["ACCP", "ACCP"])
        #expect(sandbox.balance(.alma) == 99_800)
    }
}
