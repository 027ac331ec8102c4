import Bytes
import Journal
import Ledger
import PaymentModel
import Platform

/// Sealed texts of one batch's metadata, one behind the other, each with its length before it.
struct MetadataBundle {
    let texts: [[UInt8]]

    init(_ texts: [[UInt8]]) { self.texts = texts }

    /// `nil` where the bytes are none.
    init?(encoded: [UInt8]) {
        var reader = ByteReader(encoded)
        var texts: [[UInt8]] = []
        while reader.offset < encoded.count {
            guard let count: UInt32 = try? reader.read(), count <= encoded.count,
                let text = try? reader.read(count: Int(count))
            else { return nil }
            texts.append(Array(text))
        }
        self.texts = texts
    }

    var encoded: [UInt8] {
        var writer = ByteWriter(reserving: texts.reduce(0) { $0 + $1.count + 4 })
        for text in texts {
            writer.write(UInt32(text.count))
            writer.write(text)
        }
        return writer.bytes
    }
}

/// The keys of metadata by the accounts whose data they are.
///
/// An account may have several, each of which the archive knows: one is looked for there before
/// another is made, and where the archive is behind another one does no harm.
struct MetadataKeys {
    /// Keys remembered; then all are forgotten and asked for again.
    private static let countMax = 1 << 16

    var kept: [UInt128: UInt128] = [:]
    /// Asks the archive.
    var ask: @Sendable (UInt128) -> UInt128? = { _ in nil }

    mutating func remember(_ key: UInt128, of owner: UInt128) {
        if kept.count >= Self.countMax { kept.removeAll(keepingCapacity: true) }
        kept[owner] = key
    }
}

extension RunningBank {
    /// Seals the metadata of a batch, each under a key of its account.
    ///
    /// - Parameter owner: the account whose data an event's metadata are; 0 where only the books
    ///   know: then the text has a key of its own.
    func sealed(
        _ placed: [PlacedMetadata], owner: (Int) -> UInt128
    ) throws(FlowError) -> (notes: MetadataNotes, attachment: Attachment) {
        var rows: [MetadataNotes.Row] = []
        var texts: [[UInt8]] = []
        for one in placed {
            let owner = owner(one.index)
            let (key, text) = try seal(one.metadata, of: owner)
            rows.append(
                MetadataNotes.Row(index: UInt32(one.index), owner: owner, key: key))
            texts.append(text)
        }
        let bundle = newID()
        return (
            MetadataNotes(bundle: bundle, rows: rows),
            Attachment(id: bundle, bytes: MetadataBundle(texts).encoded)
        )
    }

    private func seal(
        _ metadata: Metadata, of owner: UInt128
    ) throws(FlowError) -> (key: UInt128, text: [UInt8]) {
        do {
            let record = metadata.hash.record
            if let key = knownKey(of: owner), try !keyRing.isErased(key),
                // It may be destroyed at this very moment: then a new one it is.
                let sealed = try? keyRing.seal(metadata.salted, key: key, record: record)
            {
                return (key, sealed.attachment.bytes)
            }
            let key = try keyRing.newKey()
            if owner != 0 { metadataKeys.withLock { $0.remember(key, of: owner) } }
            let sealed = try keyRing.seal(metadata.salted, key: key, record: record)
            return (key, sealed.attachment.bytes)
        } catch { throw .sealing("\(error)") }
    }

    private func knownKey(of owner: UInt128) -> UInt128? {
        guard owner != 0 else { return nil }
        let (known, ask) = metadataKeys.withLock { ($0.kept[owner], $0.ask) }
        if let known { return known }
        guard let found = ask(owner) else { return nil }
        metadataKeys.withLock { $0.remember(found, of: owner) }
        return found
    }

    /// Destroys keys of an account's metadata; done again where the order is read again.
    func destroyMetadataKeys(_ keys: [UInt128], of owner: UInt128) throws(FlowError) {
        metadataKeys.withLock { $0.kept[owner] = nil }
        for key in keys {
            do { try keyRing.destroy(key) } catch {
                // A folder of keys without this one has nothing of it to destroy.
                guard case .unknownKey = error else { throw .sealing("\(error)") }
            }
        }
        metadataKeys.withLock { $0.kept[owner] = nil }
    }
}

extension MetadataHash {
    /// The id under which the text is sealed.
    var record: UInt128 { digest.prefix(16).reduce(0) { $0 << 8 | UInt128($1) } }
}
