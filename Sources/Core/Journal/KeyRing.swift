import Bytes
package import Cryptography
package import Platform
import Synchronization

/// The keys of a data folder, and personal data sealed under them.
///
/// ```swift
/// let key = try ring.newKey()
/// let record = ring.seal(name, key: key, record: id)
/// try log.append(…, body: […record.hash…], attachments: [record.attachment])
/// …
/// try ring.destroy(key)     // from now on the record is erased
/// ```
///
/// A personal key is durable before anybody learns its id. Destroying it overwrites its slot; what a
/// disk keeps of overwritten blocks is still wrapped under the root key.
package final class KeyRing: Sendable {
    package static let fileName = "personal.keys"
    /// The most personal keys of a folder: 128 B each on the disk, about as much in memory.
    package static let keysMax = 1 << 24
    /// Keys made by one write.
    private static let batch = AlignedBuffer.blockBytes / KeySlot.byteCount
    /// Expanded keys held at once.
    private static let expandedMax = 4096

    private struct State {
        var slots: [KeySlot] = []
        var positions: [UInt128: Int] = [:]
        /// Durable keys that nobody has asked for yet.
        var unused: [UInt128] = []
        var keys: [UInt128: SecretKey] = [:]
        /// A write of the key file is under way.
        ///
        /// One at a time, as two could meet in a block.
        var isWriting = false
        var failure: DiskError?
    }

    package let root: RootKey
    private let disk: any Disk
    private let file: any LogFile
    private let randomness: any Randomness
    private let state: Mutex<State>

    /// Opens the ring of a folder, or makes root key and ring where there is neither.
    package init(
        _ disk: any Disk, folder: String, randomness: any Randomness
    ) throws(JournalError) {
        let path = "\(folder)/\(Self.fileName)"
        let isNew = !disk.exists(path)
        if isNew, !disk.exists("\(folder)/\(RootKey.fileName)") {
            root = try RootKey.make(disk, folder: folder, randomness: randomness)
        } else {
            root = try RootKey.read(disk, folder: folder)
        }
        self.disk = disk
        self.randomness = randomness
        file = try onDisk { () throws(DiskError) in
            let first = UInt64(64 * AlignedBuffer.blockBytes)
            return try disk.openLog(path, isNew ? .create(size: first) : .existing)
        }
        state = Mutex(State())
        try load(path)
    }

    private func load(_ path: String) throws(JournalError) {
        let file = file
        let bytes = try onDisk { () throws(DiskError) in
            try file.read(at: 0, count: Int(file.size))
        }
        var slots: [KeySlot] = []
        for start in stride(from: 0, to: bytes.count, by: KeySlot.byteCount) {
            let end = min(start + KeySlot.byteCount, bytes.count)
            switch KeySlot.read(Array(bytes[start..<end])) {
            case .slot(let slot): slots.append(slot)
            case .empty:
                // Never written, or a sector that the power went over before anybody had a key of it.
                slots.append(KeySlot(id: 0, nonce: [], wrapped: []))
            case .damaged:
                throw .damaged(
                    Damage(kind: .keySlot, path: path, offset: UInt64(start), sequence: 0))
            }
        }
        if let first = slots.first(where: { !$0.isErased }), first.unwrap(with: root) == nil {
            throw .wrongRootKey(path: path)
        }
        let used = slots.lastIndex { $0.id != 0 }.map { $0 + 1 } ?? 0
        let blocks = (used + Self.batch - 1) / Self.batch * Self.batch
        slots.removeLast(slots.count - blocks)
        state.withLock { state in
            state.slots = slots
            for (index, slot) in slots.enumerated() where slot.id != 0 {
                state.positions[slot.id] = index
            }
        }
    }

    /// A new personal key.
    ///
    /// Durable when this returns; one write makes 32 of them.
    package func newKey() throws(JournalError) -> UInt128 {
        while true {
            if let key = state.withLock({ $0.unused.popLast() }) { return key }
            try write { state in
                let made = self.fresh()
                let first = state.slots.count
                return Change(index: first, slots: made, isNew: true)
            }
        }
    }

    /// Seals personal data under a key, for the record of this id.
    package func seal(
        _ plaintext: [UInt8], key: UInt128, record: UInt128
    ) throws(JournalError) -> SealedRecord {
        guard plaintext.count <= SealedRecord.plaintextBytesMax else {
            throw .tooLarge(bytes: plaintext.count, limit: SealedRecord.plaintextBytesMax)
        }
        guard let secret = try secret(key) else { throw .unknownKey(key) }
        // One call for both: each goes to the kernel.
        let random = randomness.bytes(SealedRecord.saltBytes + AESGCM.nonceBytes)
        let salted = Array(random[..<SealedRecord.saltBytes]) + plaintext
        let nonce = Array(random[SealedRecord.saltBytes...])
        let sealed = AESGCM(secret).seal(
            salted, nonce: nonce,
            associated: SealedRecord.associated(key: key, record: record))
        var bytes = ByteWriter(
            reserving: SealedRecord.headerBytes + nonce.count + sealed.count)
        bytes.write(SealedRecord.version)
        bytes.write(key)
        bytes.write(nonce)
        bytes.write(sealed)
        return SealedRecord(
            attachment: Attachment(id: record, bytes: bytes.bytes),
            hash: SHA256.hash(salted))
    }

    /// Opens what was sealed for a record.
    ///
    /// - Parameter hash: what the journal holds; the plaintext must have it.
    package func open(
        _ bytes: [UInt8], record: UInt128, hash: Digest? = nil
    ) throws(JournalError) -> SealedRecord.Opened {
        guard let (key, nonce, sealed) = SealedRecord.parse(bytes) else {
            throw .recordDamaged(record: record)
        }
        guard let secret = try secret(key) else { return .erased }
        let associated = SealedRecord.associated(key: key, record: record)
        guard
            let salted = try? AESGCM(secret).open(sealed, nonce: nonce, associated: associated),
            salted.count >= SealedRecord.saltBytes,
            hash == nil || hash == SHA256.hash(salted)
        else { throw .recordDamaged(record: record) }
        return .plaintext(Array(salted[SealedRecord.saltBytes...]))
    }

    /// Destroys a key.
    ///
    /// What was sealed under it is erased when this returns.
    package func destroy(_ key: UInt128) throws(JournalError) {
        guard let index = state.withLock({ $0.positions[key] }) else { throw .unknownKey(key) }
        while try !isErased(key) {
            try write { state in
                Change(index: index, slots: [state.slots[index].erased], isNew: false)
            }
        }
    }

    package func isErased(_ key: UInt128) throws(JournalError) -> Bool {
        try secret(key) == nil
    }

    /// A keyed hash to look something up by, such as an IBAN, that nobody without the root key can
    /// compute.
    ///
    /// The purpose keeps look-ups of different kinds apart.
    package func lookup(_ bytes: [UInt8], purpose: String) -> Digest {
        var message: [UInt8] = []
        message.reserveCapacity(1 + purpose.utf8.count + bytes.count)
        message.append(UInt8(purpose.utf8.count))
        message.append(contentsOf: purpose.utf8)
        message.append(contentsOf: bytes)
        return root.lookup.authenticate(message)
    }
}

