import Bytes
import Engine
import PaymentModel
import Projection

/// Writes rows of payments, files, messages, breaks and days, and all events.
final class RecordsWriter: ArchiveWriter {
    let database: Database
    private let metadata: MetadataRows

    init(_ bank: RunningBank, _ database: Database) {
        self.database = database
        metadata = MetadataRows(bank: bank, database: database)
    }

    func take(
        _ entries: [EntryEvents<BankEvent>]
    ) throws(CursorTrouble) -> (() throws(DatabaseError) -> Void)? {
        try metadata.destroyKeys(entries)
        return { [self] () throws(DatabaseError) in
            let rows = EventRows(database: database)
            let queues = QueueRows(database: database)
            for entry in entries {
                try rows.write(entry)
                for (number, event) in entry.events.enumerated() {
                    let moment = Moment(entry, number)
                    try store(event, moment)
                    if case .settlementMoved(let move) = event {
                        try SettlementDays(database: database).store(move, at: entry.timestamp)
                    }
                    try queues.store(event, sequence: moment.sequence, at: moment.timestamp)
                }
            }
        }
    }

    /// Where in the journal a row comes from.
    struct Moment {
        let sequence: Cell
        let number: Cell
        let timestamp: Cell

        init(_ entry: EntryEvents<BankEvent>, _ number: Int) {
            sequence = .integer(Int64(entry.sequence))
            self.number = .integer(Int64(number))
            timestamp = .integer(Int64(entry.timestamp))
        }
    }

    private func store(_ event: BankEvent, _ moment: Moment) throws(DatabaseError) {
        switch event {
        case .fileDecided(let decision):
            try store(key: decision.key, of: decision.file)
            try store(decision, moment)
        case .paymentChanged(let change): try store(change, moment)
        case .messageDecided(let message): try store(message, moment)
        case .messageTaken(let taken):
            guard !taken.isRepeated else { return }
            try store(key: taken.key, of: taken.id)
            try store(taken, moment)
        case .breakOpened(let found): try store(found, moment)
        case .breakChanged(let change): try store(change)
        case .approvalChanged(let change): try store(change, moment)
        case .statusChanged(let change): try store(change, moment)
        case .recallChanged(let recall): try store(recall, moment)
        case .messageResent(let order):
            try database.run(
                "INSERT OR REPLACE INTO resends VALUES (?, ?, ?, ?, ?)",
                [
                    .id(order.id), .id(order.message), .id(order.by), moment.sequence,
                    moment.timestamp,
                ])
        case .daySigned(let signature): try store(signature, moment)
        case .dayClosed(let currency, let day):
            try database.run(
                "INSERT OR REPLACE INTO days VALUES (?, ?, ?, ?)",
                [
                    .integer(Int64(currency)), .integer(Int64(day)), moment.sequence,
                    moment.timestamp,
                ])
        case .dayEnded(let end):
            var bytes = ByteWriter()
            end.write(to: &bytes)
            try database.run(
                "INSERT OR REPLACE INTO day_ends VALUES (?, ?, ?, ?, ?)",
                [
                    .integer(Int64(end.currency)), .integer(Int64(end.day)), moment.sequence,
                    moment.timestamp, .bytes(bytes.bytes),
                ])
        case .transferPosted, .accountOpened, .configured, .accountChanged, .clockMoved, .erased,
            .interimDue,
            .tokenChanged, .partyRegistered, .mandateChanged, .schemeChanged, .parkedChanged,
            .noteTaken, .channelChanged, .partyChanged, .payerRestored, .settlementMoved,
            .floorCrossed, .liquidityChanged, .scheduleChanged, .feesWaived,
            .limitsChanged:
            break
        case .metadataKept(let kept): try metadata.store(kept, at: moment.timestamp)
        case .metadataErased(let account): try metadata.erase(account)
        case .scheduleEnded(let schedule): try store(schedule, moment)
        case .scheduleRun(let run): try store(run, moment)
        }
    }

    private func store(key: UInt128, of owner: UInt128) throws(DatabaseError) {
        try database.run("INSERT OR REPLACE INTO keys VALUES (?, ?)", [.id(owner), .id(key)])
    }

