import Platform
package import Segments

/// Keys that were seen, kept for months: the new ones in memory, the others in sealed runs by month.
///
/// ```swift
/// index.begin(day: day, keptMonths: 14)
/// index.recall(keys)                       // reads what the command names
/// if index[key] == nil { index.remember(key, kind: 3, place: 0) }
/// index.forgetRecalled()
/// index.relieve()                          // between entries of the journal
/// ```
///
/// What is found depends on the days and keys given, never on what lies where: a key is found from
/// its first sight until the month in which more than the kept months have gone by since its own
/// month began to be the past. So `14` keeps every key for fourteen months at least and for fifteen
/// at most, and whole files are let go of.
///
/// On disk a key takes 21 bytes and its share of hashes, filter and fences: 21 · 4096 / 4053 of
/// block, 20 bits of filter · 4096 / 4032, 16 / 193 of fence, together 23.9 bytes. In memory a
/// sealed key takes its filter's 20 bits and 0.7 of fences: 129 MB for 50 million.
///
/// Owned by the thread that decides.
package final class DuplicateIndex {
    /// Who asks.
    package enum Role: Sendable {
        /// Writes files.
        case keeper
        /// Follows the same journal beside a keeper and reads its files.
        case follower
        /// Only looks: a trial that is taken back.
        case onlooker
    }

    /// Months kept unless configured.
    package static let keptMonthsDefault = 14
    /// Snapshots that may name a file after it was replaced: as many as are kept, and some that
    /// could not be written.
    private static let snapshotsNaming = 8

    /// Where sealed keys lie; without it all stay in memory.
    package let folder: DuplicateFolder?
    package let options: DuplicateOptions
    let role: Role
    /// Ascending; a month without keys is left out.
    package internal(set) var months: [MonthOfKeys] = []
    private var recalled: [UInt128: Sighting] = [:]
    private var today: Int32 = .min
    private var month = KeyMonth(number: 12)
    private var firstKept = KeyMonth(number: 0)
    private let probe = FilterProbe()
    private var isOpen = false
    private var retryAt = 0
    /// Files of no use any more, each with the snapshots written since.
    private var retired: [(runs: [IdentifierRun], snapshots: Int)] = []

    package init(
        _ folder: DuplicateFolder? = nil, options: DuplicateOptions = DuplicateOptions(),
        role: Role = .keeper
    ) {
        self.folder = folder
        self.options = options
        self.role = role
    }

    /// The same keys for a trial; nothing of what it remembers is kept here.
    package var onlooker: DuplicateIndex {
        let trial = DuplicateIndex(folder, options: options, role: .onlooker)
        trial.months = months
        return trial
    }

    /// Keys of all months.
    package var count: Int { months.reduce(0) { $0 + Int($1.fingerprint.count) } }
    /// Whether anything must be recalled at all.
    package var hasRuns: Bool { months.contains { !$0.runs.isEmpty } }
    /// Blocks read for look-ups so far.
    package var readCount: Int { probe.readCount }
    /// Keys in memory.
    package var residentCount: Int { months.reduce(0) { $0 + $1.residentCount } }
    /// What the files take that are in use.
    package var fileBytes: UInt64 {
        months.reduce(0) { $0 + $1.runs.reduce(0) { $0 + $1.shape.fileBytes } }
    }

    // MARK: - Deciding

    /// Says at which day is decided, and from which month on keys count.
    ///
    /// Nothing is let go of here: a command that changes nothing leaves no record, and what is not
    /// recorded must not change the state.
    ///
    /// - Parameters:
    ///   - day: of the instant to decide at, in UTC, counted from 1970-01-01; never before an
    ///     earlier one's month.
    ///   - keptMonths: from 1 on.
    package func begin(day: Int32, keptMonths: Int) {
        if day != today { month = KeyMonth(day: day) }
        today = day
        firstKept = KeyMonth(number: month.number - Int32(clamping: keptMonths))
    }

    /// The months that still count, oldest first.
    private var known: ArraySlice<MonthOfKeys> { months.drop { $0.month < firstKept } }

    /// Lets go of months that do not count any more.
    private func age() {
        let old = months.prefix { $0.month < firstKept }
        guard !old.isEmpty else { return }
        months.removeFirst(old.count)
        if role == .keeper { retire(old.flatMap(\.runs)) }
    }

    /// Reads what files say of keys that are not in memory, so that ``subscript(_:)`` can tell.
    ///
    /// Cost: of a key that no file has, one line of memory a run, the waits overlapping; of one that
    /// a file has, one read of 4 KiB.
    package func recall(_ keys: [UInt128]) {
        let runs = known.flatMap(\.runs)
        guard !runs.isEmpty else { return }
        let missing = keys.filter { key in
            key != 0 && !known.contains { $0.resident(key) != nil }
        }
        guard !missing.isEmpty else { return }
        reading { () throws(SealedFileError) in
            for (run, entry) in try probe.find(missing, in: runs) {
                guard let month = months.last(where: { $0.runs.contains { $0 === run } })?.month
                else { continue }
                recalled[entry.id] = Sighting(packed: entry.value, in: month)
            }
        }
    }

    package func forgetRecalled() { recalled.removeAll(keepingCapacity: true) }

    /// What was first seen under a key; `nil` where nothing was, or too long ago.
    ///
    /// A key that may lie in a file must have been recalled.
    package subscript(key: UInt128) -> Sighting? {
        for each in known.reversed() {
            if let packed = each.resident(key) { return Sighting(packed: packed, in: each.month) }
        }
        return recalled[key]
    }

    /// Remembers a key with the day it is; where it was seen before, the first sight stands.
    ///
    /// Lets go of months that are too old: whoever remembers leaves a record.
    ///
    /// - Precondition: ``begin(day:keptMonths:)`` was called, and the key is not 0.
    package func remember(_ key: UInt128, kind: UInt8, place: UInt32) {
        precondition(key != 0, "Zero is no key.")
        age()
        guard self[key] == nil else { return }
        if months.last?.month != month {
            precondition(months.last.map { $0.month < month } ?? true, "Time goes forward.")
            months.append(MonthOfKeys(month))
        }
        let sighting = Sighting(kind: kind, day: today, place: place)
        months[months.count - 1].add(key, sighting.packed(in: month))
    }

    // MARK: - Files

    /// Lets keys leave memory whose file is written, and has more written where it is time.
    ///
    /// Called between entries of the journal; waits for nothing but, as a follower, for reads.
    package func relieve() {
        guard let folder else { return }
        switch role {
        case .keeper: keep(folder)
        case .follower: follow(folder)
        case .onlooker: break
        }
    }

    private func keep(_ folder: DuplicateFolder) {
        // Asked before what is done is fetched: whatever ends in between is not begun again.
        let (mayNotSeal, mayNotMerge) = (folder.isSealing, folder.isMerging)
        let done = folder.takeDone()
        for each in done { take(each) }
        if !done.isEmpty { folder.publish(months) }
        freeze()
        // What could not be written is tried again when there is more to write.
        if folder.failure != nil {
            guard count >= retryAt else { return }
            retryAt = count + max(1, options.sealInterval / 8)
        }
        if !mayNotSeal, let place = months.firstIndex(where: { !$0.frozen.isEmpty }) {
            openIfNew(folder)
            let each = months[place]
            folder.seal(each.frozen[0], each.month, first: each.sealedCount)
        }
        guard !mayNotMerge else { return }
        for each in months {
            guard let runs = dueForMerging(each) else { continue }
            return folder.merge(runs, each.month)
        }
    }

    private func freeze() {
        for place in months.indices where months[place].recent.count > 0 {
            let isFull = months[place].recent.count >= options.sealInterval
            if isFull || months[place].month < month { months[place].freeze() }
        }
    }

    /// Runs of a month to merge: as the tiers say, and all of one that is over.
    private func dueForMerging(_ each: MonthOfKeys) -> [IdentifierRun]? {
        guard each.runs.count > 1 else { return nil }
        if each.month < month, each.residentCount == 0 { return each.runs }
        return MergePlan.next(each.runs.map { Int($0.shape.count) }).map { Array(each.runs[$0]) }
    }

    private func take(_ done: DuplicateFolder.Done) {
        switch done {
        case .sealed(let month, let run):
            guard let place = place(of: month) else { return retire([run]) }
            months[place].adoptFrozen(run)
        case .merged(let month, let runs, let merged):
            guard let place = place(of: month) else { return retire([merged]) }
            months[place].replace(runs, by: merged)
            retire(runs)
        }
    }

    private func place(of month: KeyMonth) -> Int? { months.firstIndex { $0.month == month } }

    /// Takes over the keeper's files as far as the journal has been followed.
    private func follow(_ folder: DuplicateFolder) {
        for place in months.indices where months[place].residentCount >= options.sealInterval {
            for run in folder.view(months[place].month)
            where run.shape.first == months[place].sealedCount
                && UInt64(run.shape.end) <= months[place].fingerprint.count
            {
                reading { () throws(SealedFileError) in try months[place].adopt(run) }
            }
        }
    }

    private func openIfNew(_ folder: DuplicateFolder) {
        guard !isOpen else { return }
        isOpen = true
        // What is left of files that nobody named only takes room.
        try? folder.removeAll(but: months)
    }

    private func retire(_ runs: [IdentifierRun]) {
        if !runs.isEmpty { retired.append((runs, 0)) }
    }

    /// A snapshot names the files as they are now; what none can name any more is removed.
    func countSnapshot() {
        guard role == .keeper, let folder else { return }
        for place in retired.indices { retired[place].snapshots += 1 }
        for each in retired where each.snapshots > Self.snapshotsNaming { folder.remove(each.runs) }
        retired.removeAll { $0.snapshots > Self.snapshotsNaming }
    }

    /// Takes over the files that a snapshot names.
    func adopt(_ names: DuplicateNames, _ months: inout [MonthOfKeys]) throws(SealedFileError) {
        guard let folder else {
            guard names.isEmpty else { throw .different(path: "") }
            return
        }
        for each in names.months {
            guard let place = months.firstIndex(where: { $0.month == each.month }) else {
                throw .different(path: folder.folder(each.month))
            }
            months[place].runs = try folder.open(each)
        }
        guard role == .keeper else { return }
        isOpen = true
        try folder.removeAll(but: months)
        folder.publish(months)
    }

    /// Reads all files in use, and holds them against the fingerprints.
    package func verify() throws(SealedFileError) {
        for each in months { try each.verify() }
    }

    /// Reads what a decision rests on: without it there is no going on.
    ///
    /// A damaged file is put aside,
    /// so that a restart finds it missing and makes it again from the journal.
    private func reading(_ body: () throws(SealedFileError) -> Void) {
        do { try body() } catch .disk(.powerLost) {
            // Nothing that is decided now can be durable.
        } catch {
            if case .damaged(let path, _) = error { folder?.setAside(path) }
            fatalError("Keys of duplicates cannot be read: \(error).")
        }
    }
}
