import Engine
import Flows
import JSON
import Ledger
import PaymentModel
import Vocabulary

/// `/api/v1/schedules`: transfers between accounts kept by batches, made by the clock.
extension BankAPI {
    var scheduleRoutes: [Route] {
        [
            Route(
                .post, "/api/v1/schedules", scope: .operation,
                summary: "Has transfers made by the clock: a fixed amount, interest, or a fee",
                query: [.dryRun],
                body: BodyRule(.json, bytesMax: 64 << 10, schema: Self.scheduleSchema),
                answers: [
                    Shape(201, "In force and durable", schema: Schema.schedule),
                    Shape(200, "The very same, ordered before", schema: Schema.schedule),
                ], action: repeats.once(createSchedule)),
            Route(
                .get, "/api/v1/schedules", scope: .reading,
                summary: "Schedules in the order of their ids", query: [.limit, .cursor],
                answers: [Shape(200, "A page", schema: Schema.page(of: Schema.schedule))],
                action: listSchedules),
            Route(
                .get, "/api/v1/schedules/{schedule}", scope: .reading,
                summary: "A schedule, with what it has accrued",
                answers: [Shape(200, "The schedule", schema: Schema.schedule)],
                action: showSchedule),
            Route(
                .get, "/api/v1/schedules/{schedule}/runs", scope: .reading,
                summary: "Its runs, newest first, refused ones among them",
                query: [.limit, .cursor],
                answers: [Shape(200, "A page", schema: Schema.page(of: Schema.scheduleRun))],
                action: listRuns),
            Route(
                .post, "/api/v1/schedules/{schedule}/cancel", scope: .operation,
                summary: "Ends a schedule: nothing more runs", query: [.dryRun],
                answers: [Shape(200, "Cancelled", schema: Schema.schedule)],
                action: repeats.once { request, caller, respond in
                    changeSchedule(request, caller, respond) { () throws(Problem) in .cancel }
                }),
            Route(
                .post, "/api/v1/schedules/{schedule}/rates", scope: .operation,
                summary: "Gives interest another row of rates, from a day on", query: [.dryRun],
                body: BodyRule(.json, bytesMax: 4096, schema: Self.rateRowSchema),
                answers: [Shape(200, "In force from its day on", schema: Schema.schedule)],
                action: repeats.once { request, caller, respond in
                    changeSchedule(request, caller, respond) { () throws(Problem) in
                        .rates(try ScheduleReading.row(request.body))
                    }
                }),
        ]
    }

