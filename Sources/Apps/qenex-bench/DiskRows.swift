import Platform

/// Row 1: what one durable write takes.
struct DiskRows {
    let place: Workplace

    func measure(into figures: inout Figures) throws {
        let small = try run(4096, count: 2_000)
        let large = try run(1 << 20, count: 100)
        let how = small.isDirect ? "O_DIRECT|O_DSYNC" : "fdatasync"
        add("disk_4k_p50", small, 0.50, "one at a time, \(how), 2,000 writes", &figures)
        add("disk_4k_p99", small, 0.99, "", &figures)
        add("disk_1m_p50", large, 0.50, "one at a time, \(how), 100 writes", &figures)
        add("disk_1m_p99", large, 0.99, "", &figures)
    }

    private func run(_ bytes: Int, count: Int) throws -> BareWrites.Result {
        try BareWrites(writeBytes: bytes, count: count, inFlight: 1)
            .run(at: "\(place.folder)/bare")
    }

    private func add(
        _ name: String, _ result: BareWrites.Result, _ part: Double, _ conditions: String,
        _ figures: inout Figures
    ) {
        let index = min(
            result.latencies.count - 1, Int(Double(result.latencies.count) * part))
        figures.add(
            Figure(
                name: name, value: Double(result.latencies[index]) / 1e6, unit: "ms",
                isMoreBetter: false, conditions: conditions))
    }
}
