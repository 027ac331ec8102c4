import Engine
import Flows
import JSON
import Ledger
import PaymentModel
import Platform
import Synchronization

/// How the engine does, for whoever watches it: counters, of which two answers make a rate.
extension BankAPI {
    var engineRoutes: [Route] {
        [
            Route(
                .get, "/api/v1/engine", scope: .reading,
                summary: "How the engine does: counters since its start, queue, files, memory",
                answers: [Shape(200, "Figures of this moment", schema: Schema.engine)],
                action: showEngine)
        ]
    }

    /// What only the books know.
    private struct BookFigures: Sendable {
        let accounts: Int
        let transfers: Int
        /// Transfers that have left memory.
        let evicted: Int
        let pools: [(name: String, bytes: Int)]

        init(_ bank: Bank) {
            let books = [bank.books, bank.batchBooks]
            accounts = books.reduce(0) { $0 + $1.accountCount }
            transfers = books.reduce(0) { $0 + $1.transferCount }
            evicted = books.reduce(0) { $0 + $1.firstResident }
            pools = [
                ("accounts", accounts * MemoryLayout<Account>.stride),
                ("transfers", (transfers - evicted) * MemoryLayout<Transfer>.stride),
                ("payments", bank.payments.count * MemoryLayout<Payment>.stride),
            ]
        }
    }

    private func showEngine(
        _ request: Request, _ caller: Caller?, _ respond: @escaping Route.Respond
    ) {
        bank.node.look {
            BookFigures($0)
        } answer: { result in
            switch result {
            case .failure(let refusal): respond(.problem(Problem(FlowError.node(refusal))))
            case .success(let found):
                var writer = JSONWriter()
                writer.object { write(found.value, to: &$0) }
                respond(.json(writer, sequence: found.sequence))
            }
        }
    }

    private func write(_ books: BookFigures, to writer: inout JSONWriter) {
        let figures = bank.node.figures
        func count(_ name: String, _ value: UInt64) { writer.member(name, value) }
        count("at_milliseconds", bank.clock.monotonic() / 1_000_000)
        count("uptime_seconds", UInt64(uptimeSeconds))
        count("accounts", UInt64(books.accounts))
        count("transfers", UInt64(books.transfers))
        count("commands", figures.commands.load(ordering: .relaxed))
        count("entries", figures.entries.load(ordering: .relaxed))
        count("journal_bytes", figures.bodyBytes.load(ordering: .relaxed))
        count("refusals", figures.refusals.load(ordering: .relaxed))
        count("commits", figures.commits.load(ordering: .relaxed))
        count("commit_microseconds", figures.commitNanoseconds.load(ordering: .relaxed) / 1000)
        count("durable_sequence", bank.node.durableSequence)
        count("queue", UInt64(bank.node.queueLength))
        count("events_kept", UInt64(bank.node.feed.eventCount))
        writer.member(
            "archive",
            array: { list in
                for cursor in archive.cursors {
                    list.object {
                        $0.member("cursor", "\(cursor.part)")
                        $0.member("position", cursor.position)
                        $0.member("behind", cursor.behind)
                    }
                }
            })
        let sealed = bank.sealedFiles
        writer.member(
            "segments",
            object: {
                $0.member("transfers", UInt64(books.evicted))
                $0.member("files", UInt64(sealed.files))
                $0.member("runs", UInt64(sealed.runs))
                $0.member("bytes", sealed.bytes)
                $0.member("busy", sealed.isBusy)
                $0.member("failure", sealed.failure)
            })
        writer.member(
            "memory",
            array: { list in
                for pool in books.pools + [("process", Int(RunningProcess.residentBytes))] {
                    list.object {
                        $0.member("pool", pool.name)
                        $0.member("bytes", UInt64(pool.bytes))
                    }
                }
            })
    }
}
