/// Schemas of schedules and what they make.
extension Schema {
    private static let anyObject = #"{"type":"object"}"#

    static let schedule = object(
        "id", "state", "debit_account_id", "credit_account_id", "first", "zone", "created_at",
        nullable: ["until", "next_run_at", "by"],
        integers: ["ledger", "code", "runs_done", "runs_refused"],
        more: [
            ("amount", anyObject), ("every", orNull(anyObject)),
            ("runs", #"{"type":["integer","null"]}"#),
            ("accrued", orNull(object("whole", "numerator", "denominator"))),
        ])
    static let scheduleRun = object(
        "due", "day", "at", "outcome", "amount", "transfer_id", integers: ["run"])
}
