package import Ledger
import Platform

/// Old transfers as one set of books needs them: what a batch names is read before it is decided,
/// and what has left the window is let go.
///
/// ```swift
/// history.recall(events, in: books)
/// books.createTransfers(events, …)
/// books.forget()
/// history.relieve(books)      // between entries
/// ```
///
/// What is decided does not depend on it. Owned by the thread that owns the books.
package final class TransferHistory {
    /// Who the books are.
    package enum Role: Sendable {
        /// They write files.
        case keeper
        /// They follow the same journal beside a keeper, whose files they read; what those do not have
        /// yet stays in memory.
        case follower
        /// They only look: a trial that is taken back.
        case onlooker
    }

    package let folder: HistoryFolder
    package let options: HistoryOptions
    package let role: Role
    private let probe = FilterProbe()
    /// Transfers read one by one for decisions so far.
    package internal(set) var readCount = 0
    /// After a failure sealing is tried again when so many transfers are there.
    private var retryAt = 0

    package init(_ folder: HistoryFolder, options: HistoryOptions, role: Role = .keeper) {
        self.folder = folder
        self.options = options
        self.role = role
    }

    package var onlooker: TransferHistory {
        TransferHistory(folder, options: options, role: .onlooker)
    }

    /// Hands in what a batch of transfers names and is not in memory.
    ///
    /// - Parameter found: what was found before; only what was sealed since is looked through.
    package func recall(
        _ events: UnsafeBufferPointer<Transfer>,
        extensions: ExtensionList<TransferExtension> = ExtensionList(),
        found: FoundTransfers? = nil, in books: Books
    ) {
        let end = UInt32(books.firstResident)
        if let found, !found.old.isEmpty { books.recall(found.old, extensions: found.extensions) }
        let start = found?.end ?? 0
        guard start < end else { return }
        let view = folder.view
        let ids = Self.ids(named: events, extensions)
        let more = reading { () throws(SealedFileError) in try view.find(ids, start..<end, probe) }
        if let more, !more.old.isEmpty { books.recall(more.old, extensions: more.extensions) }
    }

    /// All ids of transfers that a batch names.
    static func ids(
        named events: UnsafeBufferPointer<Transfer>, _ extensions: ExtensionList<TransferExtension>
    ) -> [UInt128] {
        var ids: [UInt128] = []
        ids.reserveCapacity(events.count)
        for event in events {
            ids.append(event.id)
            if event.pendingID != 0 { ids.append(event.pendingID) }
        }
        for entry in extensions.entries where entry.value.link != 0 {
            ids.append(entry.value.link)
        }
        return ids
    }

    /// The same for a batch of accounts: an imported one cannot have a transfer's timestamp.
    package func recall(_ events: UnsafeBufferPointer<Account>, in books: Books) {
        let end = UInt32(books.firstResident)
        guard end > 0, events.contains(where: { $0.flags.contains(.imported) }) else { return }
        let view = folder.view
        let taken = reading { () throws(SealedFileError) in
            var taken: [UInt64] = []
            for event in events where try view.hasTransfer(at: event.timestamp, below: end) {
                taken.append(event.timestamp)
            }
            return taken.sorted()
        }
        books.recall([], takenTimestamps: taken ?? [])
    }

    /// Lets go of what is kept in files and lies before the window, and has more of it written.
    ///
    /// Waits only where writing is so far behind that memory would grow without bound.
    ///
    /// - Returns: whether everything up to now is being written: a moment for a snapshot.
    @discardableResult
    package func relieve(_ books: Books) -> Bool {
        guard role != .onlooker else { return false }
        let count = books.transferCount
        guard count >= options.sealInterval else { return false }
        openIfNew(books)
        let kept = Int(folder.view.end)
        let end = min(kept, max(0, count - options.window))
        if end > books.firstResident { books.evict(upTo: end) }
        guard role == .keeper, count - kept >= options.sealInterval, count >= retryAt else {
            return false
        }
        retryAt = count + options.sealInterval / 8
        if folder.seal(books.stretch(kept..<count)) { return true }
        if count - kept > 3 * options.sealInterval {
            _ = folder.waitForSealing()
            retryAt = 0
        }
        return false
    }

    /// Whether a snapshot of these books leaves transfers to the files.
    package func isNeeded(by books: Books) -> Bool {
        books.firstResident > 0 || folder.isOpen && folder.view.end > 0
    }

    /// Has all transfers written down and lets go of them.
    ///
    /// - Returns: the names of their files; `nil` where they could not be written.
    package func keepAll(of books: Books) -> [SealedName]? {
        precondition(role == .keeper, "Only a keeper writes.")
        openIfNew(books)
        while true {
            _ = folder.waitForSealing()
            let kept = Int(folder.view.end)
            guard kept < books.transferCount else { break }
            guard folder.seal(books.stretch(kept..<books.transferCount)), folder.waitForSealing()
            else { return nil }
        }
        books.evict(upTo: books.transferCount)
        return folder.view.records.flatMap(\.names)
    }

    /// Takes over the files that a snapshot names.
    package func adopt(_ names: [SealedName]) throws(SealedFileError) {
        guard role != .keeper else { return try folder.open(names) }
        let view = folder.view
        let has = Set(view.records.flatMap(\.names))
        guard has.isSuperset(of: names) else { throw .different(path: folder.path) }
    }

    func openIfNew(_ books: Books) {
        guard role == .keeper, !folder.isOpen else { return }
        precondition(books.firstResident == 0, "Whoever restored the books named their files.")
        _ = reading { () throws(SealedFileError) in try folder.open([]) }
    }

    /// Reads what a decision rests on: without it there is no going on.
    ///
    /// A damaged file is put aside, so that a restart finds it missing and makes it again.
    func reading<Value>(_ body: () throws(SealedFileError) -> Value) -> Value? {
        do { return try body() } catch .disk(.powerLost) {
            // Nothing that is decided now can be durable.
            return nil
        } catch {
            if case .damaged(let path, _) = error { folder.setAside(path) }
            fatalError("Old transfers cannot be read: \(error).")
        }
    }
}
