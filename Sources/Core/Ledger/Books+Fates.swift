/// What became of a stored transfer that something can still become of.
package struct TransferFate: Hashable, Sendable {
    package enum Kind: UInt8, Sendable {
        /// Taken back by another transfer.
        case reverted
        /// Of a pending one: what it is, or how it ended.
        case pending, posted, voided, expired
    }

    package let kind: Kind
    /// The ordinal of the transfer that took it back, posted it or voided it.
    package let by: UInt32?
}

extension Books {
    /// Whether any transfer has one: none is pending or taken back in books without.
    package var hasFates: Bool { pendings.count > 0 || reverts.count > 0 }

    /// What became of a transfer in memory; `nil` where nothing did.
    package func fate(ofTransfer ordinal: Int) -> TransferFate? {
        precondition(
            ordinal >= firstResident && ordinal < transfers.count, "There is no such transfer.")
        return fate(
            UInt32(ordinal), transfers[ordinal].pointee.flags,
            pending: transferLinks[ordinal].pointee.pending)
    }

    /// What became of a transfer that has left memory.
    package func fate(of old: OldTransfer) -> TransferFate? {
        fate(old.ordinal, old.transfer.flags, pending: old.links.pending)
    }

    private func fate(
        _ ordinal: UInt32, _ flags: TransferFlags, pending: UInt32
    ) -> TransferFate? {
        guard flags.contains(.pending) else {
            return revert(ofTransfer: Int(ordinal)).map {
                TransferFate(kind: .reverted, by: UInt32($0))
            }
        }
        let record = pendings[pending].pointee
        return switch record.stage {
        case .pending: TransferFate(kind: .pending, by: nil)
        case .posted: TransferFate(kind: .posted, by: record.resolution)
        case .voided: TransferFate(kind: .voided, by: record.resolution)
        case .expired: TransferFate(kind: .expired, by: nil)
        }
    }
}
