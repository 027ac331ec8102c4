import Engine
import Flows
import Ledger
import PaymentModel
import Platform
import Segments

/// Rows of size: a million accounts, random ids, and more transfers than memory holds.
///
/// `size` loads 10 million, `large` goes on to ten times as many, in a folder that is kept until the
/// next run.
struct SizeRows {
    let place: Workplace
    let transfers: Int
    let isLarge: Bool

    private static let accounts: UInt64 = 1_000_000
    private static let batchSize = 8_190
    private var word: String { isLarge ? "large" : "size" }

    func measure(into figures: inout Figures) throws {
        let folder = try place.fresh(word)
        let open = try OpenBank(place, folder)
        try open.start()
        try open.configure(place)
        var stream = TransferStream(accounts: Self.accounts, seed: 7, isRandom: true)
        try prepare(open, stream)
        let total = isLarge ? transfers * 10 : transfers
        var tenths: [Double] = []
        let cpu = RunningProcess.cpuNanoseconds
        for _ in 0..<10 {
            let load = BatchLoad(open.bank, batchSize: Self.batchSize)
            let run = try place.time { try load.feed(total / 10, from: &stream) }
            tenths.append(Double(total / 10) * 1e9 / Double(run.nanoseconds))
            StandardStream.output.line("    a tenth more: \(Numeral.text(tenths.last ?? 0))/s")
        }
        report(tenths, total, cpu: RunningProcess.cpuNanoseconds - cpu, &figures)
        try HistoryRows(place: place, open: open, accounts: Self.accounts, word: word)
            .measure(into: &figures)
        try restart(open, folder, &figures)
        if !isLarge { try place.remove(folder.path) }
    }

    /// The accounts, and the money of those that may not owe.
    private func prepare(_ open: OpenBank, _ stream: TransferStream) throws {
        let step = UInt64(Self.batchSize)
        for first in stride(from: 1, through: Self.accounts, by: Int(step)) {
            let last = min(Self.accounts, first + step - 1)
            let records = stream.accountRecords(first...last)
            _ = try open.wait { open.bank.node.submit(.ledgerAccounts(records), answer: $0) }
        }
        let funding = stream.fundingRecords()
        let bytes = Self.batchSize * TransferStream.recordBytes
        for start in stride(from: 0, to: funding.count, by: bytes) {
            let records = Array(funding[start..<min(funding.count, start + bytes)])
            _ = try open.wait { open.bank.node.submit(.ledgerTransfers(records), answer: $0) }
        }
    }

    private func report(
        _ tenths: [Double], _ total: Int, cpu: UInt64, _ figures: inout Figures
    ) {
        let mean = 10 / tenths.reduce(0) { $0 + 1 / $1 }
        let text =
            "\(Numeral.text(Double(total))) transfers, 1,000,000 accounts, random ids, "
            + "batches of \(Self.batchSize), durable, filters and segments on"
        figures.add(
            Figure(
                name: "\(word)_durable", value: mean, unit: "transfers/s",
                goal: isLarge ? nil : .atLeast(8e5),
                conditions: text + "; CPU \(Numeral.text(Double(cpu) / Double(total))) ns each"))
        // The first tenth of the large load is the 10 million of the other row.
        figures.add(
            Figure(
                name: "\(word)_last_tenth", value: tenths[9], unit: "transfers/s",
                goal: isLarge ? .atLeast(0.7 * tenths[0]) : nil,
                peer: .init(name: "first tenth", value: tenths[0])))
        figures.add(
            Figure(
                name: "\(word)_peak", value: Double(peakKiB()) / 1_048_576,
                unit: "GiB", goal: .atMost(6), isMoreBetter: false,
                conditions: "VmHWM of the process, the client in it"))
    }

    /// The most memory this process ever held, mapped files in it (proc(5), `VmHWM`).
    private func peakKiB() -> UInt64 {
        let bytes = (try? place.disk.read("/proc/self/status", at: 0, count: 4096)) ?? []
        let text = String(decoding: bytes, as: UTF8.self)
        let line = text.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
        return line?.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { UInt64($0) }
            ?? 0
    }

    private func restart(
        _ open: OpenBank, _ folder: DataFolder, _ figures: inout Figures
    ) throws {
        let hash = try open.stateHash()
        let view = open.bank.history.view
        let stop = place.time { open.bank.finish(open.archive) }
        let start = try place.time { try OpenBank(place, folder) }
        try start.value.start()
        guard try start.value.stateHash() == hash else { throw Failed("another state") }
        start.value.stop()
        figures.add(
            Figure(
                name: "\(word)_restart", value: Double(start.nanoseconds) / 1e9, unit: "s",
                goal: .atMost(5), isMoreBetter: false,
                conditions:
                    "after a clean stop of \(Numeral.text(Double(stop.nanoseconds) / 1e9)) s, "
                    + "same state hash; before it \(view.records.count) record files and "
                    + "\(view.runs.count) runs of ids, \(Numeral.text(Double(view.bytes) / 1e9)) GB"
            ))
    }
}
