/// What becomes of an order by cycles that cannot be executed on the day it asks for.
///
/// The account's own wish counts before the scheme's row.
package enum LateOrders: UInt8, CaseIterable, Hashable, Sendable {
    /// Executed on the next business day, and the answer says so (DT06).
    case nextDay = 1
    /// Refused with the date's code: past CH04, no business day DT03, behind the cut-off TM01.
    case refuse

    package var name: String {
        switch self {
        case .nextDay: "next_day"
        case .refuse: "refuse"
        }
    }

    package init?(name: String) {
        guard let found = Self.allCases.first(where: { $0.name == name }) else { return nil }
        self = found
    }
}
