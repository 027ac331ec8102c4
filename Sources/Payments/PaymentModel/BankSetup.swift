import Duplicates
package import Vocabulary

/// Everything about the bank that decisions rest on: its profile, its schemes and its reach.
///
/// It enters the journal as one command when it differs from the last; state machines read it from
/// state, never from files.
package struct BankSetup: Hashable, Sendable {
    package let bank: BankProfile
    /// The dated rows of all schemes, sorted by name and first day.
    package let schemes: [Scheme]
    /// Sorted by country, bank code, scheme and first day.
    ///
    /// Rows of one code and scheme do not overlap.
    package let reach: [Reach]
    /// From which amounts on a second person must release.
    package let approvals: ApprovalRules
    /// Sorted by scheme, side and first day.
    package let valueDates: [ValueDateRule]
    /// What statuses of accounts are called in refusals; sorted by status and first day.
    package let statusCodes: [StatusCode]
    /// How long payments can be asked back; sorted by reason and first day.
    package let recalls: [RecallRule]
    /// How long payments to us can be sent back; sorted by scheme and first day.
    package let returnWindows: [ReturnWindow]

    /// What payments cost; sorted by scheme, currency, party, first day and band.
    package let fees: [FeeRule]

    /// For how many months after the one of its first sight a key of duplicates is known.
    package let duplicateMonths: Int

    /// The most months that can be asked for: ten years.
    package static let duplicateMonthsMax = 120

    /// Sorts what it gets, so that the same setup has the same bytes however it was written down.
    package init(
        bank: BankProfile, schemes: [Scheme], reach: [Reach], approvals: ApprovalRules = .none,
        valueDates: [ValueDateRule] = [], statusCodes: [StatusCode] = [],
        recalls: [RecallRule] = [], returnWindows: [ReturnWindow] = [],
        fees: [FeeRule] = [], duplicateMonths: Int = DuplicateIndex.keptMonthsDefault
    ) {
        self.returnWindows = returnWindows.sorted()
        self.recalls = recalls.sorted()
        self.fees = fees.sorted()
        self.duplicateMonths = duplicateMonths
        self.statusCodes = statusCodes.sorted {
            ($0.status.rawValue, $0.validFrom?.dayNumber ?? .min)
                < ($1.status.rawValue, $1.validFrom?.dayNumber ?? .min)
        }
        self.approvals = approvals
        self.bank = bank
        self.schemes = schemes.sorted(by: Scheme.isBefore)
        self.reach = reach.sorted()
        self.valueDates = valueDates.sorted()
    }

    /// The first row of a scheme, for what all of them agree in.
    package func scheme(named name: String) -> Scheme? {
        schemes.first { $0.name == name }
    }

    /// Whether the IBAN is one of ours: opened or not, nobody else can hold it.
    package func isHere(_ iban: IBAN) -> Bool {
        iban.country == bank.country && bank.bankCodes.contains(iban.bankCode)
    }

    /// The row that leads to an IBAN through a scheme on a day; `nil` where it cannot be reached.
    package func route(to iban: IBAN, through scheme: String, on date: BusinessDate) -> Reach? {
        routes(to: iban, on: date).first { $0.scheme == scheme }
    }

    /// Every row that leads to an IBAN on a day, in order of the scheme's name.
    ///
    /// Cost: a binary search.
    package func routes(to iban: IBAN, on date: BusinessDate) -> [Reach] {
        rows(country: iban.country.text, bankCode: iban.bankCode).filter { $0.isValid(on: date) }
    }

    /// The BIC of the bank that holds an IBAN: ours, or that of any row of the day.
    package func bic(of iban: IBAN, on date: BusinessDate) -> BIC? {
        isHere(iban) ? bank.bic : routes(to: iban, on: date).first?.bic
    }

    private func rows(country: String, bankCode: String) -> ArraySlice<Reach> {
        let start = firstRow { ($0.country.text, $0.bankCode) >= (country, bankCode) }
        let end = firstRow { ($0.country.text, $0.bankCode) > (country, bankCode) }
        return reach[start..<end]
    }

    /// The first row for which a condition holds that, once true, stays true.
    private func firstRow(where condition: (Reach) -> Bool) -> Int {
        var low = 0
        var high = reach.count
        while low < high {
            let middle = low + (high - low) / 2
            if condition(reach[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
