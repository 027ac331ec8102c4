import PaymentModel

extension KeyRule {
    static let reports: [KeyRule] = [
        KeyRule(
            .reports, "camt052_every", .integer(0...BankProfile.interimMinutesMax),
            .value(.integer(0)),
            "Minutes from one camt.052 to the next for accounts that moved; 0: only when asked.")
    ]

    static let matchRule: [KeyRule] = [
        KeyRule(
            .matchRule, "name", .text(bytesMax: MatchRule.nameBytesMax), .required,
            "What the rule is called where its matches are shown."),
        KeyRule(
            .matchRule, "reference", .choice(MatchRule.Reference.allCases.map(\.rawValue)),
            .required, "The identification that must be the same on both sides."),
        KeyRule(
            .matchRule, "many", .choice(MatchRule.Many.allCases.map(\.rawValue)),
            .value(.text(MatchRule.Many.none.rawValue)),
            "The side of which several entries of one reference are one of the other."),
        KeyRule(
            .matchRule, "days", .integer(0...Int(MatchRule.daysMax)), .value(.integer(0)),
            "Calendar days by which the value dates may lie apart."),
        KeyRule(
            .matchRule, "tolerance", .integer(0...1_000_000), .value(.integer(0)),
            "Minor units by which the amounts may differ."),
    ]
}
