/// A transfer as it travels and as it is stored: 128 bytes in TigerBeetle's layout.
///
/// One debit and one credit of the same amount, in whole minor units. What is stored is what
/// happened: a balancing transfer's own amount, and for a resolution the accounts, ledger, code and
/// (where the event has zero) user data of the pending transfer.
package struct Transfer: Hashable, BitwiseCopyable, Sendable {
    package var id: UInt128
    package var debitAccountID: UInt128
    package var creditAccountID: UInt128
    /// 2^128 − 1 means "all" when posting, and is an upper bound when balancing.
    package var amount: UInt128
    /// The transfer that a resolution posts or voids; 0 otherwise.
    package var pendingID: UInt128
    package var userData128: UInt128
    package var userData64: UInt64
    package var userData32: UInt32
    /// Seconds until a pending transfer expires; 0 for never.
    package var timeout: UInt32
    package var ledger: UInt32
    package var code: UInt16
    package var flags: TransferFlags
    /// Nanoseconds since 1970, given by the ledger; 0 in an event that is not imported.
    package var timestamp: UInt64

    package init(
        id: UInt128,
        debitAccountID: UInt128 = 0,
        creditAccountID: UInt128 = 0,
        amount: UInt128 = 0,
        pendingID: UInt128 = 0,
        userData128: UInt128 = 0,
        userData64: UInt64 = 0,
        userData32: UInt32 = 0,
        timeout: UInt32 = 0,
        ledger: UInt32 = 0,
        code: UInt16 = 0,
        flags: TransferFlags = [],
        timestamp: UInt64 = 0
    ) {
        self.id = id
        self.debitAccountID = debitAccountID
        self.creditAccountID = creditAccountID
        self.amount = amount
        self.pendingID = pendingID
        self.userData128 = userData128
        self.userData64 = userData64
        self.userData32 = userData32
        self.timeout = timeout
        self.ledger = ledger
        self.code = code
        self.flags = flags
        self.timestamp = timestamp
    }

    /// The instant at which a pending transfer expires, in nanoseconds; `nil` for never.
    ///
    /// It cannot overflow in a stored transfer: such a timeout is refused.
    package var expiresAt: UInt64? {
        timeout == 0 ? nil : timestamp + UInt64(timeout) * 1_000_000_000
    }
}
