import Bytes
package import Vocabulary

/// From which amounts on a second person must release, and how long there is for it.
package struct ApprovalRules: Hashable, Sendable {
    /// Rows of each kind.
    package static let limitsMax = 64
    /// 72 hours.
    package static let standardSeconds: UInt32 = 259_200
    /// A year.
    package static let secondsMax: UInt32 = 31_536_000

    /// Nobody releases anything.
    package static let none = ApprovalRules(
        payment: [], file: [], expirySeconds: standardSeconds)

    /// Above these amounts a payment waits; of each currency one, sorted by its number.
    package let payment: [Money]
    /// Above these sums a file waits; where a currency has no row, that of the payment counts.
    package let file: [Money]
    package let expirySeconds: UInt32

    package init(payment: [Money], file: [Money], expirySeconds: UInt32) {
        self.payment = payment.sorted { $0.currency.number < $1.currency.number }
        self.file = file.sorted { $0.currency.number < $1.currency.number }
        self.expirySeconds = expirySeconds
    }

    /// Whether a payment of this amount waits.
    func holds(_ amount: UInt128, _ currency: UInt16) -> Bool {
        Self.isAbove(payment, amount, currency)
    }

    /// Whether a file with this sum in a currency waits.
    func holdsFile(_ sum: UInt128, _ currency: UInt16) -> Bool {
        let hasOwn = file.contains { $0.currency.number == currency }
        return Self.isAbove(hasOwn ? file : payment, sum, currency)
    }

    private static func isAbove(_ limits: [Money], _ amount: UInt128, _ currency: UInt16) -> Bool {
        guard let limit = limits.first(where: { $0.currency.number == currency }) else {
            return false
        }
        return Int128(clamping: amount) > limit.minorUnits
    }

    func encode(into writer: inout ByteWriter) {
        for limits in [payment, file] {
            writer.writeVarint(UInt64(limits.count))
            for limit in limits {
                writer.writeVarint(UInt64(limit.currency.number))
                writer.writeVarint(UInt64(clamping: limit.minorUnits))
            }
        }
        writer.writeVarint(UInt64(expirySeconds))
    }

    init(from reader: inout SetupReader) throws(BankSetupError) {
        let payment = try Self.limits(&reader)
        let file = try Self.limits(&reader)
        self.init(payment: payment, file: file, expirySeconds: try reader.number())
    }

    private static func limits(_ reader: inout SetupReader) throws(BankSetupError) -> [Money] {
        var limits: [Money] = []
        for _ in 0..<(try reader.count(limit: limitsMax)) { limits.append(try reader.limit()) }
        return limits
    }
}

extension SetupReader {
    mutating func number() throws(BankSetupError) -> UInt32 {
        UInt32(try count(limit: Int(UInt32.max)))
    }

    /// A currency's number and minor units, none below zero.
    fileprivate mutating func limit() throws(BankSetupError) -> Money {
        let number = UInt16(try count(limit: Int(UInt16.max)))
        guard let currency = Currency(number: number) else { throw refusal(of: "approval_limit") }
        let units = try count(limit: .max)
        return Money(minorUnits: Int128(units), currency: currency)
    }
}
