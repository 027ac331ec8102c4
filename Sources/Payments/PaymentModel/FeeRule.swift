import Bytes
package import Vocabulary

/// What a payment costs its payer: one row of a dated table (rows F1–F9 of `postings.md`).
///
/// The rows of one scheme, currency, party and first day are a table; the newest that has begun
/// counts, and of its rows the one into whose band the amount falls. A party's own table counts in
/// place of everybody's.
package struct FeeRule: Hashable, Sendable {
    /// When it is taken.
    package enum Collection: String, CaseIterable, Hashable, Sendable {
        /// With the payment.
        case payment
        /// At the end of the month's last day, in one entry an account.
        case month
    }

    /// At most so many rows.
    package static let countMax = 1_000
    package static let nameBytesMax = 70
    /// The name of what is booked between two accounts here, in a scheme's place.
    package static let book = "book"

    /// As it stands in the entry's text.
    package let name: String
    /// The scheme's name, or ``book``.
    package let scheme: String
    /// Whose table it is; 0 for everybody's.
    package let party: UInt128
    /// The band's first amount; in the currency of all of them.
    package let from: Money
    /// The band's last amount; nil where it has no end.
    package let to: Money?
    package let fee: Money
    package let collection: Collection
    /// A payment that comes back gives it back.
    package let isReturned: Bool
    /// First day on which the table counts; nil from the beginning.
    package let validFrom: BusinessDate?
    package let source: String
    package let confidence: Scheme.Confidence

    package init(
        name: String, scheme: String, party: UInt128, from: Money, to: Money?, fee: Money,
        collection: Collection, isReturned: Bool, validFrom: BusinessDate?, source: String,
        confidence: Scheme.Confidence
    ) {
        self.name = name
        self.scheme = scheme
        self.party = party
        self.from = from
        self.to = to
        self.fee = fee
        self.collection = collection
        self.isReturned = isReturned
        self.validFrom = validFrom
        self.source = source
        self.confidence = confidence
    }

    package var currency: Currency { fee.currency }
    private var start: BusinessDate { validFrom ?? .earliest }

    package func covers(_ amount: Int128) -> Bool {
        from.minorUnits <= amount && (to.map { amount <= $0.minorUnits } ?? true)
    }

    /// Whether two rows are of one table.
    package func isBeside(_ other: FeeRule) -> Bool {
        scheme == other.scheme && currency == other.currency && party == other.party
            && validFrom == other.validFrom
    }

    /// Whether two bands have an amount in common.
    package func overlaps(_ other: FeeRule) -> Bool {
        let isBefore = to.map { $0.minorUnits < other.from.minorUnits } ?? false
        let isBehind = other.to.map { $0.minorUnits < from.minorUnits } ?? false
        return !isBefore && !isBehind
    }

    func encode(into writer: inout ByteWriter) {
        writer.writePrefixed(name)
        writer.writePrefixed(scheme)
        writer.writePrefixed(currency.code)
        writer.write(party)
        writer.writeOptional(Optional(from))
        writer.writeOptional(to)
        writer.writeOptional(Optional(fee))
        writer.writePrefixed(collection.rawValue)
        writer.writeFlag(isReturned)
        writer.writeOptional(validFrom)
        writer.writePrefixed(source)
        writer.writePrefixed(confidence.rawValue)
    }

    init(from reader: inout SetupReader) throws(BankSetupError) {
        name = try reader.text(limit: Self.nameBytesMax)
        scheme = try reader.text(limit: Scheme.nameBytesMax)
        let currency = try reader.parsed("currency") { Currency($0) }
        party = try reader.id()
        guard let from = try reader.amount("amount_from", in: currency) else {
            throw reader.refusal(of: "amount_from")
        }
        self.from = from
        to = try reader.amount("amount_to", in: currency)
        guard let fee = try reader.amount("fee", in: currency) else {
            throw reader.refusal(of: "fee")
        }
        self.fee = fee
        collection = try reader.parsed("collected") { Collection(rawValue: $0) }
        isReturned = try reader.flag("returned")
        validFrom = try reader.optional("valid_from") { BusinessDate($0) }
        source = try reader.text(limit: Scheme.sourceBytesMax)
        confidence = try reader.parsed("confidence") { Scheme.Confidence(rawValue: $0) }
    }
}

extension FeeRule: Comparable {
    /// By scheme, currency, party, first day and band.
    package static func < (left: FeeRule, right: FeeRule) -> Bool {
        if left.scheme != right.scheme { return left.scheme < right.scheme }
        if left.currency != right.currency { return left.currency.number < right.currency.number }
        return (left.party, left.start, left.from.minorUnits)
            < (right.party, right.start, right.from.minorUnits)
    }
}

extension BankSetup {
    /// What a payment costs on a day; nil where nothing.
    ///
    /// - Parameter scheme: its name, or ``FeeRule/book``.
    package func fee(
        _ scheme: String, _ currency: Currency, party: UInt128, amount: Int128, on day: BusinessDate
    ) -> FeeRule? {
        let rows = fees.filter {
            $0.scheme == scheme && $0.currency == currency
                && ($0.validFrom.map { $0 <= day } ?? true)
        }
        let own = party == 0 ? [] : rows.filter { $0.party == party }
        let candidates = own.isEmpty ? rows.filter { $0.party == 0 } : own
        guard let newest = candidates.last else { return nil }
        return candidates.first { $0.isBeside(newest) && $0.covers(amount) }
    }

    /// Where an instant payment would cost more than an ordinary one of the same currency, party,
    /// amount and day: the first such pair.
    ///
    /// Fees are constant between the ends of bands and the first days of tables, so that these are
    /// all that is to be asked (260/2012 Article 5b).
    package var dearerInstant: (instant: FeeRule, ordinary: FeeRule?)? {
        for instant in schemes where instant.isInstant {
            for ordinary in schemes
            where !ordinary.isInstant && ordinary.currency == instant.currency {
                let rows = fees.filter { $0.scheme == instant.name || $0.scheme == ordinary.name }
                if let found = dearer(instant, than: ordinary, rows) { return found }
            }
        }
        return nil
    }

    private func dearer(
        _ instant: Scheme, than ordinary: Scheme, _ rows: [FeeRule]
    ) -> (instant: FeeRule, ordinary: FeeRule?)? {
        let currency = instant.currency
        let days = Set(rows.map { $0.validFrom ?? .earliest }).sorted()
        let parties = Set(rows.map(\.party) + [0]).sorted()
        let ends = rows.flatMap { [$0.from.minorUnits, ($0.to?.minorUnits ?? 0) + 1] }
        for day in days {
            for party in parties {
                for amount in Set(ends + [0]).sorted() {
                    guard
                        let dear = fee(
                            instant.name, currency, party: party, amount: amount, on: day)
                    else { continue }
                    let cheap = fee(
                        ordinary.name, currency, party: party, amount: amount, on: day)
                    if dear.fee.minorUnits > (cheap?.fee.minorUnits ?? 0) { return (dear, cheap) }
                }
            }
        }
        return nil
    }
}
