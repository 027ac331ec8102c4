import Engine
import Flows
import JSON
import Journal
import PaymentModel
import Vocabulary

/// `/api/v1/clock`.
extension BankAPI {
    var operationRoutes: [Route] {
        [
            Route(
                .get, "/api/v1/clock", scope: .reading,
                summary: "The time the bank decides by",
                answers: [Shape(200, "The time", schema: Schema.clock)], action: showClock),
            Route(
                .post, "/api/v1/clock", scope: .operation,
                summary: "Sandbox: moves the clock forward",
                query: [.dryRun], body: BodyRule(.json, bytesMax: 4096, schema: Self.clockSchema),
                answers: [Shape(200, "The time", schema: Schema.clock)],
                action: repeats.once(moveClock)),
        ]
    }

    private static let clockSchema = #"""
        {"type":"object","additionalProperties":false,"properties":{
        "advance":{"type":"string","pattern":"^([0-9]+[smhd])+$"},
        "advance_seconds":{"type":"integer","minimum":1},
        "to":{"type":"string","description":"RFC 3339, or a local date and time of the bank's zone, 2026-12-24T15:00"}}}
        """#
    private static let clockFields = JSONFields("advance", "advance_seconds", "to")
    /// The farthest the clock moves at once.
    private static let secondsMax: UInt64 = 3 * 366 * 86_400

    private func showClock(
        _ request: Request, _ caller: Caller?, _ respond: @escaping Route.Respond
    ) {
        showClock(at: bank.clock.now(), respond)
    }

    private func showClock(
        at instant: UInt64, note: String? = nil, _ respond: @escaping Route.Respond
    ) {
        bank.node.look {
            ClockDays($0, at: instant)
        } answer: { result in
            switch result {
            case .failure(let refusal): respond(.problem(Problem(.node(refusal))))
            case .success(let found):
                respond(.json(clock(found.value, at: instant, note), sequence: found.sequence))
            }
        }
    }

    private func clock(_ days: ClockDays, at instant: UInt64, _ note: String?) -> JSONWriter {
        var writer = JSONWriter()
        writer.object { writer in
            writer.member("now", bank.local(instant))
            writer.member("business_date", Self.date(days.today))
            writer.member("environment", bank.environment.name)
            writer.member("sandbox", bank.clock.isSandbox)
            writer.member("note", note)
            writer.member(
                "days",
                array: { list in
                    for day in days.currencies {
                        list.object {
                            $0.member("currency", Currency(number: day.currency)?.code)
                            $0.member("booking_day", Self.date(day.booking))
                            $0.member("closed_through", day.closed.flatMap(Self.date))
                        }
                    }
                })
        }
        return writer
    }

    private func moveClock(
        _ request: Request, _ caller: Caller?, _ respond: @escaping Route.Respond
    ) {
        Self.decode(respond) { () throws(Problem) in
            let move = try move(request.body)
            let isDryRun = try request.isDryRun()
            let now = bank.clock.now()
            let done: @Sendable (Result<UInt64, FlowError>) -> Void = { result in
                switch result {
                case .failure(let error): respond(.problem(Problem(error)))
                case .success where isDryRun:
                    showClock(at: move.instant(from: now), note: move.note) {
                        respond($0.ofDryRun())
                    }
                case .success: showClock(at: bank.clock.now(), note: move.note, respond)
                }
            }
            switch move {
            case .by(let span):
                bank.moveClock(byNanoseconds: span, isDryRun: isDryRun, then: done)
            case .to(let instant, _):
                bank.moveClock(to: instant, isDryRun: isDryRun, then: done)
            }
        }
    }

    /// Where the clock is to go.
    private enum Move {
        case by(nanoseconds: UInt64)
        /// With what the caller should know of it.
        case to(UInt64, note: String?)

        var note: String? {
            if case .to(_, let note) = self { note } else { nil }
        }

        func instant(from now: UInt64) -> UInt64 {
            switch self {
            case .by(let span): now + span
            case .to(let instant, _): instant
            }
        }
    }

    private func move(_ body: [UInt8]) throws(Problem) -> Move {
        let advance: String?
        let count: UInt64?
        let to: String?
        do {
            let object = try JSONObjectReader(body, fields: Self.clockFields)
            advance = try object.optionalString("advance", bytesMax: 16)
            count = try object.optionalInteger("advance_seconds", 1...UInt64.max)
            to = try object.optionalString("to", bytesMax: 64)
        } catch { throw Problem(error) }
        switch (advance, count, to) {
        case (let span?, nil, nil):
            guard let seconds = Self.seconds(span), (1...Self.secondsMax).contains(seconds) else {
                throw Problem(
                    .invalidField, param: "advance",
                    detail:
                        "Found \(span), allowed is such as 90s, 30m, 2h or 1d12h, up to 3 years.")
            }
            return .by(nanoseconds: seconds * 1_000_000_000)
        case (nil, let seconds?, nil):
            guard seconds <= Self.secondsMax else {
                throw Problem(
                    .invalidField, param: "advance_seconds",
                    detail: "Found \(seconds), allowed are 1 to \(Self.secondsMax), 3 years.")
            }
            return .by(nanoseconds: seconds * 1_000_000_000)
        case (nil, nil, let text?):
            let (instant, note) = try target(named: text)
            return .to(instant, note: note)
        default:
            throw Problem(
                .missingField, param: "advance",
                detail: "Exactly one of advance, advance_seconds and to is needed.")
        }
    }

    private func target(named text: String) throws(Problem) -> (instant: UInt64, note: String?) {
        switch bank.instant(of: text) {
        case .at(let instant): return (instant, nil)
        case .earlierOfTwo(let instant):
            return (
                instant,
                "\(text) exists twice, because clocks go back; the earlier is meant: "
                    + bank.local(instant)
            )
        case .skipped(let zone):
            throw Problem(
                .invalidField, param: "to",
                detail: "Found \(text), which does not exist in \(zone): clocks go forward over it."
            )
        case .unreadable:
            throw Problem(
                .invalidField, param: "to",
                detail: "Found \(text), allowed is RFC 3339, or a local date and time.")
        }
    }

    /// Seconds of `1d12h30m5s` and its parts.
    static func seconds(_ span: String) -> UInt64? {
        let units: KeyValuePairs<Character, UInt64> = ["d": 86_400, "h": 3600, "m": 60, "s": 1]
        var total: UInt64 = 0
        var digits = ""
        for character in span {
            if let unit = units.first(where: { $0.key == character })?.value {
                guard let count = UInt64(digits), count < 1 << 32 else { return nil }
                total += count * unit
                digits = ""
            } else {
                digits.append(character)
            }
        }
        return digits.isEmpty ? total : nil
    }
}
