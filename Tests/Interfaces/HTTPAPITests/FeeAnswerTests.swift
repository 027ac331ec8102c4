import HTTPAPI
import JSON
import PaymentModel
import Testing
import Vocabulary

/// What a payment costs, told before it is ordered.
@Suite struct `Fees over HTTP` {
    private func bank(_ collection: FeeRule.Collection = .payment) throws -> TestBank {
        let bank = try TestBank(fees: [
            FeeRule(
                name: "Transfer", scheme: FeeRule.book, party: 0,
                from: Money(minorUnits: 0, currency: .usd), to: nil,
                fee: Money(minorUnits: 35, currency: .usd), collection: collection,
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

    @Test func `fees that are due are waived with a reason, once`() throws {
        let bank = try bank(.month)
        let order = #"{"from_account":"USD1","to_account":"USD2","amount":99.00,"currency":"USD"}"#
        for key in ["one", "two"] {
            _ = try bank.post(
                "/api/v1/transaction", order.replacing("99.00", with: "50.00"), key: key)
        }
        let closing = try bank.post(
            "/api/v1/accounts/USD1/status", #"{"status":"closed","reason":"Moved away"}"#)
        #expect(closing.text.contains("fees of 0.70 USD"), "\(closing.text)")
        let path = "/api/v1/accounts/USD1/fees/waive"
        let why = #"{"reason":"On the customer's wish"}"#
        let blank = try bank.post(path, #"{"reason":" "}"#)
        #expect(blank.status == 400, "\(blank.text)")
        let tried = try bank.post(path + "?dry_run=true", why)
        // Two payments at 0.35.
        #expect(tried.json?["amount"]?.string == "0.70", "\(tried.text)")
        let done = try bank.post(path, why)
        #expect(done.status == 200 && done.json?["payments"]?.number?.text == "2", "\(done.text)")
        #expect(try bank.post(path, why).json?["code"]?.string == "no_fees_due")
        let after = try bank.post(
            "/api/v1/accounts/USD1/status", #"{"status":"closed","reason":"Moved away"}"#)
        #expect(after.status == 200, "\(after.text)")
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
