import Flows
import PaymentModel
import Vocabulary

/// What is said to another bank's request, where many are answered at once.
struct RecallWord: Sendable {
    /// Of a refusal: the code that its camt.029 has.
    private(set) var code = ReasonCode.none
    /// Of a yes: by what right the receiver's account is debited, given by whom and when.
    private(set) var ground = RecallDecision.Ground.none
    private(set) var given = ""

    init(
        _ members: QueueOrderMembers, _ action: QueueOrder.Action, _ queue: QueueName
    ) throws(Problem) {
        guard queue == .recalls else { return }
        if action == .refuse { code = try Self.code(members) }
        guard action == .accept else { return }
        let name = try members.text("ground", lengthMax: 16) ?? "none"
        guard let found = RecallDecision.Ground.allCases.first(where: { $0.name == name }) else {
            throw Problem(
                .invalidField, param: "ground",
                detail: "Found \(name), allowed are consent, legal.")
        }
        ground = found
        // What is parked needs none.
        guard found != .none else { return }
        guard let by = try members.text("given_by", lengthMax: 140), !by.isEmpty else {
            throw Problem(.missingField, param: "given_by")
        }
        guard let at = try members.text("given_at", lengthMax: 40), !at.isEmpty else {
            throw Problem(.missingField, param: "given_at")
        }
        given = "\(found.name), given by \(by), \(at)"
    }

    private static func code(_ members: QueueOrderMembers) throws(Problem) -> ReasonCode {
        let text = try members.text("code", lengthMax: 16) ?? ""
        guard let code = ReasonCode(text), let listed = ExternalCode(rawValue: text),
            listed.isListed(in: .paymentCancellationRejection)
        else {
            throw Problem(
                .invalidField, param: "code",
                detail: "Found \(text), which the external code set does not have.")
        }
        return code
    }
}
