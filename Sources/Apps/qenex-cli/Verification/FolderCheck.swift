import Cryptography
import Engine
import Flows
import Journal
import Ledger
import PaymentModel
import Platform

/// Reads a data folder's journal from the first entry and decides everything in it again.
final class FolderCheck {
    /// Entries between two looks at the clock for the progress line.
    private static let entriesPerLook: UInt64 = 256

    private let folder: DataFolder
    private let disk: LiveDisk
    private let root: RootKey
    private let replay = Replay(Bank())
    private let progress = Progress("Verifying")
    /// State hashes of snapshots by their sequence.
    private var snapshots: [UInt64: Digest] = [:]
    private let environment: LogEnvironment
    private var snapshotsCompared = 0
    /// The first problem beside the journal.
    private var otherProblem: String?

    init(_ folder: DataFolder, _ disk: LiveDisk) throws(Failure) {
        self.folder = folder
        self.disk = disk
        let made: LogEnvironment?
        do throws(JournalError) {
            root = try RootKey.read(disk, folder: folder.path)
            made = try LogVerifier.environment(disk, folder: folder.journal)
        } catch {
            throw Failure(.error, FolderCheck.text(error))
        }
        guard let made else {
            throw Failure(.notFound, "\(folder.journal): the journal is empty.")
        }
        environment = made
    }

    func run() -> FolderReport {
        readSnapshots()
        readPersonalKeys()
        // A clean stop leaves a snapshot of the last sequence: then it is known how far there is to go.
        let last = snapshots.keys.max().map { Int(clamping: $0) }
        let verifier = LogVerifier(
            disk, folder: folder.journal, environment: environment, root: root)
        let journal = verifier.run { (header, body) throws in
            try replay.take(header, body)
            compareSnapshot(at: header)
            if header.sequence % FolderCheck.entriesPerLook == 0 {
                show(Int(clamping: header.sequence), of: last)
            }
        }
        progress.show("adding up")
        var report = FolderReport(environment: environment, journal: journal)
        // What broke the reading off comes first.
        report.note(journal.problem.map { FolderCheck.text($0) })
        report.note(otherProblem)
        judgeState(&report)
        progress.end()
        return report
    }

    private func show(_ sequence: Int, of last: Int?) {
        if let last, sequence <= last {
            progress.show(done: sequence, of: last)
        } else {
            progress.show("entry \(sequence), \(replay.commands) commands")
        }
    }

    private func judgeState(_ report: inout FolderReport) {
        let bank = replay.machine
        report.commands = replay.commands
        let books = [bank.books, bank.batchBooks]
        report.accounts = books.reduce(0) { $0 + $1.accountCount }
        report.transfers = books.reduce(0) { $0 + $1.transferCount }
        report.openPayments = bank.payments.count
        report.snapshotsCompared = snapshotsCompared
        if report.journal.isGood {
            report.stateHash = bank.stateHash(chainHash: report.journal.head.hash)
            for sequence in snapshots.keys.sorted() {
                report.note("The snapshot of sequence \(sequence) is of another journal.")
            }
        }
        report.totals = CurrencyTotal.all(of: books)
        // Each set of books by itself: what one lacks the other must not make up for.
        for total in books.flatMap({ CurrencyTotal.all(of: [$0]) }) where total.sum != 0 {
            report.note("The books of \(total.code) do not sum to zero.")
        }
        for each in books { report.note(BalanceCheck(each).firstProblem) }
    }

    // MARK: - Snapshots

    private func readSnapshots() {
        guard disk.exists(folder.snapshots) else { return }
        do throws(DiskError) {
            for name in try disk.list(folder.snapshots) where name.hasPrefix("snapshot-") {
                let path = "\(folder.snapshots)/\(name)"
                guard let found = Snapshot(try disk.read(path, limit: Snapshot.bytesMax)) else {
                    note("The snapshot \(path) is damaged; the node starts without it.")
                    continue
                }
                snapshots[found.sequence] = found.stateHash
            }
        } catch {
            note("\(error).")
        }
    }

    // MARK: - Keys

    /// Reads every slot of the personal keys; which records they open is not asked.
    private func readPersonalKeys() {
        let path = "\(folder.path)/\(KeyRing.fileName)"
        guard disk.exists(path) else {
            return note("\(path) is missing: personal data cannot be read.")
        }
        do throws(JournalError) {
            _ = try KeyRing(disk, folder: folder.path, randomness: SystemRandomness())
        } catch {
            note(FolderCheck.text(error))
        }
    }

    private func compareSnapshot(at header: EntryHeader) {
        guard let wanted = snapshots.removeValue(forKey: header.sequence) else { return }
        snapshotsCompared += 1
        guard replay.machine.stateHash(chainHash: header.hash) != wanted else { return }
        note("The snapshot of sequence \(header.sequence) has another state than the journal.")
    }

    private func note(_ problem: String) {
        if otherProblem == nil { otherProblem = problem }
    }

    // MARK: - Words

    private static func text(_ error: JournalError) -> String {
        switch error {
        case .disk(let error): "\(error)."
        case .damaged(let damage): damage.description
        case .wrongRootKey(let path): "\(path) was sealed with another root key."
        case .rootKeyMissing(let path): "\(path) is missing: without it nothing can be read."
        case .replayRefused(let sequence, let reason):
            "Sequence \(sequence) does not lead to its recorded outcome: \(reason)."
        default: "The journal cannot be read: \(error)."
        }
    }
}
