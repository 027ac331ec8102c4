import Flows
import Platform

/// Rows 5 and 6: the server as it ships, alone and under load.
struct ServerRows {
    let place: Workplace
    let program: String

    private static let accounts = 100
    private static let idleNanoseconds: UInt64 = 3_000_000_000

    func measure(into figures: inout Figures) throws {
        let folder = try place.fresh("server")
        let server = try RunningServer(program, folder, place)
        defer { server.stop() }
        reportStart(server, &figures)
        try openAccounts(server)
        // The disk is measured again beside the load: its mood changes.
        let write = try BareWrites(writeBytes: 4096, count: 500, inFlight: 1)
            .run(at: "\(place.folder)/bare")
        let seconds = Double(write.latencies[write.latencies.count / 2]) / 1e9
        let real = try load(server)
        report(real, bare: try bareLoad(server), writeSeconds: seconds, &figures)
        figures.add(
            Figure(
                name: "server_loaded_resident", value: resident(server), unit: "MiB",
                isMoreBetter: false))
    }

    private func resident(_ server: RunningServer) -> Double {
        Double(server.process.residentBytes) / 1_048_576
    }

    private func reportStart(_ server: RunningServer, _ figures: inout Figures) {
        figures.add(
            Figure(
                name: "server_start", value: Double(server.startNanoseconds) / 1e9, unit: "s",
                goal: .atMost(1), isMoreBetter: false,
                conditions: "an empty data folder, to the first answer"))
        Thread.sleep(nanoseconds: Self.idleNanoseconds)
        figures.add(
            Figure(
                name: "server_idle_resident", value: resident(server), unit: "MiB",
                goal: .atMost(80), isMoreBetter: false, conditions: "3 s after its start"))
    }

    private func openAccounts(_ server: RunningServer) throws {
        var client = try HTTPClient(port: server.port)
        for number in 0..<Self.accounts {
            let body =
                #"{"reference":"BENCH\#(number)","name":"Bench \#(number)","currency":"USD","#
                + #""overdraft_limit":10000000000.00}"#
            let request = HTTPClient.request(
                "POST", "/api/v1/accounts", token: server.token, body: body)
            guard try client.send(request) == 201 else { throw Failed(client.answer) }
        }
    }

    // MARK: - Load

    private func load(_ server: RunningServer) throws -> ServerLoad.Outcome {
        try ServerLoad(
            server: server.process, port: server.port, requests: requests(server), status: 201
        ).run()
    }

    /// The same requests, each answered with the bytes of the real server's last answer.
    private func bareLoad(_ server: RunningServer) throws -> ServerLoad.Outcome {
        let requests = requests(server)
        var client = try HTTPClient(port: server.port)
        guard try client.send(requests[0][0]) == 201 else { throw Failed(client.answer) }
        let bare = try BareProcess(answer: client.answerBytes, place)
        defer { bare.stop() }
        return try ServerLoad(
            server: bare.process, port: bare.port, requests: requests, status: 201
        ).run()
    }

    private func requests(_ server: RunningServer) -> [[[UInt8]]] {
        (0..<ServerLoad.connections).map { requests(server, $0) }
    }

    /// The guide's request, between accounts that differ from one to the next.
    private func requests(_ server: RunningServer, _ connection: Int) -> [[UInt8]] {
        (0..<Self.accounts).map { step in
            let from = (connection * 7 + step) % Self.accounts
            let to = (from + 1 + step % (Self.accounts - 1)) % Self.accounts
            let body =
                #"{"from_account":"BENCH\#(from)","to_account":"BENCH\#(to)","amount":\#(step + 1).00,"#
                + #""currency":"USD","reference":"REF\#(connection)-\#(step)"}"#
            return HTTPClient.request(
                "POST", "/api/v1/transaction", token: server.token, body: body)
        }
    }

    private func report(
        _ load: ServerLoad.Outcome, bare: ServerLoad.Outcome, writeSeconds: Double,
        _ figures: inout Figures
    ) {
        let goal = max(25_000, bare.perSecond / 2)
        figures.add(
            Figure(
                name: "http_transaction", value: load.perSecond, unit: "1/s",
                goal: .atLeast(goal),
                peer: .init(name: "a raw NIO handler", value: bare.perSecond),
                conditions: "64 connections, loopback, durable before each answer, sealed "
                    + "references, 10 s after 2 s; a 4 KiB write took "
                    + "\(Numeral.text(writeSeconds * 1000)) ms; the client on the same cores"))
        func add(_ name: String, _ value: Double, _ unit: String, goal: Figure.Goal? = nil) {
            figures.add(
                Figure(name: name, value: value, unit: unit, goal: goal, isMoreBetter: false))
        }
        add("http_transaction_p50", load.milliseconds(0.50), "ms")
        add(
            "http_transaction_p99", load.milliseconds(0.99), "ms",
            goal: writeSeconds <= 0.0005 ? .atMost(10) : nil)
        add("http_transaction_cpu", load.serverMicroseconds, "us")
        add("http_transaction_client_cpu", load.clientMicroseconds, "us")
        figures.add(
            Figure(
                name: "http_bare", value: bare.perSecond, unit: "1/s",
                conditions: "the same load on a raw NIO handler that reads nothing and sends the "
                    + "same answer; server \(Numeral.text(bare.serverMicroseconds)) us, client "
                    + "\(Numeral.text(bare.clientMicroseconds)) us of CPU for each request"))
    }
}
