import PaymentModel

/// Refusals about who may do what.
extension ProblemKind {
    package static let nameTaken = ProblemKind(
        "name_taken", 409, "Another token that is not revoked has this name")
    package static let tokenUnknown = ProblemKind("token_not_found", 404, "There is no such token")
    package static let lastAdministrator = ProblemKind(
        "last_administrator", 409, "Nobody who may give tokens would be left")
    package static let tokensFull = ProblemKind(
        "tokens_full", 503, "As many tokens were given as may be")

    package static let approvalUnknown = ProblemKind(
        "approval_not_found", 404, "There is no such request")
    package static let approvalEnded = ProblemKind(
        "approval_ended", 409, "The request waits no more")
    package static let ownRequest = ProblemKind(
        "own_request", 403, "Nobody releases what they have asked for themselves")
    package static let contentDiffers = ProblemKind(
        "content_differs", 409, "What waits is not what was looked at")
    package static let approvalRefused = ProblemKind(
        "approval_refused", 422, "A second person has refused it")
    package static let approvalExpired = ProblemKind(
        "approval_expired", 422, "No second person has released it in time")
    package static let approvalsFull = ProblemKind(
        "approvals_full", 503, "As many requests wait as may", isRetryable: true)
    package static let accountBlocked = ProblemKind(
        "account_blocked", 422, "The account's status does not allow it")
    package static let alreadyProposed = ProblemKind(
        "already_proposed", 409, "The same is proposed already, and waits for a second person")

    /// For the documentation.
    package static let ofAccess: [ProblemKind] =
        [
            nameTaken, tokenUnknown, lastAdministrator, tokensFull, approvalUnknown, approvalEnded,
            ownRequest, contentDiffers, approvalRefused, approvalExpired, approvalsFull,
            alreadyProposed, accountBlocked,
        ] + ofQueues
}

extension Problem {
    init(token outcome: TokenOutcome) {
        switch outcome {
        case .nameTaken: self.init(ProblemKind.nameTaken, param: "name")
        case .expired: self.init(ProblemKind.invalidField, param: "expires")
        case .full: self.init(ProblemKind.tokensFull)
        case .personUnknown: self.init(ProblemKind.partyUnknown, param: "person")
        case .issued, .replayed, .keyReused: self.init(ProblemKind.keyReused)
        }
    }

    init(approval outcome: ApprovalOutcome) {
        switch outcome {
        case .ownRequest: self.init(ProblemKind.ownRequest)
        case .contentDiffers: self.init(ProblemKind.contentDiffers, param: "content")
        case .notApprover: self.init(ProblemKind.notAllowed)
        case .unknown, .refused, .released: self.init(ProblemKind.approvalUnknown)
        }
    }

    init(revocation outcome: RevocationOutcome) {
        switch outcome {
        case .lastAdministrator: self.init(ProblemKind.lastAdministrator)
        case .revoked, .unchanged, .unknownToken: self.init(ProblemKind.tokenUnknown)
        }
    }
}
