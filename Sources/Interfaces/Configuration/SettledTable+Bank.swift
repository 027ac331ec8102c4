import PaymentModel
import Vocabulary

extension SettledTable {
    /// What a text means; `nil` where it is not written or was complained about.
    func parsed<Value>(_ key: String, _ parse: (String) throws -> Value?) -> Value? {
        guard let text = text(key) else { return nil }
        do { return try parse(text) } catch { return nil }
    }

    func bic(_ key: String) -> BIC? { parsed(key) { try BIC($0) } }
    func country(_ key: String) -> CountryCode? { parsed(key) { CountryCode($0) } }
    func zone(_ key: String) -> ZoneRules? { parsed(key) { ZoneRules($0) } }
    func date(_ key: String) -> BusinessDate? { parsed(key) { BusinessDate($0) } }
    func time(_ key: String) -> TimeOfDay? { parsed(key) { TimeOfDay($0) } }

    /// The profile of `[bank]`, with the BIC of `[swift]`.
    func bankProfile(bic: BIC?) -> BankProfile? {
        guard let bic, let legalName = text("legal_name"), let zone = zone("time_zone"),
            let country = country("country"), let bankCodes = texts("bank_codes")
        else { return nil }
        var profile = BankProfile(
            legalName: legalName, lei: parsed("lei") { try LEI($0) }, bic: bic, zone: zone,
            country: country, bankCodes: bankCodes)
        profile.endOfDay = time("end_of_day")
        return profile
    }

    /// The row of `[[reach]]`.
    func reach(of bank: BankProfile, _ complaints: inout [Complaint]) -> Reach? {
        guard let bankCode = text("bank_code"), let bic = bic("bic"), let scheme = text("scheme")
        else { return nil }
        let row = Reach(
            country: country("country") ?? bank.country, bankCode: bankCode, bic: bic,
            scheme: scheme, validFrom: date("valid_from"), validTo: date("valid_to"))
        if let from = row.validFrom, let to = row.validTo, to < from {
            complain("valid_to", "\(to) is before valid_from, \(from)", &complaints)
        }
        if row.country == bank.country, bank.bankCodes.contains(bankCode) {
            complain("bank_code", "\(bankCode) is our own: its IBANs are here", &complaints)
        }
        return row
    }

    /// The row of `[[value_date]]`.
    func valueDate() -> ValueDateRule? {
        guard let scheme = text("scheme"),
            let side = parsed("of", { ValueDateRule.Side(rawValue: $0) }),
            let days = integer("days"), let source = text("source"),
            let confidence = parsed("confidence", { Scheme.Confidence(rawValue: $0) })
        else { return nil }
        return ValueDateRule(
            scheme: scheme, side: side, days: days, validFrom: date("valid_from"), source: source,
            confidence: confidence)
    }

    /// The row of `[[retention]]`.
    func retention() -> Retention? {
        guard let subject = parsed("of", { Retention.Subject(rawValue: $0) }),
            let years = integer("years"), let source = text("source"),
            let confidence = parsed("confidence", { Scheme.Confidence(rawValue: $0) })
        else { return nil }
        return Retention(
            of: subject, years: years, validFrom: date("valid_from"), source: source,
            confidence: confidence)
    }

    /// The row of `[[match_rule]]`.
    func matchRule() -> MatchRule? {
        guard let name = text("name"),
            let reference = parsed("reference", { MatchRule.Reference(rawValue: $0) }),
            let many = parsed("many", { MatchRule.Many(rawValue: $0) }),
            let days = integer("days"), let tolerance = integer("tolerance"),
            many == .none || reference != .none
        else { return nil }
        return MatchRule(
            name: name, reference: reference, many: many, days: Int32(days),
            tolerance: Int128(tolerance))
    }

    /// The row of `[[account_status]]`.
    func statusCode() -> StatusCode? {
        guard
            let status = parsed(
                "status", { name in BankAccount.Status.allCases.first { $0.name == name } }),
            let inside = parsed("inside", { ReasonCode($0) }),
            let outside = parsed("outside", { ReasonCode($0) }), let source = text("source"),
            let confidence = parsed("confidence", { Scheme.Confidence(rawValue: $0) })
        else { return nil }
        return StatusCode(
            status, inside: inside, outside: outside, validFrom: date("valid_from"),
            source: source, confidence: confidence)
    }

    /// The row of `[[recall]]`.
    func recall() -> RecallRule? {
        guard let reason = parsed("reason", { ReasonCode($0) }), let within = integer("within"),
            let unit = parsed("unit", { RecallRule.Unit(rawValue: $0) }),
            let asker = parsed("asks", { RecallRule.Asker(rawValue: $0) }),
            let answerDays = integer("answer_days"), let source = text("source"),
            let confidence = parsed("confidence", { Scheme.Confidence(rawValue: $0) })
        else { return nil }
        return RecallRule(
            reason: reason, within: within, unit: unit, asker: asker, answerDays: answerDays,
            validFrom: date("valid_from"), source: source, confidence: confidence)
    }

    /// The row of `[[return_window]]`.
    func returnWindow() -> ReturnWindow? {
        guard let scheme = text("scheme"), let days = integer("days"), let source = text("source"),
            let confidence = parsed("confidence", { Scheme.Confidence(rawValue: $0) })
        else { return nil }
        return ReturnWindow(
            scheme: scheme, days: days, validFrom: date("valid_from"), source: source,
            confidence: confidence)
    }

    func complain(_ key: String, _ reason: String, _ complaints: inout [Complaint]) {
        complaints.append(
            Complaint(place(of: key), .contradiction("\(section.heading) \(key): \(reason)")))
    }
}
