/// The four balances of an account at one instant, in whole minor units.
package struct Balance: Hashable, BitwiseCopyable, Sendable {
    package var debitsPending: UInt128
    package var debitsPosted: UInt128
    package var creditsPending: UInt128
    package var creditsPosted: UInt128

    package init(
        debitsPending: UInt128 = 0,
        debitsPosted: UInt128 = 0,
        creditsPending: UInt128 = 0,
        creditsPosted: UInt128 = 0
    ) {
        self.debitsPending = debitsPending
        self.debitsPosted = debitsPosted
        self.creditsPending = creditsPending
        self.creditsPosted = creditsPosted
    }
}

/// Sums that wrap: in walking back and in adding up again a hold can be taken off before its end
/// has been put back.
///
/// The end result is exact modulo 2^128, and a balance always fits.
extension Balance {
    mutating func add(pending amount: UInt128, isDebit: Bool) {
        if isDebit { debitsPending &+= amount } else { creditsPending &+= amount }
    }

    mutating func subtract(pending amount: UInt128, isDebit: Bool) {
        if isDebit { debitsPending &-= amount } else { creditsPending &-= amount }
    }

    mutating func add(posted amount: UInt128, isDebit: Bool) {
        if isDebit { debitsPosted &+= amount } else { creditsPosted &+= amount }
    }

    mutating func subtract(posted amount: UInt128, isDebit: Bool) {
        if isDebit { debitsPosted &-= amount } else { creditsPosted &-= amount }
    }
}
