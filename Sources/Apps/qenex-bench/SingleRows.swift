import Engine
import Flows
import PaymentModel
import Platform

/// Rows of single durable transfers in process: one at a time, and 64 in flight.
struct SingleRows {
    let place: Workplace

    private static let accounts: UInt64 = 10_000

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

    private func oneAtATime(
        _ open: OpenBank, _ stream: inout TransferStream, _ figures: inout Figures
    ) throws {
        var times: [UInt64] = []
        for _ in 0..<3_000 {
            let record = stream.batch(1)
            let run = try place.time {
                try open.wait { open.bank.node.submit(.ledgerTransfers(record), answer: $0) }
            }
            times.append(run.nanoseconds)
        }
        times.sort()
        let write = try BareWrites(writeBytes: 4096, count: 2_000, inFlight: 1)
            .run(at: "\(place.folder)/bare")
        let bare = Double(write.latencies[1_000]) / 1e6
        figures.add(
            Figure(
                name: "single_p50", value: Double(times[1_500]) / 1e6, unit: "ms",
                goal: .atMost(1.3 * bare), peer: .init(name: "one 4 KiB write", value: bare),
                isMoreBetter: false,
                conditions: "3,000 transfers one at a time, each durable before the next; p99 "
                    + "\(Numeral.text(Double(times[2_970]) / 1e6)) ms"))
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
