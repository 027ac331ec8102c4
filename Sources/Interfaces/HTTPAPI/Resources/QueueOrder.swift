import Flows
import JSON
import PaymentModel
import Vocabulary

/// One thing to be done to many that wait in a queue.
struct QueueOrder: Sendable {
    enum Action: String, CaseIterable, Sendable {
        case assign, note, resolve, apply
        case sendBack = "return"
        case release, refuse, cancel, accept

        /// Who may do it.
        var scope: Scope {
            switch self {
            case .assign, .note: .queue
            case .resolve, .apply, .sendBack, .cancel, .accept: .operation
            case .release, .refuse: .approval
            }
        }

        /// In which queues there is something to do it to.
        func isKnown(in queue: QueueName) -> Bool {
            switch self {
            case .assign, .note: true
            case .resolve: queue == .exceptions || queue == .breaks
            case .apply, .sendBack: queue == .unapplied
            case .release: queue == .approvals
            case .refuse: queue == .approvals || queue == .recalls
            case .accept: queue == .recalls
            case .cancel: queue == .warehoused
            }
        }

        var needsReason: Bool {
            switch self {
            case .assign, .note, .release, .accept: false
            case .resolve, .apply, .sendBack, .refuse, .cancel: true
            }
        }
    }

    private static let fields = [
        "action", "ids", "contents", "owner", "text", "reason", "outcome", "to", "amount",
        "consent", "code", "ground", "given_by", "given_at",
    ]
    private static let limits = JSONLimits(
        bytesMax: 1 << 16, depthMax: 4, stringBytesMax: 4096, numberBytesMax: 64, valuesMax: 2048)

    let queue: QueueName
    let action: Action
    let ids: [String]
    /// Of what is released or refused, one for each.
    let contents: [UInt128]
    /// nil: it stays; 0: nobody.
    let owner: UInt128?
    let text: String
    let reason: String
    let isExecuted: Bool
    let to: String
    /// A decimal in the currency of what it is done to.
    let amount: String?
    let hasConsent: Bool
    /// Of another bank's request: what is said to it.
    let recallWord: RecallWord

    init(_ body: [UInt8], _ queue: QueueName) throws(Problem) {
        let object: JSONObject
        do throws(JSONError) {
            let value = try JSONValue(parsing: body, limits: Self.limits)
            guard let found = value.object else {
                throw .wrongKind(offset: 0, field: "", found: value.kind, allowed: [.object])
            }
            object = found
        } catch { throw Problem(error) }
        let members = QueueOrderMembers(object)
        try members.admit(Self.fields)
        self.queue = queue
        action = try Self.action(try members.text("action", lengthMax: 16) ?? "", queue)
        ids = try members.texts("ids")
        guard (1...BankAPI.queueItemsMax).contains(ids.count), Set(ids).count == ids.count else {
            throw Problem(
                .invalidField, param: "ids",
                detail:
                    "ids: found \(ids.count), allowed are 1 to \(BankAPI.queueItemsMax), each once."
            )
        }
        reason = try members.text("reason", lengthMax: 500) ?? ""
        text = try members.text("text", lengthMax: 500) ?? ""
        to = try members.text("to", lengthMax: 140) ?? ""
        amount = try members.text("amount", lengthMax: 40)
        hasConsent = try members.flag("consent")
        contents = try Self.contents(members, action, queue, ids.count)
        recallWord = try RecallWord(members, action, queue)
        owner = try Self.owner(members, action)
        isExecuted = try Self.isExecuted(members, action, queue)
        try admit()
    }

    private static func action(_ name: String, _ queue: QueueName) throws(Problem) -> Action {
        let known = Action.allCases.filter { $0.isKnown(in: queue) }
        guard let action = known.first(where: { $0.rawValue == name }) else {
            throw Problem(
                .invalidField, param: "action",
                detail: "action: found \(name), in \(queue.name) there are "
                    + known.map(\.rawValue).joined(separator: ", ") + ".")
        }
        return action
    }

