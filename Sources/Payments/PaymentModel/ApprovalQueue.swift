/// What waits for a second person, found by its id.
package struct ApprovalQueue: Sendable {
    /// Requests that wait at once.
    package static let countMax = 10_000
    /// Payments in all of them together.
    package static let ordersMax = 1_000_000

    private var byID: [UInt128: Approval] = [:]
    private var orders = 0

    package init() {}

    init(_ approvals: [Approval]) {
        for approval in approvals { keep(approval) }
    }

    package var count: Int { byID.count }

    package subscript(_ id: UInt128) -> Approval? { byID[id] }

    /// In the order of asking.
    package var approvals: [Approval] {
        byID.values.sorted { ($0.requestedAt, $0.id) < ($1.requestedAt, $1.id) }
    }

    func hasRoom(for orderCount: Int) -> Bool {
        byID.count < Self.countMax && orders + orderCount <= Self.ordersMax
    }

    /// A proposal to end a payment by hand.
    func resolution(of payment: UInt128) -> Resolution? {
        for approval in byID.values {
            // At most one of a payment waits, so that the order does not matter.
            if case .resolution(let found) = approval.subject, found.payment == payment {
                return found
            }
        }
        return nil
    }

    /// A proposal that a paused scheme goes on.
    func resumption(of scheme: UInt64) -> SchemeResumption? {
        for approval in byID.values {
            // At most one of a scheme waits, so that the order does not matter.
            if case .resumption(let found) = approval.subject, found.scheme == scheme {
                return found
            }
        }
        return nil
    }

    mutating func keep(_ approval: Approval) {
        byID[approval.id] = approval
        orders += approval.orderCount
    }

    mutating func take(_ id: UInt128) -> Approval? {
        guard let taken = byID.removeValue(forKey: id) else { return nil }
        orders -= taken.orderCount
        return taken
    }
}
