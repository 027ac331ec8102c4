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
