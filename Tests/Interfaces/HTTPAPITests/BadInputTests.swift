import HTTPAPI
import JSON
import Testing

/// Bad input through the whole route table: each a typed refusal, and the state as it was.
@Suite struct `Bad input` {
    /// A transfer with one field said differently: what is sent, status, code, field.
    private static let transfers: [(String, Int, String, String?)] = [
        (transfer(amount: "-1.00"), 422, "invalid_amount", "amount"),
        (transfer(amount: "0.00"), 422, "invalid_amount", "amount"),
        (transfer(amount: "\"0\""), 422, "invalid_amount", "amount"),
        (transfer(amount: "1.001"), 422, "invalid_amount", "amount"),
        (transfer(amount: "1e400"), 400, "invalid_field", "amount"),
        (transfer(amount: "1E2"), 400, "invalid_field", "amount"),
        (transfer(amount: "NaN"), 400, "malformed_json", nil),
        (transfer(amount: "Infinity"), 400, "malformed_json", nil),
        (transfer(amount: "01.00"), 400, "malformed_json", nil),
        (transfer(amount: "\"NaN\""), 400, "invalid_field", "amount"),
        (transfer(amount: "\"1,00\""), 400, "invalid_field", "amount"),
        (transfer(amount: "\" 1.00\""), 400, "invalid_field", "amount"),
        (transfer(amount: "\"+1.00\""), 400, "invalid_field", "amount"),
        (transfer(amount: "\"0x10\""), 400, "invalid_field", "amount"),
        (transfer(amount: "\"\""), 400, "invalid_field", "amount"),
        (transfer(amount: "null"), 400, "missing_field", "amount"),
        (transfer(amount: "true"), 400, "invalid_field", "amount"),
        (transfer(amount: "[1]"), 400, "invalid_field", "amount"),
        // ISO 20022's amounts have at most 18 digits; this has 19.
        (transfer(amount: "10000000000000000.00"), 422, "invalid_amount", "amount"),
        // 2^127 - 1 minor units is the most that money can be: 39 digits; this has 40.
        (
            transfer(amount: String(repeating: "9", count: 40)), 422, "invalid_amount", "amount"
        ),
        (transfer(amount: String(repeating: "9", count: 200)), 400, "malformed_json", nil),
        (transfer(from: "NOBODY"), 404, "account_not_found", "from_account"),
        (transfer(to: "NOBODY"), 404, "account_not_found", "to_account"),
        (transfer(to: ""), 404, "account_not_found", "to_account"),
        (transfer(to: String(repeating: "A", count: 129)), 400, "invalid_field", "to_account"),
        (transfer(currency: "XYZ"), 422, "currency_unknown", "currency"),
        (transfer(currency: "usd"), 422, "currency_unknown", "currency"),
        (transfer(currency: "EUR"), 422, "currency_differs", "from_account"),
        (transfer(to: "ACC001"), 422, "currency_differs", "to_account"),
        (transfer(to: "USD1"), 422, "same_account", "to_account"),
        (transfer(amount: "100.01"), 422, "insufficient_funds", "amount"),
        (transfer(from: "FROZEN"), 422, "account_frozen", "from_account"),
        (transfer(more: #","ammount":1"#), 400, "unknown_field", "ammount"),
        (transfer(more: #","amount":1"#), 400, "invalid_field", "amount"),
        ("", 400, "malformed_json", nil),
        ("{", 400, "malformed_json", nil),
        ("[]", 400, "malformed_json", nil),
        ("{} {}", 400, "malformed_json", nil),
        ("{}", 400, "missing_field", "from_account"),
        (String(repeating: "[", count: 4000), 400, "malformed_json", nil),
        (transfer(amount: String(repeating: "[", count: 4000)), 400, "invalid_field", "amount"),
    ]

    private static func transfer(
        from: String = "USD1", to: String = "USD2", amount: String = "1.00",
        currency: String = "USD", more: String = ""
    ) -> String {
        #"{"from_account":"\#(from)","to_account":"\#(to)","amount":\#(amount),"#
            + #""currency":"\#(currency)"\#(more)}"#
    }

    @Test func `a transfer that cannot be is refused by its field and changes nothing`() throws {
        let bank = try TestBank()
        try bank.openAccounts()
        let before = try bank.stateHash()
        for (body, status, code, field) in Self.transfers {
            let shown = body.prefix(160)
            let response = try bank.post("/api/v1/transaction", body)
            #expect(response.status == status, "\(shown): \(response.text)")
            #expect(response.json?["code"]?.string == code, "\(shown): \(response.text)")
            if let field {
                #expect(response.json?["param"]?.string == field, "\(shown): \(response.text)")
            }
            #expect(try bank.stateHash() == before, "\(shown)")
        }
        #expect(try bank.post("/api/v1/transaction", Self.transfer()).status == 201)
    }

    /// 900000010000000988131400 leaves 47 by 97: 98 less that is 51.
    private static let references = [
        "DE51900000010000000988", "DE51 9000 0001 0000 0009 88",
        "acc_06fxm6h0q45pxajqbrtav1wxrm", "a\\u0000b", "a\\nb", "a\\u001fb", "\\u202Egnp",
        "\\u0085", "\\u2028", "\\uFEFFa", "a\\u007f",
    ]

    @Test(arguments: references)
    func `an account's reference names no other account and is a line of text`(
        reference: String
    ) throws {
        let bank = try TestBank()
        let before = try bank.stateHash()
        let response = try bank.post(
            "/api/v1/accounts",
            #"{"reference":"\#(reference)","name":"Ann","currency":"EUR"}"#)
        #expect(response.json?["param"]?.string == "reference", "\(response.text)")
        #expect(try bank.stateHash() == before)
    }

    @Test func `bytes that are no UTF-8 are refused`() throws {
        let bank = try TestBank()
        try bank.openAccounts()
        let before = try bank.stateHash()
        // A byte that never stands in UTF-8, an overlong slash, a surrogate, a cut sequence.
        for bytes: [UInt8] in [[0xFF], [0xC0, 0xAF], [0xED, 0xA0, 0x80], [0xE2, 0x82]] {
            let body =
                Array(#"{"from_account":""#.utf8) + bytes
                + Array(#"","to_account":"USD2","amount":1,"currency":"USD"}"#.utf8)
            let response = try bank.ask("POST", "/api/v1/transaction", body)
            #expect(response.status == 400, "\(response.text)")
            #expect(response.json?["code"]?.string == "malformed_json", "\(response.text)")
        }
        #expect(try bank.stateHash() == before)
    }

    @Test func `a body of 100 MB is refused by its announced length`() throws {
        let bank = try TestBank()
        for (path, kind) in [
            ("/api/v1/transaction", "application/json"), ("/api/v1/accounts", "application/json"),
            ("/api/v1/payments", "application/xml"),
        ] {
            let response = try bank.ask("POST", path, kind: kind, announced: 100_000_000)
            #expect(response.status == 413, "\(path): \(response.text)")
            #expect(response.json?["code"]?.string == "body_too_large")
        }
    }

    @Test func `a key with another body is refused and the first answer stays`() throws {
        let bank = try TestBank()
        try bank.openAccounts()
        let path = "/api/v1/transaction"
        let first = try bank.post(path, Self.transfer(amount: "1.00"), key: "k")
        #expect(first.status == 201, "\(first.text)")
        let before = try bank.stateHash()
        for body in [
            Self.transfer(amount: "2.00"), Self.transfer(to: "FROZEN"),
            Self.transfer(more: #","reference":"R""#),
        ] {
            let other = try bank.post(path, body, key: "k")
            #expect(other.status == 409, "\(other.text)")
            #expect(other.json?["code"]?.string == "idempotency_key_reused")
        }
        let again = try bank.post(path, Self.transfer(amount: "1.00"), key: "k")
        #expect(again.status == 200)
        #expect(again.header("Idempotent-Replayed") == "true")
        #expect(again.json?["transaction_id"]?.string == first.json?["transaction_id"]?.string)
        #expect(again.json?["timestamp"]?.string == first.json?["timestamp"]?.string)
        #expect(try bank.stateHash() == before)
    }

    @Test func `a key that is none is refused`() throws {
        let bank = try TestBank()
        try bank.openAccounts()
        let before = try bank.stateHash()
        for key in ["", "a\tb", String(repeating: "k", count: 256), "ключ"] {
            let response = try bank.post("/api/v1/transaction", Self.transfer(), key: key)
            #expect(response.status == 400, "\(key): \(response.text)")
            #expect(response.json?["param"]?.string == "Idempotency-Key")
        }
        #expect(try bank.stateHash() == before)
    }

    @Test func `an account that cannot be is refused`() throws {
        let bank = try TestBank()
        try bank.openAccounts()
        let before = try bank.stateHash()
        for (fields, status, code, field) in [
            (#""currency":"XYZ""#, 422, "currency_unknown", "currency"),
            (#""currency":"EUR","reference":"ACC001""#, 409, "reference_taken", "reference"),
            (#""currency":"EUR","iban":"\#(TestBank.ours)""#, 409, "iban_taken", "iban"),
            // One digit of ACC001's IBAN changed: its check digits no longer fit (ISO 13616).
            (#""currency":"EUR","iban":"DE25900000010000000002""#, 400, "invalid_field", "iban"),
            (
                #""currency":"EUR","iban":"GB29NWBK60161331926819""#, 422, "iban_not_ours", "iban"
            ),
            (
                #""currency":"EUR","overdraft_limit":-1"#, 422, "invalid_amount", "overdraft_limit"
            ),
            (
                #""currency":"EUR","overdraft_limit":1e400"#, 400, "invalid_field",
                "overdraft_limit"
            ),
            (#""currency":"EUR","iband":"x""#, 400, "unknown_field", "iband"),
            (#""reference":"NEW""#, 400, "missing_field", "currency"),
        ] {
            let response = try bank.post("/api/v1/accounts", #"{"name":"N",\#(fields)}"#)
            #expect(response.status == status, "\(fields): \(response.text)")
            #expect(response.json?["code"]?.string == code, "\(fields): \(response.text)")
            #expect(response.json?["param"]?.string == field, "\(fields): \(response.text)")
        }
        #expect(try bank.stateHash() == before)
    }
}
