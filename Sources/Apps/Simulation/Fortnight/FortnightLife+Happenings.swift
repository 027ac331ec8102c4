import Flows
import HTTPAPI
import JSON
import Platform

/// What the fortnight contained, by what became of payments.
extension FortnightLife {
    func countHappenings() throws {
        let call = try world.ask("/api/v1/payments?limit=1000")
        guard let rows = call.json?.list("data"), rows.count < 1000 else {
            throw Violation("too many payments to count")
        }
        for row in rows {
            let life = try world.ask("/api/v1/payments/\(row.text("id"))").json
            let states = life?.list("history").map { $0.text("state") } ?? []
            count(row, states)
            let postings = life?.list("postings") ?? []
            if postings.contains(where: { $0.text("kind") == "unconfirmed" }) {
                happened(.payerRestored)
            }
        }
        try countRecalls()
    }

    private func count(_ row: JSONObject, _ states: [String]) {
        let (cents, kind, last) = (row.cents("amount"), row.text("kind"), row.text("state"))
        let created = String(row.text("created_at").prefix(10))
        if states.contains("outcome_unknown") {
            happened(.silence)
            if late.contains(cents), last == "settled" { happened(.lateAnswer) }
            if lost.contains(cents), last == "rejected" { happened(.neverArrived) }
        }
        if states.contains("warehoused") { happened(.warehoused) }
        if kind == "outgoing", last == "returned" { happened(.returnToUs) }
        if last == "sent_back" { happened(.returnByUs) }
        let isHoliday = FortnightCalendar.holidays.contains {
            FortnightCalendar.date($0) == created
        }
        if isHoliday, kind == "outgoing", row.text("scheme") == "SCT",
            row.text("settlement_date") == FortnightCalendar.date(10)
        {
            happened(.overHoliday)
        }
        if kind == "outgoing", last == "rejected", row.text("reason") == "AC06", states.count == 1 {
            happened(.blockedOrder)
        }
        if kind == "incoming", ["MS03", "AC06"].contains(row.text("reason")) {
            happened(.blockedCredit)
        }
    }

    private func countRecalls() throws {
        let call = try world.ask("/api/v1/recalls?limit=1000")
        for recall in call.json?.list("data") ?? [] {
            switch (recall.text("direction"), recall.text("state")) {
            case ("out", "returned"): happened(.recallOut)
            case ("out", "refused"): happened(.recallOutRefused)
            case ("in", "sent_back"): happened(.recallIn)
            case ("in", "refused"): happened(.recallInRefused)
            default: break
            }
        }
    }
}
