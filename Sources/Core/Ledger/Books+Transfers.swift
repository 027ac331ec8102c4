extension Books {
    /// Creates transfers, each at its own timestamp; the last event's is `timestamp`.
    ///
    /// Refusals are added in the order of the events. An event without one was created, and has the
    /// next ordinal. Pending transfers that are due should be released before (``expire(at:limit:)``);
    /// one that is not can no longer be posted or voided, but still counts in the balances.
    ///
    /// - Parameter extensions: those of the events that have one; the others pay nothing for it.
    package func createTransfers(
        _ events: UnsafeBufferPointer<Transfer>,
        extensions: ExtensionList<TransferExtension> = ExtensionList(), timestamp: UInt64,
        refusals: inout [Refusal]
    ) {
        extensions.entries.withUnsafeBufferPointer { entries in
            create(events, entries, timestamp: timestamp, &refusals)
        }
    }

    private func create(
        _ events: UnsafeBufferPointer<Transfer>,
        _ entries: UnsafeBufferPointer<ExtensionList<TransferExtension>.Entry>,
        timestamp: UInt64, _ refusals: inout [Refusal]
    ) {
        guard let first = events.baseAddress, !events.isEmpty else { return }
        precondition(hasRoom(forTransfers: events.count), "The batch is above the books' limits.")
        admit(events.count, timestamp: timestamp)
        transferIndex.reserve(events.count)
        if !entries.isEmpty { revertIndex.reserve(entries.count) }
        located.begin(events.count)
        let expected = self.expected.ofBatch(events.count)
        self.expected.clear()
        var batch = Batch(
            count: events.count, timestamp: timestamp,
            isImport: first.pointee.flags.contains(.imported), extensions: entries)
        batch.nextExtended = entries.first.map { Int($0.index) } ?? -1
        for start in stride(from: 0, to: events.count, by: Group.size) {
            let count = min(Group.size, events.count - start)
            locate(first + start, count: count, expected.map { $0 + 2 * start })
            located.add(group.accounts, events: count)
            for place in 0..<count {
                decide(first + start + place, index: start + place, &batch, &refusals)
            }
        }
    }

    /// What all events of a batch share.
    private struct Batch {
        let count: Int
        let timestamp: UInt64
        let isImport: Bool
        /// Those of events that are not decided yet, from the first on.
        var extensions: UnsafeBufferPointer<ExtensionList<TransferExtension>.Entry>
        /// The next event that has one, or −1.
        var nextExtended = -1
        var chain = Chain()

        /// Goes to the next extension.
        mutating func advance() {
            extensions = UnsafeBufferPointer(rebasing: extensions.dropFirst())
            nextExtended = extensions.first.map { Int($0.index) } ?? -1
        }
    }

    /// Decides the next event that has an extension; one that says nothing is none.
    @inline(never)
    private func createExtended(
        _ event: UnsafePointer<Transfer>, index: Int, _ batch: Batch, at timestamp: UInt64
    ) -> TransferStatus {
        guard let more = batch.extensions.first?.value, !more.isEmpty else {
            return create(event, place: index & (Group.size - 1), at: timestamp)
        }
        return create(event, more, at: timestamp)
    }

    /// Finds the accounts of a group of events, and brings near what deciding them will read.
    ///
    /// - Parameter expected: which accounts these are, where that was known before; it is checked.
    @inline(__always)
    private func locate(
        _ events: UnsafePointer<Transfer>, count: Int, _ expected: UnsafePointer<UInt32>?
    ) {
        for place in 0..<count {
            let hash = transferIndex.hash(events[place].id)
            group.hashes[place] = hash
            group.places[place] = UnsafePointer(transferIndex.home(hash))
        }
        group.touch(count)
        if let expected {
            for place in 0..<count {
                expect(expected[place * 2], events[place].debitAccountID, place * 2)
                expect(expected[place * 2 + 1], events[place].creditAccountID, place * 2 + 1)
            }
        } else {
            for place in 0..<count {
                hashAccount(events[place].debitAccountID, place * 2)
                hashAccount(events[place].creditAccountID, place * 2 + 1)
            }
            group.touch(count * 2)
            for side in 0..<(count * 2) { guessAccount(side) }
        }
        group.touch(count * 6)
        for place in 0..<count {
            checkAccount(events[place].debitAccountID, place * 2)
            checkAccount(events[place].creditAccountID, place * 2 + 1)
        }
    }

    @inline(__always)
    private func hashAccount(_ id: UInt128, _ side: Int) {
        let hash = accountIndex.hash(id)
        group.accounts[side] = hash
        group.places[side] = UnsafePointer(accountIndex.home(hash))
    }

    /// Takes the first account with the right hash, without reading it yet.
    @inline(__always)
    private func guessAccount(_ side: Int) {
        bringNear(accountIndex.seat(group.accounts[side]) { _ in true }.position, side)
    }

    /// Takes the account that is expected; looks where none is.
    @inline(__always)
    private func expect(_ position: UInt32, _ id: UInt128, _ side: Int) {
        bringNear(position < UInt32(accounts.count) ? position : accountPosition(id), side)
    }

    @inline(__always)
    private func bringNear(_ position: UInt32, _ side: Int) {
        group.accounts[side] = position
        let isKnown = position != IdentifierIndex.none
        let nothing = UnsafePointer(group.sink)
        let record = isKnown ? Self.words(accounts[position]) : nothing
        group.places[side * 3] = record
        group.places[side * 3 + 1] = isKnown ? record + 15 : nothing
        group.places[side * 3 + 2] = isKnown ? Self.words(accountLinks[position]) : nothing
    }

    /// Looks properly where the guess was another account; with 32 bits of hash hardly ever.
    @inline(__always)
    private func checkAccount(_ id: UInt128, _ side: Int) {
        let position = group.accounts[side]
        if position != IdentifierIndex.none, accounts[position].pointee.id != id {
            group.accounts[side] = accountPosition(id)
        }
    }

    @inline(__always)
    private static func words<Record>(
        _ record: UnsafeMutablePointer<Record>
    ) -> UnsafePointer<UInt64> {
        UnsafeRawPointer(record).assumingMemoryBound(to: UInt64.self)
    }

    @inline(__always)
    private func decide(
        _ event: UnsafePointer<Transfer>, index: Int, _ batch: inout Batch,
        _ refusals: inout [Refusal]
    ) {
        let isLinked = event.pointee.flags.contains(.linked)
        let own = batch.timestamp - UInt64(batch.count - 1 - index)
        var status = batch.chain.enter(
            isLinked: isLinked, index: index, count: batch.count, mark: transfers.count)
        if status == 0 {
            status = timing(of: event, isImport: batch.isImport, batch: batch.timestamp).rawValue
        }
        let isExtended = index == batch.nextExtended
        if status == 0 {
            status =
                isExtended
                ? createExtended(event, index: index, batch, at: own).rawValue
                : create(event, place: index & (Group.size - 1), at: own).rawValue
        }
        if isExtended { batch.advance() }
        if status != TransferStatus.created.rawValue {
            refuse(event, index: index, status: status, at: own, &batch, &refusals)
        }
        batch.chain.leave(isLinked: isLinked)
    }

    @inline(never)
    private func refuse(
        _ event: UnsafePointer<Transfer>, index: Int, status: UInt32, at timestamp: UInt64,
        _ batch: inout Batch, _ refusals: inout [Refusal]
    ) {
        if batch.chain.isBrokenNow() {
            batch.chain.refuse(upTo: index, &refusals)
            undoTransfers(downTo: batch.chain.mark)
        }
        refusals.append(Refusal(index: UInt32(index), status: status))
        if TransferStatus(rawValue: status).isTransient {
            burn(event.pointee.id, status: status, at: timestamp)
        }
    }

    @inline(__always)
    private func timing(
        of event: UnsafePointer<Transfer>, isImport: Bool, batch: UInt64
    ) -> TransferStatus {
        let isImported = event.pointee.flags.contains(.imported)
        guard isImported == isImport else {
            return isImported ? .importedEventNotExpected : .importedEventExpected
        }
        guard isImported else {
            return event.pointee.timestamp == 0 ? .undecided : .timestampMustBeZero
        }
        guard (1...Self.timestampMax).contains(event.pointee.timestamp) else {
            return .importedEventTimestampOutOfRange
        }
        return event.pointee.timestamp < batch ? .undecided : .importedEventTimestampMustNotAdvance
    }

    @inline(__always)
    private func create(
        _ event: UnsafePointer<Transfer>, place: Int, at timestamp: UInt64
    ) -> TransferStatus {
        let flags = event.pointee.flags
        if flags.rawValue & ~TransferFlags.known.rawValue != 0 { return .reservedFlag }
        let id = event.pointee.id
        if id == 0 { return .idMustNotBeZero }
        if id == .max { return .idMustNotBeIntMax }
        let hash = group.hashes[place]
        let seat = transferIndex.seat(hash) { transferID(at: $0) == id }
        if seat.position != IdentifierIndex.none {
            return seat.position & Self.burnedBit != 0
                ? .idAlreadyFailed : compare(event.pointee, with: seat.position)
        }
        let old = recalledPosition(id)
        if old != IdentifierIndex.none { return compare(event.pointee, with: old) }
        let entry = NewTransfer(event: event, seat: seat, hash: hash, timestamp: timestamp)
        if flags.overlaps(.resolving) { return resolve(entry) }
        return post(
            entry, debit: group.accounts[place * 2], credit: group.accounts[place * 2 + 1])
    }

    /// Notes that an id never succeeds again, unless it is known already.
    private func burn(_ id: UInt128, status: UInt32, at timestamp: UInt64) {
        let hash = transferIndex.hash(id)
        let seat = transferIndex.seat(hash) { transferID(at: $0) == id }
        precondition(seat.position == IdentifierIndex.none, "A transient failure has a new id.")
        transferIndex.fill(seat, hash: hash, position: UInt32(burned.count) | Self.burnedBit)
        burned.append(BurnedID(id: id, timestamp: timestamp, status: status))
    }

    /// The id of a stored transfer, or a burned one, by its position in the index.
    @inline(__always)
    func transferID(at position: UInt32) -> UInt128 {
        position & Self.burnedBit == 0
            ? transfers[position].pointee.id : burned[position & ~Self.burnedBit].pointee.id
    }
}
