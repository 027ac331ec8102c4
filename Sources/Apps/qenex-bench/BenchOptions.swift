import Platform

/// The command line.
struct BenchOptions {
    static let usage =
        "usage: qenex-bench [--data DIR] [--output FILE] [--transfers N] [--keys N] [--payments N] [--server FILE] [--thresholds FILE] [--rows "
        + Row.allCases.map(\.rawValue).joined(separator: ",") + "]"

    enum Row: String, CaseIterable {
        case disk, ledger, peers, single, size, files, release, day, reconciliation, archive,
            server, batch, dayPage
        /// Ten times `size`, some ten minutes and 20 GB: only where it is asked for.
        case large
        /// 50 million keys, some minutes and 3 GB.
        case duplicates
    }

    var folder = ".build/bench"
    var output = "bench.json"
    var thresholds: String?
    var server = ".build/release/qenexd"
    var transfers = 10_000_000
    var keys = 50_000_000
    var payments = 1_000_000
    var rows = Row.allCases.filter { $0 != .large && $0 != .duplicates }

    init?(_ arguments: [String]) {
        var rest = arguments[...]
        while let name = rest.popFirst() {
            guard let value = rest.popFirst(), take(name, value) else { return nil }
        }
    }

    private mutating func take(_ name: String, _ value: String) -> Bool {
        switch name {
        case "--data": folder = value
        case "--output": output = value
        case "--server": server = value
        case "--thresholds": thresholds = value
        case "--transfers":
            guard let count = Int(value), count > 0 else { return false }
            transfers = count
        case "--payments":
            guard let count = Int(value), count > 0 else { return false }
            payments = count
        case "--keys":
            guard let count = Int(value), count >= 10_000 else { return false }
            keys = count
        case "--rows":
            rows = value.split(separator: ",").compactMap { Row(rawValue: String($0)) }
            return rows.count == value.split(separator: ",").count
        default: return false
        }
        return true
    }

    /// Measures every row in order, prints the table and writes it.
    ///
    /// Throws where a threshold is missed.
    func run() throws {
        let place = try Workplace(folder: folder)
        let machine = MachineFacts(place.disk).text
        StandardStream.output.line(machine)
        var figures = Figures()
        for row in rows {
            switch row {
            case .disk: try DiskRows(place: place).measure(into: &figures)
            case .ledger:
                try LedgerRows(place: place, transfers: transfers).measure(into: &figures)
            case .peers: try PeerRows(place: place).measure(into: &figures)
            case .single: try SingleRows(place: place).measure(into: &figures)
            case .size, .large:
                try SizeRows(place: place, transfers: transfers, isLarge: row == .large)
                    .measure(into: &figures)
            case .duplicates:
                try DuplicateRows(place: place, keys: keys).measure(into: &figures)
            case .files: try FileRows(place: place).measure(into: &figures)
            case .release: try ReleaseRows(place: place).measure(into: &figures)
            case .day: try DayRows(place: place).measure(into: &figures)
            case .dayPage:
                try DayPageRows(place: place, program: server, payments: payments)
                    .measure(into: &figures)
            case .reconciliation: try ReconciliationRows(place: place).measure(into: &figures)
            case .archive: try ArchiveRows(place: place).measure(into: &figures)
            case .server:
                try ServerRows(place: place, program: server).measure(into: &figures)
            case .batch:
                try BatchRows(place: place, program: server, transfers: transfers)
                    .measure(into: &figures)
            }
        }
        try place.disk.writeDurably(
            output, Array(figures.json(machine: machine).utf8), mode: 0o644)
        guard let thresholds else { return }
        let missed = try Thresholds(path: thresholds, disk: place.disk).missed(by: figures)
        guard missed.isEmpty else { throw Failed(missed.joined(separator: "; ")) }
    }
}
