package import PaymentModel

/// Who may use a route: the roles whose tokens it answers.
package enum Scope: String, Hashable, Sendable, CaseIterable {
    /// Anybody, without a token: says neither names nor balances.
    case anyone = "public"
    /// Whoever holds a token.
    case holder
    /// Reads everything.
    case reading
    /// Gives orders to pay.
    case ordering
    /// The bank's daily work.
    case operation
    /// Releases or refuses what others have asked for.
    case approval
    /// Signs what was closed, and moves nothing by it.
    case signing
    /// Takes care of what waits.
    case queue
    /// Lets people in, and erases.
    case administration

    /// In the order in which documentation names them; none where no token is needed.
    package var roles: [TokenRole] {
        switch self {
        case .anyone: []
        case .holder: TokenRole.allCases
        case .reading, .signing: [.administrator, .operator, .approver, .auditor]
        case .ordering: [.administrator, .operator, .channel]
        case .operation: [.administrator, .operator]
        case .approval: [.administrator, .approver]
        case .queue: [.administrator, .operator, .approver]
        case .administration: [.administrator]
        }
    }

    /// Whether a token of a role is answered.
    package func allows(_ role: TokenRole) -> Bool { self == .anyone || roles.contains(role) }
}
