/// How a result that does not fit its scale is brought to it.
package enum Rounding: String, CaseIterable, Hashable, Sendable {
    /// Cuts the digits off.
    case towardZero
    /// The next larger magnitude, whatever is cut off.
    case awayFromZero
    /// Toward negative infinity.
    case down
    /// Toward positive infinity.
    case up
    /// The nearest; a tie goes to the even digit.
    case halfEven
    /// The nearest; a tie goes to the larger magnitude: what a customer learned at school.
    case halfAwayFromZero
    /// The nearest; a tie goes to the smaller magnitude.
    case halfTowardZero

    /// Whether the magnitude of a quotient grows by one.
    func grows(isNegative: Bool, isOdd: Bool, rest: Rest) -> Bool {
        guard rest != .none else { return false }
        return switch self {
        case .towardZero: false
        case .awayFromZero: true
        case .down: isNegative
        case .up: !isNegative
        case .halfEven: rest == .aboveHalf || (rest == .half && isOdd)
        case .halfAwayFromZero: rest != .belowHalf
        case .halfTowardZero: rest == .aboveHalf
        }
    }
}

/// What a division leaves, against the divisor.
enum Rest: Equatable {
    case none, belowHalf, half, aboveHalf

    init(_ remainder: UInt128, of divisor: UInt128) {
        // `remainder < divisor`, so the difference does not wrap and nothing is doubled.
        let other = divisor - remainder
        self =
            remainder == 0
            ? .none : remainder < other ? .belowHalf : remainder == other ? .half : .aboveHalf
    }
}
