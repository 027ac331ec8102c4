import Bytes
import Flows
import HTTPAPI
import JSON
import Ledger
import Testing

/// Batches and look-ups through the whole route table.
@Suite struct `Batches over HTTP` {
    static let transfers = "application/vnd.qenex.transfers"
    static let accounts = "application/vnd.qenex.accounts"
    static let lines = "application/x-ndjson"

    /// A bank with accounts 1 to 4 in euros; 4 may not owe.
    static func opened() throws -> TestBank {
        let bank = try TestBank()
        var rows = (1...4).map { Account(id: UInt128($0), ledger: 978, code: 10) }
        rows[3].flags = .debitsMustNotExceedCredits
        let answer = try bank.ask(
            "POST", "/api/v1/accounts/batch", rows.recordBytes, kind: accounts)
        #expect(answer.status == 200 && answer.bytes == [], "\(answer.text)")
        return bank
    }

    static func move(
        _ id: UInt128, _ debit: UInt128 = 1, _ credit: UInt128 = 2, _ amount: UInt128 = 10,
        _ flags: TransferFlags = []
    ) -> Transfer {
        Transfer(
            id: id, debitAccountID: debit, creditAccountID: credit, amount: amount, ledger: 978,
            code: 1, flags: flags)
    }

    static func send(_ rows: [Transfer], to bank: TestBank) throws -> Response {
        try bank.ask("POST", "/api/v1/transfers/batch", rows.recordBytes, kind: transfers)
    }

    static func send(_ text: String, to bank: TestBank, kind: String = lines) throws -> Response {
        try bank.ask("POST", "/api/v1/transfers/batch", Array(text.utf8), kind: kind)
    }

    /// What a client of TigerBeetle reads: index and status, 32 bits each, little-endian.
    static func results(_ response: Response) throws -> [[UInt32]] {
        #expect(response.contentType == "application/vnd.qenex.results")
        var reader = ByteReader(response.bytes ?? [])
        var found: [[UInt32]] = []
        while !reader.isAtEnd { found.append([try reader.read(), try reader.read()]) }
        return found
    }

    @Test func `records are answered by the refused events in their order`() throws {
        let bank = try Self.opened()
        let answer = try Self.send(
            [
                Self.move(1), Self.move(2, 4, 1), Self.move(3, 1, 1), Self.move(4, 1, 9),
                Self.move(1), Self.move(5),
            ], to: bank)
        #expect(answer.status == 200)
        // TigerBeetle: 54 exceeds_credits, 12 accounts_must_be_different, 22
        // credit_account_not_found, 46 exists.
        #expect(try Self.results(answer) == [[1, 54], [2, 12], [3, 22], [4, 46]])
    }

    @Test func `sent again it is the same, and what failed stays failed`() throws {
        let bank = try Self.opened()
        let rows = [Self.move(1), Self.move(2, 4, 1), Self.move(3)]
        _ = try Self.send(rows, to: bank)
        _ = try Self.send([Self.move(9, 1, 4, 50)], to: bank)
        // 46 exists, 68 id_already_failed: the money that came since does not bring the second back.
        #expect(try Self.results(Self.send(rows, to: bank)) == [[0, 46], [1, 68], [2, 46]])
        #expect(try Self.balances(bank) == ["70 0", "0 20", "0 0", "0 50"])
    }

    /// Posted debits and credits of accounts 1 to 4.
    static func balances(_ bank: TestBank) throws -> [String] {
        let answer = try bank.ask(
            "POST", "/api/v1/accounts/lookup", Array("1\n2\n3\n4\n".utf8), kind: lines)
        return try answer.text.split(separator: "\n").map { line in
            let row = try JSONValue(parsing: Array(line.utf8))
            return "\(row["debits_posted"]?.string ?? "") \(row["credits_posted"]?.string ?? "")"
        }
    }

