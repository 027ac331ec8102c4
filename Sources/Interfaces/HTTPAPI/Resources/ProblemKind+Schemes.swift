import Flows
import PaymentModel

/// Refusals about schemes and what is written to their clearings.
extension ProblemKind {
    package static let schemeUnknown = ProblemKind(
        "scheme_not_found", 404, "There is no such scheme")
    package static let schemePaused = ProblemKind("scheme_paused", 409, "The scheme is paused")
    package static let schemeNotPaused = ProblemKind(
        "scheme_not_paused", 409, "The scheme is not paused")
    package static let messageUnknown = ProblemKind(
        "message_not_found", 404, "There is no such message of ours, or its bytes are erased")
    package static let messageEnded = ProblemKind(
        "message_ended", 409, "Not all that the message moves waits for the clearing")
    package static let recallUnknown = ProblemKind(
        "recall_not_found", 404, "There is no such recall")
    package static let recallEnded = ProblemKind(
        "recall_ended", 409, "The recall waits for nobody any more")
    package static let notRecallable = ProblemKind(
        "not_recallable", 409, "There is nothing to ask for: the payment was rejected or returned")
    package static let notSent = ProblemKind(
        "not_sent", 409, "The payment has not left and can be cancelled")
    package static let alreadyRecalled = ProblemKind(
        "already_recalled", 409, "The payment was asked for before")
    package static let recallTooLate = ProblemKind(
        "recall_too_late", 422, "The time for this reason is over")
    package static let recallReasonUnknown = ProblemKind(
        "recall_reason_not_allowed", 422, "No row allows a recall for this reason")
    package static let recallsFull = ProblemKind(
        "recalls_full", 503, "As many recalls have not ended as may", isRetryable: true)
    package static let notSettled = ProblemKind(
        "not_settled", 409, "The payment has not settled, so nothing can go back")
    package static let groundMissing = ProblemKind(
        "ground_missing", 422, "A debit needs the holder's consent or a legal ground")
    package static let sameScheme = ProblemKind(
        "same_scheme", 422, "Money cannot be moved from a scheme to itself")
    package static let liquidityNotCovered = ProblemKind(
        "liquidity_not_covered", 422, "What is left in the scheme does not cover the amount")

    /// For the documentation.
    package static let ofSchemes: [ProblemKind] = [
        schemeUnknown, schemePaused, schemeNotPaused, messageUnknown, messageEnded,
        recallUnknown, recallEnded, notRecallable, notSent, alreadyRecalled, recallTooLate,
        recallReasonUnknown, recallsFull,
        notSettled, groundMissing, sameScheme, liquidityNotCovered,
    ]
}

extension Problem {
    init(scheme outcome: SchemeOutcome) {
        switch outcome {
        case .unknownScheme: self.init(ProblemKind.schemeUnknown)
        case .alreadyPaused: self.init(ProblemKind.schemePaused)
        case .notPaused: self.init(ProblemKind.schemeNotPaused)
        case .alreadyProposed: self.init(ProblemKind.alreadyProposed)
        case .full: self.init(ProblemKind.approvalsFull)
        case .paused, .proposed, .resumed, .replayed, .keyReused: self.init(ProblemKind.keyReused)
        }
    }
}

extension Problem {
    init(recall outcome: RecallOutcome) {
        switch outcome {
        case .unknownPayment: self.init(ProblemKind.paymentUnknown)
        case .notSent: self.init(ProblemKind.notSent)
        case .ended: self.init(ProblemKind.notRecallable)
        case .alreadyAsked, .replayed, .asked: self.init(ProblemKind.alreadyRecalled)
        case .reasonNotAllowed: self.init(ProblemKind.recallReasonUnknown, param: "reason")
        case .tooLate: self.init(ProblemKind.recallTooLate, param: "reason")
        case .paused: self.init(ProblemKind.schemePaused)
        case .full: self.init(ProblemKind.recallsFull)
        }
    }

    init(recallDecision outcome: RecallDecisionOutcome) {
        switch outcome {
        case .unknownRecall: self.init(ProblemKind.recallUnknown)
        case .notSettled: self.init(ProblemKind.notSettled)
        case .groundMissing: self.init(ProblemKind.groundMissing, param: "ground")
        case .accountBlocked: self.init(ProblemKind.accountBlocked)
        case .insufficientFunds: self.init(ProblemKind.insufficientFunds)
        case .alreadyReturned, .accepted, .refused: self.init(ProblemKind.recallEnded)
        case .paused: self.init(ProblemKind.schemePaused)
        case .notReturnable: self.init(ProblemKind.notReturnable)
        }
    }
}

