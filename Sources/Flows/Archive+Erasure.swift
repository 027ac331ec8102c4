import Engine
import Journal
import PaymentModel
import Platform
import Projection

// What an erasure leaves of somebody's data outside the journal: nothing that can be read.
extension Archive {
    /// Takes files away that say the same in clear, then the archive's own copies, then the key.
    ///
    /// In this order, so that a crash in between finds the key still there and does all of it again.
    /// A copy that a customer or a clearing has taken away is theirs.
    func erase(_ subject: UInt128, key: UInt128) throws(DatabaseError) {
        do { try removeFiles(about: subject) } catch {
            throw DatabaseError(code: 0, message: "erasure: \(error)", statement: "")
        }
        try database.run(
            "UPDATE messages SET sealed = NULL WHERE id = ? OR about = ? OR account = ?",
            [.id(subject), .id(subject), .id(subject)])
        bank.forget(subject)
        do { try bank.keyRing.destroy(key) } catch {
            // A folder of keys without this one has nothing of it to destroy.
            if case .unknownKey = error { return }
            throw DatabaseError(code: 0, message: "erasure: \(error)", statement: "")
        }
    }

    /// Rows that are gone have been overwritten; what the write-ahead file still has of them goes
    /// with it.
    ///
    /// Where a reader is in the way it goes with the next erasure, or when the file is used again:
    /// what stands in it is sealed under a key that is destroyed.
    func forgetPages() {
        do { try database.run("PRAGMA wal_checkpoint(TRUNCATE)") } catch {
            trouble.withLock { $0 = "erasure: \(error)" }
        }
    }

    private func removeFiles(about subject: UInt128) throws {
        let rows = try database.rows(
            "SELECT direction, name FROM messages WHERE name <> '' AND (about = ? OR account = ?)",
            [.id(subject), .id(subject)])
        for row in rows {
            let folder =
                row[0].text == "report" ? bank.folder.reports : bank.folder.toClearing
            try remove("\(folder)/\(row[1].text)")
        }
        guard let bytes = try bank.unseal(subject) else { return }
        for folder in [
            bank.folder.processed, bank.folder.refused, bank.folder.fromClearingDone,
            bank.folder.fromClearingRefused,
        ] { try removeCopies(of: bytes, in: folder) }
    }

    /// A file's name says nothing of what it became, so that its bytes are compared.
    private func removeCopies(of bytes: [UInt8], in folder: String) throws(DiskError) {
        for name in try bank.disk.list(folder) where name.hasSuffix(".xml") {
            let path = "\(folder)/\(name)"
            guard try bank.disk.size(path) == UInt64(bytes.count),
                try bank.disk.read(path, limit: bytes.count) == bytes
            else { continue }
            try remove(path)
            try remove("\(path).reason.txt")
        }
    }

    private func remove(_ path: String) throws(DiskError) {
        if bank.disk.exists(path) { try bank.disk.remove(path) }
    }

    /// When a file or message arrived, and the key it is sealed under.
    package func arrival(of id: UInt128) throws(FlowError) -> (at: UInt64, key: UInt128)? {
        let rows = try read(
            """
            SELECT at, key FROM files JOIN keys USING (id) WHERE id = ?1
            UNION SELECT at, key FROM messages JOIN keys USING (id)
            WHERE id = ?1 AND direction = 'in'
            """, [.id(id)])
        return rows.first.map { (UInt64($0[0].integer), $0[1].id) }
    }
}

extension EntryEvents<BankEvent> {
    var erases: Bool {
        events.contains { event in
            if case .erased = event { true } else { false }
        }
    }
}

extension RunningBank {
    /// Lets go of what is remembered in clear of an account, file or message.
    func forget(_ subject: UInt128) {
        _ = details.withLock { $0.removeValue(forKey: subject) }
        initiations.forget(subject)
        personalKeys.withLock { $0.removeAll() }
    }
}
