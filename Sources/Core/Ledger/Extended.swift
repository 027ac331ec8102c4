/// A record, and what it has beyond its 128 bytes.
package struct Extended<Record: WireRecord>: Hashable, Sendable {
    /// As it travels: without the flag that tells of an extension.
    package let record: Record
    /// `nil` where it has nothing.
    package let more: Record.Extension?

    package init(_ record: Record, _ more: Record.Extension? = nil) {
        self.record = record.plain
        self.more = more
    }
}

extension Books {
    /// The account as of now, with its extension.
    package func extendedAccount(id: UInt128) -> Extended<Account>? {
        let position = accountPosition(id)
        guard position != IdentifierIndex.none else { return nil }
        let more = accountExtension(at: position)
        return Extended(accounts[position].pointee, more.isEmpty ? nil : more)
    }

    /// The stored transfer with its extension, where it is in memory or recalled.
    package func extendedTransfer(id: UInt128) -> Extended<Transfer>? {
        let position = transferPosition(id)
        guard position != IdentifierIndex.none else { return nil }
        return Extended(known(position), transferExtension(at: position))
    }
}
