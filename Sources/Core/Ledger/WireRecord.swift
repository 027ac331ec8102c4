/// A record of 128 bytes, little-endian, that lies in memory as it travels.
package protocol WireRecord: BitwiseCopyable, Hashable, Sendable {
    /// What a record of this kind can have beyond its bytes.
    associatedtype Extension: BitwiseCopyable & Hashable & Sendable

    /// The record as it travels: its flags tell of no extension.
    var plain: Self { get }
}

extension WireRecord {
    package static var bytes: Int { 128 }
}

extension Account: WireRecord {
    package typealias Extension = AccountExtension

    package var plain: Account {
        var account = self
        account.flags.remove(.extended)
        return account
    }
}

extension Transfer: WireRecord {
    package typealias Extension = TransferExtension

    package var plain: Transfer {
        var transfer = self
        transfer.flags.remove(.extended)
        return transfer
    }
}

extension Array where Element: WireRecord {
    /// The records one after the other.
    package var recordBytes: [UInt8] {
        precondition(MemoryLayout<Element>.stride == Element.bytes, "A record has 128 bytes.")
        return withUnsafeBytes { Array<UInt8>($0) }
    }
}
