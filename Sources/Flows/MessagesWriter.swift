import Bytes
import Engine
import ISO20022
import Journal
import PaymentModel
import Platform
import Projection
import Vocabulary

/// Writes messages of ours to a clearing: into the spool folder, and a sealed copy.
///
/// The bytes follow from the journal and from what is sealed alone. After a crash the same message
/// is written again, the same to the byte, under the same name.
final class MessagesWriter: ArchiveWriter {
    private let bank: RunningBank
    private let database: Database
    private var keys: PersonalKeys
    var unwritten = Monitor(ArchiveCursor.Unwritten())

    init(_ bank: RunningBank, _ database: Database) {
        self.bank = bank
        self.database = database
        keys = PersonalKeys(bank)
    }

    private struct Sent {
        let message: OutgoingMessage
        var sealed: [UInt8]?
    }

    func take(
        _ entries: [EntryEvents<BankEvent>]
    ) throws(CursorTrouble) -> (() throws(DatabaseError) -> Void)? {
        var files = FileBatch(bank.disk)
        var sent: [Sent] = []
        var erased: [UInt128] = []
        for entry in entries {
            for event in entry.events {
                keys.hear(event)
                if case .erased(_, let id, let key) = event {
                    do { try files.write() } catch { throw CursorTrouble(error) }
                    try erase(id, key: key, &sent)
                    erased.append(id)
                }
                if case .messageResent(let order) = event { try resend(order, sent, &files) }
                guard case .messageDecided(let message) = event else { continue }
                let (bytes, sealed) = try made(message, sent)
                sent.append(Sent(message: message, sealed: sealed))
                // What it rests on is erased: nothing can be written, and nothing is pretended.
                guard let bytes else { continue }
                do { try files.add("\(bank.folder.toClearing)/\(message.name)", bytes) } catch {
                    throw CursorTrouble(error)
                }
            }
        }
        do { try files.write() } catch { throw CursorTrouble(error) }
        guard !sent.isEmpty || !erased.isEmpty else { return nil }
        return { [database] () throws(DatabaseError) in
            for one in sent { try Self.store(one, in: database) }
            for id in erased {
                try database.run(
                    "UPDATE sent SET sealed = NULL WHERE id = ?1 OR about = ?1", [.id(id)])
            }
        }
    }

    /// Writes the kept bytes of a message into the outbox once more; what is erased, or is not what
    /// was asked for, is not written and is listed.
    private func resend(
        _ order: MessageResend, _ sent: [Sent], _ files: inout FileBatch
    ) throws(CursorTrouble) {
        do {
            var found = sent.last { $0.message.id == order.message }.map {
                (name: $0.message.name, sealed: $0.sealed)
            }
            if found == nil {
                let rows = try database.rows(
                    "SELECT name, sealed FROM sent WHERE id = ?", [.id(order.message)])
                found = rows.first.map { ($0[0].text, $0[1].bytes) }
            }
            let bytes = try found?.sealed.flatMap {
                try $0.isEmpty ? nil : bank.open($0, record: order.message)
            }
            guard let found, let bytes, RunningBank.hash(ofMessage: bytes) == order.hash else {
                let name = found?.name ?? MessageIdentification.text(order.message)
                return unwritten.withLock { $0.add("\(name): not sent again") }
            }
            try files.add("\(bank.folder.toClearing)/\(found.name)", bytes)
        } catch let error as DiskError {
            throw CursorTrouble(error)
        } catch let error as DatabaseError {
            throw CursorTrouble(error)
        } catch let error as JournalError {
            throw CursorTrouble(FlowError.sealing("\(error)"))
        } catch {
            preconditionFailure("No other errors are thrown: \(error)")
        }
    }

    /// Takes files away that say the same in clear, then the key.
    ///
    /// In this order, so that a crash in between finds the key still there and does all of it again.
    /// It is this cursor that destroys the key, as every message before the order has left by now. A
    /// copy that a customer or a clearing has taken away is theirs.
    private func erase(
        _ subject: UInt128, key: UInt128, _ sent: inout [Sent]
    ) throws(CursorTrouble) {
        for place in sent.indices where sent[place].message.about == subject {
            sent[place].sealed = nil
        }
        let rows: [[Cell]]
        do {
            rows = try database.rows("SELECT name FROM sent WHERE about = ?", [.id(subject)])
        } catch { throw CursorTrouble(error) }
        let names =
            rows.map { $0[0].text }
            + sent.filter { $0.message.about == subject }.map(\.message.name)
        do {
            for name in names { try bank.removeFile("\(bank.folder.toClearing)/\(name)") }
            try bank.removeCopies(of: subject)
            try bank.destroyKey(key, of: subject)
        } catch let error as DiskError {
            throw CursorTrouble(error)
        } catch let error as FlowError {
            throw CursorTrouble(error)
        } catch {
            preconditionFailure("No other errors are thrown: \(error)")
        }
        keys.forget(subject)
    }

