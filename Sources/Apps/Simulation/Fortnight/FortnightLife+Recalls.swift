import Flows
import HTTPAPI
import JSON
import Platform

/// Payments that are asked back, by us of others and by others of us.
extension FortnightLife {
    // MARK: - Ours

    /// A payment that is asked back on a later day, by a bank that says yes or no.
    func askLater(isGranted: Bool) throws {
        let answer = isGranted ? "yes" : "no reason=CUST"
        let amounts = try file(1) { "recall-answer \(answer) amount=\($0)" }
        toAskBack += amounts.map { ($0, isGranted) }
    }

    /// Asks for those that have settled; in the morning.
    func askBack() throws {
        let payments = try world.payments()
        for (cents, _) in toAskBack {
            guard let one = payments.first(where: { $0.cents == cents && $0.kind == "outgoing" }),
                one.state == "settled"
            else { continue }
            toAskBack.removeAll { $0.cents == cents }
            let call = try order(
                "POST", "/api/v1/payments/\(one.id)/recall", "{\"reason\":\"DUPL\"}")
            try require(call.isTaken, "not asked back: \(call.text)")
            try world.deliver()
        }
    }

    // MARK: - Theirs

    /// A payment to us that its sender asks for on a later day.
    func beAskedLater(isGranted: Bool) throws {
        let scheme = dice.below(2) == 0 ? "SCT" : "SCTINST"
        let cents = try originate(scheme, to: somebody().iban)
        toBeAskedFor.append((cents, isGranted))
    }

    /// Others ask for what has been credited; at noon, so that what goes back can settle that day.
    func beAskedFor() throws {
        let payments = try world.payments()
        for (cents, _) in toBeAskedFor
        where payments.contains(where: { $0.cents == cents && $0.state == "credited" }) {
            try tell("recall reason=DUPL amount=\(World.decimal(cents))")
        }
    }

    /// Says yes, with the holder's consent, or no to each that waits for a person.
    func decideRecalls() throws {
        let open = try world.ask("/api/v1/recalls?direction=in&state=open")
        for recall in open.json?.list("data") ?? [] {
            let cents = recall.cents("amount")
            guard let wish = toBeAskedFor.first(where: { $0.cents == cents }) else {
                throw Violation("nobody asked for \(cents)")
            }
            toBeAskedFor.removeAll { $0.cents == cents }
            let body =
                wish.isGranted
                ? """
                {"ground":"consent","given_by":"the holder","given_at":"2027-03-20T09:00:00Z"}
                """
                : "{\"reason\":\"CUST\"}"
            let call = try order(
                "POST",
                "/api/v1/recalls/\(recall.text("id"))/\(wish.isGranted ? "accept" : "refuse")", body
            )
            try require(call.status == 200, "not decided: \(call.text)")
            try world.deliver()
        }
    }
}
