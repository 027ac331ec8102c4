import Engine
import Flows
import JSON
import PaymentModel
import Vocabulary

/// `/api/v1/days`: a currency's booking days, and how they end.
extension BankAPI {
    var dayRoutes: [Route] {
        [
            Route(
                .get, "/api/v1/days", scope: .reading,
                summary: "Days that are closed or held up, newest first",
                query: [QueryParameter("currency", "Only of this currency"), .limit, .cursor],
                answers: [Shape(200, "A page of days", schema: Schema.page(of: Schema.day))],
                action: listDays),
            Route(
                .get, "/api/v1/days/{currency}/{day}", scope: .reading,
                summary: "How a day ended: what was open, what differed, who answered for it",
                answers: [Shape(200, "The day", schema: Schema.wholeDay)], action: showDay),
            Route(
                .post, "/api/v1/days/{currency}/close", scope: .operation,
                summary: "Closes a booking day and those before it; statements are written",
                query: [Self.closedDay, .dryRun],
                answers: [Shape(200, "Closed, now or before", schema: Schema.closedDay)],
                action: repeats.once(closeDay)),
            Route(
                .post, "/api/v1/days/{currency}/close-with-differences", scope: .administration,
                summary: "Proposes to close although something differs, by name and reason",
                query: [Self.closedDay, .dryRun],
                body: BodyRule(.json, bytesMax: 8192, schema: Self.acceptanceSchema),
                answers: [
                    Shape(202, "A second person must confirm it", schema: Schema.approval)
                ],
                action: repeats.once(closeDayWithDifferences)),
            Route(
                .post, "/api/v1/days/{currency}/reopen", scope: .operation,
                summary: "Refused always: says how what is closed is corrected",
                query: [QueryParameter("day", "The closed day"), .dryRun],
                answers: [
                    Shape(409, "What is closed stays closed", contentType: Problem.mediaType)
                ], action: reopenDay),
            trialBalanceRoute, trialBalancePageRoute, signRoute,
        ]
    }

