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

    /// For the documentation.
    package static let ofAccess: [ProblemKind] = [
        nameTaken, tokenUnknown, lastAdministrator, tokensFull,
    ]
}

extension Problem {
    init(token outcome: TokenOutcome) {
        switch outcome {
        case .nameTaken: self.init(ProblemKind.nameTaken, param: "name")
        case .expired: self.init(ProblemKind.invalidField, param: "expires")
        case .full: self.init(ProblemKind.tokensFull)
        case .issued, .replayed, .keyReused: self.init(ProblemKind.keyReused)
        }
    }

    init(revocation outcome: RevocationOutcome) {
        switch outcome {
        case .lastAdministrator: self.init(ProblemKind.lastAdministrator)
        case .revoked, .unchanged, .unknownToken: self.init(ProblemKind.tokenUnknown)
        }
    }
}
