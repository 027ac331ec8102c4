import Bytes
import Cryptography
import Flows
import JSON
import Journal
import Platform

/// Recomputes a data folder from its journal, without the node.
enum VerifyCommand {
    static let command = Command(
        "verify", "Check a data folder offline: every hash, outcome and balance from the start",
        options: [
            CommandOption(
                "--data", "DIR", "the data folder; ./data where not given", isFile: true)
        ],
        example: "qenex-cli verify --data demo",
        detail: """
            The node must be stopped; nothing is written. The journal is read from its first entry: chain,
            hashes and seals are checked, every command is decided again and compared with its recorded
            outcome, every balance is added up again, the books of each currency must sum to zero, and each
            snapshot must have the state of its sequence. The exit code is 0 where all of it agrees, else 1.
            """,
        run: run)

    private static func run(_ invocation: Invocation) throws(Failure) {
        let folder = DataFolder(invocation.option("--data") ?? "data")
        let disk = LiveDisk(writerThreads: 1)
        guard disk.exists(folder.journal) else {
            throw Failure(.notFound, "\(folder.path): there is no journal in this folder.")
        }
        let lock = try lock(folder, disk)
        defer { withExtendedLifetime(lock) {} }
        let check = try FolderCheck(folder, disk)
        let report = check.run()
        try invocation.output.object(
            Answer(status: 200, fields: [], body: json(report, folder, invocation.output).bytes))
        if let problem = report.problem { throw Failure(.error, problem) }
    }

    /// Keeps the node off the folder meanwhile; a copy that no node had open has no lock to take.
    private static func lock(_ folder: DataFolder, _ disk: LiveDisk) throws(Failure) -> FileLock? {
        guard disk.exists(folder.lock) else { return nil }
        do throws(DiskError) {
            return try FileLock(folder.lock)
        } catch {
            guard case .locked = error else { throw Failure(.error, "\(error).") }
            throw Failure(
                .conflict, "\(folder.path) is in use: stop qenexd first, or verify a copy.")
        }
    }

    private static func json(_ report: FolderReport, _ folder: DataFolder, _ output: Output)
        -> JSONWriter
    {
        var writer = JSONWriter()
        writer.object { object in
            object.member("folder", folder.path)
            object.member("environment", report.environment.name)
            object.member("result", report.problem == nil ? "good" : "damaged")
            // A person reads it on standard error.
            if output.format != .table { object.member("problem", report.problem) }
            members(of: report.journal, to: &object)
            object.member("commands_decided_again", report.commands)
            object.member("accounts", report.accounts)
            object.member("transfers", report.transfers)
            object.member("open_payments", report.openPayments)
            object.member("state_hash", report.stateHash.map { Hex.encode($0.bytes) })
            object.member("snapshots_compared", report.snapshotsCompared)
            object.member(
                "currencies",
                array: { list in for total in report.totals { write(total, to: &list) } })
        }
        return writer
    }

    private static func members(of journal: LogReport, to object: inout JSONWriter) {
        object.member("segments", journal.segments)
        object.member("entries", journal.entries)
        object.member("commands", journal.commands)
        object.member("sealed_records", journal.attachments)
        object.member("head_sequence", journal.head.sequence)
        object.member("chain_hash", Hex.encode(journal.head.hash.bytes))
        object.member("stopped_cleanly", journal.isSealed)
        object.member("torn_bytes", journal.tornBytes)
        object.member("cuts", journal.cuts)
    }

    private static func write(_ total: CurrencyTotal, to list: inout JSONWriter) {
        list.object {
            $0.member("currency", total.code)
            $0.member("accounts", total.accounts)
            $0.member("debits", total.text(total.debits))
            $0.member("credits", total.text(total.credits))
            $0.member("sum", total.text(total.sum))
        }
    }
}
