/// Schemas of schedules, transactions and conversions.
extension Schema {
    private static let anyObject = #"{"type":"object"}"#

    static let schedule = object(
        "id", "state", "debit_account_id", "credit_account_id", "first", "zone", "created_at",
        nullable: ["until", "next_run_at", "by"],
        integers: ["ledger", "code", "runs_done", "runs_refused"],
        optional: ["metadata_hash", "metadata_salt"], sometimes: [metadata],
        more: [
            ("amount", anyObject), ("every", orNull(anyObject)),
            ("runs", #"{"type":["integer","null"]}"#),
            ("accrued", orNull(object("whole", "numerator", "denominator"))),
        ])
    private static let transfers = ("transfers", list(of: wireTransfer))
    static let ledgerTransaction = object("id", more: [transfers])
    static let conversion = object(
        "id", "from_amount", "to_amount", "rate", "rounding",
        more: [("remainder", object("numerator", "denominator")), transfers])
    private static let sums = object(
        "debits_pending", "debits_posted", "credits_pending", "credits_posted")
    static let accountTree = object(
        "id", integers: ["ledger", "code", "children_count"],
        more: [
            ("own", sums), ("total", orNull(sums)), ("children", list(of: anyObject)),
        ])
    static let scheduleRun = object(
        "due", "day", "at", "outcome", "amount", "transfer_id", integers: ["run"])
}
