import Platform

/// PostgreSQL with the ledger's load, in the same run and on the same disk.
///
/// `Tools/peers/postgresql` measures it; where the script or PostgreSQL is missing, the rows are too.
struct PeerRows {
    let place: Workplace

    private static let script = "Tools/peers/postgresql"
    private static let transfers = 200_000

    func measure(into figures: inout Figures) throws {
        guard place.disk.exists(Self.script) else { return skip("no \(Self.script)") }
        let output = "\(place.folder)/postgresql.txt"
        let process = try ChildProcess(
            Self.script, ["--transfers", "\(Self.transfers)", "--folder", place.folder],
            output: output)
        let code = process.waitForEnd()
        let said = String(decoding: try place.disk.read(output, limit: 1 << 16), as: UTF8.self)
        guard code == 0 else { return skip(said) }
        add(Self.facts(said), &figures)
    }

    private func skip(_ why: String) {
        StandardStream.output.line("postgresql: skipped, \(why)")
    }

    /// `name value` pairs of the script's one line.
    private static func facts(_ line: String) -> [String: String] {
        let words = line.split(whereSeparator: \.isWhitespace).map(String.init)
        return Dictionary(
            stride(from: 0, to: words.count - 1, by: 2).map { (words[$0], words[$0 + 1]) },
            uniquingKeysWith: { first, _ in first })
    }

    private func add(_ facts: [String: String], _ figures: inout Figures) {
        let version = facts["version"] ?? "?"
        func value(_ name: String) -> Double { Double(facts[name] ?? "") ?? 0 }
        figures.add(
            Figure(
                name: "postgresql_checked", value: value("checked"), unit: "transfers/s",
                conditions: "PostgreSQL \(version), a procedure that checks each in order, "
                    + "200,000 transfers extrapolated, "
                    + "a commit for 8,190; \(facts["cpu"] ?? "?") us of its CPU each"))
        figures.add(
            Figure(
                name: "postgresql_set", value: value("set"), unit: "transfers/s",
                conditions: "PostgreSQL \(version), two statements a batch, "
                    + "neither limits nor order looked at, 200,000 extrapolated"))
    }
}
