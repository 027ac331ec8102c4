import Flows
import Platform

/// The ledger's load once more, through `transfers/batch` of the server as it ships.
struct BatchRows {
    let place: Workplace
    let program: String
    let transfers: Int

    private static let connections = 4
    private static let batchSize = 8_190
    private static let accounts: UInt64 = 10_000

    private struct Load {
        var left: Int
        var latencies: [UInt64] = []
        var finished = 0
        var failure: String?
    }

    func measure(into figures: inout Figures) throws {
        let folder = try place.fresh("batch")
        let server = try RunningServer(program, folder, place)
        do {
            defer { server.stop() }
            try prepare(server)
            try load(server, &figures)
        }
        try place.remove(folder.path)
    }

    private func prepare(_ server: RunningServer) throws {
        let stream = TransferStream(accounts: Self.accounts, seed: 1)
        var client = try HTTPClient(port: server.port)
        for start in stride(from: 1, through: Self.accounts, by: 5_000) {
            try Self.send(
                "accounts", stream.accountRecords(start...(start + 4_999)), server, &client)
        }
        try Self.send("transfers", stream.fundingRecords(), server, &client)
    }

    /// Sends a batch of which nothing may be refused.
    private static func send(
        _ kind: String, _ records: [UInt8], _ server: RunningServer, _ client: inout HTTPClient
    ) throws {
        let status = try client.send(
            "/api/v1/\(kind)/batch", token: server.token, type: "application/vnd.qenex.\(kind)",
            records: records)
        guard status == 200 else { throw Failed("\(status): \(client.answer)") }
        guard client.bodyBytes == 0 else {
            throw Failed("\(client.bodyBytes / 8) of \(kind) were refused")
        }
    }

    private func load(_ server: RunningServer, _ figures: inout Figures) throws {
        let load = Monitor(Load(left: transfers))
        let cpu = server.process.cpuNanoseconds
        let start = place.clock.monotonic()
        for number in 0..<Self.connections {
            let place = place
            Thread.start(name: "client") {
                let part = Result { try Self.drive(server, UInt64(number + 1), place.clock, load) }
                load.update { load in
                    load.finished += 1
                    if case .failure(let error) = part { load.failure = "\(error)" }
                }
            }
        }
        let end = load.wait { $0.finished == Self.connections ? $0 : nil }
        let nanoseconds = place.clock.monotonic() - start
        if let failure = end.failure { throw Failed(failure) }
        report(
            end, nanoseconds: nanoseconds, cpu: server.process.cpuNanoseconds - cpu,
            resident: server.process.residentBytes, &figures)
    }

    private static func drive(
        _ server: RunningServer, _ seed: UInt64, _ clock: SystemClock, _ load: Monitor<Load>
    ) throws {
        var client = try HTTPClient(port: server.port)
        var stream = TransferStream(accounts: accounts, seed: seed << 32)
        while true {
            let size = load.withLock { load in
                let size = min(batchSize, load.left)
                load.left -= size
                return size
            }
            guard size > 0 else { return }
            let batch = stream.batch(size)
            let start = clock.monotonic()
            try send("transfers", batch, server, &client)
            let end = clock.monotonic()
            load.withLock { $0.latencies.append(end - start) }
        }
    }

    private func report(
        _ load: Load, nanoseconds: UInt64, cpu: UInt64, resident: UInt64,
        _ figures: inout Figures
    ) {
        let count = Double(transfers)
        figures.add(
            Figure(
                name: "http_batch", value: count * 1e9 / Double(nanoseconds), unit: "transfers/s",
                goal: .atLeast(1e6),
                conditions: "\(Numeral.text(count)) transfers by transfers/batch, "
                    + "\(Self.connections) connections with a batch of \(Self.batchSize) each, "
                    + "loopback, durable before each answer, 10,000 accounts, half of them limited, "
                    + "time-ordered ids, the client on the same cores"))
        figures.add(
            Figure(
                name: "http_batch_cpu", value: Double(cpu) / count, unit: "ns/transfer",
                isMoreBetter: false, conditions: "all threads of the server"))
        let sorted = load.latencies.sorted()
        for (name, part) in [("p50", 50), ("p99", 99)] where !sorted.isEmpty {
            figures.add(
                Figure(
                    name: "http_batch_\(name)",
                    value: Double(sorted[min(sorted.count - 1, sorted.count * part / 100)]) / 1e6,
                    unit: "ms", isMoreBetter: false))
        }
        figures.add(
            Figure(
                name: "http_batch_resident", value: Double(resident) / 1_048_576, unit: "MiB",
                isMoreBetter: false))
    }
}
