import Bytes
import Engine
import Journal
package import Ledger
import PaymentModel
import Platform
import Projection

/// Metadata as they are told: with the salt, so that their hash can be checked.
package enum ToldMetadata: Hashable, Sendable {
    /// SHA-256 over both is the hash.
    case text(salt: [UInt8], canonical: [UInt8])
    /// Their key is destroyed.
    case erased
}

extension Archive {
    /// The metadata with these hashes, those that came with one of this node's writes.
    ///
    /// A read of one row each, and one deciphering.
    package func metadata(
        _ hashes: some Sequence<MetadataHash>
    ) throws(FlowError) -> [MetadataHash: ToldMetadata] {
        var found: [MetadataHash: ToldMetadata] = [:]
        for hash in hashes where !hash.isNone && found[hash] == nil {
            let rows = try read(
                "SELECT sealed FROM metadata WHERE hash = ?", [.bytes(hash.digest)])
            guard let row = rows.first else { continue }
            found[hash] = try told(row[0].bytes, hash)
        }
        return found
    }

    private func told(_ sealed: [UInt8], _ hash: MetadataHash) throws(FlowError) -> ToldMetadata {
        guard !sealed.isEmpty else { return .erased }
        do throws(JournalError) {
            guard let bytes = try bank.open(sealed, record: hash.record),
                bytes.count >= Metadata.saltBytes
            else { return .erased }
            return .text(
                salt: Array(bytes.prefix(Metadata.saltBytes)),
                canonical: Array(bytes.dropFirst(Metadata.saltBytes)))
        } catch {
            // A folder of keys without this one cannot read it, as if it were erased.
            guard case .unknownKey = error else { throw .sealing("\(error)") }
            return .erased
        }
    }

    /// When the newest metadata of an account came; `nil` where there are none.
    package func newestMetadata(of account: UInt128) throws(FlowError) -> UInt64? {
        try read(
            "SELECT max(at) FROM metadata_keys WHERE owner = ? HAVING count(*) > 0",
            [.id(account)]
        ).first.map { UInt64($0[0].integer) }
    }

    /// Lets the bank ask for keys that metadata of an account are under already.
    func answerForMetadataKeys() {
        bank.metadataKeys.withLock { keys in
            keys.ask = { [weak self] owner in
                let rows = try? self?.read(
                    "SELECT key FROM metadata_keys WHERE owner = ? ORDER BY at DESC LIMIT 1",
                    [.id(owner)])
                return rows?.first.map { $0[0].id }
            }
        }
    }
}

/// Metadata in the records' file: the sealed texts by their hash, and the keys by account.
///
/// Texts of what was refused, or was there before, are not kept; their keys are known all the same,
/// so that an erasure finds every key that something of an account was ever sealed under.
struct MetadataRows {
    static let tables = """
        CREATE TABLE IF NOT EXISTS metadata (
            hash BLOB PRIMARY KEY, owner BLOB NOT NULL, sealed BLOB) WITHOUT ROWID;
        CREATE INDEX IF NOT EXISTS metadata_by_owner ON metadata (owner);
        CREATE TABLE IF NOT EXISTS metadata_keys (
            owner BLOB NOT NULL, key BLOB NOT NULL, at INTEGER NOT NULL,
            PRIMARY KEY (owner, key)) WITHOUT ROWID;
        """

    let bank: RunningBank
    let database: Database

    /// Destroys the keys that entries order to be destroyed, and those of texts that are nobody's.
    ///
    /// Before the rows are written: a crash in between does it again.
    func destroyKeys(_ entries: [EntryEvents<BankEvent>]) throws(CursorTrouble) {
        var fresh: [UInt128: [UInt128]] = [:]
        for event in entries.lazy.flatMap(\.events) {
            switch event {
            case .metadataKept(let kept):
                for row in kept.rows { fresh[row.owner, default: []].append(row.key) }
            case .metadataErased(let account):
                try destroy(try keys(of: account) + (fresh[account] ?? []), of: account)
            default: break
            }
        }
        try destroy(fresh[0] ?? [], of: 0)
    }

    private func keys(of account: UInt128) throws(CursorTrouble) -> [UInt128] {
        do throws(DatabaseError) {
            return try database.rows(
                "SELECT key FROM metadata_keys WHERE owner = ?", [.id(account)]
            ).map { $0[0].id }
        } catch { throw CursorTrouble(error) }
    }

    private func destroy(_ keys: [UInt128], of owner: UInt128) throws(CursorTrouble) {
        do { try bank.destroyMetadataKeys(keys, of: owner) } catch { throw CursorTrouble(error) }
    }

    func store(_ kept: KeptMetadata, at timestamp: Cell) throws(DatabaseError) {
        let texts = try texts(kept)
        for (row, text) in zip(kept.rows, texts) {
            if row.owner != 0 {
                try database.run(
                    "INSERT OR REPLACE INTO metadata_keys VALUES (?, ?, ?)",
                    [.id(row.owner), .id(row.key), timestamp])
            }
            if row.isKept {
                try database.run(
                    "INSERT OR REPLACE INTO metadata VALUES (?, ?, ?)",
                    [.bytes(row.hash.digest), .id(row.owner), .bytes(text)])
            }
        }
    }

    private func texts(_ kept: KeptMetadata) throws(DatabaseError) -> [[UInt8]] {
        let found: [UInt8]?
        do { found = try bank.node.attachment(kept.bundle) } catch {
            throw Self.fault("\(error)")
        }
        guard let bundle = found.flatMap({ MetadataBundle(encoded: $0) }),
            bundle.texts.count == kept.rows.count
        else { throw Self.fault("The bundle \(kept.bundle) of metadata is not there.") }
        return bundle.texts
    }

    /// SQLite's code for what an application refuses itself (SQLITE_ABORT).
    private static func fault(_ text: String) -> DatabaseError {
        DatabaseError(code: 4, message: text, statement: "metadata")
    }

    func erase(_ account: UInt128) throws(DatabaseError) {
        try database.run("UPDATE metadata SET sealed = NULL WHERE owner = ?", [.id(account)])
        try database.run("DELETE FROM metadata_keys WHERE owner = ?", [.id(account)])
    }
}