    private static let closedDay = QueryParameter("day", "The day, today's without")
    private static let acceptanceSchema = #"""
        {"type":"object","required":["by","reason"],"additionalProperties":false,"properties":{
        "by":{"type":"string","minLength":1,"maxLength":140},
        "reason":{"type":"string","minLength":1,"maxLength":500}}}
        """#
    private static let acceptanceFields = JSONFields("by", "reason")

    // MARK: - Closing

    private func closeDay(
        _ request: Request, _ caller: Caller?, _ respond: @escaping Route.Respond
    ) {
        Self.decode(respond) { () throws(Problem) in try close(request, respond) }
    }

    private func closeDayWithDifferences(
        _ request: Request, _ caller: Caller?, _ respond: @escaping Route.Respond
    ) {
        Self.decode(respond) { () throws(Problem) in
            let name: String
            let reason: String
            do throws(JSONError) {
                let object = try JSONObjectReader(request.body, fields: Self.acceptanceFields)
                name = try object.string(
                    "by", bytesMax: RunningBank.Acceptance.nameBytesMax)
                reason = try object.string(
                    "reason", bytesMax: RunningBank.Acceptance.reasonBytesMax)
            } catch { throw Problem(error) }
            try Self.requireText(
                name, "by", lengthMax: RunningBank.Acceptance.nameBytesMax)
            try Self.requireText(reason, "reason", lengthMax: Self.reasonMax)
            let currency = try currency(request.path("currency"))
            let day = try request.query("day").map { (text) throws(Problem) in
                try Self.day(text)
            }
            let isDryRun = try request.isDryRun()
            bank.propose(
                closing: currency.number, day: day,
                RunningBank.Acceptance(name: name, reason: reason),
                caller: try self.caller(request, caller), isDryRun: isDryRun
            ) { result in
                switch result {
                case .failure(let error): respond(.problem(Problem(error)))
                case .success(let row):
                    reading { respond(answer(waiting: row, isDryRun: isDryRun)) }
                }
            }
        }
    }

    private func close(
        _ request: Request, _ respond: @escaping Route.Respond
    ) throws(Problem) {
        let currency = try currency(request.path("currency"))
        let day = try request.query("day").map { (text) throws(Problem) in try Self.day(text) }
        let isDryRun = try request.isDryRun()
        bank.closeDay(
            currency: currency.number, day: day, isDryRun: isDryRun
        ) { result in
            switch result {
            case .failure(.close(.differs(let differences))):
                respond(.problem(problem(differences, currency)))
            case .failure(let error): respond(.problem(Problem(error)))
            case .success(let closed):
                guard let cut = closed.cut else {
                    return answerAgain(closed.day, currency, isDryRun, respond)
                }
                let response = Self.closed(closed.day, currency, cut)
                respond(isDryRun ? response.ofDryRun() : response)
            }
        }
    }

    /// What the first closing answered.
    private func answerAgain(
        _ day: Int32, _ currency: Currency, _ isDryRun: Bool, _ respond: @escaping Route.Respond
    ) {
        archived(respond) { () throws(FlowError) in
            guard let row = try archive.day(day, currency: currency.number) else {
                return .problem(
                    Problem(.dayClosed, detail: "The day lies before the bank's first in it."))
            }
            let cut = RunningBank.Cut(sequence: row.sequence, at: row.at)
            let response = Self.closed(day, currency, cut)
            return isDryRun ? response.ofDryRun() : response
        }
    }

    private static func closed(
        _ day: Int32, _ currency: Currency, _ cut: RunningBank.Cut
    ) -> Response {
        var writer = JSONWriter()
        writer.object {
            $0.member("currency", currency.code)
            $0.member("day", date(day))
            $0.member("status", "closed")
            $0.member("closed_at", instant(cut.at))
            $0.member("closed_in", cut.sequence)
        }
        return .json(writer, sequence: cut.sequence)
    }

    private func problem(_ differences: [DayDifference], _ currency: Currency) -> Problem {
        let words = differences.prefix(10).map { text($0, currency) }
        let rest =
            differences.count > words.count
            ? " … and \(differences.count - words.count) more" : ""
        var problem = Problem(
            .dayDiffers,
            detail: "\(words.joined(separator: "; "))\(rest). Mend it, or propose to "
                + "close with the differences, by name and reason.")
        problem.parts = differences.map { parts(of: $0, currency) }
        return problem
    }

    private func text(_ difference: DayDifference, _ currency: Currency) -> String {
        parts(of: difference, currency).compactMap { part in
            part.value.map { part.name == "kind" ? $0 : "\(part.name) \($0)" }
        }.joined(separator: " ")
    }

    private func parts(
        of difference: DayDifference, _ currency: Currency
    ) -> [Problem.Part] {
        let isMissing = difference.kind == .statementMissing
        return [
            Problem.Part("kind", difference.kind.name),
            Problem.Part("scheme", bank.schemeName(difference.scheme)),
            Problem.Part("day", Self.date(difference.day)),
            Problem.Part("ours", Self.amount(difference.ours, currency.number)),
            Problem.Part(
                "theirs", isMissing ? nil : Self.amount(difference.theirs, currency.number)),
        ]
    }

    private func reopenDay(
        _ request: Request, _ caller: Caller?, _ respond: @escaping Route.Respond
    ) {
        Self.decode(respond) { () throws(Problem) in
            let currency = try currency(request.path("currency"))
            let day = try request.query("day").map { (text) throws(Problem) in
                try Self.day(text)
            }
            let number = currency.number
            bank.node.look {
                $0.closedDays[number]
            } answer: { result in
                guard let day, case .success(let found) = result,
                    found.value.map({ day > $0 }) ?? true
                else { return respond(.problem(Self.staysClosed)) }
                respond(
                    .problem(
                        Problem(
                            .dayNotFound,
                            detail: "\(Self.date(day) ?? "The day") is not closed in "
                                + "\(currency.code): there is nothing to open again.")))
            }
        }
    }

    private static let staysClosed = Problem(
        .dayClosed,
        detail: """
            A closed day is never opened again: its statements are with customers. Correct it by \
            an entry of today that names what it corrects, with the value date of the day \
            concerned; it stands on today's statement.
            """)

    // MARK: - Looking

    private func listDays(
        _ request: Request, _ caller: Caller?, _ respond: @escaping Route.Respond
    ) {
        Self.decode(respond) { () throws(Problem) in
            let limit = try request.number("limit", default: 50, in: 1...1000)
            let currency = try request.query("currency").map { (text) throws(Problem) in
                try self.currency(text).number
            }
            let before = try request.query("cursor").map { (text) throws(Problem) in
                try Self.dayCursor(text)
            }
            archived(respond) { () throws(FlowError) in
                let found = try archive.days(
                    currency: currency, before: before, limit: limit + 1)
                let page = Page(
                    found, limit: limit, cursor: { "\($0.end.day).\($0.end.currency)" })
                var days: [(DayRow, RunningBank.Acceptance?)] = []
                for row in page.rows { days.append((row, try bank.acceptance(of: row.end))) }
                let names = Page(rows: days, nextCursor: page.nextCursor)
                return .json(
                    names.json { writer, day in
                        guard let currency = Currency(number: day.0.end.currency) else { return }
                        writer.object { members(day.0, currency, day.1, to: &$0) }
                    })
            }
        }
    }

    private static func dayCursor(
        _ text: String
    ) throws(Problem) -> (day: Int32, currency: UInt16) {
        let parts = text.split(separator: ".")
        guard parts.count == 2, let day = Int32(parts[0]), let currency = UInt16(parts[1]) else {
            throw Problem(.invalidParameter, param: "cursor")
        }
        return (day, currency)
    }

    private func showDay(
        _ request: Request, _ caller: Caller?, _ respond: @escaping Route.Respond
    ) {
        Self.decode(respond) { () throws(Problem) in
            let currency = try currency(request.path("currency"))
            let day = try Self.day(request.path("day"))
            archived(respond, [.records, .reports]) { () throws(FlowError) in
                guard let row = try archive.day(day, currency: currency.number) else {
                    return .problem(
                        Problem(
                            .dayNotFound,
                            detail: "\(Self.date(day) ?? "The day") is open in \(currency.code)."))
                }
                let acceptance = try bank.acceptance(of: row.end)
                let balance = try archive.trialBalance(of: day, currency: currency.number)
                let signatures = try archive.signatures(of: day, currency: currency.number)
                var writer = JSONWriter()
                writer.object {
                    members(row, currency, acceptance, to: &$0)
                    write(balance, currency, to: &$0)
                    write(signatures, to: &$0)
                }
                return .json(writer)
            }
        }
    }

    private func members(
        _ row: DayRow, _ currency: Currency, _ acceptance: RunningBank.Acceptance?,
        to writer: inout JSONWriter
    ) {
        let isOurs = row.end.note != 0
        writer.member("currency", currency.code)
        writer.member("day", Self.date(row.end.day))
        writer.member("status", row.end.isClosed ? "closed" : "held_up")
        writer.member("closed_at", row.end.isClosed ? Self.instant(row.at) : nil)
        writer.member("closed_in", row.sequence)
        writer.member("closed_by", row.end.isByClock ? "clock" : "person")
        writer.member("accepted_by", isOurs ? acceptance?.name ?? "(erased)" : nil)
        writer.member("reason", isOurs ? acceptance?.reason ?? "(erased)" : nil)
        write(row.end.differences, currency, to: &writer)
        writer.member(
            "open",
            array: { list in
                for open in row.end.open { write(open, currency, to: &list) }
            })
    }

    /// The member of a day, and of a request to close one.
    func write(
        _ differences: [DayDifference], _ currency: Currency, to writer: inout JSONWriter
    ) {
        writer.member(
            "differences",
            array: { list in
                for difference in differences {
                    list.object { item in
                        for part in parts(of: difference, currency) {
                            item.member(part.name, part.value)
                        }
                    }
                }
            })
    }

    private func write(_ open: OpenPosition, _ currency: Currency, to writer: inout JSONWriter) {
        writer.object {
            $0.member("scheme", bank.schemeName(open.scheme))
            $0.member("state", open.state.name)
            $0.member("payments", open.count)
            $0.member("amount", Self.amount(Int128(clamping: open.amount), currency.number))
        }
    }

    // MARK: - What a path names

    func currency(_ text: String) throws(Problem) -> Currency {
        guard let currency = Currency(text) else {
            throw Problem(.currencyUnknown, param: "currency")
        }
        return currency
    }

    static func day(_ text: String) throws(Problem) -> Int32 {
        guard let date = BusinessDate(text) else {
            throw Problem(
                .invalidParameter, param: "day",
                detail: "Found \(text), allowed is a date such as 2026-11-20.")
        }
        return date.dayNumber
    }
}
