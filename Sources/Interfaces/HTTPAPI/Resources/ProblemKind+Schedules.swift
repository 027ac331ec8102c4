import PaymentModel

/// Refusals about schedules.
extension ProblemKind {
    package static let scheduleUnknown = ProblemKind(
        "schedule_not_found", 404, "There is no such schedule")
    package static let scheduleTaken = ProblemKind(
        "schedule_taken", 409, "Another schedule has this id")
    package static let scheduleEnded = ProblemKind(
        "schedule_ended", 409, "The schedule has ended")
    package static let schedulesFull = ProblemKind(
        "schedules_full", 409, "As many schedules are kept as may be")
    package static let ledgerDiffers = ProblemKind(
        "ledger_differs", 422, "The account is kept in another ledger")
    package static let runNotAhead = ProblemKind(
        "run_not_ahead", 422, "The first run is not ahead")
    package static let ratesRefused = ProblemKind(
        "rates_refused", 422, "The rates cannot be changed so")

    /// For the documentation.
    package static let ofSchedules: [ProblemKind] = [
        scheduleUnknown, scheduleTaken, scheduleEnded, schedulesFull, ledgerDiffers, runNotAhead,
        ratesRefused,
    ]
}

extension Problem {
    init(schedule outcome: ScheduleOutcome) {
        switch outcome {
        case .done, .replayed, .taken: self.init(ProblemKind.scheduleTaken, param: "id")
        case .idInvalid: self.init(ProblemKind.invalidField, param: "id")
        case .debitAccountUnknown: self.init(ProblemKind.accountUnknown, param: "debit_account_id")
        case .creditAccountUnknown:
            self.init(ProblemKind.accountUnknown, param: "credit_account_id")
        case .balanceAccountUnknown:
            self.init(ProblemKind.accountUnknown, param: "balance_account_id")
        case .sameAccount: self.init(ProblemKind.sameAccount, param: "credit_account_id")
        case .ledgerDiffers: self.init(ProblemKind.ledgerDiffers, param: "ledger")
        case .codeZero: self.init(ProblemKind.invalidField, param: "code")
        case .amountZero: self.init(ProblemKind.amountInvalid, param: "amount")
        case .zoneUnknown: self.init(ProblemKind.invalidField, param: "zone")
        case .firstNotAhead: self.init(ProblemKind.runNotAhead, param: "first")
        case .full: self.init(ProblemKind.schedulesFull)
        case .unknown: self.init(ProblemKind.scheduleUnknown)
        case .ended: self.init(ProblemKind.scheduleEnded)
        case .hasNoRates:
            self.init(ProblemKind.ratesRefused, detail: "Only a schedule of interest has rates.")
        case .rowRefused:
            self.init(
                ProblemKind.ratesRefused, param: "from",
                detail: "The day has ended, or there are \(RateRow.rowsMax) rows.")
        }
    }
}