    private static func store(_ one: Sent, in database: Database) throws(DatabaseError) {
        let message = one.message
        try database.run(
            "INSERT OR REPLACE INTO sent VALUES (?, ?, ?, ?, ?, ?)",
            [
                .id(message.id), .id(message.about), .integer(Int64(bitPattern: message.scheme)),
                .integer(Int64(message.settlementDay)), .text(message.name),
                one.sealed.map { .bytes($0) } ?? .null,
            ])
    }

    private func made(
        _ message: OutgoingMessage, _ sent: [Sent]
    ) throws(CursorTrouble) -> (bytes: [UInt8]?, sealed: [UInt8]?) {
        do throws(FlowError) {
            var owner = message.about
            var original: OutgoingMessage?
            if message.kind == .question || message.kind == .recall {
                original = try self.original(message.about, sent)
                owner = original?.about ?? owner
            }
            guard let bytes = try build(message, original) else { return (nil, nil) }
            return (bytes, try keys.seal(bytes, record: message.id, owner: owner))
        } catch { throw CursorTrouble(error) }
    }

    private func build(
        _ message: OutgoingMessage, _ original: OutgoingMessage?
    ) throws(FlowError) -> [UInt8]? {
        let configuration = try bank.configuration()
        guard let setup = configuration.setup,
            let scheme = configuration.scheme(message.scheme, at: message.createdAt)
        else { return nil }
        let writing = InterbankWriting(
            message: message, scheme: scheme, setup: setup, configuration: configuration)
        do {
            switch message.kind {
            case .transfers:
                guard let file = try bank.initiation(message.about) else { return nil }
                // Receipt of the order (AccptncDtTm): the timestamp of the file's entry.
                return try writing.transfers(file: file, acceptedAt: message.createdAt)
            case .answer:
                guard let original = try bank.receivedTransfers(message.about) else { return nil }
                return try writing.answer(to: original)
            case .returns:
                guard let original = try bank.receivedTransfers(message.about) else { return nil }
                return try writing.returns(of: original)
            case .question:
                guard let original, let file = try bank.initiation(original.about) else {
                    return nil
                }
                return try writing.question(about: original, file: file)
            case .recall:
                guard let original, let file = try bank.initiation(original.about) else {
                    return nil
                }
                return try writing.recall(of: original, file: file)
            case .recallAnswer:
                guard let request = try bank.receivedRequest(message.about) else { return nil }
                return try writing.answer(to: request)
            }
        } catch let error as FlowError {
            throw error
        } catch {
            unwritten.withLock { $0.add("\(message.name): \(error)") }
            return nil
        }
    }

    /// Our message that a question is about: sent before it, by this cursor.
    private func original(
        _ id: UInt128, _ sent: [Sent]
    ) throws(FlowError) -> OutgoingMessage? {
        if let found = sent.last(where: { $0.message.id == id }) { return found.message }
        let rows: [[Cell]]
        do {
            rows = try database.rows(
                "SELECT about, scheme, day FROM sent WHERE id = ?", [.id(id)])
        } catch { throw .records("\(error)") }
        return rows.first.map { row in
            OutgoingMessage(
                id: id, kind: .transfers, scheme: UInt64(bitPattern: row[1].integer), payments: [],
                settlementDay: Int32(row[2].integer),
                // Its id begins with the milliseconds it was made at: all that its times are
                // written with.
                createdAt: UInt64(id >> 80) * 1_000_000, about: row[0].id)
        }
    }
}

extension OutgoingMessage {
    /// Its file's name in the spool folder.
    var name: String { "\(MessageIdentification.text(id)).\(kind.type).xml" }
}

extension OutgoingMessage.Kind {
    /// The message type.
    package var type: String {
        switch self {
        case .transfers: "pacs.008.001.08"
        case .answer: "pacs.002.001.10"
        case .returns: "pacs.004.001.09"
        case .question: "pacs.028.001.03"
        case .recall: "camt.056.001.08"
        case .recallAnswer: "camt.029.001.09"
        }
    }
}
