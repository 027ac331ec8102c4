import Bytes

extension Books {
    /// Hands out the open state, piece by piece, in a fixed order: what a state hash is taken over.
    ///
    /// Counts and the last timestamp; accounts; credit lines; pending transfers not resolved, from
    /// which follows what expires when; burned ids. Equal histories give equal bytes in equal
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
        writeCreditLines().withUnsafeBytes(body)
        forEachOpenPending { pending in
            withUnsafeBytes(of: known(pending.transfer), body)
        }
        burned.forEachChunk(body)
    }

    /// The lines above zero: an account's ordinal and the line, 24 bytes each, after their count.
    func writeCreditLines() -> [UInt8] {
        var writer = ByteWriter()
        var count: UInt64 = 0
        writer.write(count)
        for ordinal in 0..<accountLinks.count where accountLinks[ordinal].pointee.creditLine != 0 {
            writer.write(UInt64(ordinal))
            writer.write(accountLinks[ordinal].pointee.creditLine)
            count += 1
        }
        writer.overwrite(UInt32(count), at: 0)
        return writer.bytes
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
