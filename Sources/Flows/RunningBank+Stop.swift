import Engine
package import PaymentModel
import Platform

extension RunningBank {
    /// Configures at start-up, before any request is taken.
    package func configureAndWait(_ setup: BankSetup) {
        _ = wait { bank, answer in bank.configure(setup, then: answer) }
    }

    /// Lets the archive catch up, finishes what is queued, seals the journal and writes a snapshot.
    package func finish(_ archive: Archive) {
        // The archive looks at the bank for some of what it writes: it catches up while the node
        // still answers. What comes after that is archived at the next start.
        _ = archive.wait(for: node.durableSequence)
        node.stop()
        node.waitUntilStopped()
        node.feed.close()
        // Without a snapshot the next start replays more; nothing is lost.
        try? node.writeSnapshot(to: SnapshotFolder(disk: disk, path: folder.snapshots))
    }
}
