import Engine
import Flows
import JSON
import PaymentModel
import Vocabulary

/// `/api/v1/today`: the day at a glance, and the settlement balance through it.
extension BankAPI {
    var todayRoutes: [Route] {
        [
            Route(
                .get, "/api/v1/today", scope: .reading,
                summary: "The day at a glance: positions, cut-offs, queues, the schemes' days",
                answers: [Shape(200, "The day", schema: Schema.today)], action: showToday),
            Route(
                .get, "/api/v1/today/{scheme}/plot", scope: .reading,
                summary: "A scheme's settlement balance through the day, as a picture",
                query: [
                    QueryParameter(
                        "theme", "As the reader's device wants it where not given",
                        schema: #"{"type":"string","enum":["light","dark"]}"#),
                    QueryParameter(
                        "at", "Anything: another address, so that a browser looks again"),
                ],
                answers: [Shape(200, "The plot", contentType: "image/svg+xml")],
                action: plotToday),
        ]
    }

    private func showToday(
        _ request: Request, _ caller: Caller?, _ respond: @escaping Route.Respond
    ) {
        bank.today { result in
            switch result {
            case .failure(let error): respond(.problem(Problem(error)))
            case .success(let found):
                archived(respond) { () throws(FlowError) in
                    var days: [SettlementDay] = []
                    for scheme in found.value.schemes {
                        days.append(
                            try archive.settlementDay(scheme.scheme.key, on: found.value.day))
                    }
                    return .json(json(found.value, days, try archive.queueCounts()))
                }
            }
        }
    }

    private func json(
        _ view: TodayView, _ days: [SettlementDay], _ counts: [(queue: QueueName, count: Int)]
    ) -> JSONWriter {
        var writer = JSONWriter()
        writer.object { writer in
            writer.member("day", Self.date(view.day))
            writer.member("now", bank.local(bank.clock.now()))
            writer.member("started_at", Self.instant(view.start))
            writer.member(
                "schemes",
                array: { list in
                    for (scheme, day) in zip(view.schemes, days) { write(scheme, day, to: &list) }
                })
            writer.member(
                "queues",
                array: { list in
                    for row in counts {
                        list.object {
                            $0.member("queue", row.queue.name)
                            $0.member("count", row.count)
                        }
                    }
                })
        }
        return writer
    }

    private func write(_ today: SchemeToday, _ day: SettlementDay, to list: inout JSONWriter) {
        let currency = today.scheme.currency.number
        func text(_ amount: Int128) -> String { Self.amount(amount, currency) }
        list.object { writer in
            writer.member("name", today.scheme.name)
            writer.member("currency", today.scheme.currency.code)
            writer.member("account", Self.text(.account, today.account))
            writer.member("opening", text(day.opening))
            writer.member("received", text(Int128(clamping: day.received)))
            writer.member("sent", text(Int128(clamping: day.sent)))
            writer.member("position", text(today.position))
            writer.member("held", text(Int128(clamping: today.held)))
            writer.member("in_transit", text(today.inTransit))
            writer.member("expected", text(Int128(clamping: today.expected)))
            writer.member("position_after", text(today.after))
            writer.member("cut_off", today.cutOff.map { bank.local($0) })
            writer.member("opens_at", today.opensAt.map { bank.local($0) })
            let now = bank.clock.now()
            if let cutOff = today.cutOff {
                let left = cutOff > now ? (cutOff - now) / 1_000_000_000 : 0
                writer.member("cut_off_in_seconds", left)
            } else {
                writer.member("cut_off_in_seconds", nil)
            }
            writer.member(
                "days",
                array: { list in
                    for day in today.days {
                        list.object {
                            $0.member("day", Self.date(day.day))
                            $0.member(
                                "state", day.isOpen.map { $0 ? "open" : "closed" } ?? "unknown")
                        }
                    }
                })
        }
    }

    // MARK: - Plot

    private func plotToday(
        _ request: Request, _ caller: Caller?, _ respond: @escaping Route.Respond
    ) {
        Self.decode(respond) { () throws(Problem) in
            let name = request.path("scheme")
            let theme = request.query("theme")
            guard theme == nil || theme == "light" || theme == "dark" else {
                throw Problem(
                    .invalidParameter, param: "theme",
                    detail: "Found \(theme ?? ""), allowed are light, dark.")
            }
            bank.today { result in
                switch result {
                case .failure(let error): respond(.problem(Problem(error)))
                case .success(let found):
                    guard let today = found.value.schemes.first(where: { $0.scheme.name == name })
                    else {
                        return respond(
                            .problem(Problem(.notFound, detail: "\(name) is no scheme.")))
                    }
                    archived(respond) { () throws(FlowError) in
                        let key = today.scheme.key
                        let plot = BalancePlot(
                            title: "\(name), settlement through the day",
                            currency: today.scheme.currency, start: found.value.start,
                            now: bank.clock.now(),
                            opening: try archive.settlementDay(key, on: found.value.day).opening,
                            points: try archive.settlementPoints(key, on: found.value.day))
                        return .text(
                            plot.svg(theme: theme), contentType: "image/svg+xml; charset=utf-8")
                    }
                }
            }
        }
    }
}
