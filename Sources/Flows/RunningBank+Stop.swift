import Engine
package import PaymentModel
import Platform

extension RunningBank {
    /// Configures at start-up, before any request is taken.
    package func configureAndWait(_ setup: BankSetup) {
        _ = wait { bank, answer in bank.configure(setup, then: answer) }
    }

    /// Finishes what is queued, seals the journal, lets the archive catch up and writes a snapshot.
    package func finish(_ archive: Archive) {
        node.stop()
        node.waitUntilStopped()
        _ = archive.wait(for: node.durableSequence)
        node.feed.close()
        // Without a snapshot the next start replays more; nothing is lost.
        try? node.writeSnapshot(to: SnapshotFolder(disk: disk, path: folder.snapshots))
    }
}
