import Engine
import PaymentModel
import Platform
package import Projection
import Vocabulary

/// Events as others hear them: kept, so that a stream can be taken up where it broke off.
///
/// No names, no account numbers: ids, states, amounts.
extension Archive {
    func store(
        _ event: BankEvent, number: Int, _ entry: EntryEvents<BankEvent>
    ) throws(DatabaseError) {
        guard let described = Self.describe(event) else { return }
        try database.run(
            "INSERT OR REPLACE INTO events VALUES (?, ?, ?, ?, ?)",
            [
                .integer(Int64(entry.sequence)), .integer(Int64(number)),
                .integer(Int64(entry.timestamp)), .text(described.kind), .text(described.json),
            ])
    }

    /// The name of an event and its members, in JSON.
    static func describe(_ event: BankEvent) -> (kind: String, json: String)? {
        switch event {
        case .configured: ("configuration.changed", "{}")
        case .accountOpened(let id, _): ("account.opened", #"{"account":"\#(text(.account, id))"}"#)
        case .accountChanged(let id): ("account.changed", #"{"account":"\#(text(.account, id))"}"#)
        case .transferPosted(let id):
            ("transfer.posted", #"{"transfer":"\#(text(.transfer, id))"}"#)
        case .fileDecided(let decision): ("file.decided", json(decision))
        case .paymentChanged(let change): ("payment.\(change.state.name)", json(change))
        case .messageDecided(let message):
            (
                "message.out",
                #"{"message":"\#(text(.message, message.id))","type":"\#(message.kind.type)"}"#
            )
        case .messageTaken(let id, _, _, let isRepeated):
            (
                "message.in",
                #"{"message":"\#(text(.message, id))","repeated":\#(isRepeated)}"#
            )
        case .breakOpened(let found):
            (
                "break.opened",
                #"{"kind":"\#(found.kind.name)","payment":"\#(text(.payment, found.payment))"}"#
            )
        case .dayClosed(let currency, let day):
            (
                "day.closed",
                #"{"currency":"\#(Currency(number: currency)?.code ?? "")","day":"\#(date(day))"}"#
            )
        case .clockMoved(let instant):
            ("clock.moved", #"{"now":"\#(Instant(nanoseconds: instant).text())"}"#)
        case .erased(let subject, let id, _):
            ("data.erased", #"{"subject":"\#(text(subject.idKind, id))"}"#)
        }
    }

    private static func json(_ decision: FileDecision) -> String {
        #"{"file":"\#(text(.file, decision.file))","reason":"\#(decision.reason.text)","#
            + #""payments":\#(decision.count),"accepted":\#(decision.acceptedCount)}"#
    }

    private static func json(_ change: PaymentChange) -> String {
        let currency = Currency(number: change.currency)
        let amount = currency.map {
            Money(minorUnits: Int128(clamping: change.amount), currency: $0).amountText
        }
        return #"{"payment":"\#(text(.payment, change.payment))","state":"\#(change.state.name)","#
            + #""reason":"\#(change.reason.text)","amount":"\#(amount ?? "")","#
            + #""currency":"\#(currency?.code ?? "")"}"#
    }

    static func text(_ kind: ObjectID.Kind, _ id: UInt128) -> String {
        ObjectID(kind, id)?.description ?? ""
    }

    static func date(_ day: Int32) -> String {
        BusinessDate(dayNumber: Int(day))?.description ?? ""
    }

    /// An event of the past, for a stream that is taken up again.
    package struct PastEvent: Sendable {
        package let sequence: UInt64
        package let number: Int
        package let kind: String
        package let json: String
        package let timestamp: UInt64

        /// What `Last-Event-ID` holds: the sequence, and the event's place in its entry.
        package var id: UInt64 { sequence << 20 | UInt64(number) }
    }

    /// Events after an id, oldest first.
    package func events(after id: UInt64, limit: Int) throws(DatabaseError) -> [PastEvent] {
        let rows = try reading.withLock { (database) throws(DatabaseError) in
            try database.rows(
                """
                SELECT sequence, number, kind, json, at FROM events
                WHERE (sequence, number) > (?, ?) ORDER BY sequence, number LIMIT ?
                """,
                [
                    .integer(Int64(id >> 20)), .integer(Int64(id & 0xF_FFFF)),
                    .integer(Int64(limit)),
                ])
        }
        return rows.map { row in
            PastEvent(
                sequence: UInt64(row[0].integer), number: Int(row[1].integer), kind: row[2].text,
                json: row[3].text, timestamp: UInt64(row[4].integer))
        }
    }
}

extension Archive {
    /// Calls back whenever something was archived; the number ends it.
    package func listen(_ body: @escaping @Sendable () -> Void) -> Int {
        listeners.add { _ in body() }
    }

    package func stopListening(_ number: Int) { listeners.remove(number) }
}
