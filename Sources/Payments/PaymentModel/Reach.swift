package import Vocabulary

/// Through which scheme, and to which bank, the IBANs of a bank code are paid: one `[[reach]]`.
package struct Reach: Hashable, Sendable {
    /// At most so many rows.
    package static let countMax = 100_000
    package static let bankCodeBytesMax = 11

    /// The country and the bank code of the IBANs, as they stand in them: `DE`, `90000002`.
    package var country: CountryCode
    package var bankCode: String
    package var bic: BIC
    /// The name of a ``Scheme``.
    package var scheme: String
    /// First and last day on which the row counts; `nil` without a beginning or an end.
    package var validFrom: BusinessDate?
    package var validTo: BusinessDate?

    package init(
        country: CountryCode, bankCode: String, bic: BIC, scheme: String,
        validFrom: BusinessDate? = nil, validTo: BusinessDate? = nil
    ) {
        self.country = country
        self.bankCode = bankCode
        self.bic = bic
        self.scheme = scheme
        self.validFrom = validFrom
        self.validTo = validTo
    }

    /// Whether the row counts on a day; both ends are included.
    package func isValid(on date: BusinessDate) -> Bool {
        let hasBegun = validFrom.map { $0 <= date } ?? true
        let hasEnded = validTo.map { $0 < date } ?? false
        return hasBegun && !hasEnded
    }

    /// Whether two rows say something about the same code and scheme on a common day.
    package func overlaps(_ other: Reach) -> Bool {
        guard country == other.country, bankCode == other.bankCode, scheme == other.scheme else {
            return false
        }
        let begin = max(validFrom ?? .earliest, other.validFrom ?? .earliest)
        let end = min(validTo ?? .latest, other.validTo ?? .latest)
        return begin <= end
    }
}

extension Reach: Comparable {
    /// By country, bank code, scheme and days, so that rows which overlap are neighbours.
    package static func < (left: Reach, right: Reach) -> Bool {
        left.sortKey < right.sortKey
    }

    private var sortKey: (String, String, String, BusinessDate, BusinessDate, String) {
        (
            country.text, bankCode, scheme, validFrom ?? .earliest, validTo ?? .latest, bic.bic11
        )
    }
}
