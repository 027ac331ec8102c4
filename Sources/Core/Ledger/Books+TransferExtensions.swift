/// What transfers have beyond their records.
extension Books {
    /// What a transfer has beyond its record, where it is in memory or recalled; `nil` where it has
    /// nothing.
    package func transferExtension(id: UInt128) -> TransferExtension? {
        let position = transferPosition(id)
        return position == IdentifierIndex.none ? nil : transferExtension(at: position)
    }

    /// The same by ordinal; the transfer is in memory, pinned or recalled.
    func transferExtension(at ordinal: UInt32) -> TransferExtension? {
        guard known(ordinal).flags.contains(.extended) else { return nil }
        guard Int(ordinal) < firstResident else {
            return transferExtensions[place(ofExtension: ordinal)].pointee.value
        }
        for records in [recalledExtensions, pinnedExtensions] {
            let place = Self.place(of: ordinal, in: records)
            if place < records.count, records[place].ordinal == ordinal {
                return records[place].value
            }
        }
        preconditionFailure("An old transfer is recalled with its extension.")
    }

    /// The place of the first extension of a transfer at or after an ordinal.
    func place(ofExtension ordinal: UInt32) -> Int {
        var low = firstExtension
        var high = transferExtensions.count
        while low < high {
            let middle = (low + high) / 2
            if transferExtensions[middle].pointee.ordinal < ordinal {
                low = middle + 1
            } else {
                high = middle
            }
        }
        return low
    }

    private static func place(of ordinal: UInt32, in records: [ExtensionRecord]) -> Int {
        var low = 0
        var high = records.count
        while low < high {
            let middle = (low + high) / 2
            if records[middle].ordinal < ordinal { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// Adds records that are not there yet, and keeps the order.
    static func insert(_ record: ExtensionRecord, into records: inout [ExtensionRecord]) {
        let place = place(of: record.ordinal, in: records)
        guard place == records.count || records[place].ordinal != record.ordinal else { return }
        records.insert(record, at: place)
    }

    /// Decides an event that comes with an extension, and stores both.
    ///
    /// What is wrong with the extension is found after what is wrong with the event by itself, and
    /// before anything about accounts.
    @inline(never)
    func create(
        _ event: UnsafePointer<Transfer>, _ more: TransferExtension, at timestamp: UInt64
    ) -> TransferStatus {
        let flags = event.pointee.flags
        if flags.rawValue & ~TransferFlags.known.rawValue != 0 { return .reservedFlag }
        let id = event.pointee.id
        if id == 0 { return .idMustNotBeZero }
        if id == .max { return .idMustNotBeIntMax }
        let hash = transferIndex.hash(id)
        let seat = transferIndex.seat(hash) { transferID(at: $0) == id }
        if seat.position != IdentifierIndex.none {
            return seat.position & Self.burnedBit != 0
                ? .idAlreadyFailed : compare(event.pointee, more, with: seat.position)
        }
        let old = recalledPosition(id)
        if old != IdentifierIndex.none { return compare(event.pointee, more, with: old) }
        let refusal = content(of: event, more)
        guard refusal == .undecided else { return refusal }
        var meant = event.pointee
        let unlinked = link(&meant, more)
        guard unlinked == .undecided else { return unlinked }
        let status = withUnsafePointer(to: meant) { pointer in
            let entry = NewTransfer(event: pointer, seat: seat, hash: hash, timestamp: timestamp)
            guard !flags.overlaps(.resolving) else { return resolve(entry) }
            return post(
                entry, debit: accountPosition(meant.debitAccountID),
                credit: accountPosition(meant.creditAccountID))
        }
        if status == .created { extendNewest(more) }
        return status
    }

    /// What is wrong with the event by itself, then with its extension.
    private func content(
        of event: UnsafePointer<Transfer>, _ more: TransferExtension
    ) -> TransferStatus {
        let refusal: TransferStatus =
            if more.linkKind == .reverts {
                Self.reversion(event.pointee)
            } else if event.pointee.flags.overlaps(.resolving) {
                Self.resolution(event.pointee)
            } else {
                Self.content(of: event)
            }
        guard refusal == .undecided else { return refusal }
        if !more.valueDate.isValid { return .valueDateInvalid }
        return more.isWellFormed && more.link != event.pointee.id ? .undecided : .extensionInvalid
    }

    /// Looks up what the extension names, and fills in what a revert leaves to its original.
    private func link(_ event: inout Transfer, _ more: TransferExtension) -> TransferStatus {
        switch more.linkKind {
        case .none, .scheduled: return .undecided
        case .converts, .relates:
            return transferPosition(more.link) == IdentifierIndex.none ? .linkNotFound : .undecided
        case .reverts:
            let original = transferPosition(more.link)
            guard original != IdentifierIndex.none else { return .linkNotFound }
            return revert(&event, original)
        }
    }

    private func extendNewest(_ more: TransferExtension) {
        let ordinal = UInt32(transfers.count - 1)
        transfers[ordinal].pointee.flags.insert(.extended)
        transferExtensions.append(ExtensionRecord(ordinal: ordinal, more))
        guard more.linkKind == .reverts else { return }
        addRevert(RevertRecord(original: transferPosition(more.link), revert: ordinal))
    }

    /// Takes the newest transfer's extension back.
    func removeNewestExtension() {
        let place = transferExtensions.count - 1
        let isRevert = transferExtensions[place].pointee.value.linkKind == .reverts
        transferExtensions.removeLast()
        if isRevert { removeNewestRevert() }
    }
}
