import HTTPAPI
import JSON
import Testing

@Suite struct `An account's reports` {
    /// Five days closed are five statements, as the list gives them whole and page by page.
    @Test(arguments: [1, 2, 3, 5]) func `are all reached page by page`(limit: Int) throws {
        let bank = try TestBank()
        try bank.openAccounts()
        for _ in 0..<5 {
            #expect(try bank.post("/api/v1/days/EUR/close", "").status == 200)
            #expect(try bank.post("/api/v1/clock", #"{"advance":"1d"}"#).status == 200)
        }
        let path = "/api/v1/accounts/ACC001/reports"
        let whole = try ids(bank.ask("GET", path))
        #expect(whole.count == 5)
        var found: [String] = []
        var cursor: String?
        repeat {
            let query = cursor.map { "&cursor=\($0)" } ?? ""
            let page = try bank.ask("GET", "\(path)?limit=\(limit)\(query)")
            #expect(page.status == 200, "\(page.text)")
            found += try ids(page)
            cursor = page.json?["next_cursor"]?.string
        } while cursor != nil && found.count < 10
        #expect(found == whole)
        for wrong in ["x", "1", "1.x", "-1.00000000000000000000000001"] {
            #expect(try bank.ask("GET", "\(path)?cursor=\(wrong)").status == 400, "\(wrong)")
        }
    }

    private func ids(_ page: Response) throws -> [String] {
        try #require(page.json?["data"]?.array).compactMap { $0["id"]?.string }
    }
}

@Suite struct `An id that names nothing` {
    @Test(arguments: [
        ("/api/v1/payments/pay_00000000000000000000000000", "payment_not_found"),
        ("/api/v1/payments/pay_00000000000000000000000009", "payment_not_found"),
        ("/api/v1/files/file_00000000000000000000000000", "file_not_found"),
        ("/api/v1/approvals/apr_00000000000000000000000000", "approval_not_found"),
        ("/api/v1/payments/acc_00000000000000000000000009", "not_found"),
        ("/api/v1/payments/pay_1", "not_found"),
    ])
    func `is told by its kind`(path: String, code: String) throws {
        let answer = try TestBank().ask("GET", path)
        #expect(answer.status == 404 && answer.json?["code"]?.string == code, "\(answer.text)")
    }
}
