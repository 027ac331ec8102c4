import Engine
import Flows
import Ledger
import PaymentModel
import Platform
import Synchronization

/// Rows 2 and 3: the ledger in process, durable before each answer, and the same journal replayed.
struct LedgerRows {
    let place: Workplace
    let transfers: Int

    private static let batchSize = 8_190
    private static let accounts: UInt64 = 10_000
    /// Batches submitted and not answered at once.
    private static let outstandingMax = 32

    private struct Posted {
        let nanoseconds: UInt64
        let cpu: UInt64
        let generating: UInt64
        let resident: UInt64
        let entries: UInt64
        let bodyBytes: UInt64
        let hash: String
    }

    func measure(into figures: inout Figures) throws {
        let folder = try place.fresh("ledger")
        let posted = try post(folder)
        try report(posted, &figures)
        try replay(folder, posted, &figures)
        applyOnly(&figures)
        try place.remove(folder.path)
    }

    // MARK: - Posting

    private func post(_ folder: DataFolder) throws -> Posted {
        let open = try OpenBank(place, folder)
        try open.start()
        try open.configure(place)
        var stream = TransferStream(accounts: Self.accounts, seed: 1)
        let generating = generatingTime(stream)
        _ = try open.wait {
            open.bank.node.submit(.ledgerAccounts(stream.accountRecords()), answer: $0)
        }
        _ = try open.wait {
            open.bank.node.submit(.ledgerTransfers(stream.fundingRecords()), answer: $0)
        }
        let figures = open.bank.node.figures
        let entries = figures.entries.load(ordering: .relaxed)
        let bytes = figures.bodyBytes.load(ordering: .relaxed)
        let cpu = RunningProcess.cpuNanoseconds
        let load = BatchLoad(
            open.bank, batchSize: Self.batchSize, outstandingMax: Self.outstandingMax)
        let run = try place.time { try load.feed(transfers, from: &stream) }
        let posted = Posted(
            nanoseconds: run.nanoseconds, cpu: RunningProcess.cpuNanoseconds - cpu,
            generating: generating, resident: RunningProcess.residentBytes,
            entries: figures.entries.load(ordering: .relaxed) - entries,
            bodyBytes: figures.bodyBytes.load(ordering: .relaxed) - bytes,
            hash: try open.stateHash())
        open.stop()
        return posted
    }

    /// Nanoseconds that making the transfers takes, which is the client's share of the CPU.
    private func generatingTime(_ stream: TransferStream) -> UInt64 {
        var stream = stream
        let count = min(transfers, 50 * Self.batchSize)
        let batches = count / Self.batchSize
        let cpu = RunningProcess.cpuNanoseconds
        for _ in 0..<batches { _ = stream.batch(Self.batchSize) }
        return (RunningProcess.cpuNanoseconds - cpu) * UInt64(transfers)
            / UInt64(max(1, batches * Self.batchSize))
    }

    private func report(_ posted: Posted, _ figures: inout Figures) throws {
        let perSecond = Double(transfers) * 1e9 / Double(posted.nanoseconds)
        let allowed = try diskAllows(posted)
        let isFast = (figures["disk_1m_p50"] ?? .infinity) <= 1
        // A slow disk lowers the goal; one that is slow to begin and then wide does not raise it.
        let goal = isFast ? 2e6 : min(2e6, allowed / 1.5)
        figures.add(
            Figure(
                name: "ledger_durable", value: perSecond, unit: "transfers/s",
                goal: .atLeast(goal), peer: .init(name: "disk allows", value: allowed),
                conditions: "\(Numeral.text(Double(transfers))) transfers in batches of "
                    + "\(Self.batchSize), \(Self.outstandingMax) outstanding, 10,000 accounts, "
                    + "half of them limited, "
                    + "time-ordered ids; \(posted.entries) entries, sealed and chained"))
        let count = Double(transfers)
        figures.add(
            Figure(
                name: "ledger_cpu", value: Double(posted.cpu) / count, unit: "ns/transfer",
                isMoreBetter: false,
                conditions: "all threads; of these "
                    + "\(Numeral.text(Double(posted.generating) / count)) make the transfers"))
        figures.add(
            Figure(
                name: "ledger_journal", value: Double(posted.bodyBytes) / count,
                unit: "bytes/transfer", goal: .atMost(50), isMoreBetter: false))
        figures.add(
            Figure(
                name: "ledger_resident", value: Double(posted.resident) / 1_048_576, unit: "MiB",
                isMoreBetter: false,
                conditions: "\(Numeral.text(Double(posted.resident) / count)) bytes a transfer"))
    }

    /// Transfers a second if the disk had nothing to wait for: the same bytes in entries of the
    /// same size, as many in flight.
    private func diskAllows(_ posted: Posted) throws -> Double {
        let mean = (Int(posted.bodyBytes / max(1, posted.entries)) + 4096) / 4096 * 4096
        let writes = BareWrites(
            writeBytes: max(4096, mean), count: Int(posted.entries),
            inFlight: Node<Bank>.writesInFlightMax)
        let result = try writes.run(at: "\(place.folder)/bare")
        return Double(transfers) * 1e9 / Double(result.elapsed)
    }

    // MARK: - Replay

    private func replay(
        _ folder: DataFolder, _ posted: Posted, _ figures: inout Figures
    ) throws {
        // All of it is decided again, as if no snapshot had been written beside the load.
        try place.remove(folder.snapshots)
        let cpu = RunningProcess.cpuNanoseconds
        let run = try place.time { try OpenBank(place, folder) }
        let spent = RunningProcess.cpuNanoseconds - cpu
        try run.value.start()
        let hash = try run.value.stateHash()
        run.value.stop()
        guard hash == posted.hash else { throw Failed("replay came to another state") }
        figures.add(
            Figure(
                name: "replay", value: Double(transfers) * 1e9 / Double(run.nanoseconds),
                unit: "transfers/s", goal: .atLeast(3e6),
                conditions: "the journal above, from the page cache, opened, checked and decided "
                    + "again; same state hash; CPU \(Numeral.text(Double(spent) / Double(transfers))) ns each"
            ))
    }

    // MARK: - Apply alone

    private func applyOnly(_ figures: inout Figures) {
        let count = min(transfers, 250 * Self.batchSize)
        var stream = TransferStream(accounts: Self.accounts, seed: 1)
        let books = Books()
        var refusals: [Refusal] = []
        var now: UInt64 = Self.accounts
        stream.accountRecords().withUnsafeBytes {
            books.createAccounts(
                $0.bindMemory(to: Account.self), timestamp: now, refusals: &refusals)
        }
        now += Self.accounts
        stream.fundingRecords().withUnsafeBytes {
            books.createTransfers(
                $0.bindMemory(to: Transfer.self), timestamp: now, refusals: &refusals)
        }
        var spent: UInt64 = 0
        for _ in 0..<(count / Self.batchSize) {
            let batch = stream.batch(Self.batchSize)
            now += UInt64(Self.batchSize)
            let cpu = RunningProcess.cpuNanoseconds
            batch.withUnsafeBytes {
                books.createTransfers(
                    $0.bindMemory(to: Transfer.self), timestamp: now, refusals: &refusals)
            }
            spent += RunningProcess.cpuNanoseconds - cpu
        }
        let applied = count / Self.batchSize * Self.batchSize
        figures.add(
            Figure(
                name: "ledger_apply_only", value: Double(spent) / Double(max(1, applied)),
                unit: "ns/transfer", isMoreBetter: false,
                conditions: "\(Numeral.text(Double(applied))) transfers, CPU, no journal"))
    }
}
