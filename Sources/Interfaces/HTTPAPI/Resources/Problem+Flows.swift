import Engine
package import Flows
import ISO20022
import PaymentModel
import Vocabulary

extension ProblemKind {
    package static let storageFull = ProblemKind(
        "storage_full", 503, "No room is left to write", isRetryable: true)
    package static let overloaded = ProblemKind(
        "overloaded", 503, "Too much is waiting", isRetryable: true)
    package static let archiveBehind = ProblemKind(
        "archive_behind", 503, "The archive has not caught up", isRetryable: true)
    package static let keyReused = ProblemKind(
        "idempotency_key_reused", 409, "The idempotency key was used with another body")
    package static let referenceTaken = ProblemKind(
        "reference_taken", 409, "Another account has this reference")
    package static let ibanTaken = ProblemKind("iban_taken", 409, "Another account has this IBAN")
    package static let ibanNotOurs = ProblemKind(
        "iban_not_ours", 422, "The IBAN's bank code is not one of this bank's")
    package static let currencyUnknown = ProblemKind(
        "currency_unknown", 422, "The currency is none of ISO 4217 that the bank keeps")
    package static let accountUnknown = ProblemKind(
        "account_not_found", 404, "There is no such account")
    package static let sameAccount = ProblemKind(
        "same_account", 422, "Debtor and creditor are the same account")
    package static let currencyDiffers = ProblemKind(
        "currency_differs", 422, "The account is kept in another currency")
    package static let accountFrozen = ProblemKind(
        "account_frozen", 422, "The account is frozen")
    package static let accountClosed = ProblemKind(
        "account_closed", 422, "The account is closed")
    package static let insufficientFunds = ProblemKind(
        "insufficient_funds", 422, "The available balance does not cover the amount")
    package static let amountInvalid = ProblemKind(
        "invalid_amount", 422, "The amount is not one that can be moved")
    package static let ownAccount = ProblemKind(
        "own_account", 403, "An account of the bank's own cannot be named here")
    package static let notASandbox = ProblemKind(
        "not_a_sandbox", 403, "Only a sandbox allows this")
    package static let currencyHasScheme = ProblemKind(
        "currency_has_scheme", 422, "In this currency money enters by its scheme's messages only")
    package static let unreadableFile = ProblemKind(
        "unreadable_file", 422, "The file is no credit transfer initiation that can be judged")
    package static let paymentUnknown = ProblemKind(
        "payment_not_found", 404, "There is no such payment")
    package static let fileUnknown = ProblemKind("file_not_found", 404, "There is no such file")
    package static let outcomeKnown = ProblemKind(
        "outcome_known", 409, "Only a payment whose outcome is unknown can be ended by hand")
    package static let paymentNotCancellable = ProblemKind(
        "payment_not_cancellable", 409, "Only a payment that has not ended can be cancelled")
    package static let noFeesDue = ProblemKind(
        "no_fees_due", 409, "The account has no fees that are due")
    package static let balanceNotZero = ProblemKind(
        "balance_not_zero", 409, "Closing needs a balance of zero and no open payment")
    package static let dayClosed = ProblemKind(
        "day_closed", 409, "The day is closed; corrections are entries of a later day")
    package static let dayDiffers = ProblemKind(
        "day_differs", 409, "The day cannot be closed: something is not as it must be")
    package static let dayOpen = ProblemKind(
        "day_open", 409, "The day is open, and what is asked for is made when it is closed")
    package static let hashDiffers = ProblemKind(
        "hash_differs", 409, "The hash is not that of the day's trial balance")
    package static let signaturesFull = ProblemKind(
        "signatures_full", 409, "The day has as many signatures as it may have")
    package static let dayNotFound = ProblemKind(
        "day_not_found", 404, "The day is neither closed nor held up")
    package static let dayNotBegun = ProblemKind(
        "day_not_begun", 409, "A day that has not begun cannot be closed")
    package static let clockBehind = ProblemKind(
        "clock_behind", 409, "The clock can only go forward")
    package static let clockTooFar = ProblemKind(
        "clock_too_far", 409, "The clock cannot be moved behind the year 2099")
    package static let retentionRuns = ProblemKind(
        "retention_runs", 409, "The data must still be kept")
    package static let accountNotClosed = ProblemKind(
        "account_not_closed", 409, "The data of an account can be erased when it is closed")
    package static let stillNeeded = ProblemKind(
        "still_needed", 409, "A payment of it has not ended")

    package static let malformedBatch = ProblemKind(
        "malformed_batch", 400, "The body is no batch of the type it has")
    package static let batchTooLarge = ProblemKind(
        "batch_too_large", 413, "The batch has too many events")
    package static let assetTaken = ProblemKind(
        "asset_taken", 409, "Another asset has this number or code, or a currency has this code")
    package static let booksFull = ProblemKind(
        "books_full", 503, "The books can take no more")