    /// Who may do it: another bank is refused by an operator, a colleague's request by an approver.
    var scope: Scope { queue == .recalls && action == .refuse ? .operation : action.scope }

    /// What an action cannot do without.
    private func admit() throws(Problem) {
        guard !action.needsReason || BankAPI.isVisible(reason) else {
            throw Problem(.missingField, param: "reason", detail: "A reason is needed.")
        }
        guard action != .note || BankAPI.isVisible(text) else {
            throw Problem(.missingField, param: "text", detail: "A text is needed.")
        }
        guard action != .apply || !to.isEmpty else {
            throw Problem(.missingField, param: "to", detail: "An account is needed.")
        }
    }

    private static func contents(
        _ members: QueueOrderMembers, _ action: Action, _ queue: QueueName, _ count: Int
    ) throws(Problem) -> [UInt128] {
        guard queue == .approvals, action == .release || action == .refuse else { return [] }
        let found = try members.texts("contents")
        let hashes = found.compactMap { $0.utf8.count == 32 ? UInt128($0, radix: 16) : nil }
        guard hashes.count == count, found.count == count else {
            throw Problem(
                .invalidField, param: "contents",
                detail: "contents: 32 digits are needed for each id, as the request has them.")
        }
        return hashes
    }

    private static func owner(
        _ members: QueueOrderMembers, _ action: Action
    ) throws(Problem) -> UInt128? {
        guard action == .assign else { return nil }
        guard let text = try members.text("owner", lengthMax: 40) else { return 0 }
        guard let id = ObjectID(text), id.kind == .token else {
            throw Problem(
                .invalidField, param: "owner", detail: "owner: found \(text), which is no tok_ id.")
        }
        return id.value
    }

    private static func isExecuted(
        _ members: QueueOrderMembers, _ action: Action, _ queue: QueueName
    ) throws(Problem) -> Bool {
        guard action == .resolve, queue == .exceptions else { return false }
        let text = try members.text("outcome", lengthMax: 16) ?? ""
        guard text == "executed" || text == "not_executed" else {
            throw Problem(
                .invalidField, param: "outcome",
                detail: "outcome: found \(text), allowed are executed, not_executed.")
        }
        return text == "executed"
    }
}

/// The members of an order, read one by one.
struct QueueOrderMembers {
    private let object: JSONObject

    init(_ object: JSONObject) { self.object = object }

    func admit(_ known: [String]) throws(Problem) {
        for member in object.members where !known.contains(member.name) {
            throw Problem(
                .unknownField, param: member.name,
                detail: "Found \(member.name), known are \(known.joined(separator: ", ")).")
        }
    }

    private func value(_ name: String) -> JSONValue? {
        object.members.first { $0.name == name }?.value
    }

    /// nil where it is null or not there.
    func text(_ name: String, lengthMax: Int) throws(Problem) -> String? {
        guard let value = value(name), value != .null else { return nil }
        let text = value.string
        guard let text, text.count <= lengthMax,
            !text.unicodeScalars.contains(where: { $0.value < 32 || $0.value == 127 })
        else {
            throw Problem(
                .invalidField, param: name,
                detail: "\(name): allowed is one line of up to \(lengthMax) characters.")
        }
        return text
    }

    func texts(_ name: String) throws(Problem) -> [String] {
        guard let value = value(name) else {
            throw Problem(.missingField, param: name, detail: "\(name) is needed.")
        }
        let texts = value.array?.compactMap(\.string)
        guard let texts, texts.count == value.array?.count else {
            throw Problem(
                .invalidField, param: name, detail: "\(name): allowed is a list of texts.")
        }
        return texts
    }

    func flag(_ name: String) throws(Problem) -> Bool {
        guard let value = value(name), value != .null else { return false }
        guard let flag = value.boolean else {
            throw Problem(
                .invalidField, param: name, detail: "\(name): allowed are true, false.")
        }
        return flag
    }
}
