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

    /// For the documentation.
    package static let ofSchemes: [ProblemKind] = [
        schemeUnknown, schemePaused, schemeNotPaused, messageUnknown,
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
    ]
}
