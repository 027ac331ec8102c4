/// An account as it travels and as it is stored: 128 bytes in TigerBeetle's layout.
///
/// Balances are unsigned whole minor units. `id` 0 and 2^128 − 1 are refused; `ledger` and `code`
/// are any numbers but 0.
package struct Account: Hashable, BitwiseCopyable, Sendable {
    package var id: UInt128
    package var debitsPending: UInt128
    package var debitsPosted: UInt128
    package var creditsPending: UInt128
    package var creditsPosted: UInt128
    package var userData128: UInt128
    package var userData64: UInt64
    package var userData32: UInt32
    /// Must be zero.
    package var reserved: UInt32
    package var ledger: UInt32
    package var code: UInt16
    package var flags: AccountFlags
    /// Nanoseconds since 1970, given by the ledger; 0 in an event that is not imported.
    package var timestamp: UInt64

    package init(
        id: UInt128,
        ledger: UInt32,
        code: UInt16,
        flags: AccountFlags = [],
        userData128: UInt128 = 0,
        userData64: UInt64 = 0,
        userData32: UInt32 = 0,
        timestamp: UInt64 = 0
    ) {
        self.id = id
        debitsPending = 0
        debitsPosted = 0
        creditsPending = 0
        creditsPosted = 0
        self.userData128 = userData128
        self.userData64 = userData64
        self.userData32 = userData32
        reserved = 0
        self.ledger = ledger
        self.code = code
        self.flags = flags
        self.timestamp = timestamp
    }

    /// The four balances by themselves.
    package var balance: Balance {
        Balance(
            debitsPending: debitsPending, debitsPosted: debitsPosted,
            creditsPending: creditsPending, creditsPosted: creditsPosted)
    }
}