extension Problem {
    init(liquidity outcome: LiquidityOutcome) {
        switch outcome {
        case .unknownScheme: self.init(ProblemKind.schemeUnknown)
        case .sameScheme: self.init(ProblemKind.sameScheme, param: "to")
        case .currenciesDiffer: self.init(ProblemKind.currencyDiffers, param: "to")
        case .amountZero: self.init(ProblemKind.amountInvalid, param: "amount")
        case .notCovered: self.init(ProblemKind.liquidityNotCovered, param: "amount")
        case .full: self.init(ProblemKind.approvalsFull)
        case .proposed, .released, .replayed, .keyReused: self.init(ProblemKind.keyReused)
        }
    }
}

extension ProblemPage {
    static let ofSchemes = [
        ProblemPage(
            .schemeUnknown, "No `[[scheme]]` of the configuration has this name.",
            "`GET /api/v1/schemes` lists all; names are in upper case."),
        ProblemPage(
            .schemePaused,
            "The scheme is paused already, or something is asked for that would be written to its clearing.",
            "`GET /api/v1/schemes/{scheme}` says who paused it, why and since when. Propose that it goes on."
        ),
        ProblemPage(
            .schemeNotPaused, "It is asked that a scheme goes on that is not paused.",
            "Nothing needs to be done: what waited goes out, or has gone."),
        ProblemPage(
            .messageUnknown,
            "No message of ours to a clearing has the id `msg_…`, or what it says was erased with somebody's data.",
            "`GET /api/v1/outbox` lists all."),
        ProblemPage(
            .messageEnded,
            "A pacs.008 or pacs.004 is to be written again of which a payment has ended, or whose payer has the money back: a clearing that had lost it would execute it now.",
            "`GET /api/v1/payments/{payment}/trace` says how each ended; what is still to be paid is a new order."
        ),
        ProblemPage(
            .recallUnknown, "No recall has the id `rcl_…`.", "`GET /api/v1/recalls` lists all."),
        ProblemPage(
            .recallEnded, "The recall was answered, or the payment has gone back.",
            "`GET /api/v1/recalls/{recall}` says what became of it."),
        ProblemPage(
            .notRecallable, "A payment is asked for that was rejected or has come back.",
            "Nothing needs to be done: the debtor has the money."),
        ProblemPage(
            .notSent,
            "A payment is asked for that is held, or kept for later, and in no message yet.",
            "`POST /api/v1/payments/{payment}/cancel` ends it."),
        ProblemPage(
            .alreadyRecalled, "There is a recall of the payment; one is asked for each.",
            "`GET /api/v1/payments/{payment}/trace` has it, and what was answered."),
        ProblemPage(
            .recallTooLate,
            "The `[[recall]]` row of the reason in force gives less time behind the settlement of the payment.",
            "Choose the reason that is true; else the debtor turns to the creditor."),
        ProblemPage(
            .recallReasonUnknown,
            "The reason is a code of ISO 20022, but no `[[recall]]` row names it.",
            "Standard are DUPL, TECH, FRAD, AC03, AM09 and CUST; write a row for another one."),
        ProblemPage(
            .recallsFull, "100,000 recalls have not ended.",
            "Answer those of other banks; ours end with their answers."),
        ProblemPage(
            .notSettled, "Another bank asks for a payment to us whose cycle has not settled.",
            "Accept it behind the settlement, or refuse it now."),
        ProblemPage(
            .groundMissing,
            "A recall of money that a customer has is accepted without `ground`.",
            "Send `ground` (`consent` or `legal`), `given_by` and `given_at`."),
        ProblemPage(
            .sameScheme, "`from` and `to` of a move of liquidity are one scheme.",
            "Name two schemes of one currency."),
        ProblemPage(
            .liquidityNotCovered,
            "The settled balance of `from`, less what is held for it and what released moves will take, is below the amount.",
            "`GET /api/v1/schemes/{scheme}` has what is `left`."),
    ]
}
