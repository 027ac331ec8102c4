import Platform

/// What many connections at once get out of a server: each has one request under way and sends the
/// next as soon as the answer to the last is whole.
///
/// One thread serves all connections, so that the client takes as little as it can of the cores it
/// shares with the server.
struct ServerLoad {
    static let connections = 64
    static let warmUpNanoseconds: UInt64 = 2_000_000_000
    static let measuredNanoseconds: UInt64 = 10_000_000_000
    private static let silenceMilliseconds: Int32 = 10_000

    let server: ChildProcess
    let port: UInt16
    /// Each connection's requests, sent in turn.
    let requests: [[[UInt8]]]
    /// The status that every answer must have.
    let status: Int

    struct Outcome {
        /// Of all answers within the measured time, ascending, in nanoseconds.
        var latencies: [UInt64] = []
        /// CPU time used within the measured time, in nanoseconds.
        var serverCPU: UInt64 = 0
        var clientCPU: UInt64 = 0

        var count: Double { Double(max(1, latencies.count)) }
        var perSecond: Double { count * 1e9 / Double(measuredNanoseconds) }
        var serverMicroseconds: Double { Double(serverCPU) / count / 1000 }
        var clientMicroseconds: Double { Double(clientCPU) / count / 1000 }

        /// The latency below which the given part of all answers came, in milliseconds.
        func milliseconds(_ part: Double) -> Double {
            guard !latencies.isEmpty else { return 0 }
            let index = min(latencies.count - 1, Int(Double(latencies.count) * part))
            return Double(latencies[index]) / 1e6
        }
    }

    func run() throws -> Outcome {
        let clock = SystemClock()
        var clients = try requests.map { try LoadedConnection(port: port, requests: $0) }
        var readiness = Readiness(clients.map(\.connection))
        for number in clients.indices { try clients[number].send(at: clock.monotonic()) }
        let start = clock.monotonic() + Self.warmUpNanoseconds
        var outcome = Outcome()
        outcome.latencies.reserveCapacity(1 << 20)
        let status = status
        var isMeasuring = false
        while clock.monotonic() < start + Self.measuredNanoseconds {
            if !isMeasuring, clock.monotonic() >= start {
                isMeasuring = true
                outcome.serverCPU = server.cpuNanoseconds
                outcome.clientCPU = RunningProcess.cpuNanoseconds
            }
            try readiness.wait(milliseconds: Self.silenceMilliseconds) { number in
                guard let answer = try clients[number].receive() else { return }
                let now = clock.monotonic()
                guard answer == status else {
                    throw Failed("\(answer): \(clients[number].answer)")
                }
                if isMeasuring { outcome.latencies.append(now - clients[number].sentAt) }
                try clients[number].send(at: now)
            }
        }
        outcome.serverCPU = server.cpuNanoseconds - outcome.serverCPU
        outcome.clientCPU = RunningProcess.cpuNanoseconds - outcome.clientCPU
        outcome.latencies.sort()
        return outcome
    }
}

/// One connection of a load.
private struct LoadedConnection {
    let connection: TCPConnection
    private let requests: [[UInt8]]
    private var next = 0
    private var answers = AnswerReader()
    private(set) var sentAt: UInt64 = 0

    init(port: UInt16, requests: [[UInt8]]) throws {
        connection = try TCPConnection(
            host: "127.0.0.1", port: port, timeoutMilliseconds: 30_000)
        self.requests = requests
    }

    mutating func send(at now: UInt64) throws {
        sentAt = now
        answers.reset()
        try connection.write(requests[next])
        next = (next + 1) % requests.count
    }

    /// Takes what has come: the answer's status once it is whole.
    mutating func receive() throws -> Int? {
        guard try answers.take(from: connection) else {
            throw Failed("the server closed the connection")
        }
        return answers.isWhole ? answers.status : nil
    }

    var answer: String { answers.text }
}
