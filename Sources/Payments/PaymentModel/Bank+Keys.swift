import Ledger

/// What a caller's idempotency key may stand for: one thing, of one kind, for good.
///
/// The id of whatever is asked for under a key is made from the caller and the key alone, so that
/// the same key at another address comes to the same id.
enum KeyedKind: Hashable {
    case account, transfer, file, token, party, channel, resolution
}

extension Bank {
    /// Whether an id that a key stands for is that of a thing.
    package func isNamed(_ id: UInt128) -> Bool { isNamed(id, otherThan: nil) }

    /// Whether it is that of a thing of another kind.
    func isNamed(_ id: UInt128, otherThan kind: KeyedKind?) -> Bool {
        if let waiting = approvals[id], waiting.keyedKind != kind { return true }
        if kind != .account, accounts[id: id] != nil { return true }
        if kind != .transfer, burned[id] != nil || transfer(id: id) != nil { return true }
        if kind != .file, seen(.file, id) != nil { return true }
        if kind != .token, tokens[id] != nil { return true }
        if kind != .party, parties[id] != nil { return true }
        if kind != .channel, channels[id] != nil { return true }
        return false
    }
}

extension Approval {
    fileprivate var keyedKind: KeyedKind {
        switch kind {
        case .transfer: .transfer
        case .file: .file
        default: .resolution
        }
    }
}
