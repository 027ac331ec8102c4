import HTTPAPI
import JSON
import Testing

/// A name and a reason have at least one character that can be seen, wherever one is needed.
@Suite struct `A text of which nothing can be seen` {
    /// Blanks, a blank without width and one without break, joiners, fillers (Hangul, Braille), the
    /// soft hyphen, an accent without its letter.
    static let blanks = [
        " ", "  ", "\\u200B", "\\u00A0\\u3000", "\\u200D\\u2060", "\\u3164", "\\u2800", "\\u00AD",
        "\\u0301",
    ]

    private static func writes(_ text: String) -> [(path: String, body: String, field: String)] {
        let payment = "/api/v1/payments/pay_00000000000000000000000001"
        let content = String(repeating: "0", count: 32)
        return [
            (
                "/api/v1/days/EUR/close-with-differences", #"{"by":"\#(text)","reason":"R"}"#, "by"
            ),
            (
                "/api/v1/days/EUR/close-with-differences", #"{"by":"B","reason":"\#(text)"}"#,
                "reason"
            ),
            ("\(payment)/cancel", #"{"reason":"\#(text)"}"#, "reason"),
            (
                "\(payment)/resolution", #"{"outcome":"executed","reason":"\#(text)"}"#, "reason"
            ),
            (
                "/api/v1/approvals/apr_00000000000000000000000001/refuse",
                #"{"content":"\#(content)","reason":"\#(text)"}"#, "reason"
            ),
            (
                "/api/v1/approvals/apr_00000000000000000000000001/approve",
                #"{"content":"\#(content)","reason":"\#(text)"}"#, "reason"
            ),
            ("/api/v1/tokens", #"{"name":"\#(text)","role":"operator"}"#, "name"),
            ("/api/v1/erasures", #"{"subject":"X","reason":"\#(text)"}"#, "reason"),
            ("/api/v1/accounts", #"{"reference":"R","name":"\#(text)","currency":"EUR"}"#, "name"),
            (
                "/api/v1/accounts/X/status", #"{"status":"frozen","reason":"\#(text)"}"#, "reason"
            ),
            ("/api/v1/parties", #"{"kind":"person","name":"\#(text)"}"#, "name"),
            ("/api/v1/schemes/SCT/pause", #"{"reason":"\#(text)"}"#, "reason"),
            (
                "/api/v1/outbox/msg_00000000000000000000000001/resend",
                #"{"reason":"\#(text)"}"#, "reason"
            ),
            (
                "/api/v1/days/EUR/2026-11-19/signatures",
                #"{"name":"\#(text)","sha256":"\#(content)\#(content)"}"#, "name"
            ),
            (
                "/api/v1/recalls/rcl_00000000000000000000000001/accept",
                #"{"ground":"consent","given_by":"\#(text)","given_at":"2026-11-19"}"#, "given_by"
            ),
            (
                "/api/v1/accounts", #"{"reference":"\#(text)","name":"N","currency":"EUR"}"#,
                "reference"
            ),
        ]
    }

    @Test(arguments: blanks) func `is no name and no reason`(text: String) throws {
        let bank = try TestBank()
        let before = try bank.stateHash()
        for write in Self.writes(text) {
            let response = try bank.post(write.path, write.body)
            #expect(response.status == 400, "\(write.path): \(response.text)")
            #expect(
                response.json?["code"]?.string == "invalid_field", "\(write.path): \(response.text)"
            )
            #expect(response.json?["param"]?.string == write.field, "\(response.text)")
        }
        #expect(try bank.stateHash() == before)
    }

    @Test(arguments: [".", "é", "e\\u0301", " x ", "\\u200Bx", "漢", "1"])
    func `is another than one of which something can`(text: String) throws {
        let bank = try TestBank()
        let given = try bank.post("/api/v1/tokens", #"{"name":"\#(text)","role":"operator"}"#)
        #expect(given.status == 201, "\(given.text)")
    }
}
