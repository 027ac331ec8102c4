import Engine
import Flows
import PaymentModel
import Platform

/// Rows of single durable transfers in process: one at a time, and 64 in flight.
struct SingleRows {
    let place: Workplace

    private static let accounts: UInt64 = 10_000
    private static let rounds = 6
    private static let roundLength = 500

    func measure(into figures: inout Figures) throws {
        let folder = try place.fresh("single")
        let open = try OpenBank(place, folder)
        try open.start()
        try open.configure(place)
        var stream = TransferStream(accounts: Self.accounts, seed: 3)
        let records = stream.accountRecords()
        let funding = stream.fundingRecords()
        _ = try open.wait { open.bank.node.submit(.ledgerAccounts(records), answer: $0) }
        _ = try open.wait { open.bank.node.submit(.ledgerTransfers(funding), answer: $0) }
        try oneAtATime(open, &stream, &figures)
        try many(open, &stream, &figures)
        open.stop()
        try place.remove(folder.path)
    }

    /// Rounds of transfers and of bare writes by turns: the disk is not the same a second later.
    private func oneAtATime(
        _ open: OpenBank, _ stream: inout TransferStream, _ figures: inout Figures
    ) throws {
        var (times, bare): ([UInt64], [UInt64]) = ([], [])
        for _ in 0..<Self.rounds {
            bare += try BareWrites(writeBytes: 4096, count: Self.roundLength, inFlight: 1)
                .run(at: "\(place.folder)/bare").latencies
            for _ in 0..<Self.roundLength {
                let record = stream.batch(1)
                let run = try place.time {
                    try open.wait { open.bank.node.submit(.ledgerTransfers(record), answer: $0) }
                }
                times.append(run.nanoseconds)
            }
        }
        let write = Self.milliseconds(bare, at: 0.5)
        figures.add(
            Figure(
                name: "single_p50", value: Self.milliseconds(times, at: 0.5), unit: "ms",
                goal: .atMost(1.3 * write), peer: .init(name: "one 4 KiB write", value: write),
                isMoreBetter: false,
                conditions: "\(Numeral.text(Double(times.count))) transfers one at a time, each "
                    + "durable before the next; p99 "
                    + "\(Numeral.text(Self.milliseconds(times, at: 0.99))) ms; bare writes by "
                    + "turns with them"))
    }

    private static func milliseconds(_ times: [UInt64], at part: Double) -> Double {
        Double(times.sorted()[Int(Double(times.count - 1) * part)]) / 1e6
    }

    private func many(
        _ open: OpenBank, _ stream: inout TransferStream, _ figures: inout Figures
    ) throws {
        let count = 200_000
        let load = BatchLoad(open.bank, batchSize: 1, outstandingMax: 64)
        let run = try place.time { try load.feed(count, from: &stream) }
        figures.add(
            Figure(
                name: "single_64", value: Double(count) * 1e9 / Double(run.nanoseconds),
                unit: "transfers/s", goal: .atLeast(5e4),
                conditions: "\(Numeral.text(Double(count))) single transfers, 64 unanswered"))
    }
}