    @Test func `a chain is all or nothing, and one left open is refused with its events`() throws {
        let bank = try Self.opened()
        let answer = try Self.send(
            [
                Self.move(1, 1, 2, 1, .linked), Self.move(2, 4, 1, 5, .linked), Self.move(3),
                Self.move(4), Self.move(5, 1, 2, 2, .linked), Self.move(6, 1, 2, 2, .linked),
            ], to: bank)
        // 1 linked_event_failed, 54 exceeds_credits; 2 linked_event_chain_open.
        #expect(
            try Self.results(answer) == [[0, 1], [1, 54], [2, 1], [4, 1], [5, 2]])
        #expect(try Self.balances(bank) == ["10 0", "0 10", "0 0", "0 0"])
    }

    @Test func `lines take numbers as digits or integers and flags by name`() throws {
        let bank = try Self.opened()
        let answer = try Self.send(
            #"""
            {"id": "1", "debit_account_id": "1", "credit_account_id": 2, "amount": "7", "ledger": 978, "code": 1}
            {"id": 2, "debit_account_id": 4, "credit_account_id": 1, "amount": 1, "ledger": "978", "code": "1"}
            {"id": 3, "debit_account_id": 1, "credit_account_id": 3, "amount": 5, "ledger": 978, "code": 1, "flags": ["linked", "pending"], "timeout": 60}
            {"id": 4, "debit_account_id": 1, "credit_account_id": 1, "amount": 5, "ledger": 978, "code": 1, "flags": []}
            {}
            """#, to: bank)
        #expect(answer.contentType == "application/x-ndjson")
        #expect(
            answer.text == #"""
                {"index": 1, "status": "exceeds_credits"}
                {"index": 2, "status": "linked_event_failed"}
                {"index": 3, "status": "accounts_must_be_different"}
                {"index": 4, "status": "id_must_not_be_zero"}

                """#)
    }

    @Test func `a table has a header in any order, and its answer has one too`() throws {
        let bank = try Self.opened()
        let answer = try Self.send(
            "flags,amount,id,\"debit_account_id\",credit_account_id,ledger,code\r\n"
                + "pending|linked,7,1,1,2,978,1\r\n,7,2,1,2,978,1\r\n\"\",1,3,4,2,978,1\r\n",
            to: bank, kind: "text/csv; charset=utf-8")
        #expect(answer.contentType == "text/csv")
        #expect(answer.text == "index,status\n2,exceeds_credits\n")
        #expect(try Self.balances(bank) == ["7 0", "0 7", "0 0", "0 0"])
    }

    @Test func `every bit that is reserved is refused, also the one that stored records use`()
        throws
    {
        let bank = try Self.opened()
        // Transfers have nine flags, accounts six: 4 reserved_flag, 5 reserved_flag.
        let rows = (9..<16).map { bit in
            Self.move(UInt128(bit), 1, 2, 1, TransferFlags(rawValue: 1 << UInt16(bit)))
        }
        #expect(try Self.results(Self.send(rows, to: bank)) == (0..<7).map { [UInt32($0), 4] })
        let accounts = (6..<16).map { bit in
            Account(
                id: UInt128(bit), ledger: 978, code: 1,
                flags: AccountFlags(rawValue: 1 << UInt16(bit)))
        }
        let answer = try bank.ask(
            "POST", "/api/v1/accounts/batch", accounts.recordBytes, kind: Self.accounts)
        #expect(try Self.results(answer) == (0..<10).map { [UInt32($0), 5] })
    }

    @Test func `a ledger is a currency's number or a registered asset's`() throws {
        let bank = try Self.opened()
        let rows = [840, 1_000, 5, 0].enumerated().map { place, ledger in
            Account(id: UInt128(50 + place), ledger: UInt32(ledger), code: 1)
        }
        func open() throws -> Response {
            try bank.ask("POST", "/api/v1/accounts/batch", rows.recordBytes, kind: Self.accounts)
        }
        // 13 ledger_must_not_be_zero stands for every ledger that is none; 21 exists.
        #expect(try Self.results(open()) == [[1, 13], [2, 13], [3, 13]])
        let asset = #"{"number":1000,"code":"BTC","scale":8,"name":"Bitcoin"}"#
        #expect(try bank.post("/api/v1/assets", asset).status == 201)
        #expect(try bank.post("/api/v1/assets", asset).status == 200)
        #expect(try Self.results(open()) == [[0, 21], [2, 13], [3, 13]])
        let taken = try bank.post("/api/v1/assets", #"{"number":1001,"code":"BTC","scale":8}"#)
        #expect(taken.status == 409 && taken.json?["code"]?.string == "asset_taken")
        let low = try bank.post("/api/v1/assets", #"{"number":999,"code":"ETH","scale":18}"#)
        #expect(low.status == 400 && low.json?["param"]?.string == "number")
        let list = try bank.ask("GET", "/api/v1/assets")
        #expect(list.json?["data"]?[0]?["code"]?.string == "BTC")
        // A transfer's ledger is its accounts': 24 transfer_must_have_the_same_ledger_as_accounts.
        var transfer = Self.move(1)
        transfer.ledger = 5
        #expect(try Self.results(Self.send([transfer], to: bank)) == [[0, 24]])
    }

    @Test func `a batch cannot touch the bank's accounts, whatever it names them`() throws {
        let bank = try Self.opened()
        try bank.openAccounts()
        let shown = try bank.ask("GET", "/api/v1/accounts")
        var ids: [UInt128] = []
        for row in shown.json?["data"]?.array ?? [] {
            ids.append(try #require(Self.number(row["id"]?.string)))
        }
        #expect(ids.count > 5)
        var rows = ids.enumerated().map { Self.move(UInt128(100 + $0), $1, 1) }
        rows += ids.enumerated().map { Self.move(UInt128(200 + $0), 1, $1) }
        let results = try Self.results(Self.send(rows, to: bank))
        // 21 debit_account_not_found, 22 credit_account_not_found.
        let codes = ids.map { _ in UInt32(21) } + ids.map { _ in 22 }
        #expect(results == codes.enumerated().map { [UInt32($0), $1] })
        let again = try bank.ask("GET", "/api/v1/accounts")
        #expect(shown.text == again.text)
    }

    private static func number(_ text: String?) -> UInt128? {
        guard let text else { return nil }
        // Crockford's base 32 behind the type.
        let digits = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ")
        return text.dropFirst(4).reduce(UInt128(0)) { sum, letter in
            sum << 5 | UInt128(digits.firstIndex(of: Character(letter.uppercased())) ?? 0)
        }
    }

    @Test func `a batch that is only tried says what it would do, and leaves nothing`() throws {
        let bank = try Self.opened()
        _ = try Self.send([Self.move(9, 1, 2, 5, .pending)], to: bank)
        let before = try bank.stateHash()
        let rows = [
            Self.move(1), Self.move(2, 4, 1), Self.move(3, 1, 9), Self.move(4, 1, 2, 1, .linked),
            Self.move(5, 4, 1), Transfer(id: 6, pendingID: 9, flags: .voidPendingTransfer),
        ]
        let tried = try bank.ask(
            "POST", "/api/v1/transfers/batch?dry_run=true", rows.recordBytes, kind: Self.transfers)
        #expect(tried.header("Qenex-Dry-Run") == "true")
        // 54 exceeds_credits, 22 credit_account_not_found, 1 linked_event_failed.
        let outcome: [[UInt32]] = [[1, 54], [2, 22], [3, 1], [4, 54]]
        #expect(try Self.results(tried) == outcome)
        #expect(try bank.stateHash() == before)
        #expect(try Self.results(Self.send(rows, to: bank)) == outcome)
    }

    // MARK: - Look-ups

    @Test func `look-ups give the records that are there, in the form of the question`() throws {
        let bank = try Self.opened()
        _ = try Self.send([Self.move(1), Self.move(2, 1, 3, 5, .pending)], to: bank)
        var ids = ByteWriter()
        for id in [2, 7, 1] as [UInt128] { ids.write(id) }
        let packed = try bank.ask(
            "POST", "/api/v1/transfers/lookup", ids.bytes, kind: Self.transfers)
        #expect(packed.contentType == Self.transfers && packed.bytes?.count == 256)
        // Byte 0 is the id's lowest, byte 118 the flags' lowest: 2, pending; then 1.
        #expect(packed.bytes?[0] == 2 && packed.bytes?[118] == 2 && packed.bytes?[128] == 1)
        let lines = try bank.ask(
            "POST", "/api/v1/transfers/lookup", Array(#"{"id": "2"}"#.utf8), kind: Self.lines)
        #expect(
            lines.text.hasPrefix(
                #"{"id":"2","debit_account_id":"1","credit_account_id":"3","amount":"5","#))
        #expect(lines.text.hasSuffix(#""flags":["pending"],"state":"pending"}"# + "\n"))
        let table = try bank.ask(
            "POST", "/api/v1/accounts/lookup", Array("id\n3\n9\n1\n".utf8), kind: "text/csv")
        let rows = table.text.split(separator: "\n")
        #expect(rows.count == 3)
        #expect(rows[0].hasPrefix("id,debits_pending,debits_posted,credits_pending,"))
        #expect(rows[1].hasPrefix("3,0,0,5,0,") && rows[2].hasPrefix("1,5,10,0,0,"))
    }

    @Test func `an account's transfers come newest first, page by page`() throws {
        let bank = try Self.opened()
        _ = try Self.send((1...7).map { Self.move($0, $0 % 2 == 0 ? 1 : 3, 2) }, to: bank)
        var found: [String] = []
        var cursor = ""
        for _ in 0..<3 {
            let page = try bank.ask("GET", "/api/v1/accounts/2/transfers?limit=3\(cursor)")
            found += (page.json?["data"]?.array ?? []).compactMap { $0["id"]?.string }
            cursor = (page.json?["next_cursor"]?.string).map { "&cursor=\($0)" } ?? ""
        }
        #expect(found == ["7", "6", "5", "4", "3", "2", "1"] && cursor == "")
        let one = try bank.ask("GET", "/api/v1/accounts/1/transfers")
        #expect(one.json?["data"]?.array?.compactMap { $0["id"]?.string } == ["6", "4", "2"])
        #expect(try bank.ask("GET", "/api/v1/accounts/99/transfers").status == 404)
        #expect(try bank.ask("GET", "/api/v1/accounts/1/transfers?cursor=x").status == 400)
    }
}
