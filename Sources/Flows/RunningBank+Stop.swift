import Engine
package import PaymentModel
import Platform
import Segments

extension RunningBank {
    /// Configures at start-up, before any request is taken.
    package func configureAndWait(_ setup: BankSetup) {
        _ = wait { bank, answer in bank.configure(setup, then: answer) }
    }

    /// Lets the archive catch up, finishes what is queued, seals the journal and writes a snapshot.
    ///
    /// The snapshot lies at the seal, and the cursors that hear events have passed it: the next start
    /// decides nothing again.
    package func finish(_ archive: Archive) {
        // Reports look at the bank for some of what they tell: they catch up while the node still
        // answers. What is left is written after the next start.
        _ = archive.wait(for: node.durableSequence, ArchivePart.allCases)
        node.stop()
        node.waitUntilStopped()
        // Where it cannot be written, the next start goes on from what was written before.
        try? endClock()
        node.feed.close()
        archive.waitUntilEnded()
        // Without a snapshot the next start replays more; nothing is lost.
        try? node.writeSnapshot(to: SnapshotFolder(disk: disk, path: folder.snapshots))
        history.waitUntilQuiet()
        ownHistory.waitUntilQuiet()
    }
}
