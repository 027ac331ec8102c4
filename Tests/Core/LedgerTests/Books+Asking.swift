@testable import Ledger

/// Short forms for tests: one batch in, every event's status out.
extension Books {
    /// The names of the results, in the order of the events.
    @discardableResult
    func make(
        _ accounts: [Account], _ extensions: [Int: AccountExtension] = [:], at timestamp: UInt64
    ) -> [String] {
        var refusals: [Refusal] = []
        accounts.withUnsafeBufferPointer {
            createAccounts(
                $0, extensions: Self.list(extensions), timestamp: timestamp, refusals: &refusals)
        }
        var names = [String](repeating: AccountStatus.created.name, count: accounts.count)
        for refusal in refusals {
            names[Int(refusal.index)] = AccountStatus(rawValue: refusal.status).name
        }
        return names
    }

    @discardableResult
    func make(
        _ transfers: [Transfer], _ extensions: [Int: TransferExtension] = [:],
        at timestamp: UInt64
    ) -> [String] {
        var refusals: [Refusal] = []
        transfers.withUnsafeBufferPointer {
            createTransfers(
                $0, extensions: Self.list(extensions), timestamp: timestamp, refusals: &refusals)
        }
        var names = [String](repeating: TransferStatus.created.name, count: transfers.count)
        for refusal in refusals {
            names[Int(refusal.index)] = TransferStatus(rawValue: refusal.status).name
        }
        return names
    }

    private static func list<Value>(_ values: [Int: Value]) -> ExtensionList<Value> {
        var list = ExtensionList<Value>()
        for (index, value) in values.sorted(by: { $0.key < $1.key }) {
            list.append(value, at: index)
        }
        return list
    }

    /// The open state's bytes, as a state hash would see them.
    var stateBytes: [UInt8] {
        var bytes: [UInt8] = []
        writeState { bytes += $0 }
        return bytes
    }
}
