/// What an account may do and how it was made; the bits are TigerBeetle's.
package struct AccountFlags: OptionSet, Hashable, BitwiseCopyable, Sendable {
    package let rawValue: UInt16

    package init(rawValue: UInt16) { self.rawValue = rawValue }

    /// Succeeds or fails together with the next event of the batch.
    package static var linked: Self { Self(rawValue: 1 << 0) }
    /// Refuses a debit that would bring debits, pending ones included, above posted credits.
    package static var debitsMustNotExceedCredits: Self { Self(rawValue: 1 << 1) }
    /// Refuses a credit that would bring credits, pending ones included, above posted debits.
    package static var creditsMustNotExceedDebits: Self { Self(rawValue: 1 << 2) }
    /// Asks for past balances.
    ///
    /// They are kept for every account, so it changes nothing here.
    package static var history: Self { Self(rawValue: 1 << 3) }
    /// Brings its own timestamp from the past.
    package static var imported: Self { Self(rawValue: 1 << 4) }
    /// Takes part in no transfer until the transfer that closed it is voided or expires.
    package static var closed: Self { Self(rawValue: 1 << 5) }

    /// The stored record has an extension; no event comes with it, and no answer tells it.
    package static var extended: Self { Self(rawValue: 1 << 15) }

    /// The bits that have a meaning; an event with any other is refused.
    static var known: Self { Self(rawValue: (1 << 6) - 1) }
}
