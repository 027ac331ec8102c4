extension ClearingHouse {
    /// Every account and day that saw a booking, by day, scheme and participant, central last.
    package func daysOfBooks() -> [DayOfBooks] {
        let owners: [BIC?] = settings.participants.map(\.bic) + [nil]
        var rows: [DayOfBooks] = []
        var days: [BusinessDay] = []
        for booking in bookings where days.last != booking.day { days.append(booking.day) }
        if days.last != openDay { days.append(openDay) }
        for (index, scheme) in settings.schemes.enumerated() {
            for owner in owners {
                rows += history(of: owner, in: index, named: scheme.name, days: days)
            }
        }
        let order = Dictionary(uniqueKeysWithValues: days.enumerated().map { ($1, $0) })
        return rows.enumerated().sorted { left, right in
            let (first, second) = (order[left.element.day] ?? 0, order[right.element.day] ?? 0)
            return (first, left.offset) < (second, right.offset)
        }.map(\.element)
    }

    private func history(
        of owner: BIC?, in scheme: Int, named name: String, days: [BusinessDay]
    ) -> [DayOfBooks] {
        var debits: [BusinessDay: Cents] = [:]
        var credits: [BusinessDay: Cents] = [:]
        for booking in bookings where booking.scheme == scheme {
            if booking.from == owner { debits[booking.day, default: .zero] += booking.cents }
            if booking.to == owner { credits[booking.day, default: .zero] += booking.cents }
        }
        var opening = Cents.zero
        return days.map { day in
            let row = DayOfBooks(
                day: day, scheme: name, owner: owner?.full ?? "central", opening: opening,
                debits: debits[day] ?? .zero, credits: credits[day] ?? .zero)
            opening = row.closing
            return row
        }
    }

    /// What a participant holds in a scheme; nothing where there is no such scheme.
    package func balance(of participant: BIC, in scheme: String) -> Cents? {
        settings.scheme(named: scheme).map { books.balance(of: participant, in: $0) }
    }

    /// The sum over all accounts of a scheme, the central one with them: always zero.
    package func sum(of scheme: String) -> Cents {
        settings.scheme(named: scheme).map { books.sum(in: $0) } ?? .zero
    }

    func answer(_ question: Command.Question) -> String {
        switch question {
        case .clock: "clock \(now.text), business day \(openDay.text)"
        case .books: booksText()
        case .status: statusText()
        case .rules:
            rules.isEmpty
                ? "no rules"
                : rules.map { "\($0.text)  (matched \($0.matched), applied \($0.applied))" }
                    .joined(separator: "\n")
        case .transfers: transfersText()
        }
    }

    private func booksText() -> String {
        var lines = [
            row("day", "scheme", "participant", ["opening", "debits", "credits", "closing"])
        ]
        for entry in daysOfBooks() {
            let amounts = [entry.opening, entry.debits, entry.credits, entry.closing]
            lines.append(
                row(entry.day.text, entry.scheme, entry.owner, amounts.map(\.text)))
        }
        for scheme in settings.schemes {
            lines.append("sum \(scheme.name) \(sum(of: scheme.name).text) EUR")
        }
        return lines.joined(separator: "\n")
    }

    private func row(_ day: String, _ scheme: String, _ owner: String, _ rest: [String]) -> String {
        let left = [(day, 10), (scheme, 8), (owner, 11)].map { text, width in
            text + String(repeating: " ", count: max(0, width - text.utf8.count))
        }
        let right = rest.map { text in
            String(repeating: " ", count: max(0, 18 - text.utf8.count)) + text
        }
        return (left + right).joined(separator: " ")
    }

    private func statusText() -> String {
        let waiting = open.count { transfers[$0].state == .accepted }
        return """
            bank \(settings.bank.full), clearing \(settings.clearing.full)
            clock \(now.text), business day \(openDay.text)
            transfers \(transfers.count), waiting for a cycle \(waiting), \
            for an answer \(open.count - waiting)
            messages seen \(seen.count), answers delayed \(outgoing.count), \
            scheduled \(scheduled.count), returns planned \(plannedReturns.count)
            """
    }

    /// The last hundred transfers.
    private func transfersText() -> String {
        transfers.suffix(100).map { transfer in
            let state =
                switch transfer.state {
                case .accepted: "accepted"
                case .awaiting: "awaiting"
                case .settled: "settled"
                case .rejected(let reason): "rejected \(reason)"
                }
            return "\(settings.schemes[transfer.scheme].name) \(transfer.transactionID)"
                + " \(transfer.sender.full) > \(transfer.receiver.full) \(transfer.cents.text)"
                + " \(state)"
        }.joined(separator: "\n")
    }
}
