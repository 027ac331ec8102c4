import Fuzzing
import HTTPAPI
import Testing

private let pieces = [
    "/", "//", "/api/v1", "/accounts", "/payments", "/transaction", "/files", "/events", "/reports",
    "/..", "/%2e%2e", "%00", "%", "%zz", "?", "&", "=", "limit=", "limit=1001", "cursor=", "acc_",
    "pay_", "ACC001", "DE25900000010000000001", "{", "}", "\"", "amount", "1e400", "-1", "null",
    "\u{0}", "é", "currency", "EUR", ":", ",", "[", "]",
]

private let targets = [
    "/api/v1/accounts/ACC001", "/api/v1/accounts?limit=10&cursor=x", "/api/v1/payments?state=held",
    "/api/v1/accounts/ACC001/balance?at=2026-11-20T09:00:00Z", "/api/v1/files/file_x",
    "/api/v1/accounts/USD1/entries?limit=5", "/health", "/openapi.json", "/api/v1/reports",
    "/api/v1/payments/pay_01", "/api/v1/accounts/FROZEN/status", "/api/v1/transaction",
    "/api/v1/events", "/api/v1/clock", "/metrics",
].map { Array($0.utf8) }

private let bodies = [
    #"{"from_account":"USD1","to_account":"USD2","amount":1.00,"currency":"USD"}"#,
    #"{"reference":"X","name":"N","currency":"EUR","iban":"DE25900000010000000001"}"#,
    #"{"status":"frozen"}"#, #"{"to_account":"USD1","amount":"1.00","currency":"USD"}"#, "", "<a/>",
].map { Array($0.utf8) }

/// Every request is answered by a status; what is not accepted is a problem report and changes
/// nothing.
@Test func `any request is answered, and a refusal changes nothing`() {
    let complaint = Fuzzer("HTTP").run { random in
        let bank = try TestBank()
        try bank.openAccounts()
        for _ in 0..<200 {
            if let found = try probe(bank, random) { return found }
        }
        return nil
    }
    #expect(complaint == nil)
}

private func probe(_ bank: TestBank, _ random: FuzzDice) throws -> String? {
    let methods = ["GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "get", "", "G\u{0}"]
    let mutator = Mutator(random, pieces: pieces)
    let target = String(decoding: mutator.mutated(targets), as: UTF8.self)
    let body = random.below(2) == 0 ? [] : mutator.mutated(bodies)
    // Mostly the two that do something.
    let method = methods[random.below(2) == 0 ? random.below(2) : random.below(methods.count)]
    // A stream is not answered at once.
    guard !target.contains("events") else { return nil }
    let before = try bank.stateHash()
    let response = try bank.ask(
        method, target, body,
        kind: random.below(8) == 0 ? "application/xml" : "application/json")
    guard (200..<600).contains(response.status), response.status != 500 else {
        return "\(method) \(target): \(response.status)"
    }
    if response.status >= 400, try bank.stateHash() != before {
        return "\(method) \(target) \(String(decoding: body, as: UTF8.self)) changes something"
    }
    return nil
}
