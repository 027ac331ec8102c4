import Flows
import PaymentModel

extension ProblemKind {
    package static let notOpen = ProblemKind(
        "not_open", 404, "Nothing of the kind waits under this id")
    package static let consentNeeded = ProblemKind(
        "consent_needed", 422, "A customer is debited with consent or on a legal ground only")
    package static let targetNeeded = ProblemKind(
        "target_needed", 422, "A break with money needs an account for it, or losses")
    package static let itemChanged = ProblemKind(
        "item_changed", 409, "It is no longer as it was proposed")
    package static let notReturnable = ProblemKind(
        "not_returnable", 409, "This money cannot be sent back")
    package static let dayNotClosable = ProblemKind(
        "day_not_closable", 409, "The day is closed already, or has not begun")
    package static let ownerUnknown = ProblemKind(
        "owner_not_found", 422, "No valid token is the owner that is named")

    package static let entriesOpen = ProblemKind(
        "entries_open", 409, "Breaks of the statement's single entries come first")

    /// For the documentation.
    package static let ofQueues: [ProblemKind] = [
        notOpen, consentNeeded, targetNeeded, itemChanged, notReturnable, dayNotClosable,
        ownerUnknown, entriesOpen,
    ]
}

extension Problem {
    init(motion outcome: MotionOutcome) {
        switch outcome {
        case .done, .proposed, .replayed, .keyReused: self.init(ProblemKind.keyReused)
        case .alreadyProposed: self.init(ProblemKind.alreadyProposed)
        case .full: self.init(ProblemKind.approvalsFull)
        case .unknownItem: self.init(ProblemKind.notOpen)
        case .unknownAccount: self.init(ProblemKind.accountUnknown, param: "to")
        case .ownAccount: self.init(ProblemKind.ownAccount, param: "to")
        case .currencyDiffers: self.init(ProblemKind.currencyDiffers, param: "to")
        case .accountRefuses: self.init(ProblemKind.accountBlocked, param: "to")
        case .amountNotOpen:
            self.init(
                ProblemKind.amountInvalid, param: "amount", detail: "So much is not open.")
        case .insufficientFunds: self.init(ProblemKind.insufficientFunds, param: "to")
        case .consentNeeded: self.init(ProblemKind.consentNeeded, param: "consent")
        case .targetNeeded: self.init(ProblemKind.targetNeeded, param: "to")
        case .changed: self.init(ProblemKind.itemChanged)
        case .notReturnable: self.init(ProblemKind.notReturnable)
        case .notClosable: self.init(ProblemKind.dayNotClosable, param: "day")
        case .entriesOpen: self.init(ProblemKind.entriesOpen)
        case .paused: self.init(ProblemKind.schemePaused)
        case .nothingDiffers:
            self.init(
                ProblemKind.itemChanged, detail: "Nothing differs: close the day as any other.")
        }
    }

    init(note outcome: NoteOutcome) {
        self.init(
            outcome == .unknownOwner ? ProblemKind.ownerUnknown : ProblemKind.notOpen,
            param: outcome == .unknownOwner ? "owner" : nil)
    }
}

extension ProblemPage {
    static let ofQueues = [
        ProblemPage(
            .notOpen,
            "What is named has ended, belongs to another queue, or never was.",
            "`GET /api/v1/queues/{queue}` lists what waits."),
        ProblemPage(
            .consentNeeded,
            "A break would be resolved by a debit of a customer's account, and `consent` is not true.",
            "Get the customer's consent, or name the legal ground in `reason`, and send `consent`: true; else resolve it to `losses`."
        ),
        ProblemPage(
            .targetNeeded,
            "The break has money on `suspense`, and `to` names neither an account nor `losses`.",
            "Say in `to` where the money belongs."),
        ProblemPage(
            .itemChanged,
            "What was proposed, or is proposed now, is not what is there: part of it was resolved, or what differs has changed or differs no more.",
            "Look at it again, and propose it as it is now."),
        ProblemPage(
            .notReturnable,
            "The money came back to us or was announced by nothing, the clearing has refused its return, it is a frozen party's, or the scheme's calendar has no day for it.",
            "Apply it to an account, with a second person."),
        ProblemPage(
            .dayNotClosable,
            "A day was to be closed with its differences, and is closed already or has not begun.",
            "`GET /api/v1/days` lists how days ended."),
        ProblemPage(
            .ownerUnknown,
            "`owner` is no token, or one that is revoked or has expired.",
            "`GET /api/v1/tokens` lists them for an administrator."),
        ProblemPage(
            .entriesOpen,
            "A statement's difference is to be resolved as a whole, and breaks of its single entries are open: what they explain would be booked twice.",
            "Resolve `not_in_books`, `not_in_statement` and `entry_differs` of the scheme first; where they explain all of it, this one is `explained` by itself."
        ),
    ]
}
