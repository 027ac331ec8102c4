/// A decimal as XML Schema writes it, taken apart (part 2, §3.2.3): no exponent, no separators.
///
/// Leading zeros before the point and trailing zeros behind it do not count as digits.
struct DecimalForm {
    let isNegative: Bool
    let hasPoint: Bool
    /// The digits before the point without leading zeros.
    let whole: Slice<UnsafeBufferPointer<UInt8>>
    /// The digits behind the point without trailing zeros.
    let fraction: Slice<UnsafeBufferPointer<UInt8>>

    /// Fails where the text is no decimal.
    init?(_ text: UnsafeBufferPointer<UInt8>) {
        var cursor = 0
        let sign = text.first
        isNegative = sign == UInt8(ascii: "-")
        if isNegative || sign == UInt8(ascii: "+") { cursor += 1 }
        let wholeStart = cursor
        while cursor < text.count, Self.isDigit(text[cursor]) { cursor += 1 }
        let wholeEnd = cursor
        hasPoint = cursor < text.count && text[cursor] == UInt8(ascii: ".")
        if hasPoint { cursor += 1 }
        let fractionStart = cursor
        while cursor < text.count, Self.isDigit(text[cursor]) { cursor += 1 }
        let digits = wholeEnd - wholeStart + cursor - fractionStart
        guard cursor == text.count, digits > 0 else { return nil }
        var firstDigit = wholeStart
        while firstDigit < wholeEnd, text[firstDigit] == 0x30 { firstDigit += 1 }
        var lastDigit = cursor
        while lastDigit > fractionStart, text[lastDigit - 1] == 0x30 { lastDigit -= 1 }
        whole = text[firstDigit..<wholeEnd]
        fraction = text[fractionStart..<lastDigit]
    }

    /// The digits that `totalDigits` limits (§4.3.11): a value below one has those behind the point.
    var totalDigits: Int { whole.count + fraction.count }

    private var isZero: Bool { totalDigits == 0 }

    /// Negative, zero or positive as the value is less, equal or greater.
    func compare(with other: DecimalForm) -> Int {
        let isBelow = isNegative && !isZero
        let otherIsBelow = other.isNegative && !other.isZero
        guard isBelow == otherIsBelow else { return isBelow ? -1 : 1 }
        let order = compareMagnitude(with: other)
        return isBelow ? -order : order
    }

    private func compareMagnitude(with other: DecimalForm) -> Int {
        guard whole.count == other.whole.count else {
            return whole.count < other.whole.count ? -1 : 1
        }
        for (one, two) in zip(whole, other.whole) where one != two { return one < two ? -1 : 1 }
        for (one, two) in zip(fraction, other.fraction) where one != two {
            return one < two ? -1 : 1
        }
        return (fraction.count - other.fraction.count).signum()
    }

    static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }
}
