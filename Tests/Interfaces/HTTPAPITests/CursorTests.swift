import HTTPAPI
import JSON
import Testing

/// Cursors are the server's own words, and whoever sends others is refused.
@Suite struct `Altered cursors` {
    private static let lists = [
        "payments", "reports", "outbox", "recalls", "accounts", "parties", "channels", "tokens",
        "approvals", "queues/breaks", "events",
    ]
    /// 2^63 and 2^64 are beyond what a database's numbers hold.
    private static let cursors = [
        "9223372036854775808", "18446744073709551616",
        "9223372036854775808.01M7VZS51NMJ8DM9TGDHF7PZJW",
        "18446744073709551615.01M7VZS51NMJ8DM9TGDHF7PZJW", "-1.01M7VZS51NMJ8DM9TGDHF7PZJW", "abc",
        ".", "0.", "%00", "9223372036854775808-01M7VZS51NMJ8DM9TGDHF7PZJW",
    ]

    @Test(arguments: lists) func `end nothing but their request`(list: String) throws {
        let bank = try TestBank()
        for cursor in Self.cursors {
            let response = try bank.ask("GET", "/api/v1/\(list)?cursor=\(cursor)")
            #expect(
                [200, 400, 404].contains(response.status), "\(list) \(cursor): \(response.text)")
        }
        #expect(try bank.ask("GET", "/status").status == 200)
    }

    @Test func `a payment's place beyond all numbers is no cursor`() throws {
        let bank = try TestBank()
        let response = try bank.ask(
            "GET", "/api/v1/payments?cursor=9223372036854775808.01M7VZS51NMJ8DM9TGDHF7PZJW")
        #expect(response.status == 400)
        #expect(response.json?["param"]?.string == "cursor", "\(response.text)")
    }
}
