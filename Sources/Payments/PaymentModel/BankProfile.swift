package import Vocabulary

/// Who the bank is: `[bank]` of the configuration, and its BIC of `[swift]`.
package struct BankProfile: Hashable, Sendable {
    package static let legalNameBytesMax = 140
    /// At most so many bank codes of its own.
    package static let bankCodesMax = 256

    package var legalName: String
    package var lei: LEI?
    package var bic: BIC
    /// The zone of its booking days.
    package var zone: ZoneRules
    /// The country of its own IBANs.
    package var country: CountryCode
    /// The bank codes of its own IBANs, sorted, at least one.
    package var bankCodes: [String]
    /// When the clock ends the day, on clocks in the bank's zone: before noon the day before; `nil`
    /// where only a person ends it.
    package var endOfDay: TimeOfDay?
    /// Minutes from one camt.052 of an account to the next within a day; 0 where none is written
    /// unasked.
    package var interimMinutes = 0
    package static let interimMinutesMax = 1_440

    package init(
        legalName: String, lei: LEI?, bic: BIC, zone: ZoneRules, country: CountryCode,
        bankCodes: [String]
    ) {
        precondition(!bankCodes.isEmpty, "A bank that holds accounts has a bank code.")
        self.legalName = legalName
        self.lei = lei
        self.bic = bic
        self.zone = zone
        self.country = country
        self.bankCodes = bankCodes.sorted()
    }
}
