package import Bytes

/// Somebody takes care of something that waits, or says something about it.
package struct QueueNote: Sendable, Recorded {
    /// The note's own id, under which its text is sealed.
    package var id: UInt128
    /// What waits: a payment, a request, a break, parked money, a recall.
    package var item: UInt128
    /// Who is to take care of it from now on; nil leaves it as it is, 0 nobody.
    package var owner: UInt128?
    package var by: UInt128
    /// The text, where there is one.
    package var text: SealedReference

    package init(
        id: UInt128, item: UInt128, owner: UInt128?, by: UInt128, text: SealedReference
    ) {
        self.id = id
        self.item = item
        self.owner = owner
        self.by = by
        self.text = text
    }

    package func write(to writer: inout ByteWriter) {
        writer.write(id)
        writer.write(item)
        writer.write(owner != nil)
        if let owner { writer.write(owner) }
        writer.write(by)
        text.write(to: &writer)
    }

    package init(from reader: inout ByteReader) throws(ByteError) {
        id = try reader.read()
        item = try reader.read()
        owner = try reader.readFlag() ? try reader.read() : nil
        by = try reader.read()
        text = try SealedReference(from: &reader)
    }
}

/// What became of a note.
package enum NoteOutcome: UInt8, Sendable {
    case taken = 0
    /// Nothing waits under this id.
    case notWaiting
    /// The owner is no valid token.
    case unknownOwner
}

extension Bank {
    /// Takes a note about something that waits.
    func annotate(_ note: QueueNote, _ record: inout ByteWriter) -> BankReply {
        let outcome = outcome(of: note)
        guard outcome == .taken else {
            record.reset()
            return .note(outcome)
        }
        note.write(to: &record)
        if let owner = note.owner { owners[note.item] = owner == 0 ? nil : owner }
        heard.append(.noteTaken(note))
        return .note(.taken)
    }

    private func outcome(of note: QueueNote) -> NoteOutcome {
        guard waits(note.item) else { return .notWaiting }
        guard let owner = note.owner, owner != 0 else { return .taken }
        return tokens[owner]?.isValid(at: now) == true ? .taken : .unknownOwner
    }

    private func waits(_ item: UInt128) -> Bool {
        payments[item] != nil || warehouse[item] != nil || approvals[item] != nil
            || recalls[item] != nil || breaks.contains { $0.id == item }
            || openAmounts.contains { $0.id == item }
            || unexplained.contains { $0.value.contains(item) }
    }

    /// What waits no more belongs to nobody.
    func forgetNote(of item: UInt128) { owners[item] = nil }
}
