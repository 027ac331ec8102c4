/// An amount of euro in whole cents, signed where it is a position.
package struct Cents: Hashable, Comparable, Sendable {
    /// Digits before the point that an amount may have (ISO 20022: 18 digits in all).
    static let wholeDigitsMax = 16

    package var count: Int128

    package static let zero = Cents(count: 0)

    package init(count: Int128) {
        self.count = count
    }

    /// Reads `1234`, `1234.5` or `1234.50`; further decimals may only be zeros.
    package init?(_ text: some StringProtocol) {
        var whole: Int128 = 0
        var wholeDigits = 0
        var decimals = -1
        var fraction: Int128 = 0
        for byte in text.utf8 {
            if byte == UInt8(ascii: "."), decimals < 0 {
                decimals = 0
                continue
            }
            guard byte >= 0x30, byte <= 0x39 else { return nil }
            let digit = Int128(byte - 0x30)
            if decimals < 0 {
                wholeDigits += 1
                guard wholeDigits <= Self.wholeDigitsMax else { return nil }
                whole = whole * 10 + digit
            } else {
                decimals += 1
                guard decimals <= 2 || digit == 0, decimals <= Self.wholeDigitsMax else {
                    return nil
                }
                if decimals <= 2 { fraction = fraction * 10 + digit }
            }
        }
        guard wholeDigits > 0, decimals != 0 else { return nil }
        count = whole * 100 + (decimals == 1 ? fraction * 10 : fraction)
    }

    /// The amount without its sign, with two decimals, as messages write it.
    package var unsignedText: String {
        let magnitude = count.magnitude
        let rest = magnitude % 100
        return "\(magnitude / 100).\(rest < 10 ? "0" : "")\(rest)"
    }

    /// The amount with a minus sign where it is below zero.
    package var text: String { (count < 0 ? "-" : "") + unsignedText }

    /// How messages call the sign: zero is a credit.
    var indicator: String { count < 0 ? "DBIT" : "CRDT" }

    package static func < (left: Cents, right: Cents) -> Bool { left.count < right.count }
    package static func + (left: Cents, right: Cents) -> Cents {
        Cents(count: left.count + right.count)
    }
    package static func - (left: Cents, right: Cents) -> Cents {
        Cents(count: left.count - right.count)
    }
    package static func += (left: inout Cents, right: Cents) { left.count += right.count }
    package static func -= (left: inout Cents, right: Cents) { left.count -= right.count }
    package static prefix func - (value: Cents) -> Cents { Cents(count: -value.count) }
}
