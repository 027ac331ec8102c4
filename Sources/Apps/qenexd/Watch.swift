import Engine
import Flows
import Platform
import Synchronization

/// Looks at a running node once a second and says in the log what has changed.
///
/// A look reads counters: it costs no turn of the bank.
struct Watch: Sendable {
    private let bank: RunningBank
    private let archive: Archive
    private let spool: Spool
    private let log: OperationLog

    init(_ bank: RunningBank, _ archive: Archive, _ spool: Spool, _ log: OperationLog) {
        self.bank = bank
        self.archive = archive
        self.spool = spool
        self.log = log
    }

    /// What was seen last.
    private struct Seen {
        var refusals: UInt64 = 0
        var entries: UInt64 = 0
        var isFull = false
        var isArchiveInTrouble = false
        var contact = SpoolFigures.Count()
        var files = SpoolFigures.Count()
        var dropped: UInt64 = 0
    }

    /// Runs for as long as the process.
    func run() {
        var seen = Seen()
        while true {
            Thread.sleep(nanoseconds: 1_000_000_000)
            // On a full disk a sandbox's clock stands, which the log says by other lines.
            try? bank.keepClock()
            look(&seen)
        }
    }

    private func look(_ seen: inout Seen) {
        let sequence = bank.node.durableSequence
        lookAtStorage(&seen, sequence)
        let isInTrouble = archive.trouble.withLock { $0 != nil }
        if isInTrouble != seen.isArchiveInTrouble {
            seen.isArchiveInTrouble = isInTrouble
            log.say(
                isInTrouble ? .archiveTrouble : .archiveResumed, isWarning: isInTrouble,
                sequence: sequence, [("archived", archive.sequence)])
        }
        say(.clearingMessages, spool.figures.messages, &seen.contact, sequence)
        say(.inboxFiles, spool.figures.files, &seen.files, sequence)
        let dropped = log.dropped
        if dropped > seen.dropped {
            log.say(
                .linesDropped, isWarning: true, sequence: sequence,
                [("count", dropped - seen.dropped)])
            seen.dropped = dropped
        }
    }

    private func lookAtStorage(_ seen: inout Seen, _ sequence: UInt64) {
        let figures = bank.node.figures
        let refusals = figures.refusals.load(ordering: .relaxed)
        let entries = figures.entries.load(ordering: .relaxed)
        if refusals > seen.refusals, !seen.isFull {
            seen.isFull = true
            log.say(
                .storageFull, isWarning: true, sequence: sequence,
                [("refused", refusals - seen.refusals)])
        } else if seen.isFull, refusals == seen.refusals, entries > seen.entries {
            seen.isFull = false
            log.say(.storageResumed, sequence: sequence)
        }
        seen.refusals = refusals
        seen.entries = entries
    }

    private func say(
        _ event: OperationLog.Event, _ now: SpoolFigures.Count, _ last: inout SpoolFigures.Count,
        _ sequence: UInt64
    ) {
        guard now != last else { return }
        log.say(
            event, isWarning: now.refused > last.refused, sequence: sequence,
            [("taken", now.taken - last.taken), ("refused", now.refused - last.refused)])
        last = now
    }
}
