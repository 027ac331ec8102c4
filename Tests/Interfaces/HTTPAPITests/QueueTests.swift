import Flows
import HTTPAPI
import JSON
import PaymentModel
import Testing
import Vocabulary

/// Queues over HTTP: one kind of list, and actions that answer each item by itself.
@Suite struct `Queues over HTTP` {
    /// Six transfers of USD 50.01 to 50.06 wait for a second person.
    private func bank() throws -> (TestBank, [TokenRole: String]) {
        let bank = try TestBank(
            approvals: ApprovalRules(
                payment: [Money(minorUnits: 5000, currency: try #require(Currency("USD")))],
                file: [], expirySeconds: 3600))
        try bank.openAccounts()
        let secrets = try `Routes and roles`.secrets(bank)
        for cents in 1...6 {
            let body =
                #"{"from_account":"USD1","to_account":"USD2","amount":50.0\#(cents),"currency":"USD"}"#
            let asked = try bank.ask(
                "POST", "/api/v1/transaction", Array(body.utf8), key: "k\(cents)",
                token: try #require(secrets[.operator]))
            #expect(asked.status == 202, "\(asked.text)")
        }
        return (bank, secrets)
    }

    private func list(_ bank: TestBank, _ query: String) throws -> [JSONValue] {
        let answer = try bank.ask("GET", "/api/v1/queues/\(query)")
        #expect(answer.status == 200, "\(query): \(answer.text)")
        return answer.json?["data"]?.array ?? []
    }

    private func amounts(_ rows: [JSONValue]) -> [String] {
        rows.map { $0["amount"]?.string ?? "" }
    }

    @Test func `a queue is sorted, filtered and read page by page`() throws {
        let (bank, _) = try bank()
        let all = ["50.01", "50.02", "50.03", "50.04", "50.05", "50.06"]
        #expect(amounts(try list(bank, "approvals")) == all)
        #expect(amounts(try list(bank, "approvals?sort=newest")) == all.reversed())
        #expect(amounts(try list(bank, "approvals?sort=largest")) == all.reversed())
        #expect(amounts(try list(bank, "approvals?sort=smallest")) == all)
        let some = "approvals?currency=USD&amount_min=50.02&amount_max=50.04"
        #expect(amounts(try list(bank, some)) == ["50.02", "50.03", "50.04"])
        for nothing in [
            "?currency=EUR", "?state=approved", "?kind=file", "?older_than=1h",
        ] {
            #expect(try list(bank, "approvals\(nothing)").isEmpty, "\(nothing)")
        }
        #expect(try list(bank, "approvals?newer_than=1h&kind=transfer&state=waiting").count == 6)
        for order in ["oldest", "largest"] {
            var found: [String] = []
            var cursor: String?
            repeat {
                let more = cursor.map { "&cursor=\($0)" } ?? ""
                let path = "/api/v1/queues/approvals?limit=4&sort=\(order)\(more)"
                let page = try bank.ask("GET", path).json
                found += amounts(page?["data"]?.array ?? [])
                cursor = page?["next_cursor"]?.string
            } while cursor != nil
            #expect(found == (order == "oldest" ? all : all.reversed()))
        }
        let counts = try bank.ask("GET", "/api/v1/queues").json?["data"]?.array ?? []
        #expect(counts.map { $0["queue"]?.string } == QueueName.allCases.map(\.name))
        #expect(counts[2]["count"]?.number?.integer(Int.self) == 6)
        for refused in [
            "nothing", "approvals?sort=x", "approvals?amount_min=1", "approvals?older_than=x",
            "approvals?scheme=x", "approvals?owner=x", "approvals?cursor=x",
            "approvals?currency=XXZ",
        ] {
            let status = try bank.ask("GET", "/api/v1/queues/\(refused)").status
            #expect((400..<500).contains(status), "\(refused): \(status)")
        }
    }

    @Test func `many are released at once, each answered by itself`() throws {
        let (bank, secrets) = try bank()
        let rows = try bank.ask("GET", "/api/v1/approvals").json?["data"]?.array ?? []
        let ids = rows.map { $0["id"]?.string ?? "" }
        let contents = rows.map { $0["content"]?.string ?? "" }
        func body(_ count: Int) -> String {
            let names = ids.prefix(count).map { "\"\($0)\"" }.joined(separator: ",")
            let hashes = contents.prefix(count).map { "\"\($0)\"" }.joined(separator: ",")
            return #"{"action":"release","ids":[\#(names)],"contents":[\#(hashes)]}"#
        }
        let path = "/api/v1/queues/approvals/actions"
        let approver = try #require(secrets[.approver])
        let own = try bank.post(path, body(3), token: try #require(secrets[.operator]))
        #expect(own.status == 403, "\(own.text)")
        let hash = try bank.stateHash()
        let dry = try bank.post(path + "?dry_run=true", body(3), token: approver)
        #expect(dry.json?["data"]?.array?.map { $0["status"]?.string } == ["done", "done", "done"])
        #expect(try bank.stateHash() == hash)
        // USD 100.00 cover 50.01, and not 50.02 beside it.
        let done = try bank.post(path, body(3), token: approver)
        let results = done.json?["data"]?.array ?? []
        #expect(
            results.map { $0["result"]?.string }
                == ["posted", "insufficient_funds", "insufficient_funds"], "\(done.text)")
        let again = try bank.post(path, body(4), token: approver).json?["data"]?.array ?? []
        #expect(
            again.map { $0["code"]?.string }
                == ["approval_not_found", "approval_not_found", "approval_not_found", nil])
        #expect(try list(bank, "approvals").count == 2)
    }

    @Test func `owner and note stand beside what waits`() throws {
        let (bank, secrets) = try bank()
        let row = try #require(try list(bank, "approvals").first)
        let id = try #require(row["id"]?.string)
        let tokens = try bank.ask("GET", "/api/v1/tokens").json?["data"]?.array ?? []
        let owner = try #require(
            tokens.first { $0["role"]?.string == "operator" }?["id"]?.string)
        let path = "/api/v1/queues/approvals/actions"
        let assigned = try bank.post(
            path, #"{"action":"assign","ids":["\#(id)"],"owner":"\#(owner)"}"#, key: "a")
        #expect(assigned.json?["data"]?[0]?["status"]?.string == "done", "\(assigned.text)")
        let noted = try bank.post(
            path,
            #"{"action":"note","ids":["\#(id)","apr_00000000000000000000000009"],"text":"Asked"}"#,
            token: try #require(secrets[.approver]))
        #expect(noted.json?["data"]?[0]?["status"]?.string == "done", "\(noted.text)")
        #expect(noted.json?["data"]?[1]?["code"]?.string == "not_open")
        #expect(try list(bank, "approvals?owner=\(owner)").map { $0["id"]?.string } == [id])
        #expect(try list(bank, "approvals?owner=none").count == 5)
        let shown = try bank.ask("GET", "/api/v1/queues/approvals/\(id)").json
        #expect(shown?["owner_name"]?.string == "a operator")
        let notes = shown?["notes"]?.array ?? []
        #expect(notes.map { $0["text"]?.string } == [nil, "Asked"])
        #expect(notes.map { $0["by_name"]?.string }[1] == "a approver")
        let auditor = try #require(secrets[.auditor])
        #expect(
            try bank.post(path, #"{"action":"note","ids":["\#(id)"],"text":"x"}"#, token: auditor)
                .status == 403)
    }

    @Test func `what an action needs is asked for before anything is done`() throws {
        let (bank, _) = try bank()
        let hash = try bank.stateHash()
        let id = "apr_00000000000000000000000009"
        for body in [
            "{}", "[]", #"{"action":"note","ids":["\#(id)"]}"#,
            #"{"action":"cancel","ids":["\#(id)"]}"#,
            #"{"action":"note","ids":[],"text":"x"}"#, #"{"action":"note","ids":"x","text":"x"}"#,
            #"{"action":"note","ids":["\#(id)","\#(id)"],"text":"x"}"#,
            #"{"action":"release","ids":["\#(id)"]}"#,
            #"{"action":"release","ids":["\#(id)"],"contents":["12"]}"#,
            #"{"action":"refuse","ids":["\#(id)"],"contents":["00000000000000000000000000000001"]}"#,
            #"{"action":"note","ids":["\#(id)"],"text":"x","more":1}"#,
            #"{"action":"assign","ids":["\#(id)"],"owner":"me"}"#,
        ] {
            let answer = try bank.post("/api/v1/queues/approvals/actions", body)
            #expect(answer.status == 400, "\(body): \(answer.text)")
        }
        #expect(try bank.stateHash() == hash)
    }

    @Test func `an answer to another bank needs a code, or a ground with who and when`() throws {
        let (bank, secrets) = try bank()
        let hash = try bank.stateHash()
        let id = "rcl_00000000000000000000000009"
        let path = "/api/v1/queues/recalls/actions"
        for (members, param) in [
            (#""action":"refuse","reason":"No""#, "code"),
            (#""action":"refuse","reason":"No","code":"XXXX""#, "code"),
            (#""action":"refuse","code":"CUST""#, "reason"),
            (#""action":"accept","ground":"wish""#, "ground"),
            (#""action":"accept","ground":"legal""#, "given_by"),
            (#""action":"accept","ground":"consent","given_by":"Ada""#, "given_at"),
            (#""action":"release""#, "action"),
        ] {
            let answer = try bank.post(path, #"{"ids":["\#(id)"],\#(members)}"#)
            #expect(answer.status == 400, "\(members): \(answer.text)")
            #expect(answer.json?["param"]?.string == param, "\(members): \(answer.text)")
        }
        let refusal = #"{"ids":["\#(id)"],"action":"refuse","reason":"No","code":"CUST"}"#
        let answer = try bank.post(path, refusal)
        #expect(answer.json?["data"]?[0]?["code"]?.string == "not_open", "\(answer.text)")
        let approver = try #require(secrets[.approver])
        #expect(try bank.post(path, refusal, token: approver).status == 403)
        #expect(try bank.stateHash() == hash)
    }
}
