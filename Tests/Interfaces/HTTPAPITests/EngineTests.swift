import HTTPAPI
import JSON
import Testing

/// What `GET /api/v1/engine` says while the books take a batch.
@Suite struct `How the engine does` {
    private func number(_ answer: JSONValue?, _ name: String) -> Int {
        answer?[name]?.number.flatMap { Int($0.text) } ?? -1
    }

    /// One request with two accounts is one command in one entry.
    @Test func `counters go on by what was asked for`() throws {
        let bank = try TestBank()
        let before = try bank.ask("GET", "/api/v1/engine").json
        let done = try bank.ask(
            "POST", "/api/v1/accounts/batch",
            Array(
                """
                {"id": "1", "ledger": 978, "code": 1}
                {"id": "2", "ledger": 978, "code": 1}

                """.utf8), kind: "application/x-ndjson")
        #expect(done.status == 200, "\(done.text)")
        let after = try bank.ask("GET", "/api/v1/engine").json
        for name in ["commands", "entries", "commits"] {
            #expect(number(after, name) == number(before, name) + 1, "\(name)")
        }
        #expect(number(after, "accounts") == number(before, "accounts") + 2)
        #expect(number(after, "transfers") == number(before, "transfers"))
        #expect(number(after, "journal_bytes") > number(before, "journal_bytes"))
        #expect(number(after, "durable_sequence") == number(before, "durable_sequence") + 1)
        #expect(number(after, "queue") == 0)
        let cursors = try #require(after?["archive"]?.array?.compactMap { $0["cursor"]?.string })
        #expect(cursors == ["records", "messages", "reports", "advices"])
        #expect(after?["segments"]?["busy"]?.boolean == false)
        #expect(after?["memory"]?.array?.last?["pool"]?.string == "process")
    }
}
