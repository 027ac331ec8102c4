/// Memory holds a window of the newest transfers; older ones lie in sealed files.
///
/// ```swift
/// let stretch = books.stretch(books.firstResident..<end)   // another thread writes it down
/// books.evict(upTo: end)                                   // when it is durable
/// books.recall(found)                                      // what the next batch names of it
/// books.createTransfers(…)
/// books.forget()
/// ```
///
/// Accounts, the lives of pending transfers (16 bytes each), expiries and burned ids stay. Whether a
/// transfer is in memory changes no outcome and no state hash.
extension Books {
    /// Transfers that never change again, for another thread to read until they are evicted.
    ///
    /// - Precondition: all of them are in memory, and no trial is under way.
    package func stretch(_ ordinals: Range<Int>) -> TransferStretch {
        precondition(ordinals.lowerBound >= firstResident, "Those transfers have left memory.")
        let places =
            place(
                ofExtension: UInt32(ordinals.lowerBound))..<place(
                ofExtension: UInt32(ordinals.upperBound))
        return TransferStretch(ordinals, transfers, transferLinks, places, transferExtensions)
    }

    /// Lets go of all transfers below an ordinal, but for pending ones that are open.
    ///
    /// From now on, whatever names one of them needs ``recall(_:takenTimestamps:)`` before.
    ///
    /// Takes time by the pending transfers among them, and by the open ones that left earlier.
    package func evict(upTo end: Int) {
        guard end > firstResident else { return }
        precondition(end <= transfers.count, "There are no such transfers.")
        pinOpenPendings(below: end)
        lastEvictedTimestamp = transfers[end - 1].pointee.timestamp
        firstResident = end
        transfers.release(below: end)
        transferLinks.release(below: end)
        transferIndex.leave(below: UInt32(end))
        firstExtension = place(ofExtension: UInt32(end))
        transferExtensions.release(below: firstExtension)
    }

    /// Hands in old transfers that the next batch names by its ids, pending ids and links.
    ///
    /// - Parameters:
    ///   - extensions: those of the transfers whose flags tell of one.
    ///   - takenTimestamps: of the timestamps of imported accounts of the next batch, those that old
    ///     transfers have, ascending.
    package func recall(
        _ old: [OldTransfer], extensions: [ExtensionRecord] = [], takenTimestamps: [UInt64] = []
    ) {
        for each in old where Int(each.ordinal) < firstResident { recalled.insert(each) }
        for each in extensions where Int(each.ordinal) < firstResident {
            Self.insert(each, into: &recalledExtensions)
        }
        self.takenTimestamps = takenTimestamps
    }

    /// Hands in an old transfer that has stayed because it was open, where the id is one's; false
    /// where it is none.
    package func recallOpen(id: UInt128) -> Bool {
        guard let found = pinned.find(id: id) else { return false }
        recalled.insert(found.pointee)
        return true
    }

    /// An old transfer that was recalled or has stayed, by its ordinal.
    package func recalledTransfer(at ordinal: UInt32) -> OldTransfer? {
        (recalled.find(ordinal: ordinal) ?? pinned.find(ordinal: ordinal))?.pointee
    }

    /// The ordinal of what posted a pending transfer, where that has left memory too and must be
    /// recalled before ``pendingState(of:)`` can tell.
    package func missingPosting(ofPending id: UInt128) -> UInt32? {
        let position = transferPosition(id)
        guard position != IdentifierIndex.none, known(position).flags.contains(.pending)
        else { return nil }
        let record = pendings[knownLinks(position).pending].pointee
        guard record.stage == .posted, Int(record.resolution) < firstResident,
            recalledTransfer(at: record.resolution) == nil
        else { return nil }
        return record.resolution
    }

    /// Lets go of what was recalled.
    package func forget() {
        recalled.removeAll()
        recalledExtensions.removeAll(keepingCapacity: true)
        takenTimestamps = []
    }

    /// Moves open pending transfers to memory of their own.
    private func pinOpenPendings(below end: Int) {
        if pinned.count > 1_024, pinned.count > 2 * openWhenUnpinned { unpinResolved() }
        while firstUnpinned < pendings.count {
            let record = pendings[firstUnpinned].pointee
            guard Int(record.transfer) < end else { return }
            if record.stage == .pending { pin(record.transfer) }
            firstUnpinned += 1
        }
    }

    private func pin(_ ordinal: UInt32) {
        pinned.insert(
            OldTransfer(
                ordinal: ordinal, transfers[ordinal].pointee, transferLinks[ordinal].pointee))
        if let more = transferExtension(at: ordinal) {
            Self.insert(ExtensionRecord(ordinal: ordinal, more), into: &pinnedExtensions)
        }
    }

    private func isOpen(_ old: OldTransfer) -> Bool {
        pendings[old.links.pending].pointee.stage == .pending
    }

    private func unpinResolved() {
        let kept = OldTransfers(memory)
        for place in 0..<pinned.count where isOpen(pinned[place]) { kept.insert(pinned[place]) }
        pinned.deallocate()
        pinned = kept
        openWhenUnpinned = kept.count
        pinnedExtensions.removeAll { kept.find(ordinal: $0.ordinal) == nil }
    }

    /// A transfer by its ordinal: in memory, open, or recalled.
    @inline(__always)
    func known(_ ordinal: UInt32) -> Transfer {
        Int(ordinal) >= firstResident ? transfers[ordinal].pointee : old(ordinal).transfer
    }

    @inline(__always)
    func knownLinks(_ ordinal: UInt32) -> TransferLinks {
        Int(ordinal) >= firstResident ? transferLinks[ordinal].pointee : old(ordinal).links
    }

    @inline(never)
    private func old(_ ordinal: UInt32) -> OldTransfer {
        guard let found = recalled.find(ordinal: ordinal) ?? pinned.find(ordinal: ordinal) else {
            preconditionFailure("An old transfer is recalled before anything rests on it.")
        }
        return found.pointee
    }

    /// The ordinal of a recalled transfer, or none.
    @inline(__always)
    func recalledPosition(_ id: UInt128) -> UInt32 {
        recalled.count == 0 ? IdentifierIndex.none : findRecalled(id)
    }

    @inline(never)
    private func findRecalled(_ id: UInt128) -> UInt32 {
        recalled.find(id: id)?.pointee.ordinal ?? IdentifierIndex.none
    }

    /// The timestamp of the newest transfer, in memory or not; 0 where there is none.
    var newestTimestamp: UInt64 {
        transfers.count > firstResident
            ? transfers[transfers.count - 1].pointee.timestamp : lastEvictedTimestamp
    }
}
