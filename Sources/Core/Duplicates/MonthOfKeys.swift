package import Segments

/// The keys first seen in one month: in files, on their way to files, and in memory.
///
/// Keys of a month are numbered in the order of first sight. Runs have the first of them, tables the
/// others in turn.
package struct MonthOfKeys: Sendable {
    package let month: KeyMonth
    /// Of all keys of the month, wherever they are.
    package internal(set) var fingerprint = KeyFingerprint()
    /// Sealed; from the oldest to the newest.
    package internal(set) var runs: [IdentifierRun] = []
    /// Tables that take no more keys and wait for their file, oldest first.
    var frozen: [KeyTable] = []
    /// Takes new keys.
    var recent = KeyTable()

    init(_ month: KeyMonth) { self.month = month }

    /// Keys that lie in runs.
    var sealedCount: UInt32 { runs.last?.shape.end ?? 0 }

    var residentCount: Int { recent.count + frozen.reduce(0) { $0 + $1.count } }

    func resident(_ key: UInt128) -> UInt64? {
        if let found = recent[key] { return found }
        for table in frozen {
            if let found = table[key] { return found }
        }
        return nil
    }

    mutating func add(_ key: UInt128, _ packed: UInt64) {
        recent.add(key, packed)
        fingerprint.add(key, packed, month)
    }

    mutating func freeze() {
        guard recent.count > 0 else { return }
        frozen.append(recent)
        recent = KeyTable()
    }

    /// All that is in memory, by ascending key.
    var residents: [IdentifierEntry] {
        guard !frozen.isEmpty else { return recent.sorted() }
        return (frozen + [recent]).flatMap { $0.sorted() }.sorted { $0.id < $1.id }
    }

    /// Lets go of the keys of a run that lies behind the others, and asks it from here on.
    mutating func adoptFrozen(_ run: IdentifierRun) {
        precondition(
            run.shape.first == sealedCount && frozen.first?.count == Int(run.shape.count),
            "A run has the keys of the oldest table.")
        frozen.removeFirst()
        runs.append(run)
    }

    /// The same where keys lie in other tables than those the run was made of: each is looked up.
    mutating func adopt(_ run: IdentifierRun) throws(SealedFileError) {
        precondition(run.shape.first == sealedCount, "Runs follow each other.")
        var left = self
        try run.forEach { (entry) throws(SealedFileError) in
            guard left.removeResident(entry.id) else {
                throw .different(path: run.file.path)
            }
        }
        left.runs.append(run)
        self = left
    }

    private mutating func removeResident(_ key: UInt128) -> Bool {
        if recent.remove(key) { return true }
        for place in frozen.indices where frozen[place].remove(key) { return true }
        return false
    }

    /// Replaces runs that follow each other by one that has all their keys.
    mutating func replace(_ old: [IdentifierRun], by merged: IdentifierRun) {
        guard let start = runs.firstIndex(where: { $0 === old[0] }) else {
            preconditionFailure("Runs that are merged stay until they are replaced.")
        }
        runs.replaceSubrange(start..<(start + old.count), with: [merged])
    }

    /// Reads all of its files: hashes, order, and that they have just the keys of the fingerprint.
    func verify() throws(SealedFileError) {
        var found = KeyFingerprint()
        for run in runs {
            try run.verify()
            try run.forEach { found.add($0.id, $0.value, month) }
        }
        for entry in residents { found.add(entry.id, entry.value, month) }
        guard found == fingerprint else {
            throw .different(path: runs.last?.file.path ?? month.name)
        }
    }
}