    /// What flows refuse with, for the documentation.
    package static let ofFlows: [ProblemKind] = [
        storageFull, overloaded, archiveBehind, keyReused, referenceTaken, ibanTaken, ibanNotOurs,
        currencyUnknown, accountUnknown, sameAccount, currencyDiffers, accountFrozen, accountClosed,
        insufficientFunds, amountInvalid, ownAccount, notASandbox, currencyHasScheme,
        unreadableFile, paymentUnknown,
        fileUnknown, outcomeKnown, paymentNotCancellable, balanceNotZero, noFeesDue,
        dayClosed, dayNotBegun,
        dayDiffers,
        dayNotFound, dayOpen, hashDiffers, signaturesFull,
        clockBehind, clockTooFar, malformedBatch, batchTooLarge, assetTaken, booksFull,
        retentionRuns, accountNotClosed, stillNeeded,
    ]
}

extension Problem {
    /// As many wait as may; it takes no second until some of them are done.
    static let overloaded: Problem = {
        var problem = Problem(ProblemKind.overloaded)
        problem.headers = [ResponseHeader("Retry-After", "1")]
        return problem
    }()

    /// Kinds that have a fact's name are written in full: `.keyReused` alone would be the fact again.
    package init(_ error: FlowError) {
        switch error {
        case .node(.storageFull): self.init(ProblemKind.storageFull)
        case .node(.overloaded): self = .overloaded
        case .node(.stopping): self.init(ProblemKind.unavailable)
        case .node(.tooLarge): self.init(ProblemKind.bodyTooLarge)
        case .opening(let outcome): self.init(opening: outcome)
        case .transfer(let outcome): self.init(transfer: outcome)
        case .unreadableFile(let reason): self.init(unreadable: reason)
        case .keyReused: self.init(ProblemKind.keyReused)
        case .unknownAccount: self.init(ProblemKind.accountUnknown)
        case .unknownPayment, .resolution(.unknownPayment): self.init(ProblemKind.paymentUnknown)
        case .unknownApproval: self.init(ProblemKind.approvalUnknown)
        case .approval(let outcome): self.init(approval: outcome)
        case .scheme(let outcome): self.init(scheme: outcome)
        case .recall(let outcome): self.init(recall: outcome)
        case .recallDecision(let outcome): self.init(recallDecision: outcome)
        case .liquidity(let outcome): self.init(liquidity: outcome)
        case .resend(.paused): self.init(ProblemKind.schemePaused)
        case .resend(.ended): self.init(ProblemKind.messageEnded)
        case .resend: self.init(ProblemKind.schemeUnknown)
        case .unknownMessage: self.init(ProblemKind.messageUnknown)
        case .motion(let outcome): self.init(motion: outcome)
        case .note(let outcome): self.init(note: outcome)
        case .resolution(.alreadyProposed): self.init(ProblemKind.alreadyProposed)
        case .resolution(.full): self.init(ProblemKind.approvalsFull)
        case .unknownFile: self.init(ProblemKind.fileUnknown)
        case .resolution: self.init(ProblemKind.outcomeKnown)
        case .cancellation: self.init(ProblemKind.paymentNotCancellable)
        case .status(.balanceNotZero): self.init(ProblemKind.balanceNotZero)
        case .status(.full): self.init(ProblemKind.booksFull)
        case .inTheWay(let obstacles): self.init(inTheWay: obstacles)
        case .status(.accountClosed): self.init(ProblemKind.accountClosed)
        case .status(.ownAccount): self.init(ProblemKind.ownAccount)
        case .status(.notForBatches):
            self.init(
                ProblemKind.invalidField, param: "status",
                detail: "An account kept by batches is open, frozen, debit_blocked or "
                    + "credit_blocked; a closing transfer closes it.")
        case .status: self.init(ProblemKind.accountUnknown)
        case .limits(.minimumAboveMaximum):
            self.init(
                ProblemKind.invalidField, param: "minimum",
                detail: "minimum: it would be above the maximum.")
        case .limits: self.init(ProblemKind.accountUnknown)
        case .close(.alreadyClosed): self.init(ProblemKind.dayClosed)
        case .close(.beforeFirst):
            self.init(
                ProblemKind.dayClosed, param: "day",
                detail: "The day lies before the bank's first in this currency.")
        case .close(.notBegun): self.init(ProblemKind.dayNotBegun)
        case .close(.differs): self.init(ProblemKind.dayDiffers)
        case .close: self.init(ProblemKind.currencyUnknown, param: "currency")
        case .signing(let outcome): self.init(signing: outcome)
        case .asset(.full), .booksFull: self.init(ProblemKind.booksFull)
        case .asset: self.init(ProblemKind.assetTaken)
        case .erasure(let outcome): self.init(erasure: outcome)
        case .token(let outcome): self.init(token: outcome)
        case .revocation(let outcome): self.init(revocation: outcome)
        case .party(let outcome): self.init(party: outcome)
        case .channel(let outcome): self.init(channel: outcome)
        case .terms(let outcome): self.init(terms: outcome)
        case .noFeesDue: self.init(ProblemKind.noFeesDue)
        case .unknownParty: self.init(ProblemKind.partyUnknown)
        case .mandate(let outcome): self.init(mandate: outcome)
        case .schedule(let outcome): self.init(schedule: outcome)
        case .chain(let refusal): self.init(chain: refusal)
        case .treeTooLarge: self.init(ProblemKind.treeTooLarge)
        case .unknownTransaction: self.init(ProblemKind.transactionUnknown)
        case .conversion(let fault): self.init(conversion: fault)
        case .unknownLedger(let number):
            self.init(
                ProblemKind.ledgerUnknown, detail: "\(number) is no currency's and no asset's.")
        case .notASandbox: self.init(ProblemKind.notASandbox)
        case .clockBehind: self.init(ProblemKind.clockBehind)
        case .clockTooFar: self.init(ProblemKind.clockTooFar)
        case .sealing, .records: self.init(ProblemKind.internalError)
        }
    }