    private static let whole = #"{"type":["string","integer"]}"#
    private static let decimal = #"{"type":["string","number"]}"#
    private static let rateRowSchema = #"""
        {"type":"object","required":["from"],"additionalProperties":false,"properties":{
        "from":{"type":"string","format":"date"},"rate":\#(decimal),
        "bands":{"type":"array","maxItems":16,"items":{"type":"object","required":["rate"],
        "properties":{"above":\#(whole),"rate":\#(decimal)}}}}}
        """#
    private static let scheduleSchema = #"""
        {"type":"object","additionalProperties":false,
        "required":["debit_account_id","credit_account_id","ledger","code","amount","first"],
        "properties":{"id":\#(whole),"debit_account_id":\#(whole),"credit_account_id":\#(whole),
        "ledger":\#(whole),"code":\#(whole),"first":{"type":"string"},
        "every":{"type":["object","null"],"additionalProperties":false,"properties":{
        "days":\#(whole),"months":\#(whole),"end_of_month":{"type":"boolean"}}},
        "until":{"type":["string","null"],"format":"date"},"runs":\#(whole),
        "zone":{"type":["string","null"]},"metadata":{"type":["object","null"]},
        "amount":{"type":"object","additionalProperties":false,"properties":{"fixed":\#(whole),
        "interest":{"type":"object","required":["day_count"],"additionalProperties":false,
        "properties":{"day_count":{"type":"string","enum":["ACT/365F","ACT/360","30E/360"]},
        "rate":\#(decimal),"rates":{"type":"array","maxItems":64,"items":\#(rateRowSchema)},
        "rounding":{"type":"string"},"balance_account_id":\#(whole),
        "balance_side":{"type":"string","enum":["credit","debit"]}}},
        "fee":{"type":"object","additionalProperties":false,"properties":{"flat":\#(whole),
        "per_mille":\#(decimal),"minimum":\#(whole),"maximum":\#(whole),
        "rounding":{"type":"string"},"balance_account_id":\#(whole),
        "balance_side":{"type":"string","enum":["credit","debit"]}}}}}}}
        """#

    private func createSchedule(
        _ request: Request, _ caller: Caller?, _ respond: @escaping Route.Respond
    ) {
        reading {
            Self.decode(respond) { () throws(Problem) in
                let (order, metadata) = try ScheduleReading.order(request.body)
                let by = try self.caller(request, caller)
                let isDryRun = try request.isDryRun()
                bank.createSchedule(order, metadata: metadata, caller: by, isDryRun: isDryRun) {
                    Self.answer($0, \.isReplayed, isDryRun: isDryRun, respond) {
                        Self.write($0.schedule, to: &$1)
                    }
                }
            }
        }
    }

    private func changeSchedule(
        _ request: Request, _ caller: Caller?, _ respond: @escaping Route.Respond,
        _ kind: () throws(Problem) -> ScheduleChange.Kind
    ) {
        Self.decode(respond) { () throws(Problem) in
            let id = try Self.scheduleID(request)
            let by = try self.caller(request, caller)
            let isDryRun = try request.isDryRun()
            bank.changeSchedule(id, try kind(), caller: by, isDryRun: isDryRun) {
                Self.answer($0, \.isReplayed, made: 200, isDryRun: isDryRun, respond) {
                    Self.write($0.schedule, to: &$1)
                }
            }
        }
    }

    private static func scheduleID(_ request: Request) throws(Problem) -> UInt128 {
        guard let id = UInt128(request.path("schedule")) else {
            throw Problem(ProblemKind.scheduleUnknown)
        }
        return id
    }

    private func showSchedule(
        _ request: Request, _ caller: Caller?, _ respond: @escaping Route.Respond
    ) {
        Self.decode(respond) { () throws(Problem) in
            let id = try Self.scheduleID(request)
            bank.schedule(id) { result in
                switch result {
                case .failure(.schedule(.unknown)): showEnded(id, respond)
                case .failure(let error): respond(.problem(Problem(error)))
                case .success(let found): show(found.value, at: found.sequence, respond)
                }
            }
        }
    }

    private func listSchedules(
        _ request: Request, _ caller: Caller?, _ respond: @escaping Route.Respond
    ) {
        Self.decode(respond) { () throws(Problem) in
            let limit = try request.number("limit", default: 100, in: 1...1000)
            let first = try Self.cursor(request) { UInt128($0) } ?? 0
            bank.schedules(from: first, limit: limit + 1) { result in
                switch result {
                case .failure(let error): respond(.problem(Problem(error)))
                case .success(let found):
                    let page = Page(found.value, limit: limit) { String($0.order.id + 1) }
                    respond(
                        .json(page.json { Self.write($1, to: &$0) }, sequence: found.sequence))
                }
            }
        }
    }

    /// One that has ended and left memory.
    private func showEnded(_ id: UInt128, _ respond: @escaping Route.Respond) {
        archived(respond) { () throws(FlowError) in
            guard let schedule = try archive.endedSchedule(id) else {
                throw .schedule(.unknown)
            }
            let told = try archive.metadata([schedule.order.metadata])
            return Self.json(schedule, RecordStory(metadata: told))
        }
    }

    private func show(
        _ schedule: Schedule, at sequence: UInt64, _ respond: @escaping Route.Respond
    ) {
        guard !schedule.order.metadata.isNone else {
            var response = Self.json(schedule, .none)
            response.sequence = sequence
            return respond(response)
        }
        reading {
            Self.decode(respond) { () throws(Problem) in
                let told = try metadata([schedule.order.metadata], at: sequence)
                var response = Self.json(schedule, RecordStory(metadata: told))
                response.sequence = sequence
                respond(response)
            }
        }
    }

    private static func json(_ schedule: Schedule, _ story: RecordStory) -> Response {
        var writer = JSONWriter()
        write(schedule, story, to: &writer)
        return .json(writer)
    }

    private func listRuns(
        _ request: Request, _ caller: Caller?, _ respond: @escaping Route.Respond
    ) {
        Self.decode(respond) { () throws(Problem) in
            let id = try Self.scheduleID(request)
            let limit = try request.number("limit", default: 100, in: 1...1000)
            let before = try Self.cursor(request) { UInt32($0) } ?? .max
            archived(respond) { () throws(FlowError) in
                let rows = try archive.scheduleRuns(id, before: before, limit: limit + 1)
                let page = Page(rows, limit: limit) { String($0.run.number) }
                return .json(page.json { Self.write($1, to: &$0) })
            }
        }
    }

    /// A cursor that stands for something; nil where none came.
    static func cursor<Value>(
        _ request: Request, _ parse: (String) -> Value?
    ) throws(Problem) -> Value? {
        guard let text = request.query("cursor") else { return nil }
        guard let value = parse(text) else {
            throw Problem(.invalidParameter, param: "cursor", detail: "cursor: found \(text).")
        }
        return value
    }
}
