/// Parts that a total may be split into.
package let splitPartsMax = 1 << 20

/// Splits a total into equal parts; odd units go to the first ones, and the parts add up.
///
/// `split(100, into: 3)` is `[34, 33, 33]`. No part, or more than ``splitPartsMax``, is a
/// programmer's error.
package func split(_ total: Int128, into parts: Int) -> [Int128] {
    precondition(1...splitPartsMax ~= parts, "A split has 1 to \(splitPartsMax) parts.")
    let (share, odd) = total.quotientAndRemainder(dividingBy: Int128(parts))
    let shares = (0..<parts).map { index in
        Int128(index) < Int128(odd.magnitude) ? share + odd.signum() : share
    }
    precondition(shares.reduce(0, +) == total, "A split must add up.")
    return shares
}

/// Splits a total in proportion to weights; the units that rounding leaves go to the largest
/// remainders, earlier parts first among equals, and the parts add up.
///
/// `split(100, by: [1, 1, 2])` is `[25, 25, 50]`. At least one weight must be above zero.
package func split(_ total: Int128, by weights: [UInt64]) -> [Int128] {
    precondition(1...splitPartsMax ~= weights.count, "A split has 1 to \(splitPartsMax) parts.")
    let whole = weights.reduce(UInt128(0)) { $0 + UInt128($1) }
    precondition(whole > 0, "At least one weight must be above zero.")
    let parts = weights.map { weight in
        // `weight <= whole`, so the quotient is at most the total's magnitude.
        whole.dividingFullWidth(total.magnitude.multipliedFullWidth(by: UInt128(weight)))
    }
    var magnitudes = parts.map { $0.quotient }
    let left = Int(total.magnitude - magnitudes.reduce(0, +))
    let byRemainder = parts.indices.sorted {
        (parts[$1].remainder, $0) < (parts[$0].remainder, $1)
    }
    for index in byRemainder.prefix(left) { magnitudes[index] += 1 }
    let shares = magnitudes.map { total < 0 ? 0 - Int128($0) : Int128($0) }
    precondition(shares.reduce(0, +) == total, "A split must add up.")
    return shares
}