    private init(erasure outcome: ErasureOutcome) {
        switch outcome {
        case .erased, .unknownSubject: self.init(ProblemKind.notFound, param: "subject")
        case .ownAccount: self.init(ProblemKind.ownAccount, param: "subject")
        case .accountNotClosed: self.init(ProblemKind.accountNotClosed, param: "subject")
        case .stillNeeded: self.init(ProblemKind.stillNeeded, param: "subject")
        case .retained(let until):
            let last = Instant(nanoseconds: min(until, Bank.clockMax)).text()
            self.init(
                ProblemKind.retentionRuns, param: "subject",
                detail: "By the [[retention]] row in force it is kept until \(last).")
        }
    }

    private init(opening outcome: OpeningOutcome) {
        switch outcome {
        case .referenceTaken: self.init(ProblemKind.referenceTaken, param: "reference")
        case .ibanTaken: self.init(ProblemKind.ibanTaken, param: "iban")
        case .currencyUnknown: self.init(ProblemKind.currencyUnknown, param: "currency")
        case .partyUnknown: self.init(ProblemKind.partyUnknown, param: "party")
        case .opened, .replayed, .keyReused: self.init(ProblemKind.keyReused)
        }
    }

    private init(transfer outcome: TransferOutcome) {
        switch outcome {
        case .fromUnknown: self.init(ProblemKind.accountUnknown, param: "from_account")
        case .toUnknown: self.init(ProblemKind.accountUnknown, param: "to_account")
        case .sameAccount: self.init(ProblemKind.sameAccount, param: "to_account")
        case .fromCurrencyDiffers: self.init(ProblemKind.currencyDiffers, param: "from_account")
        case .toCurrencyDiffers: self.init(ProblemKind.currencyDiffers, param: "to_account")
        case .fromFrozen: self.init(ProblemKind.accountFrozen, param: "from_account")
        case .toFrozen: self.init(ProblemKind.accountFrozen, param: "to_account")
        case .fromClosed: self.init(ProblemKind.accountClosed, param: "from_account")
        case .toClosed: self.init(ProblemKind.accountClosed, param: "to_account")
        case .fromBlocked: self.init(ProblemKind.accountBlocked, param: "from_account")
        case .toBlocked: self.init(ProblemKind.accountBlocked, param: "to_account")
        case .insufficientFunds: self.init(ProblemKind.insufficientFunds, param: "amount")
        case .amountZero:
            self.init(ProblemKind.amountInvalid, param: "amount", detail: "Zero moves nothing.")
        case .overflow: self.init(ProblemKind.amountInvalid, param: "amount")
        case .ownAccount: self.init(ProblemKind.ownAccount)
        case .notAllowed: self.init(ProblemKind.notASandbox)
        case .currencyHasScheme: self.init(ProblemKind.currencyHasScheme, param: "currency")
        case .currencyUnknown: self.init(ProblemKind.currencyUnknown, param: "currency")
        case .approvalRefused: self.init(ProblemKind.approvalRefused)
        case .approvalExpired: self.init(ProblemKind.approvalExpired)
        case .approvalsFull: self.init(ProblemKind.approvalsFull)
        case .channelNotAllowed:
            self.init(ProblemKind.channelNotAllowed, param: "from_account")
        case .channelLimit: self.init(ProblemKind.channelLimit, param: "amount")
        case .posted, .replayed, .keyReused, .awaitingApproval: self.init(ProblemKind.keyReused)
        }
    }

    private init(unreadable reason: UnreadableFile) {
        self.init(ProblemKind.unreadableFile, detail: FileWords.text(reason))
    }
}
