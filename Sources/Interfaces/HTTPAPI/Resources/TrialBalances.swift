import Bytes
import Flows
import JSON
import PaymentModel
import Vocabulary

/// A closed day's trial balance and safeguarding figure.
extension BankAPI {
    var trialBalanceRoute: Route {
        Route(
            .get, "/api/v1/days/{currency}/{day}/trial-balance", scope: .reading,
            summary: "Every account's opening, turnover and closing on a closed day",
            answers: [Shape(200, "Lines as they were written", contentType: "text/csv")],
            action: showTrialBalance)
    }

    private func showTrialBalance(
        _ request: Request, _ caller: Caller?, _ respond: @escaping Route.Respond
    ) {
        Self.decode(respond) { () throws(Problem) in
            let currency = try currency(request.path("currency"))
            let day = try Self.day(request.path("day"))
            archived(respond, [.records, .reports]) { () throws(FlowError) in
                let lines = try archive.trialBalanceLines(of: day, currency: currency.number)
                guard let lines else {
                    return .problem(
                        Problem(.dayNotFound, detail: "The day is not closed in \(currency.code)."))
                }
                return Response(status: 200, contentType: "text/csv; charset=utf-8", body: lines)
            }
        }
    }

    /// Members that a day's answer has of its trial balance.
    func write(
        _ found: TrialBalance.Summary?, _ currency: Currency, to writer: inout JSONWriter
    ) {
        writer.member(
            "trial_balance",
            array: { list in
                for kind in found?.classes ?? [] { write(kind, currency, to: &list) }
            })
        writer.member("trial_balance_sha256", found.map { Hex.encode($0.hash) })
        guard let found else {
            for name in ["total", "safeguarding"] {
                writer.name(name)
                writer.null()
            }
            return
        }
        writer.member("total", object: { members(found.total, currency, to: &$0) })
        writer.member(
            "safeguarding", object: { members(found.safeguarding, currency, to: &$0) })
    }

    private func write(
        _ kind: TrialBalance.Class, _ currency: Currency, to writer: inout JSONWriter
    ) {
        writer.object {
            $0.member("class", kind.role.name)
            $0.member("scheme", bank.schemeName(kind.scheme))
            $0.member("accounts", kind.accounts)
            members(kind.turnover, currency, to: &$0)
        }
    }

    private func members(
        _ turnover: Turnover, _ currency: Currency, to writer: inout JSONWriter
    ) {
        writer.member("opening", Self.amount(turnover.opening, currency.number))
        writer.member("debits", Self.amount(turnover.debits, currency.number))
        writer.member("credits", Self.amount(turnover.credits, currency.number))
        writer.member("closing", Self.amount(turnover.closing, currency.number))
    }

    private func members(
        _ figure: Safeguarding, _ currency: Currency, to writer: inout JSONWriter
    ) {
        writer.member("customers", Self.amount(figure.customers, currency.number))
        writer.member("in_transit_out", Self.amount(figure.inTransitOut, currency.number))
        writer.member("unapplied_in", Self.amount(figure.unappliedIn, currency.number))
        writer.member("owed", Self.amount(figure.owed, currency.number))
        writer.member("settlement", Self.amount(figure.settlement, currency.number))
        writer.member("difference", Self.amount(figure.difference, currency.number))
    }
}
