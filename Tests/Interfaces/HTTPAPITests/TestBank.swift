import Cryptography
import Engine
import Flows
import HTTPAPI
import JSON
import Journal
import PaymentModel
import Platform
import Segments
import Synchronization
import Testing
import Vocabulary

/// A whole bank behind its route table, on a seeded disk: one thread, by turns.
final class TestBank {
    static let token = "a token of this test"
    static let ours = "DE25900000010000000001"
    static let second = "DE95900000010000000002"

    let router: Router
    let bank: RunningBank
    private let disk: SeededDisk
    private let opened: RunningBank.Opened

    init(
        seed: UInt64 = 1, approvals: ApprovalRules = .none, fees: [FeeRule] = []
    ) throws {
        // 2026-11-20T08:00:00Z, a Friday on which TARGET is open.
        let start: UInt64 = 1_795_161_600_000_000_000
        let disk = SeededDisk(seed: seed)
        let clock = SteppedClock(start: start)
        let setup = try Self.setup(approvals, fees: fees)
        opened = try RunningBank.open(
            RunningBank.Opening(
                folder: DataFolder("data"), environment: .sandbox, setup: setup, options: .small,
                sandboxStart: start, isStepped: true,
                // Transfers leave memory all the time.
                history: HistoryOptions(window: 3, sealInterval: 5),
                ownHistory: HistoryOptions(window: 1, sealInterval: 3)),
            disk: disk, clock: clock, randomness: SeededRandomness(seed: seed)
        ) { Issue.record("The disk failed: \($0).") }
        self.disk = disk
        let bank = opened.bank
        self.bank = bank
        let sessions = Sessions(
            bank: bank, randomness: SeededRandomness(seed: seed), clock: clock)
        let api = BankAPI(
            bank: bank, archive: opened.archive, sessions: sessions, version: "1",
            bankName: "Test Bank")
        router = Router(
            api.routes, node: NodeState(environment: "sandbox") { bank.node.durableSequence },
            ids: RequestIDs(start: 0), version: "1"
        ) { (method, headers) throws(Problem) in try sessions.authenticate(method, headers) }
        _ = try wait { bank.configure(setup, then: $0) }
        _ = try wait { bank.admitAdministrator(Self.token, then: $0) }
    }

    /// The answer of the route table, as the server would get it.
    func ask(
        _ method: String, _ path: String, _ body: [UInt8] = [], kind: String = "application/json",
        key: String? = nil, announced: Int? = nil, token: String = token
    ) throws -> Response {
        var headers = Headers([.authorization: "Bearer \(token)", .contentType: kind])
        if let key { _ = headers.append(.idempotencyKey, key) }
        let head = RequestHead(
            method: method, target: path, headers: headers, contentLength: announced ?? body.count)
        switch router.admit(head) {
        case .refused(let response): return response
        case .admitted(let exchange):
            return try run { answer in exchange.answer(body: body) { answer($0) } }
        }
    }

    func post(
        _ path: String, _ body: String, key: String? = nil, token: String = token
    ) throws -> Response {
        try ask("POST", path, Array(body.utf8), key: key, token: token)
    }

    /// Sends the same body several times before any of it is answered.
    func postAtOnce(_ path: String, _ body: String, times: Int) throws -> [Response] {
        let headers = Headers([
            .authorization: "Bearer \(Self.token)", .contentType: "application/json",
        ])
        let found = Monitor<[Response]>([])
        for _ in 0..<times {
            let head = RequestHead(
                method: "POST", target: path, headers: headers, contentLength: body.utf8.count)
            switch router.admit(head) {
            case .refused(let response): found.withLock { $0.append(response) }
            case .admitted(let exchange):
                exchange.answer(body: Array(body.utf8)) { response in
                    found.withLock { $0.append(response) }
                }
            }
        }
        while found.withLock({ $0.count < times }) {
            guard bank.node.turn() || disk.step() else { break }
        }
        return found.withLock { $0 }
    }

    func submit(
        _ file: [UInt8], key: String? = nil, token: String = token
    ) throws -> Response {
        try ask(
            "POST", "/api/v1/payments", file, kind: "application/xml", key: key, token: token)
    }

    /// A hash over all that is open.
    func stateHash() throws -> String {
        try wait { bank.node.look({ "\($0.stateHash(chainHash: .zero))" }, answer: $0) }.value
    }

    private func wait<Value: Sendable, Failure: Error>(
        _ body: (@escaping @Sendable (Result<Value, Failure>) -> Void) -> Void
    ) throws -> Value { try run(body).get() }

    private func run<Value: Sendable>(
        _ body: (@escaping @Sendable (Value) -> Void) -> Void
    ) throws -> Value {
        let found = Monitor<Value?>(nil)
        body { value in found.withLock { $0 = value } }
        while found.withLock({ $0 == nil }) {
            guard bank.node.turn() || disk.step() else { break }
        }
        return try #require(found.withLock { $0 })
    }

    /// Accounts ACC001 and ACC002 in EUR and USD1 and USD2 in dollars; USD1 has 100.00, and `FROZEN`
    /// is frozen.
    func openAccounts() throws {
        for (reference, currency, iban) in [
            ("ACC001", "EUR", "\"\(Self.ours)\""), ("ACC002", "EUR", "\"\(Self.second)\""),
            ("USD1", "USD", "null"), ("USD2", "USD", "null"), ("FROZEN", "USD", "null"),
        ] {
            let response = try post(
                "/api/v1/accounts",
                #"{"reference":"\#(reference)","name":"N","currency":"\#(currency)","iban":\#(iban)}"#
            )
            #expect(response.status == 201, "\(response.text)")
        }
        for account in ["USD1", "FROZEN"] {
            let money = try post(
                "/api/v1/sandbox/opening-money",
                #"{"to_account":"\#(account)","amount":100.00,"currency":"USD"}"#)
            #expect(money.status == 201, "\(money.text)")
        }
        let frozen = try post(
            "/api/v1/accounts/FROZEN/status", #"{"status":"frozen","reason":"R"}"#)
        #expect(frozen.status == 200, "\(frozen.text)")
    }

    static func setup(
        _ approvals: ApprovalRules = .none, needsStatement: Bool = false, fees: [FeeRule] = []
    ) throws -> BankSetup {
        let zone = try #require(ZoneRules("Europe/Berlin"))
        let country = try #require(CountryCode("DE"))
        let cycles = Scheme.Cycles(
            opens: TimeOfDay("07:00"), closes: TimeOfDay("18:00"), cutOff: TimeOfDay("16:00"))
        var sct = Scheme(
            name: "SCT", currency: .eur, messageVersion: "pacs.008.001.08", pace: .cycles(cycles),
            clearingBIC: try BIC("CLRGDEFFXXX"), clearingSystem: .proprietary("SCT"),
            settlementMethod: "CLRG", settlementAccount: "SCT-EUR-QENXDEFFXXX",
            transfersPerMessage: 1000, amountMin: nil, amountMax: nil, calendar: .target,
            zone: zone, carriesUETR: false, source: "a test", confidence: .likely)
        sct.needsStatement = needsStatement
        return BankSetup(
            bank: BankProfile(
                legalName: "Test Bank", lei: nil, bic: try BIC("QENXDEFFXXX"), zone: zone,
                country: country, bankCodes: ["90000001"]),
            schemes: [sct],
            reach: [
                Reach(
                    country: country, bankCode: "90000002", bic: try BIC("BANKDEFFXXX"),
                    scheme: "SCT")
            ], approvals: approvals, fees: fees)
    }
}
