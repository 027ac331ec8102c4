import Vocabulary

extension MessageWriter {
    /// Refuses a stated total that is not the sum of the amounts, or amounts of two currencies.
    mutating func check(_ name: String, total: Money?, of amounts: some Sequence<Money>) {
        guard let total else { return }
        var sum: Int128 = 0
        for amount in amounts {
            guard amount.currency == total.currency else {
                return refuse(
                    .currency(
                        path: location(of: name), expected: total.currency,
                        found: amount.currency))
            }
            let (next, overflow) = sum.addingReportingOverflow(amount.minorUnits)
            guard !overflow, next != .min else {
                return refuse(.amount(path: location(of: name), found: amount))
            }
            sum = next
        }
        guard sum == total.minorUnits else {
            return refuse(
                .total(
                    path: location(of: name),
                    expected: Money(minorUnits: sum, currency: total.currency), found: total))
        }
    }

    /// Refuses a list that is shorter or longer than allowed.
    mutating func check(_ name: String, count: Int, in allowed: ClosedRange<Int>) {
        guard !allowed.contains(count) else { return }
        refuse(.count(path: location(of: name), found: count, allowed: allowed))
    }
}
