import Bytes
package import Ledger
import Vocabulary

/// A clearing's entries beside ours: what has no other side is a break (rows Z5–Z7).
extension Bank {
    /// A statement waits to be compared, and a report where it may explain what is open.
    func awaitComparison(of message: ClearingMessage, day: Int32 = 0) {
        guard day != 0 || breaks.contains(where: { isOfStatement($0, message.scheme) }) else {
            return
        }
        if uncompared.count >= UncomparedMessage.countMax { uncompared.removeFirst() }
        uncompared.append(
            UncomparedMessage(
                message: message.id, scheme: message.scheme, day: day, takenAt: now))
    }

    private func isOfStatement(_ found: Break, _ scheme: UInt64) -> Bool {
        found.scheme == scheme && found.kind.isOfStatement
    }

    func compare(
        _ comparison: StatementComparison, _ record: inout ByteWriter
    ) -> BankReply {
        let place = uncompared.firstIndex { $0.message == comparison.message }
        guard let place, let scheme = scheme(uncompared[place].scheme) else {
            record.reset()
            return .comparison(.notWaiting)
        }
        let waiting = uncompared[place]
        guard isWellFormed(comparison, waiting, scheme) else {
            record.reset()
            return .comparison(.malformed)
        }
        comparison.write(to: &record)
        uncompared.remove(at: place)
        for id in comparison.explained { explain(id) }
        for finding in comparison.found { open(finding, waiting, scheme) }
        note(waiting)
        explainDifferences(scheme)
        return .comparison(.taken)
    }

    private func isWellFormed(
        _ comparison: StatementComparison, _ waiting: UncomparedMessage, _ scheme: Scheme
    ) -> Bool {
        let account = own(.settlement, scheme.currency.number, scheme: scheme.key)
        guard comparison.found.count <= StatementComparison.findingsMax,
            comparison.explained.count <= Self.breaksMax
        else { return false }
        return comparison.found.allSatisfy { finding in
            let isOurs = finding.transfer != 0
            let isTheirs = finding.entry != 0
            let kind: Break.Kind =
                isOurs ? isTheirs ? .entryDiffers : .notInStatement : .notInBooks
            guard finding.kind == kind, isOurs || isTheirs, finding.ours != finding.theirs,
                isOurs || finding.ours == 0, isTheirs || finding.theirs == 0,
                max(finding.ours.magnitude, finding.theirs.magnitude)
                    <= ClearingMessage.amountMax
            else { return false }
            guard isOurs else { return true }
            guard let transfer = transfer(id: finding.transfer) else { return false }
            return transfer.debitAccountID == account || transfer.creditAccountID == account
        }
    }

    private func open(
        _ finding: StatementComparison.Finding, _ waiting: UncomparedMessage, _ scheme: Scheme
    ) {
        let isThere = breaks.contains { found in
            found.scheme == scheme.key && found.kind.isOfEntry
                && (finding.transfer == 0 || found.transfer == finding.transfer)
                && (finding.entry == 0
                    || found.message == waiting.message && found.entry == finding.entry)
        }
        guard !isThere else { return }
        keep(
            Break(
                id: nextMessageID(), kind: finding.kind, message: waiting.message,
                payment: finding.payment, scheme: scheme.key, currency: scheme.currency.number,
                ours: finding.ours, theirs: finding.theirs, openedAt: now, day: finding.day,
                open: finding.theirs.difference(from: finding.ours), transfer: finding.transfer,
                entry: finding.entry))
    }

    private func note(_ waiting: UncomparedMessage) {
        guard waiting.day != 0 else { return }
        let last = compared[waiting.scheme]
        compared[waiting.scheme] = ComparedUntil(
            scheme: waiting.scheme, day: max(last?.day ?? waiting.day, waiting.day),
            booked: max(last?.booked ?? 0, waiting.takenAt))
    }

    /// Row Z6: it has found its other side, and is none any more.
    private func explain(_ id: UInt128) {
        guard let place = breaks.firstIndex(where: { $0.id == id }),
            breaks[place].kind.isOfStatement
        else { return }
        let found = breaks.remove(at: place)
        heard.append(
            .breakChanged(
                BreakChange(
                    id: id, state: .explained, open: 0, currency: found.currency, by: 0,
                    target: .nothing, transfer: 0)))
        forgetNote(of: id)
    }

    /// Row Z7: a statement's difference is none of its own where the breaks of entries add up to it.
    private func explainDifferences(_ scheme: Scheme) {
        let account = own(.settlement, scheme.currency.number, scheme: scheme.key)
        guard let record = settlements[account] else { return }
        let differing = breaks.filter {
            $0.scheme == scheme.key && $0.kind == .statementDiffers
        }
        for found in differing {
            guard let statement = record.statement(onOrAfter: found.day),
                statement.day == found.day
            else { continue }
            let difference = statement.theirs.difference(from: record.balance(through: found.day))
            let parts = entryBreaks(of: scheme.key, through: found.day)
            if parts.reduce(0, { $0.sum(with: $1.open) }) == difference { explain(found.id) }
        }
    }

    /// Breaks of single entries that a statement of a day counts.
    func entryBreaks(of scheme: UInt64, through day: Int32) -> [Break] {
        breaks.filter { $0.scheme == scheme && $0.kind.isOfEntry && $0.day <= day }
    }
}

extension Bank {
    /// Whether a booking is the end of a break: it stands for what the clearing had, or had not, and
    /// needs no other side.
    package static func endsBreak(_ transfer: Ledger.Transfer) -> Bool {
        PostingKind(rawValue: transfer.code) == .unexplained
            && transfer.userData128 != transfer.id
    }
}
