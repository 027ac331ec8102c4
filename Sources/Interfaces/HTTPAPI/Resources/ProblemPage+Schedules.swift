extension ProblemPage {
    static let ofSchedules = [
        ProblemPage(
            .scheduleUnknown, "No schedule has this id.",
            "`GET /api/v1/schedules` lists those in memory."),
        ProblemPage(
            .scheduleTaken, "Another schedule has this `id`, with other terms.",
            "Choose another `id`; sent again with the same terms it is answered as before."),
        ProblemPage(
            .scheduleEnded,
            "A schedule that has ended or was cancelled is to be changed, or its id used again after it has left memory.",
            "Create another one."),
        ProblemPage(
            .schedulesFull, "100,000 schedules are in force.",
            "Let one schedule make many runs in place of one each, or cancel what is not needed."),
        ProblemPage(
            .ledgerDiffers, "An account that is named is kept in another ledger than `ledger`.",
            "`POST /api/v1/accounts/lookup` shows an account's ledger."),
        ProblemPage(
            .runNotAhead,
            "The first run lies at or before the node's time, or behind the year 2099.",
            "`GET /status` has the node's time; `first` is a time of the schedule's own zone."),
        ProblemPage(
            .ratesRefused,
            "Rates are given to a schedule that is none of interest, from a day that has ended, or there are 64 rows.",
            "`detail` says which; what has accrued is never counted anew."),
    ]
}
