import Platform
import Bytes
import Engine
import ISO20022
import PaymentModel
import Projection
import Vocabulary

/// Messages of ours to a clearing: written into the spool folder, and kept.
///
/// The bytes follow from the journal and from what is sealed alone. After a crash the same message
/// is written again, the same to the byte, under the same name.
extension Archive {
    func send(
        _ message: OutgoingMessage, _ entry: EntryEvents<BankEvent>
    ) throws(DatabaseError) {
        for payment in message.payments { try carry(payment, by: message.id) }
        guard let built = try build(message) else {
            // What it rests on is erased: nothing can be written, and nothing is pretended.
            return try store(archived(message, kind: message.kind.type, bytes: nil), entry)
        }
        let name = Self.name(message)
        do {
            try bank.disk.writeDurably(
                "\(bank.folder.toClearing)/\(name)", built, mode: 0o600)
        } catch {
            throw DatabaseError(code: 0, message: "spool: \(error)", statement: name)
        }
        try store(archived(message, kind: message.kind.type, bytes: built), entry)
    }

    private func archived(
        _ message: OutgoingMessage, kind: String, bytes: [UInt8]?
    ) -> ArchivedMessage {
        ArchivedMessage(
            id: message.id, kind: kind, direction: "out", scheme: message.scheme,
            about: message.about, account: 0, day: message.settlementDay,
            name: Self.name(message), bytes: bytes)
    }

    static func name(_ message: OutgoingMessage) -> String {
        "\(MessageIdentification.text(message.id)).\(message.kind.type).xml"
    }

    private func build(_ message: OutgoingMessage) throws(DatabaseError) -> [UInt8]? {
        let configuration = try configuration()
        guard let setup = configuration.setup,
            let scheme = configuration.scheme(message.scheme)
        else { return nil }
        let writing = InterbankWriting(
            message: message, scheme: scheme, setup: setup, configuration: configuration)
        do {
            switch message.kind {
            case .transfers:
                guard let file = try bank.initiation(message.about) else { return nil }
                return try writing.transfers(file: file, acceptedAt: acceptance(of: message))
            case .answer:
                guard let original = try received(message.about) else { return nil }
                return try writing.answer(to: original)
            case .returns:
                guard let original = try received(message.about) else { return nil }
                return try writing.returns(of: original)
            case .question:
                guard let (original, file) = try asked(message.about) else { return nil }
                return try writing.question(about: original, file: file)
            }
        } catch let error as FlowError {
            throw Self.later(message.kind.type, error)
        } catch {
            trouble.withLock { $0 = "\(message.kind.type): \(error)" }
            return nil
        }
    }

    /// Receipt of the order (AccptncDtTm): the timestamp of the file's entry.
    private func acceptance(of message: OutgoingMessage) -> UInt64 { message.createdAt }

    func configuration() throws(DatabaseError) -> BankConfiguration {
        try see { $0.configuration }
    }

    /// What the bank shows now; where it shows nothing, the entry is taken again later.
    func see<Value: Sendable>(
        _ body: @escaping @Sendable (Bank) -> Value
    ) throws(DatabaseError) -> Value {
        do { return try bank.lookAndWait(body) } catch { throw Self.later("bank", error) }
    }

    /// A reason to take the entry again later instead of archiving it without its messages.
    static func later(_ what: String, _ error: FlowError) -> DatabaseError {
        DatabaseError(code: 0, message: "\(what): \(error)", statement: "")
    }

    /// A clearing's message of credit transfers, read again from what is sealed.
    func received(_ id: UInt128) throws(FlowError) -> CreditTransfer? {
        guard let bytes = try bank.unseal(id) else { return nil }
        guard let document = try? DocumentReader.read(bytes, accepting: ["pacs.008.001.08"]) else {
            return nil
        }
        return try? CreditTransfer(reading: document.root)
    }

    /// Our message a question is about, and the file it came from.
    private func asked(
        _ id: UInt128
    ) throws(FlowError) -> (OutgoingMessage, CreditTransferInitiation)? {
        let rows: [[Cell]]
        do {
            rows = try database.rows(
                "SELECT about, scheme, day FROM messages WHERE id = ?", [.id(id)])
        } catch { throw .records("\(error)") }
        guard let row = rows.first, let file = try bank.initiation(row[0].id) else { return nil }
        return (
            OutgoingMessage(
                id: id, kind: .transfers, scheme: UInt64(bitPattern: row[1].integer), payments: [],
                settlementDay: Int32(row[2].integer),
                // Its id begins with the milliseconds it was made at: all that its times are
                // written with.
                createdAt: UInt64(id >> 80) * 1_000_000, about: row[0].id),
            file
        )
    }
}

extension OutgoingMessage.Kind {
    /// The message type.
    package var type: String {
        switch self {
        case .transfers: "pacs.008.001.08"
        case .answer: "pacs.002.001.10"
        case .returns: "pacs.004.001.09"
        case .question: "pacs.028.001.03"
        }
    }
}
