import Engine
import Flows
import HTTPAPI
import JSON
import PaymentModel
import Testing

/// What was agreed with accounts and parties, over the interface, and who holds a token.
@Suite struct `Terms over HTTP` {
    @Test func `what an account wants of late orders is shown, and changed`() throws {
        let bank = try TestBank()
        try bank.openAccounts()
        let path = "/api/v1/accounts/ACC001"
        #expect(try bank.ask("GET", path).json?["late_orders"] == .null)
        let tried = try bank.post(path + "/terms?dry_run=true", #"{"late_orders":"refuse"}"#)
        #expect(tried.json?["late_orders"]?.string == "refuse", "\(tried.text)")
        #expect(try bank.ask("GET", path).json?["late_orders"] == .null)
        let done = try bank.post(path + "/terms", #"{"late_orders":"refuse"}"#)
        #expect(done.json?["name"]?.string == "N", "\(done.text)")
        #expect(try bank.ask("GET", path).json?["late_orders"]?.string == "refuse")
        #expect(try bank.post(path + "/terms", #"{"late_orders":"scheme"}"#).status == 200)
        #expect(try bank.ask("GET", path).json?["late_orders"] == .null)
        for body in [#"{"late_orders":"never"}"#, "{}"] {
            #expect(try bank.post(path + "/terms", body).status == 400)
        }
    }

    @Test func `when a party's funds are taken is said at its registration, and changed`() throws {
        let bank = try TestBank()
        let made = try bank.post(
            "/api/v1/parties", #"{"kind":"person","name":"P","funds":"entry"}"#)
        let path = "/api/v1/parties/\(try #require(made.json?["id"]?.string))"
        #expect(made.json?["funds"]?.string == "entry", "\(made.text)")
        let done = try bank.post(path + "/terms", #"{"funds":"execution"}"#)
        #expect(done.json?["funds"]?.string == "execution", "\(done.text)")
        #expect(try bank.ask("GET", path).json?["funds"]?.string == "execution")
        #expect(try bank.post(path + "/terms", #"{"funds":"never"}"#).status == 400)
        let unknown = try bank.post("/api/v1/parties/LEI:x/terms", #"{"funds":"entry"}"#)
        #expect(unknown.json?["code"]?.string == "party_not_found", "\(unknown.text)")
    }

    @Test func `a token says who holds it, and an unknown person holds none`() throws {
        let bank = try TestBank()
        let made = try bank.post("/api/v1/parties", #"{"kind":"person","name":"P"}"#)
        let person = try #require(made.json?["id"]?.string)
        let given = try bank.post(
            "/api/v1/tokens", #"{"name":"T","role":"approver","person":"\#(person)"}"#)
        #expect(given.json?["person"]?.string == person, "\(given.text)")
        let listed = try bank.ask("GET", "/api/v1/tokens").json?["data"]
        #expect(listed?[0]?["person"] == .null && listed?[1]?["person"]?.string == person)
        let unknown = try bank.post(
            "/api/v1/tokens",
            #"{"name":"U","role":"approver","person":"party_00000000000000000000000001"}"#)
        #expect(unknown.json?["code"]?.string == "party_not_found", "\(unknown.text)")
    }
}
