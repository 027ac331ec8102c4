import Engine
import Flows
import Ledger
import PaymentModel
import Platform
import Synchronization

/// Figures in Prometheus' text format 0.0.4, each family with its help and type.
struct MetricsText {
    private(set) var text = ""

    mutating func family(
        _ name: String, _ kind: String, _ help: String, _ samples: [(label: String, value: String)]
    ) {
        text += "# HELP \(name) \(help)\n# TYPE \(name) \(kind)\n"
        for sample in samples { text += "\(name)\(sample.label) \(sample.value)\n" }
    }

    mutating func counter(_ name: String, _ help: String, _ value: some BinaryInteger) {
        family(name, "counter", help, [("", String(value))])
    }

    mutating func gauge(_ name: String, _ help: String, _ value: some BinaryInteger) {
        family(name, "gauge", help, [("", String(value))])
    }
}

/// What only the machine knows of itself.
private struct BankFigures: Sendable {
    let accounts: Int
    let transfers: Int
    let openPayments: Int
    let openBreaks: Int

    init(_ bank: Bank) {
        accounts = bank.books.accountCount + bank.batchBooks.accountCount
        transfers = bank.books.transferCount + bank.batchBooks.transferCount
        openPayments = bank.payments.count
        openBreaks = bank.breaks.count
    }
}

extension BankAPI {
    /// Waits for the machine between two commands; without it, as while the node stops, its own
    /// figures are left out.
    func metrics(_ respond: @escaping Route.Respond) {
        bank.node.look {
            BankFigures($0)
        } answer: { result in
            reading {
                var text = MetricsText()
                writeProcess(to: &text)
                writeNode(to: &text)
                if case .success(let found) = result { Self.write(found.value, to: &text) }
                writePayments(to: &text)
                respond(.text(text.text, contentType: "text/plain; version=0.0.4; charset=utf-8"))
            }
        }
    }

    private func writeProcess(to text: inout MetricsText) {
        let milliseconds = RunningProcess.cpuNanoseconds / 1_000_000
        let rest = String(milliseconds % 1000)
        let zeros = String(repeating: "0", count: 3 - rest.count)
        text.family(
            "process_cpu_seconds_total", "counter", "CPU time of all threads, user and system",
            [("", "\(milliseconds / 1000).\(zeros)\(rest)")])
        text.gauge("process_cpu_cores", "Cores this process may use", RunningProcess.coreCount)
        text.gauge(
            "process_resident_memory_bytes", "Resident memory", RunningProcess.residentBytes)
        text.gauge("machine_memory_bytes", "Memory of the machine", RunningProcess.machineBytes)
        text.counter(
            "qenex_log_lines_dropped_total", "Lines of the log that found no room",
            linesDropped())
        text.gauge("qenex_uptime_seconds", "Seconds since start", uptimeSeconds)
    }

    private func writeNode(to text: inout MetricsText) {
        let figures = bank.node.figures
        text.counter(
            "qenex_commands_total", "Commands decided since start",
            figures.commands.load(ordering: .relaxed))
        text.counter(
            "qenex_entries_total", "Journal entries written since start",
            figures.entries.load(ordering: .relaxed))
        text.counter(
            "qenex_journal_body_bytes_total", "Bytes of entries' bodies since start",
            figures.bodyBytes.load(ordering: .relaxed))
        text.gauge(
            "qenex_durable_sequence", "Highest durable sequence", bank.node.durableSequence)
        text.family(
            "qenex_archive_sequence", "gauge", "Archived through",
            archive.cursors.map { ("{cursor=\"\($0.part)\"}", "\($0.position)") })
        text.family(
            "qenex_archive_backlog_entries", "gauge", "Entries a cursor has not taken",
            archive.cursors.map { ("{cursor=\"\($0.part)\"}", "\($0.behind)") })
        text.gauge(
            "qenex_feed_events", "Events kept in memory for cursors", bank.node.feed.eventCount)
        text.gauge("qenex_queue_commands", "Commands waiting", bank.node.queueLength)
    }

    private static func write(_ found: BankFigures, to text: inout MetricsText) {
        text.gauge("qenex_accounts", "Accounts in the books", found.accounts)
        text.counter("qenex_transfers_total", "Transfers in the books", found.transfers)
        text.gauge("qenex_open_payments", "Payments that have not ended", found.openPayments)
        text.gauge(
            "qenex_open_breaks", "What books and clearing do not agree on", found.openBreaks)
        // Of the books' records alone: indexes, links and the pools' reserve are not in it.
        text.family(
            "qenex_books_memory_bytes", "gauge", "Memory of the books' records",
            [
                ("{pool=\"accounts\"}", String(found.accounts * MemoryLayout<Account>.stride)),
                ("{pool=\"transfers\"}", String(found.transfers * MemoryLayout<Transfer>.stride)),
            ])
    }

    private func writePayments(to text: inout MetricsText) {
        guard let counts = try? archive.paymentCounts() else { return }
        text.family(
            "qenex_payments", "gauge", "Payments by state, as archived",
            PaymentState.allCases.map { state in
                let count = counts.first { $0.state == state }?.count ?? 0
                return ("{state=\"\(state.name)\"}", String(count))
            })
    }
}
