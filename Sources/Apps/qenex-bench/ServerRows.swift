import Flows
import Platform

/// Rows 5 and 6: the server as it ships, alone and under load.
struct ServerRows {
    let place: Workplace
    let program: String

    private static let connections = 64
    private static let accounts = 100
    private static let warmUpNanoseconds: UInt64 = 2_000_000_000
    private static let measuredNanoseconds: UInt64 = 10_000_000_000
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
        report(try load(server), writeSeconds: seconds, &figures)
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

    private struct Load {
        var connected = 0
        var latencies: [UInt64] = []
        var finished = 0
        var failure: String?
    }

    /// Latencies of all answers within the measured time, ascending, in nanoseconds.
    private func load(_ server: RunningServer) throws -> [UInt64] {
        let load = Monitor(Load())
        let place = place
        let start = place.clock.monotonic() + Self.warmUpNanoseconds
        for number in 0..<Self.connections {
            let requests = requests(server, number)
            Thread.start(name: "client") {
                let part: Result<[UInt64], any Error> = Result {
                    try Self.drive(server.port, requests, place.clock, from: start)
                }
                load.update { load in
                    load.finished += 1
                    switch part {
                    case .success(let latencies): load.latencies += latencies
                    case .failure(let error): load.failure = "\(error)"
                    }
                }
            }
        }
        let end = load.wait { $0.finished == Self.connections ? $0 : nil }
        if let failure = end.failure { throw Failed(failure) }
        return end.latencies.sorted()
    }

    private static func drive(
        _ port: UInt16, _ requests: [[UInt8]], _ clock: SystemClock, from start: UInt64
    ) throws -> [UInt64] {
        var client = try HTTPClient(port: port)
        var latencies: [UInt64] = []
        var now = clock.monotonic()
        var next = 0
        while now < start + measuredNanoseconds {
            let status = try client.send(requests[next])
            let end = clock.monotonic()
            guard status == 201 else { throw Failed("\(status): \(client.answer)") }
            if now >= start { latencies.append(end - now) }
            now = end
            next = (next + 1) % requests.count
        }
        return latencies
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
        _ latencies: [UInt64], writeSeconds: Double, _ figures: inout Figures
    ) {
        let seconds = Double(Self.measuredNanoseconds) / 1e9
        let allowed = 0.6 * Double(Self.connections) / (2 * writeSeconds)
        figures.add(
            Figure(
                name: "http_transaction", value: Double(latencies.count) / seconds, unit: "1/s",
                goal: .atLeast(min(15_000, allowed)),
                conditions: "64 connections, loopback, durable before each answer, sealed "
                    + "references, 10 s after 2 s; a 4 KiB write took "
                    + "\(Numeral.text(writeSeconds * 1000)) ms; the client on the same cores"))
        func latency(_ name: String, _ part: Double, goal: Figure.Goal?) {
            guard !latencies.isEmpty else { return }
            let index = min(latencies.count - 1, Int(Double(latencies.count) * part))
            figures.add(
                Figure(
                    name: name, value: Double(latencies[index]) / 1e6, unit: "ms", goal: goal,
                    isMoreBetter: false))
        }
        latency("http_transaction_p50", 0.50, goal: nil)
        latency("http_transaction_p99", 0.99, goal: writeSeconds <= 0.0005 ? .atMost(20) : nil)
    }
}
