import Bytes
import Journal
import Platform
import Synchronization

extension Node {
    /// Writes a snapshot of the state as it is now, beside the applying thread, which only copies it.
    ///
    /// A restart after a crash then replays from here. It is used only when the journal is durable up
    /// to here; where it cannot be written, the restart replays more.
    func beginSnapshot(_ first: @escaping @Sendable () -> [UInt8]?) {
        guard !isStepped, let folder = again?.snapshots,
            !isSnapshotting.exchange(true, ordering: .acquiring)
        else { return }
        var writer = ByteWriter(reserving: 1 << 20)
        machine.writeSnapshotBody(to: &writer)
        let head = log.head
        let state = (
            body: writer.bytes, hash: machine.stateHash(chainHash: head.hash), last: last
        )
        Thread.start(name: "snapshot") { [self] in
            defer { isSnapshotting.store(false, ordering: .releasing) }
            guard waitUntilDurable(head.sequence), let first = first() else { return }
            try? folder.write(
                Snapshot(at: head, last: state.last, stateHash: state.hash, first + state.body),
                usableFrom: feed.slowestSaved ?? 0)
            feed.remember(head.sequence)
        }
    }

    /// False where the node has stopped before.
    private func waitUntilDurable(_ sequence: UInt64) -> Bool {
        while true {
            let (durable, isStopped) = shared.withLock { ($0.durable, $0.isStopped) }
            if durable >= sequence { return true }
            if isStopped { return false }
            Thread.sleep(nanoseconds: 5_000_000)
        }
    }
}