extension KeyRing {
    /// Slots that are written over others, or behind the last.
    private struct Change {
        let index: Int
        let slots: [KeySlot]
        let isNew: Bool
    }

    private func fresh() -> [KeySlot] {
        (0..<Self.batch).map { _ in
            KeySlot(
                id: max(1, randomness.u128()), SecretKey(randomness), with: root,
                nonce: randomness.bytes(AESGCM.nonceBytes))
        }
    }

    /// The key itself, or `nil` where it was destroyed.
    private func secret(_ key: UInt128) throws(JournalError) -> SecretKey? {
        let found = state.withLock { state -> (SecretKey?, KeySlot?) in
            (state.keys[key], state.positions[key].map { state.slots[$0] })
        }
        guard let slot = found.1 else { throw .unknownKey(key) }
        guard !slot.isErased else { return nil }
        if let secret = found.0 { return secret }
        guard let secret = slot.unwrap(with: root) else {
            throw .wrongRootKey(path: file.path)
        }
        state.withLock { state in
            guard let index = state.positions[key], !state.slots[index].isErased else { return }
            if state.keys.count >= Self.expandedMax { state.keys.removeAll() }
            state.keys[key] = secret
        }
        return secret
    }

    /// Writes the block of a change and waits until it is durable.
    ///
    /// - Parameter decide: what to change, asked when no other write is under way; `nil` for nothing.
    private func write(_ decide: (inout State) -> Change?) throws(JournalError) {
        try wait { !$0.isWriting }
        let change = state.withLock { state -> Change? in
            guard !state.isWriting, let change = decide(&state) else { return nil }
            state.isWriting = true
            return change
        }
        guard let change else { return }
        do throws(JournalError) {
            try send(change)
        } catch {
            state.withLock { $0.isWriting = false }
            throw error
        }
        try wait { !$0.isWriting }
    }

    private func send(_ change: Change) throws(JournalError) {
        let first = change.index / Self.batch * Self.batch
        let offset = UInt64(first * KeySlot.byteCount)
        let buffer = AlignedBuffer(capacity: AlignedBuffer.blockBytes)
        let (file, keysMax) = (file, Self.keysMax)
        try onDisk { () throws(DiskError) in
            guard change.index + change.slots.count <= keysMax else {
                throw .full(path: file.path)
            }
            if offset == file.size { try file.allocate(to: file.size * 2) }
            buffer.bytes.copyBytes(from: try file.read(at: offset, count: buffer.capacity))
        }
        let place = (change.index - first) * KeySlot.byteCount
        let bytes = change.slots.flatMap { $0.encoded() }
        UnsafeMutableRawBufferPointer(rebasing: buffer.bytes[place...]).copyBytes(from: bytes)
        file.write(buffer, count: buffer.capacity, at: offset) { [self] error in
            state.withLock { state in
                state.isWriting = false
                state.failure = state.failure ?? error
                if error == nil { Self.apply(change, &state) }
            }
        }
    }

    private static func apply(_ change: Change, _ state: inout State) {
        for (index, slot) in change.slots.enumerated() {
            if change.isNew {
                state.slots.append(slot)
                state.positions[slot.id] = change.index + index
                state.unused.append(slot.id)
            } else {
                state.slots[change.index + index] = slot
                state.keys[slot.id] = nil
            }
        }
    }

    private func wait(_ condition: (State) -> Bool) throws(JournalError) {
        let isDone = disk.wait {
            self.state.withLock { $0.failure != nil || condition($0) }
        }
        guard isDone else { throw .stopped(.powerLost) }
        if let failure = state.withLock({ $0.failure }) { throw .stopped(failure) }
    }
}
