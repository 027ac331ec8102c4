import PaymentModel

/// Refusals about parties and their roles.
extension ProblemKind {
    package static let partyUnknown = ProblemKind("party_not_found", 404, "There is no such party")
    package static let identifierTaken = ProblemKind(
        "identifier_taken", 409, "Another party has this identifier")
    package static let holderStays = ProblemKind(
        "holder_stays", 409, "The holder that an account was opened for stays its holder")
    package static let rolesFull = ProblemKind(
        "roles_full", 409, "As many parties have a role on the account as may")

    /// For the documentation.
    package static let ofParties: [ProblemKind] = [
        partyUnknown, identifierTaken, holderStays, rolesFull,
    ]
}

extension Problem {
    init(party outcome: PartyOutcome) {
        switch outcome {
        case .identifierTaken: self.init(ProblemKind.identifierTaken, param: "identifiers")
        case .full: self.init(ProblemKind.booksFull)
        case .registered, .replayed, .keyReused: self.init(ProblemKind.keyReused)
        }
    }

    init(terms outcome: TermsOutcome) {
        switch outcome {
        case .unknownParty: self.init(ProblemKind.partyUnknown)
        case .ownAccount: self.init(ProblemKind.ownAccount)
        case .accountClosed: self.init(ProblemKind.accountClosed)
        case .unknownAccount, .changed, .unchanged: self.init(ProblemKind.accountUnknown)
        }
    }

    init(mandate outcome: MandateOutcome) {
        switch outcome {
        case .unknownParty: self.init(ProblemKind.partyUnknown, param: "party")
        case .ownAccount: self.init(ProblemKind.ownAccount)
        case .accountClosed: self.init(ProblemKind.accountClosed)
        case .holderStays: self.init(ProblemKind.holderStays, param: "party")
        case .full: self.init(ProblemKind.rolesFull)
        case .unknownAccount, .changed, .unchanged: self.init(ProblemKind.accountUnknown)
        }
    }
}
