import Bytes

extension Books {
    /// Hands out the open state, piece by piece, in a fixed order: what a state hash is taken over.
    ///
    /// Counts and the last timestamp; accounts and their extensions; pending transfers not resolved
    /// and theirs, from which follows what expires when; what was taken back; burned ids. Equal histories give equal bytes in equal
    /// pieces, whatever the seed of the index. Little-endian. Takes time by the accounts, the open
    /// pending transfers and the burned ids; closed transfers are the journal's to vouch for.
    package func writeState(into body: (UnsafeRawBufferPointer) -> Void) {
        var counts = ByteWriter(reserving: 64)
        for count in [accounts.count, transfers.count, expiries.count, burned.count] {
            counts.write(UInt64(count))
        }
        counts.write(lastTimestamp)
        counts.bytes.withUnsafeBytes(body)
        accounts.forEachChunk(body)
        writeAccountExtensions().withUnsafeBytes(body)
        forEachOpenPending { pending in
            withUnsafeBytes(of: known(pending.transfer), body)
            guard let more = transferExtension(at: pending.transfer) else { return }
            withUnsafeBytes(of: more, body)
        }
        writeReverts().withUnsafeBytes(body)
        burned.forEachChunk(body)
    }

    /// The pending transfers not resolved, in the order of creation.
    ///
    /// Remembers below which record all are resolved, so that old ones are not looked at again.
    func forEachOpenPending(_ body: (PendingRecord) -> Void) {
        while openFrom < pendings.count, pendings[openFrom].pointee.stage != .pending {
            openFrom += 1
        }
        for pending in openFrom..<max(openFrom, pendings.count)
        where pendings[pending].pointee.stage == .pending {
            body(pendings[pending].pointee)
        }
    }

    /// The ids of the pending transfers not resolved, in the order of creation.
    package var openPendingIDs: [UInt128] {
        var ids: [UInt128] = []
        forEachOpenPending { ids.append(known($0.transfer).id) }
        return ids
    }
}
