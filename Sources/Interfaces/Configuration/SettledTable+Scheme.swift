import Arithmetic
import PaymentModel
import Vocabulary

extension SettledTable {
    /// The scheme of `[[scheme]]`; `nil` where something was complained about.
    func scheme(
        of bank: BankProfile, _ calendars: [SchemeCalendar], _ complaints: inout [Complaint]
    ) -> Scheme? {
        guard let name = text("name"), let currency = parsed("currency", { Currency($0) }),
            let version = text("message_version"), let pace = pace(&complaints),
            let clearingBIC = bic("clearing_bic"), let system = clearingSystem(&complaints),
            let method = text("settlement_method"), let account = text("settlement_account"),
            let calendar = calendar(calendars, &complaints),
            let uetr = boolean("uetr"), let source = text("source"),
            let confidence = parsed("confidence", { Scheme.Confidence(rawValue: $0) })
        else { return nil }
        var scheme = Scheme(
            name: name, currency: currency, messageVersion: version, pace: pace,
            clearingBIC: clearingBIC, clearingSystem: system, settlementMethod: method,
            settlementAccount: account, transfersPerMessage: transfersPerMessage(&complaints),
            amountMin: amount("amount_min", in: currency, &complaints),
            amountMax: amount("amount_max", in: currency, &complaints), calendar: calendar,
            zone: zone("time_zone") ?? bank.zone, carriesUETR: uetr, source: source,
            confidence: confidence)
        scheme.validFrom = date("valid_from")
        scheme.lateOrders = parsed("late_orders") { LateOrders(name: $0) } ?? .nextDay
        scheme.floor = amount("floor", in: currency, &complaints)
        scheme.needsStatement = boolean("end_of_day_needs_statement") ?? true
        complainAboutSkipped(
            ["opens", "closes", "cut_off", "cycle_times"], scheme.zone, &complaints)
        if let min = scheme.amountMin, let max = scheme.amountMax, max.minorUnits < min.minorUnits {
            complain("amount_max", "\(max) is below amount_min, \(min)", &complaints)
        }
        return scheme
    }

    private func calendar(
        _ own: [SchemeCalendar], _ complaints: inout [Complaint]
    ) -> SchemeCalendar? {
        guard let name = text("calendar") else { return nil }
        let known = SchemeCalendar.builtIn + own
        if let calendar = known.first(where: { $0.name == name }) { return calendar }
        let suggestion = Suggestion.nearest(to: name, among: known.map(\.name))
            .map { "; did you mean \($0)?" }
        complain("calendar", "there is no calendar \(name)\(suggestion ?? "")", &complaints)
        return nil
    }

    private var isInstant: Bool { text("settlement") == "instant" }

    private func pace(_ complaints: inout [Complaint]) -> Scheme.Pace? {
        guard let settlement = text("settlement") else { return nil }
        let others =
            isInstant
            ? ["opens", "closes", "cut_off", "cycle_times", "late_orders"]
            : [
                "clock_seconds", "confirm_inbound", "pacs028_allowed", "pacs028_after_seconds",
                "restore_payer_after_seconds",
            ]
        for key in others where isWritten(key) {
            complain(
                key, "does not belong to a scheme with settlement = \"\(settlement)\"", &complaints)
        }
        return isInstant ? instantPace(&complaints) : cyclesPace(&complaints)
    }

    private func cyclesPace(_ complaints: inout [Complaint]) -> Scheme.Pace? {
        let cycles = Scheme.Cycles(
            opens: time("opens"), closes: time("closes"), cutOff: time("cut_off"),
            times: (texts("cycle_times") ?? []).compactMap { TimeOfDay($0) })
        for (earlier, later) in zip(cycles.times, cycles.times.dropFirst()) where later <= earlier {
            complain("cycle_times", "\(later) is not behind \(earlier)", &complaints)
        }
        if let cutOff = cycles.cutOff, let last = cycles.times.last, last < cutOff {
            complain("cut_off", "\(cutOff) is behind the last cycle, \(last)", &complaints)
        }
        if let opens = cycles.opens, let closes = cycles.closes, closes <= opens {
            complain("closes", "\(closes) is not behind opens, \(opens)", &complaints)
        }
        if let cutOff = cycles.cutOff, let closes = cycles.closes, closes < cutOff {
            complain("cut_off", "\(cutOff) is behind closes, \(closes)", &complaints)
        }
        return .cycles(cycles)
    }

    private func instantPace(_ complaints: inout [Complaint]) -> Scheme.Pace? {
        for key in ["clock_seconds", "confirm_inbound", "pacs028_allowed"] where !isWritten(key) {
            let allowed = KeyRule.rule(.scheme, key)?.kind.allowed ?? ""
            complaints.append(
                Complaint(place, .missingKey(section: section.heading, key: key, allowed: allowed)))
        }
        guard let clock = integer("clock_seconds"), let confirms = boolean("confirm_inbound"),
            let asks = boolean("pacs028_allowed")
        else { return nil }
        if asks != isWritten("pacs028_after_seconds") {
            let reason =
                asks ? "says when the clearing is asked; it is missing" : "is not allowed here"
            complain("pacs028_after_seconds", reason, &complaints)
        }
        return .instant(
            Scheme.InstantRules(
                clockSeconds: clock, confirmsInbound: confirms,
                statusRequestsAfterSeconds: integers("pacs028_after_seconds") ?? [],
                restoresPayerAfterSeconds: integer("restore_payer_after_seconds")))
    }

    private func clearingSystem(_ complaints: inout [Complaint]) -> Scheme.ClearingSystem? {
        switch (text("clearing_system"), text("clearing_system_code")) {
        case (let name?, nil): return .proprietary(name)
        case (nil, let code?): return .code(code)
        case (nil, nil) where isWritten("clearing_system") || isWritten("clearing_system_code"):
            return nil
        default:
            complain(
                "clearing_system", "either it or clearing_system_code is written, not both or none",
                &complaints)
            return nil
        }
    }

    private func transfersPerMessage(_ complaints: inout [Complaint]) -> Int {
        let count = integer("transfers_per_message")
        if isInstant, let count, count != 1 {
            complain("transfers_per_message", "an instant message carries one", &complaints)
        }
        return count ?? (isInstant ? 1 : Scheme.transfersPerMessageMax)
    }

    func amount(
        _ key: String, in currency: Currency, _ complaints: inout [Complaint]
    ) -> Money? {
        guard let decimal = decimal(key) else { return nil }
        do {
            return try Money(decimal, in: currency)
        } catch {
            complain(
                key, "found \(decimal), \(currency) has \(currency.minorUnits) decimals",
                &complaints)
            return nil
        }
    }
}
