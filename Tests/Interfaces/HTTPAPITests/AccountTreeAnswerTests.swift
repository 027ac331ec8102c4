import HTTPAPI
import JSON
import Ledger
import Testing

/// Trees of accounts through the whole route table.
@Suite struct `Trees over HTTP` {
    private typealias Batches = `Batches over HTTP`

    /// 20 over 21 and 22, 21 over 23; 24 stands alone.
    private static func opened() throws -> TestBank {
        let bank = try Batches.opened()
        let lines = [(20, 0), (21, 20), (22, 20), (23, 21), (24, 0)].map { id, parent in
            #"{"id":\#(id),"ledger":978,"code":7"# + (parent > 0 ? #","parent":\#(parent)}"# : "}")
        }
        let body = lines.joined(separator: "\n")
        let made = try bank.ask(
            "POST", "/api/v1/accounts/batch", Array(body.utf8), kind: Batches.lines)
        #expect(made.status == 200 && made.text == "", "\(made.text)")
        _ = try Batches.send(
            [
                Batches.move(1, 1, 20, 1), Batches.move(2, 1, 21, 10), Batches.move(3, 1, 22, 100),
                Batches.move(4, 1, 23, 1_000), Batches.move(5, 1, 24, 10_000),
                Batches.move(6, 23, 1, 300), Batches.move(7, 1, 23, 50, .pending),
            ], to: bank)
        return bank
    }

    @Test func `an account shows what it has, and what everything below it comes to`() throws {
        let bank = try Self.opened()
        let tree = try #require(try bank.ask("GET", "/api/v1/accounts/20/tree").json)
        #expect(tree["own"]?["credits_posted"]?.string == "1")
        // 1 + 10 + 100 + 1,000.
        #expect(tree["total"]?["credits_posted"]?.string == "1111")
        #expect(tree["total"]?["debits_posted"]?.string == "300")
        #expect(tree["total"]?["credits_pending"]?.string == "50")
        #expect(tree["children"]?.array?.compactMap { $0["id"]?.string } == ["21", "22"])
        let child = tree["children"]?[0]
        #expect(child?["total"]?["credits_posted"]?.string == "1010")
        #expect(child?["children"]?[0]?["own"]?["credits_posted"]?.string == "1000")
        #expect(child?["children"]?[0]?["children"]?.array?.isEmpty == true)
    }

    @Test func `levels can be left out, and their sums stay`() throws {
        let bank = try Self.opened()
        let tree = try #require(try bank.ask("GET", "/api/v1/accounts/20/tree?depth=1").json)
        #expect(tree["total"]?["credits_posted"]?.string == "1111")
        #expect(tree["children"]?[0]?["children_count"]?.number?.text == "1")
        #expect(tree["children"]?[0]?["children"]?.array?.isEmpty == true)
        let alone = try #require(try bank.ask("GET", "/api/v1/accounts/24/tree?depth=0").json)
        #expect(alone["total"]?["credits_posted"]?.string == "10000")
        #expect(try bank.ask("GET", "/api/v1/accounts/99/tree").status == 404)
        #expect(try bank.ask("GET", "/api/v1/accounts/x/tree").status == 404)
        #expect(try bank.ask("GET", "/api/v1/accounts/20/tree?depth=17").status == 400)
    }
}
