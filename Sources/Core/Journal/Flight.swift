import Platform
import Synchronization

/// Entries on their way to the disk, and how far the log is durable.
///
/// Writes complete in any order and on any thread; durability is reported in order and never goes
/// back.
final class Flight: Sendable {
    private struct Pending {
        let sequence: UInt64
        var writesLeft: Int
        let attachments: [(id: UInt128, place: AttachmentPlace)]
    }

    private struct State {
        /// Ascending, without a gap.
        var pending: [Pending] = []
        var durable: UInt64
        var reported: UInt64
        var isReporting = false
        var failure: DiskError?
        var places: [UInt128: AttachmentPlace] = [:]
        var report: (@Sendable (UInt64) -> Void)?
    }

    private let state: Mutex<State>
    private let durable: Atomic<UInt64>
    private let onFailure: @Sendable (DiskError) -> Void

    init(
        durable: UInt64, places: [UInt128: AttachmentPlace],
        onFailure: @escaping @Sendable (DiskError) -> Void
    ) {
        self.durable = Atomic(durable)
        self.onFailure = onFailure
        state = Mutex(State(durable: durable, reported: durable, places: places))
    }

    var durableSequence: UInt64 { durable.load(ordering: .acquiring) }
    var count: Int { state.withLock { $0.pending.count } }
    /// Whether nothing is on its way and all that is durable has been reported.
    var isSettled: Bool {
        state.withLock { state in
            state.pending.isEmpty && !state.isReporting && state.reported == state.durable
        }
    }
    var failure: DiskError? { state.withLock { $0.failure } }

    func place(of attachment: UInt128) -> AttachmentPlace? {
        state.withLock { $0.places[attachment] }
    }

    func onDurable(_ report: @escaping @Sendable (UInt64) -> Void) {
        state.withLock { $0.report = report }
    }

    /// An entry sets out.
    func begin(
        _ sequence: UInt64, writes: Int, attachments: [(id: UInt128, place: AttachmentPlace)]
    ) {
        state.withLock { state in
            precondition(
                sequence == state.durable + UInt64(state.pending.count) + 1, "No gaps in a log.")
            state.pending.append(
                Pending(sequence: sequence, writesLeft: writes, attachments: attachments))
        }
    }

    /// One write of an entry has come back.
    func complete(_ sequence: UInt64, _ error: DiskError?) {
        if let error { return fail(error) }
        let isMoving = state.withLock { state in
            guard let first = state.pending.first else { return false }
            state.pending[Int(sequence - first.sequence)].writesLeft -= 1
            return land(&state)
        }
        if isMoving { report() }
    }

    /// The log stops.
    ///
    /// What is durable stays so, and nothing more becomes it.
    func fail(_ error: DiskError) {
        let isFirst = state.withLock { state in
            defer { state.failure = state.failure ?? error }
            return state.failure == nil
        }
        if isFirst { onFailure(error) }
    }

    /// Moves on over the entries whose writes are all back.
    ///
    /// True where there is something to report.
    private func land(_ state: inout State) -> Bool {
        let landed = state.pending.prefix { $0.writesLeft == 0 }
        guard state.failure == nil, let last = landed.last else { return false }
        for entry in landed {
            for (id, place) in entry.attachments { state.places[id] = place }
        }
        state.pending.removeFirst(landed.count)
        state.durable = last.sequence
        durable.store(last.sequence, ordering: .releasing)
        return true
    }

    /// Reports until nothing is new.
    ///
    /// Only one thread does so at a time, which keeps the order.
    private func report() {
        while true {
            let next = state.withLock { state -> (UInt64, (@Sendable (UInt64) -> Void)?)? in
                guard !state.isReporting, state.reported < state.durable else { return nil }
                state.isReporting = true
                state.reported = state.durable
                return (state.durable, state.report)
            }
            guard let (sequence, report) = next else { return }
            report?(sequence)
            state.withLock { $0.isReporting = false }
        }
    }
}
