import Flows
import ISO20022
import PaymentModel
import Platform

/// Row 4: a file of 10,000 transfers, to accounts here and to another bank; and its reading alone.
struct FileRows {
    let place: Workplace

    private static let transfers = 10_000
    private static let runs = 3

    private struct Run {
        let decided: Double
        let archived: Double
        let growth: Double
    }

    func measure(into figures: inout Figures) throws {
        let folder = try place.fresh("files")
        let open = try OpenBank(place, folder)
        try open.start()
        try open.configure(place)
        let customers = try Customers()
        try customers.open(at: open)
        let book = try run(open, "BOOK") { try customers.file($0, customers.here, transfers: $1) }
        report("pain001_book", book, goal: "decided", &figures)
        let out = try run(open, "OUT") {
            try customers.file($0, customers.elsewhere, transfers: $1)
        }
        report("pain001_outbound", out, goal: "archived", &figures)
        let message = try sent(folder)
        open.stop()
        try read(
            customers.file("READ", customers.here, transfers: Self.transfers), message, &figures)
        try place.remove(folder.path)
    }

    // MARK: - Through the bank

    /// A file of one transfer first, then the same large file under other names.
    private func run(
        _ open: OpenBank, _ name: String, _ file: (String, Int) throws -> [UInt8]
    ) throws -> [Run] {
        _ = try submit(open, file("\(name)-0", 1), count: 1)
        return try (1...Self.runs).map { number in
            let bytes = try file("\(name)-\(number)", Self.transfers)
            return try submit(open, bytes, count: Self.transfers)
        }
    }

    private func submit(_ open: OpenBank, _ bytes: [UInt8], count: Int) throws -> Run {
        let peak = ResidentPeak()
        let start = place.clock.monotonic()
        let taken = try open.wait {
            open.bank.submitFile(
                bytes, caller: Caller(name: "bench", idempotencyKey: nil), then: $0)
        }
        let decided = place.clock.monotonic()
        guard taken.acceptedCount == count else {
            throw Failed("\(taken.acceptedCount) of \(count) accepted, \(taken.reason.text)")
        }
        guard open.archive.wait(for: taken.sequence, ArchivePart.allCases, seconds: 120) else {
            throw Failed("the archive is late: \(open.archive.trouble.withLock { $0 } ?? "")")
        }
        let archived = place.clock.monotonic()
        return Run(
            decided: Double(decided - start) / 1e9, archived: Double(archived - start) / 1e9,
            growth: peak.growth())
    }

    private func report(
        _ name: String, _ runs: [Run], goal: String, _ figures: inout Figures
    ) {
        let conditions = "10,000 transfers, median of \(runs.count) files after one of 1 transfer"
        func add(_ part: String, _ seconds: [Double]) {
            figures.add(
                Figure(
                    name: "\(name)_\(part)", value: Self.median(seconds), unit: "s",
                    goal: part == goal ? .atMost(2) : nil, isMoreBetter: false,
                    conditions: conditions))
        }
        add("decided", runs.map(\.decided))
        add("archived", runs.map(\.archived))
        figures.add(
            Figure(
                name: "\(name)_growth", value: runs.map(\.growth).max() ?? 0, unit: "MiB",
                goal: .atMost(100), isMoreBetter: false, conditions: "the most of any file"))
    }

    private static func median(_ values: [Double]) -> Double {
        values.sorted()[values.count / 2]
    }

    // MARK: - Reading alone

    /// Our message that carries the one transfer of the first file.
    private func sent(_ folder: DataFolder) throws -> [UInt8] {
        let names = try place.disk.list(folder.toClearing)
        let messages = try names.map {
            try place.disk.read("\(folder.toClearing)/\($0)", limit: 64 << 20)
        }
        // A thousand transfers a message, and the one of the first file.
        let expected = Self.runs * Self.transfers / 1_000 + 1
        guard messages.count == expected else {
            throw Failed("\(messages.count) messages in the outbox instead of \(expected)")
        }
        guard let smallest = messages.min(by: { $0.count < $1.count }) else {
            throw Failed("Nothing was sent.")
        }
        return smallest
    }

    private func read(
        _ file: [UInt8], _ message: [UInt8], _ figures: inout Figures
    ) throws {
        let record = "Document/CstmrCdtTrfInitn/PmtInf/CdtTrfTxInf"
        let large = try spent(5) {
            try DocumentReader.read(file, accepting: [], streaming: record) { _ in .next }
        }
        figures.add(
            Figure(
                name: "pain001_validate", value: Double(file.count) / 1e6 / (large / 1e9),
                unit: "MB/s",
                conditions: "parsed and validated, \(Numeral.text(Double(file.count))) bytes"))
        let small = try spent(2_000) { try DocumentReader.read(message) }
        figures.add(
            Figure(
                name: "pacs008_validate", value: small / 1000, unit: "us", isMoreBetter: false,
                conditions: "one transfer, \(message.count) bytes, parsed and validated"))
    }

    /// Nanoseconds of CPU for one of so many times.
    private func spent(
        _ times: Int, _ body: () throws -> ReadDocument
    ) throws -> Double {
        guard try body().isValid else { throw Failed("a message of ours is not valid") }
        let cpu = RunningProcess.cpuNanoseconds
        for _ in 0..<times { _ = try body() }
        return Double(RunningProcess.cpuNanoseconds - cpu) / Double(times)
    }
}
