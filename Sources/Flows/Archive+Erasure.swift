import Engine
import Journal
import PaymentModel
import Platform
import Projection

// What an erasure leaves of somebody's data outside the journal: nothing that can be read.
//
// Each cursor that has written copies takes away its own when it comes to the order, so that none
// is left by one that was behind.

extension Archive {
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
            switch event {
            case .erased, .metadataErased: true
            default: false
            }
        }
    }
}

extension RunningBank {
    /// Lets go of what is remembered in clear of an account, file or message.
    func forget(_ subject: UInt128) {
        _ = details.withLock { $0.removeValue(forKey: subject) }
        initiations.forget(subject)
        received.forget(subject)
        personalKeys.withLock { $0.removeAll() }
    }

    /// Destroys a key; what was remembered in clear goes before it and, where somebody read it in
    /// between, behind it.
    func destroyKey(_ key: UInt128, of subject: UInt128) throws(FlowError) {
        forget(subject)
        do { try keyRing.destroy(key) } catch {
            // A folder of keys without this one has nothing of it to destroy.
            guard case .unknownKey = error else { throw .sealing("\(error)") }
        }
        forget(subject)
    }

    func removeFile(_ path: String) throws(DiskError) {
        if disk.exists(path) { try disk.remove(path) }
    }

    /// Removes a file or message as it was taken in.
    func removeCopies(of subject: UInt128) throws {
        guard let bytes = try unseal(subject) else { return }
        for folder in [
            folder.processed, folder.refused, folder.fromClearingDone, folder.fromClearingRefused,
        ] { try removeCopies(of: bytes, in: folder) }
    }

    /// A file's name says nothing of what it became, so that its bytes are compared.
    private func removeCopies(of bytes: [UInt8], in folder: String) throws(DiskError) {
        for name in try disk.list(folder) where name.hasSuffix(".xml") {
            let path = "\(folder)/\(name)"
            guard try disk.size(path) == UInt64(bytes.count),
                try disk.read(path, limit: bytes.count) == bytes
            else { continue }
            try removeFile(path)
            try removeFile("\(path).reason.txt")
        }
    }
}
