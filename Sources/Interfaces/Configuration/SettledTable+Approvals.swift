import Arithmetic
import PaymentModel
import Vocabulary

extension SettledTable {
    /// The rules of `[transaction]` about what waits for a second person.
    func approvals(_ complaints: inout [Complaint]) -> ApprovalRules {
        let payment = limits("approval_limit", &complaints)
        let file = limits("approval_file_limit", &complaints)
        let hours = integer("approval_expiry_hours") ?? 72
        return ApprovalRules(payment: payment, file: file, expirySeconds: UInt32(hours) * 3600)
    }

    private func limits(_ key: String, _ complaints: inout [Complaint]) -> [Money] {
        var limits: [Money] = []
        for text in texts(key) ?? [] {
            guard let limit = Self.limit(text) else { continue }
            if limits.contains(where: { $0.currency == limit.currency }) {
                complain(key, "\(limit.currency.code) is there twice", &complaints)
            }
            limits.append(limit)
        }
        return limits
    }

    /// A currency and an amount, `EUR 10000.00`, at most 2^63 − 1 minor units.
    static func limit(_ text: String) -> Money? {
        let words = text.split(separator: " ", omittingEmptySubsequences: false)
        guard words.count == 2, let currency = Currency(String(words[0])),
            let decimal = try? ExactDecimal.digits(of: String(words[1])),
            let money = try? Money(decimal, in: currency), money.minorUnits >= 0,
            money.minorUnits <= Int128(Int64.max)
        else { return nil }
        return money
    }
}
