import Flows
import JSON
import Vocabulary

/// `/api/v1/clock` and `/api/v1/days`.
extension BankAPI {
    var operationRoutes: [Route] {
        [
            Route(
                .get, "/api/v1/clock", scope: .administrator,
                summary: "The time the bank decides by",
                answers: [Shape(200, "The time")], action: showClock),
            Route(
                .post, "/api/v1/clock", scope: .administrator,
                summary: "Sandbox: moves the clock forward",
                body: BodyRule(.json, bytesMax: 4096, schema: Self.clockSchema),
                answers: [Shape(200, "The time")], action: moveClock),
            Route(
                .post, "/api/v1/days/{currency}/close", scope: .administrator,
                summary: "Closes a booking day and those before it; statements are written",
                query: [QueryParameter("day", "The day, today's without")],
                answers: [Shape(200, "Closed")], action: closeDay),
        ]
    }

    private static let clockSchema = #"""
        {"type":"object","additionalProperties":false,"properties":{
        "advance":{"type":"string","pattern":"^[0-9]+[smhd]$"},
        "to":{"type":"string","format":"date-time"}}}
        """#
    private static let clockFields = JSONFields("advance", "to")
    /// The farthest the clock moves at once.
    private static let secondsMax: UInt64 = 3 * 366 * 86_400

    private func showClock(
        _ request: Request, _ caller: Caller?, _ respond: @escaping Route.Respond
    ) {
        respond(.json(clock()))
    }

    private func clock() -> JSONWriter {
        var writer = JSONWriter()
        writer.object {
            $0.member("now", bank.localNow())
            $0.member("sandbox", bank.clock.isSandbox)
        }
        return writer
    }

    private func moveClock(
        _ request: Request, _ caller: Caller?, _ respond: @escaping Route.Respond
    ) {
        Self.decode(respond) { () throws(Problem) in
            let target = try target(request.body)
            bank.moveClock(to: target) { result in
                switch result {
                case .failure(let error): respond(.problem(Problem(error)))
                case .success(let sequence): respond(.json(clock(), sequence: sequence))
                }
            }
        }
    }

    private func target(_ body: [UInt8]) throws(Problem) -> UInt64 {
        let advance: String?
        let to: String?
        do {
            let object = try JSONObjectReader(body, fields: Self.clockFields)
            advance = try object.optionalString("advance", bytesMax: 16)
            to = try object.optionalString("to", bytesMax: 64)
        } catch { throw Problem(error) }
        switch (advance, to) {
        case (let span?, nil):
            guard let seconds = Self.seconds(span), seconds <= Self.secondsMax else {
                throw Problem(
                    .invalidField, param: "advance",
                    detail: "Found \(span), allowed is a number and s, m, h or d, up to 3 years.")
            }
            return bank.clock.now() + seconds * 1_000_000_000
        case (nil, let text?):
            guard let instant = bank.instant(of: text) else {
                throw Problem(
                    .invalidField, param: "to",
                    detail: "Found \(text), allowed is RFC 3339, or a local date and time.")
            }
            return instant
        default:
            throw Problem(
                .missingField, param: "advance", detail: "One of advance and to is needed.")
        }
    }

    private static func seconds(_ span: String) -> UInt64? {
        guard let unit = span.last, let count = UInt64(span.dropLast()), count < 1 << 32 else {
            return nil
        }
        switch unit {
        case "s": return count
        case "m": return count * 60
        case "h": return count * 3600
        case "d": return count * 86_400
        default: return nil
        }
    }

    private func closeDay(
        _ request: Request, _ caller: Caller?, _ respond: @escaping Route.Respond
    ) {
        Self.decode(respond) { () throws(Problem) in
            guard let currency = Currency(request.path("currency")) else {
                throw Problem(.currencyUnknown, param: "currency")
            }
            let day = try request.query("day").map { (text) throws(Problem) in
                guard let date = BusinessDate(text) else {
                    throw Problem(
                        .invalidParameter, param: "day",
                        detail: "Found \(text), allowed is a date such as 2026-11-20.")
                }
                return date.dayNumber
            }
            bank.closeDay(currency: currency.number, day: day) { result in
                switch result {
                case .failure(let error): respond(.problem(Problem(error)))
                case .success(let closed):
                    var writer = JSONWriter()
                    writer.object {
                        $0.member("currency", currency.code)
                        $0.member("day", Self.date(closed.day))
                        $0.member("status", "closed")
                    }
                    respond(.json(writer, sequence: closed.sequence))
                }
            }
        }
    }
}
