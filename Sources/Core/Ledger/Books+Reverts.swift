import Bytes

/// A transfer taken back by another one: the same amount the other way, once and for all.
///
/// That an original was taken back is remembered by its ordinal, 8 bytes and 21 in an index, also
/// when both have left memory.
extension Books {
    /// The ordinal of the transfer that took this one back; `nil` where none did.
    package func revert(ofTransfer ordinal: Int) -> Int? {
        let place = revertIndex.seat(revertIndex.hash(UInt128(ordinal))) {
            reverts[$0].pointee.original == UInt32(ordinal)
        }.position
        return place == IdentifierIndex.none ? nil : Int(reverts[place].pointee.revert)
    }

    package var revertCount: Int { reverts.count }

    /// What is wrong by itself with an event that takes another back.
    static func reversion(_ event: Transfer) -> TransferStatus {
        guard event.flags.isSubset(of: [.linked, .imported]) else {
            return .flagsAreMutuallyExclusive
        }
        if event.pendingID != 0 { return .pendingIDMustBeZero }
        return event.timeout == 0 ? .undecided : .timeoutReservedForPendingTransfer
    }

    /// Fills in what the event leaves to its original.
    ///
    /// Zero says nothing; anything else must be what the original has, with its sides swapped.
    func revert(_ event: inout Transfer, _ original: UInt32) -> TransferStatus {
        let old = known(original)
        let isRevert = transferExtension(at: original)?.linkKind == .reverts
        guard !old.flags.contains(.pending), !old.flags.overlaps(.resolving), !isRevert else {
            return .originalNotRevertible
        }
        var swapped = event
        swapped.debitAccountID = old.creditAccountID
        swapped.creditAccountID = old.debitAccountID
        swapped.amount = old.amount
        swapped.ledger = old.ledger
        swapped.code = old.code
        guard event.agrees(with: swapped) else { return .revertDiffersFromOriginal }
        guard revert(ofTransfer: Int(original)) == nil else { return .alreadyReverted }
        event = swapped
        return .undecided
    }

    func addRevert(_ record: RevertRecord) {
        let hash = revertIndex.hash(UInt128(record.original))
        let seat = revertIndex.seat(hash) { reverts[$0].pointee.original == record.original }
        revertIndex.fill(seat, hash: hash, position: UInt32(reverts.count))
        reverts.append(record)
    }

    func removeNewestRevert() {
        let place = UInt32(reverts.count - 1)
        let hash = revertIndex.hash(UInt128(reverts[place].pointee.original))
        revertIndex.removeNewest(hash, position: place)
        reverts.removeLast()
    }

    /// Both ordinals of each, after their count.
    func writeReverts() -> [UInt8] {
        var writer = ByteWriter()
        writer.write(UInt64(reverts.count))
        for place in 0..<reverts.count {
            writer.write(reverts[place].pointee.original)
            writer.write(reverts[place].pointee.revert)
        }
        return writer.bytes
    }

    func readReverts(_ reader: inout ByteReader) throws(ByteError) {
        let count = try reader.readCount(limit: transfers.count, width: 8)
        revertIndex.reserve(count)
        var last: UInt32 = 0
        for _ in 0..<count {
            let start = reader.offset
            let record = RevertRecord(original: try reader.read(), revert: try reader.read())
            guard record.revert > last, Int(record.revert) < transfers.count,
                record.original < record.revert, revert(ofTransfer: Int(record.original)) == nil
            else { throw .unexpectedValue(offset: start, value: UInt64(record.original)) }
            last = record.revert
            addRevert(record)
        }
    }
}

extension Transfer {
    /// Whether every number of the movement that is given is another transfer's, too.
    func agrees(with other: Transfer) -> Bool {
        (debitAccountID == 0 || debitAccountID == other.debitAccountID)
            && (creditAccountID == 0 || creditAccountID == other.creditAccountID)
            && (amount == 0 || amount == other.amount)
            && (ledger == 0 || ledger == other.ledger)
            && (code == 0 || code == other.code)
    }
}
