import Bytes
package import Cryptography
import Journal
package import Platform

/// The whole state at one sequence of the journal, in a file of its own.
///
/// ```
/// magic:8 version:u32 sequence:u64 timestamp:u64 last:u64 chainHash:32 stateHash:32 length:u64 state… sha256:32
/// ```
/// The last field covers everything before it. A snapshot that does not match it is not used; the
/// journal then replays from further back.
package struct Snapshot: Sendable {
    static let magic = Array("QNXSNAP1".utf8)
    static let version: UInt32 = 3
    /// Snapshots larger than this are neither written nor read.
    package static let bytesMax = 64 << 30

    package let sequence: UInt64
    /// The timestamp of the journal's entry at ``sequence``.
    package let timestamp: Timestamp
    /// The last timestamp given to anything; at least ``timestamp``.
    package let last: Timestamp
    package let chainHash: Digest
    package let stateHash: Digest
    let state: [UInt8]

    /// The journal's position the state belongs to.
    var head: LogHead { LogHead(sequence: sequence, timestamp: timestamp, hash: chainHash) }

    static func name(_ sequence: UInt64) -> String {
        let digits = String(sequence)
        return "snapshot-" + String(repeating: "0", count: 20 - digits.count) + digits
    }

    var encoded: [UInt8] {
        var writer = ByteWriter(reserving: state.count + 160)
        writer.write(Self.magic)
        writer.write(Self.version)
        writer.write(sequence)
        writer.write(timestamp)
        writer.write(last)
        writer.write(chainHash.bytes)
        writer.write(stateHash.bytes)
        writer.write(UInt64(state.count))
        writer.write(state)
        writer.write(SHA256.hash(writer.bytes).bytes)
        return writer.bytes
    }

    /// The snapshot, or `nil` where the bytes are damaged or of another version.
    package init?(_ bytes: [UInt8]) {
        guard bytes.count >= 132,
            SHA256.hash(Array(bytes.dropLast(32))).bytes == Array(bytes.suffix(32))
        else { return nil }
        var reader = ByteReader(bytes)
        do {
            guard try Array(reader.read(count: 8)) == Self.magic,
                try reader.read(UInt32.self) == Self.version
            else { return nil }
            sequence = try reader.read()
            timestamp = try reader.read()
            last = try reader.read()
            guard let chain = Digest(try reader.read(count: 32)),
                let open = Digest(try reader.read(count: 32))
            else { return nil }
            chainHash = chain
            stateHash = open
            state = try Array(reader.read(count: Int(clamping: try reader.read(UInt64.self))))
        } catch { return nil }
    }

    /// Whether the bytes are whole, and begin with the magic and a version that is not known here.
    static func isOfAnotherVersion(_ bytes: [UInt8]) -> Bool {
        guard bytes.count >= 132, bytes.starts(with: magic),
            SHA256.hash(Array(bytes.dropLast(32))).bytes == Array(bytes.suffix(32))
        else { return false }
        var reader = ByteReader(Array(bytes[magic.count..<(magic.count + 4)]))
        return (try? reader.read(UInt32.self)) != version
    }

    init(at head: LogHead, last: Timestamp, stateHash: Digest, _ state: [UInt8]) {
        sequence = head.sequence
        timestamp = head.timestamp
        self.last = last
        chainHash = head.hash
        self.stateHash = stateHash
        self.state = state
    }

    init<Machine: StateMachine>(of machine: Machine, at head: LogHead, last: Timestamp) {
        var writer = ByteWriter(reserving: 1 << 20)
        machine.writeSnapshot(to: &writer)
        sequence = head.sequence
        timestamp = head.timestamp
        self.last = last
        chainHash = head.hash
        stateHash = machine.stateHash(chainHash: head.hash)
        state = writer.bytes
    }
}

extension StateMachine {
    /// SHA-256 over the open state in its fixed order and the chain's hash at that sequence, which
    /// covers the history.
    package func stateHash(chainHash: Digest) -> Digest {
        let hash = SHA256()
        writeState { hash.update($0) }
        hash.update(chainHash)
        return hash.finish()
    }
}

/// The snapshots of a data folder.
package struct SnapshotFolder: Sendable {
    /// How many are kept; older ones are removed once a newer one is durable.
    ///
    /// A start uses the newest that no cursor is behind: cursors write down where they stand now and
    /// then, and may be some entries behind the last one.
    static let keptMax = 5

    let disk: any Disk
    let path: String
    /// Whether what a state leaves to other files is there.
    private let isUsable: @Sendable (_ state: [UInt8]) -> Bool

    package init(
        disk: any Disk, path: String,
        isUsable: @escaping @Sendable (_ state: [UInt8]) -> Bool = { _ in true }
    ) {
        self.disk = disk
        self.path = path
        self.isUsable = isUsable
    }

    /// Writes a snapshot durably, then lets go of the oldest ones.
    ///
    /// - Parameter start: where the slowest cursor would go on after a crash: the newest snapshot up to
    ///   there stays however old it is, as a start without one decides the whole journal again.
    func write(_ snapshot: Snapshot, usableFrom start: UInt64 = 0) throws(DiskError) {
        try disk.makeDirectory(path)
        try disk.writeDurably(
            "\(path)/\(Snapshot.name(snapshot.sequence))", snapshot.encoded, mode: 0o600)
        let names = try names()
        let needed = names.last { $0 <= Snapshot.name(start) }
        for name in names.dropLast(Self.keptMax) where name != needed {
            try disk.remove("\(path)/\(name)")
        }
    }

    /// The newest undamaged snapshot at or below `sequence`.
    ///
    /// - Parameter onDamage: gets the path of each damaged one that was passed over.
    func newest(
        through sequence: UInt64, onDamage: (String) -> Void = { _ in }
    ) throws(DiskError) -> Snapshot? {
        for name in try names().reversed() {
            let bytes = try disk.read("\(path)/\(name)", limit: Snapshot.bytesMax)
            guard let snapshot = Snapshot(bytes) else {
                if !Snapshot.isOfAnotherVersion(bytes) { onDamage("\(path)/\(name)") }
                continue
            }
            guard snapshot.sequence <= sequence, isUsable(snapshot.state) else { continue }
            return snapshot
        }
        return nil
    }

    private func names() throws(DiskError) -> [String] {
        guard disk.exists(path) else { return [] }
        return try disk.list(path).filter { $0.hasPrefix("snapshot-") }
    }
}