    private func store(_ decision: FileDecision, _ moment: Moment) throws(DatabaseError) {
        try database.run(
            "INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                .id(decision.file), .integer(Int64(decision.version)),
                .text(decision.reason.text), .integer(Int64(decision.count)),
                .integer(Int64(decision.acceptedCount)), moment.sequence, moment.timestamp,
                .id(decision.orders), .integer(Int64(decision.repeatedReferences)),
            ])
    }

    /// A payment's row holds what its first change said of it, and the state of its last one.
    private func store(_ change: PaymentChange, _ moment: Moment) throws(DatabaseError) {
        // A file that waited was accepted whole; what is refused of it now was not, after all.
        if change.previous == .awaitingApproval, change.state == .rejected {
            try database.run(
                """
                UPDATE files SET accepted = max(0, accepted - 1) WHERE id = ? AND NOT EXISTS
                    (SELECT 1 FROM changes WHERE payment = ? AND sequence = ? AND number = ?)
                """, [.id(change.file), .id(change.payment), moment.sequence, moment.number])
        }
        let source = change.file != 0 ? change.file : change.message
        let position = PaymentFile.position(of: change.payment, in: source)
        let state: [Cell] = [.integer(Int64(change.state.rawValue)), .text(change.reason.text)]
        try database.run(
            """
            INSERT INTO payments VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (id) DO UPDATE SET state = excluded.state, reason = excluded.reason,
            updated = excluded.updated, updated_at = excluded.updated_at,
            scheme = CASE WHEN excluded.scheme = 0 THEN scheme ELSE excluded.scheme END,
            settlement_day = CASE WHEN excluded.settlement_day = 0
                THEN settlement_day ELSE excluded.settlement_day END,
            account = CASE WHEN excluded.account = x'00000000000000000000000000000000'
                THEN account ELSE excluded.account END
            """,
            [
                .id(change.payment), .id(source), .integer(Int64(position ?? 0)),
                .integer(Int64(change.kind.rawValue)), state[0], state[1],
                .integer(Int64(bitPattern: change.scheme)), .id(change.account),
                .id(change.counterAccount), .text(String(change.amount)),
                .integer(Int64(change.currency)), .integer(Int64(change.settlementDay)),
                .id(change.message), moment.sequence, moment.timestamp, moment.sequence,
                moment.timestamp,
            ])
        try database.run(
            "INSERT OR REPLACE INTO changes VALUES (?, ?, ?, ?, ?, ?, ?)",
            [
                .id(change.payment), moment.sequence, moment.number, moment.timestamp, state[0],
                state[1], .id(change.message),
            ])
    }

    private func carry(_ payment: UInt128, by message: UInt128) throws(DatabaseError) {
        try database.run(
            "INSERT OR IGNORE INTO carried VALUES (?, ?)", [.id(payment), .id(message)])
    }

    private func carry(of recall: UInt128, by message: UInt128) throws(DatabaseError) {
        let rows = try database.rows("SELECT recall FROM recalls WHERE id = ?", [.id(recall)])
        var reader = ByteReader((rows.first?[0].bytes ?? [])[...])
        guard let found = try? Recall(from: &reader), found.payment != 0 else { return }
        try carry(found.payment, by: message)
    }

    private func store(_ message: OutgoingMessage, _ moment: Moment) throws(DatabaseError) {
        // What a camt.029 names are recalls, which say themselves which payments they are about.
        if message.kind != .recallAnswer {
            for payment in message.payments { try carry(payment, by: message.id) }
        } else {
            for recall in message.payments { try carry(of: recall, by: message.id) }
        }
        try store(
            message.id, kind: message.kind.type, direction: "out", scheme: message.scheme,
            about: message.about, day: message.settlementDay, name: message.name, moment)
    }

    private func store(_ taken: TakenMessage, _ moment: Moment) throws(DatabaseError) {
        for payment in taken.payments { try carry(payment, by: taken.id) }
        try store(
            taken.id, kind: taken.content.type, direction: "in", scheme: taken.scheme, about: 0,
            day: 0, name: "", moment)
    }

    private func store(
        _ id: UInt128, kind: String, direction: String, scheme: UInt64, about: UInt128, day: Int32,
        name: String, _ moment: Moment
    ) throws(DatabaseError) {
        try database.run(
            "INSERT OR REPLACE INTO messages VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                .id(id), .text(kind), .text(direction), .integer(Int64(bitPattern: scheme)),
                .id(about), .integer(Int64(day)), .text(name), moment.sequence, moment.timestamp,
            ])
    }

    private func store(_ signature: DaySignature, _ moment: Moment) throws(DatabaseError) {
        try database.run(
            "INSERT OR REPLACE INTO signatures VALUES (?, ?, ?, ?, ?, ?, ?)",
            [
                .id(signature.id), .integer(Int64(signature.currency)),
                .integer(Int64(signature.day)), .bytes(signature.hash), .id(signature.by),
                moment.sequence, moment.timestamp,
            ])
    }

    /// An order, and what became of it.
    private func store(_ change: StatusChange, _ moment: Moment) throws(DatabaseError) {
        try database.run(
            """
            INSERT INTO statuses VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (id) DO UPDATE SET state = excluded.state
            """,
            [
                .id(change.order), .id(change.account), .integer(Int64(change.status.rawValue)),
                .integer(Int64(change.state.rawValue)), .id(change.by), moment.timestamp,
                change.from == 0 ? moment.timestamp : .integer(Int64(change.from)),
                moment.sequence,
            ])
    }

    /// What came to wait, then who ended its waiting.
    private func store(_ change: ApprovalChange, _ moment: Moment) throws(DatabaseError) {
        guard change.state == .waiting else {
            try database.run(
                "UPDATE approvals SET state = ?, decided_by = ?, decided_at = ? WHERE id = ?",
                [
                    .integer(Int64(change.state.rawValue)), .id(change.by), moment.timestamp,
                    .id(change.approval),
                ])
            if let reason = change.state.refusal {
                try database.run(
                    "UPDATE files SET reason = ? WHERE id = ?",
                    [.text(reason.text), .id(change.approval)])
            }
            return
        }
        let none = Cell.id(0)
        try database.run(
            "INSERT OR REPLACE INTO approvals VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                .id(change.approval), .integer(Int64(change.kind.rawValue)),
                .integer(Int64(change.state.rawValue)), .id(change.subject), .id(change.content),
                .text(String(change.amount)), .integer(Int64(change.currency)),
                .integer(Int64(change.orderCount)), .id(change.by), moment.timestamp,
                .integer(Int64(change.expiresAt)), none, .integer(0), moment.sequence,
                .integer(Int64(change.ground.rawValue)),
            ])
    }

    /// A recall as it stands, and each step of it.
    private func store(_ recall: Recall, _ moment: Moment) throws(DatabaseError) {
        if recall.payment != 0 { try carry(recall.payment, by: recall.message) }
        var bytes = ByteWriter()
        recall.write(to: &bytes)
        try database.run(
            """
            INSERT INTO recalls VALUES (?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET
            state = excluded.state, recall = excluded.recall
            """,
            [
                .id(recall.id), .integer(Int64(recall.direction.rawValue)),
                .integer(Int64(recall.state.rawValue)), moment.sequence, .bytes(bytes.bytes),
            ])
        try database.run(
            "INSERT OR REPLACE INTO recall_steps VALUES (?, ?, ?, ?, ?)",
            [
                .id(recall.payment), moment.sequence, moment.number, moment.timestamp,
                .bytes(bytes.bytes),
            ])
    }

    private func store(_ found: Break, _ moment: Moment) throws(DatabaseError) {
        try database.run(
            "INSERT OR REPLACE INTO breaks VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                .id(found.id), .text(found.kind.name), .id(found.message), .id(found.payment),
                .integer(Int64(bitPattern: found.scheme)), .integer(Int64(found.currency)),
                .text(String(found.ours)), .text(String(found.theirs)), .text(String(found.open)),
                .integer(Int64(BreakChange.State.open.rawValue)), .integer(Int64(found.day)),
                moment.timestamp, .id(found.transfer), .integer(Int64(found.entry)),
            ])
    }

    private func store(_ change: BreakChange) throws(DatabaseError) {
        try database.run(
            "UPDATE breaks SET open = ?, state = ? WHERE id = ?",
            [
                .text(String(change.open)), .integer(Int64(change.state.rawValue)),
                .id(change.id),
            ])
    }
}

extension ClearingMessage.Content {
    /// The message type: the one of each content that is taken here.
    package var type: String {
        switch self {
        case .status: "pacs.002.001.10"
        case .transfers: "pacs.008.001.08"
        case .returns: "pacs.004.001.09"
        case .report: "camt.054.001.08"
        case .statement: "camt.053.001.08"
        case .recalls: "camt.056.001.08"
        case .recallAnswers: "camt.029.001.09"
        }
    }
}
