import Engine
import Flows
import JSON
import PaymentModel
import Vocabulary

/// `/api/v1/reports`: everything that has not ended, whether anybody need look at it or not.
extension BankAPI {
    var openItemRoute: Route {
        Route(
            .get, "/api/v1/reports", scope: .reading,
            summary: "What is not finished, oldest first: in transit, parked, unknown",
            query: [
                QueryParameter("kind", "Only of this kind"),
                QueryParameter("scheme", "Only of this scheme"),
                QueryParameter(
                    "figure", "Only what is in this figure of the day",
                    schema: #"{"type":"string","enum":["held","in_transit","expected"]}"#),
            ],
            answers: [
                Shape(200, "Open items with their age", schema: Schema.page(of: Schema.openItem))
            ], action: listOpenItems)
    }

    private func listOpenItems(
        _ request: Request, _ caller: Caller?, _ respond: @escaping Route.Respond
    ) {
        let kind = request.query("kind")
        let (scheme, figure) = (request.query("scheme"), request.query("figure"))
        bank.openItems { result in
            switch result {
            case .failure(let error): respond(.problem(Problem(error)))
            case .success(let found):
                let now = bank.clock.now()
                let items = found.value.filter {
                    (kind == nil || $0.kind == kind) && (figure == nil || $0.figure == figure)
                        && (scheme == nil || bank.schemeName($0.scheme) == scheme)
                }
                let page = Page(items, limit: .max, cursor: { _ in "" })
                respond(
                    .json(page.json { write($1, now, to: &$0) }, sequence: found.sequence))
            }
        }
    }

    private func write(_ item: OpenItem, _ now: UInt64, to writer: inout JSONWriter) {
        writer.object {
            $0.member("kind", item.kind)
            $0.member("id", Self.text(.payment, item.payment))
            $0.member("state", item.state.name)
            $0.member("amount", Self.amount(Int128(clamping: item.amount), item.currency))
            $0.member("currency", Currency(number: item.currency)?.code)
            $0.member("scheme", bank.schemeName(item.scheme))
            $0.member("reason", item.reason == .none ? nil : item.reason.text)
            $0.member("since", Self.instant(item.since))
            $0.member("age_seconds", now > item.since ? (now - item.since) / 1_000_000_000 : 0)
            $0.member("figure", item.figure.isEmpty ? nil : item.figure)
            $0.member("detail", item.state.name)
        }
    }
}
