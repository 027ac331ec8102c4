import HTTPAPI
import JSON
import PaymentModel
import Testing
import Vocabulary

/// What a payment costs, told before it is ordered.
@Suite struct `Fees over HTTP` {
    private func bank() throws -> TestBank {
        let bank = try TestBank(fees: [
            FeeRule(
                name: "Transfer", scheme: FeeRule.book, party: 0,
                from: Money(minorUnits: 0, currency: .usd), to: nil,
                fee: Money(minorUnits: 35, currency: .usd), collection: .payment,
                isReturned: false, validFrom: nil, source: "a test", confidence: .unverified)
        ])
        try bank.openAccounts()
        return bank
    }

    @Test func `a quote and a dry run say what it costs, and the entries show it`() throws {
        let bank = try bank()
        let quote = try bank.ask(
            "GET", "/api/v1/fees/quote?account=USD1&amount=10.00&currency=USD")
        #expect(quote.json?["fee"]?.string == "0.35", "\(quote.text)")
        #expect(quote.json?["collected"]?.string == "payment")
        let free = try bank.ask(
            "GET", "/api/v1/fees/quote?account=ACC001&amount=10.00&currency=EUR&scheme=SCT")
        #expect(free.json?["fee"]?.string == "0.00" && free.json?["name"] == .null)
        let order = #"{"from_account":"USD1","to_account":"USD2","amount":10.00,"currency":"USD"}"#
        let tried = try bank.post("/api/v1/transaction?dry_run=true", order)
        #expect(tried.json?["fee"]?.string == "0.35", "\(tried.text)")
        let done = try bank.post("/api/v1/transaction", order, key: "once")
        #expect(done.status == 201 && done.json?["fee"]?.string == "0.35", "\(done.text)")
        let again = try bank.post("/api/v1/transaction", order, key: "once")
        #expect(again.status == 200 && again.json?["fee"]?.string == "0.35", "\(again.text)")
        // 100.00 − 10.00 − 0.35.
        let after = try bank.ask("GET", "/api/v1/accounts/USD1").json?["balance"]?.string
        #expect(after == "89.65")
        let entries = try bank.ask("GET", "/api/v1/accounts/USD1/entries").json?["data"]
        #expect(entries?[0]?["kind"]?.string == "fee", "\(String(describing: entries))")
        #expect(entries?[0]?["amount"]?.string == "-0.35")
        #expect(entries?[1]?["amount"]?.string == "-10.00", "the principal is whole")
        let all = try bank.post(
            "/api/v1/transaction",
            #"{"from_account":"USD1","to_account":"USD2","amount":89.65,"currency":"USD"}"#)
        #expect(all.json?["code"]?.string == "insufficient_funds", "\(all.text)")
        let rows = try bank.ask("GET", "/api/v1/fees").json?["data"]
        #expect(rows?[0]?["fee"]?.string == "0.35" && rows?[0]?["amount_to"] == .null)
    }

    @Test(arguments: [
        ("account=NOBODY&amount=1&currency=USD", 404), ("amount=1&currency=USD", 404),
        ("account=USD1&amount=x&currency=USD", 422), ("account=USD1&amount=1&currency=XXZ", 422),
        ("account=USD1&amount=1&currency=USD&scheme=SCT", 400),
        ("account=USD1&amount=1&currency=USD&scheme=NONE", 400),
    ])
    func `a quote of what cannot be is refused`(query: String, status: Int) throws {
        let answer = try bank().ask("GET", "/api/v1/fees/quote?\(query)")
        #expect(answer.status == status, "\(answer.text)")
    }
}
