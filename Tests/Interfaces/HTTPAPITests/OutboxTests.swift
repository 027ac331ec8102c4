import HTTPAPI
import JSON
import Testing

/// The outbox over the interface; what it holds is `FlowsTests`' to show.
@Suite struct `The outbox over HTTP` {
    private let unknown = "/api/v1/outbox/msg_00000000000000000000000001"

    @Test func `a list is empty where nothing was sent, and says what it does not know`() throws {
        let bank = try TestBank()
        let list = try bank.ask("GET", "/api/v1/outbox?scheme=SCT&answered=false&day=2026-11-20")
        #expect(list.status == 200 && list.json?["data"]?.array?.isEmpty == true, "\(list.text)")
        for query in ["scheme=NONE", "answered=perhaps", "day=today"] {
            let found = try bank.ask("GET", "/api/v1/outbox?\(query)")
            #expect(found.status == 400, "\(found.text)")
            #expect(found.json?["code"]?.string == "invalid_parameter")
        }
    }

    @Test func `a message that was never sent is not sent again`() throws {
        let bank = try TestBank()
        let hash = try bank.stateHash()
        let shown = try bank.ask("GET", unknown)
        #expect(shown.status == 404 && shown.json?["code"]?.string == "message_not_found")
        let sent = try bank.post(unknown + "/resend", #"{"reason":"lost"}"#)
        #expect(sent.status == 404 && sent.json?["code"]?.string == "message_not_found")
        #expect(try bank.stateHash() == hash)
    }
}
