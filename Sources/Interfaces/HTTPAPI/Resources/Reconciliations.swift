import Engine
import Flows
import JSON
import PaymentModel
import Vocabulary

/// `/api/v1/reconciliation`: a clearing's statement beside our own entries.
extension BankAPI {
    var reconciliationRoutes: [Route] {
        [
            Route(
                .get, "/api/v1/reconciliation/{scheme}/{day}", scope: .reading,
                summary:
                    "A clearing's day beside our own entries: matched by rules, and what is left",
                query: [.limit],
                answers: [Shape(200, "Both sides", schema: Schema.reconciliation)],
                action: showReconciliation)
        ]
    }

    private func showReconciliation(
        _ request: Request, _ caller: Caller?, _ respond: @escaping Route.Respond
    ) {
        Self.decode(respond) { () throws(Problem) in
            let day = try Self.day(request.path("day"))
            let limit = try request.number("limit", default: 1000, in: 1...1000)
            let name = request.path("scheme")
            guard let scheme = bank.scheme(named: name) else {
                throw Problem(.notFound, detail: "There is no scheme \(name).")
            }
            archived(respond) { () throws(FlowError) in
                let found = try archive.reconciliation(of: scheme, on: day, rules: bank.matchRules)
                guard let found else {
                    return .problem(
                        Problem(.notFound, detail: "The clearing has told nothing of that day."))
                }
                let breaks = EntryBreaks(try archive.openBreaks(of: scheme.key))
                var writer = JSONWriter()
                writer.object { members(of: found, limit, breaks, to: &$0) }
                return .json(writer)
            }
        }
    }

    /// Open breaks by the entries they are about.
    private struct EntryBreaks {
        struct Place: Hashable {
            let message: UInt128
            let entry: UInt32
        }

        typealias Row = (found: BreakRow, owner: UInt128)
        private var ours: [UInt128: Row] = [:]
        private var theirs: [Place: Row] = [:]

        init(_ rows: [Row]) {
            for row in rows {
                if row.found.transfer != 0 { ours[row.found.transfer] = row }
                if row.found.entry != 0 {
                    theirs[Place(message: row.found.message, entry: row.found.entry)] = row
                }
            }
        }

        subscript(entry: Reconciliation.Entry) -> Row? {
            entry.transfer != 0
                ? ours[entry.transfer]
                : theirs[Place(message: entry.message, entry: entry.place)]
        }
    }

    private func members(
        of found: Reconciliation, _ limit: Int, _ breaks: EntryBreaks,
        to writer: inout JSONWriter
    ) {
        let matching = found.matching
        writer.member("scheme", found.scheme.name)
        writer.member("currency", found.scheme.currency.code)
        writer.member("day", Self.date(found.day))
        writer.member("message", Self.text(.message, found.message))
        writer.member("type", found.type)
        writer.member("ours", found.ours.count)
        writer.member("theirs", found.theirs.count)
        writer.member("matched_ours", found.ours.count - matching.unmatchedOurs.count)
        writer.member("matched_theirs", found.theirs.count - matching.unmatchedTheirs.count)
        writer.member(
            "rules",
            array: { list in
                for (place, rule) in found.rules.enumerated() {
                    list.object {
                        $0.member("name", rule.name)
                        $0.member("matches", matching.matches.count { $0.rule == place })
                    }
                }
            })
        writer.member(
            "matches",
            array: { list in
                for match in matching.matches.prefix(limit) {
                    list.object { Self.write(match, found, to: &$0) }
                }
            })
        writer.member(
            "unmatched_ours",
            array: { list in
                for place in matching.unmatchedOurs.prefix(limit) {
                    list.object { left(found.ours[place], found, breaks, to: &$0) }
                }
            })
        writer.member(
            "unmatched_theirs",
            array: { list in
                for place in matching.unmatchedTheirs.prefix(limit) {
                    list.object { left(found.theirs[place], found, breaks, to: &$0) }
                }
            })
    }

    private static func write(
        _ match: EntryMatch, _ found: Reconciliation, to writer: inout JSONWriter
    ) {
        writer.member("rule", found.rules[match.rule].name)
        writer.member(
            "ours",
            array: { list in
                for place in match.ours {
                    list.object { members(of: found.ours[place], found, to: &$0) }
                }
            })
        writer.member(
            "theirs",
            array: { list in
                for place in match.theirs {
                    list.object { members(of: found.theirs[place], found, to: &$0) }
                }
            })
    }

    private static func members(
        of entry: Reconciliation.Entry, _ found: Reconciliation, to writer: inout JSONWriter
    ) {
        let item = entry.item
        writer.member("id", text(.transfer, entry.transfer))
        writer.member("entry", entry.reference.isEmpty ? nil : entry.reference)
        writer.member("payment", text(.payment, entry.payment))
        writer.member("amount", amount(item.amount, found.scheme.currency.number))
        writer.member("day", date(item.day))
        writer.member("transaction_id", item.transaction.isEmpty ? nil : item.transaction)
        writer.member("end_to_end_id", item.endToEnd.isEmpty ? nil : item.endToEnd)
        writer.member("message_id", item.message.isEmpty ? nil : item.message)
    }

    /// What fits nothing, with the break it is, its owner and age.
    private func left(
        _ entry: Reconciliation.Entry, _ found: Reconciliation, _ breaks: EntryBreaks,
        to writer: inout JSONWriter
    ) {
        Self.members(of: entry, found, to: &writer)
        let row = breaks[entry]
        let now = bank.clock.now()
        let day = UInt64(max(0, Int64(found.day))) * 86_400_000_000_000
        let since = row?.found.at ?? min(day, now)
        writer.member("break", row.flatMap { Self.text(.mismatch, $0.found.id) })
        writer.member("kind", row?.found.kind)
        writer.member("owner", row.flatMap { Self.text(.token, $0.owner) })
        writer.member("owner_name", row.flatMap { tokenName($0.owner) })
        writer.member("age_days", Int((now - min(since, now)) / 86_400_000_000_000))
        writer.member("age_seconds", Int((now - min(since, now)) / 1_000_000_000))
    }
}
