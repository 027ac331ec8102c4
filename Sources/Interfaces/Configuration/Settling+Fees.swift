import PaymentModel
import Vocabulary

/// Rows of `[[fee]]`.
extension Settling {
    mutating func fees(_ schemes: [Scheme], of bank: BankProfile) -> [FeeRule] {
        var rows: [(row: FeeRule, table: SettledTable)] = []
        for written in written(.fee, limit: FeeRule.countMax) {
            let table = settled(.fee, written)
            list(table, name: table.text("name"))
            guard let row = table.fee(&complaints) else { continue }
            complain(row, table, schemes)
            if let other = rows.first(where: { $0.row.isBeside(row) && $0.row.overlaps(row) }) {
                let place = other.table.place.map { " at \($0)" } ?? ""
                table.complain(
                    "amount_from", "another row of the same table has amounts of this band\(place)",
                    &complaints)
            }
            rows.append((row, table))
        }
        complainAboutInstant(rows, schemes, bank)
        return rows.map(\.row)
    }

    private mutating func complain(
        _ row: FeeRule, _ table: SettledTable, _ schemes: [Scheme]
    ) {
        guard row.scheme != FeeRule.book else { return }
        guard let scheme = schemes.first(where: { $0.name == row.scheme }) else {
            return table.complain("scheme", "there is no scheme \(row.scheme)", &complaints)
        }
        if scheme.currency != row.currency {
            table.complain(
                "currency", "\(row.currency) is not the scheme's, \(scheme.currency)",
                &complaints)
        }
    }

    /// Regulation (EU) 260/2012 Article 5b: an instant payment costs no more than an ordinary one.
    private mutating func complainAboutInstant(
        _ rows: [(row: FeeRule, table: SettledTable)], _ schemes: [Scheme], _ bank: BankProfile
    ) {
        let setup = BankSetup(bank: bank, schemes: schemes, reach: [], fees: rows.map(\.row))
        guard let found = setup.dearerInstant,
            let table = rows.first(where: { $0.row == found.instant })?.table
        else { return }
        let other =
            found.ordinary.map { "\($0.fee.amountText) of \($0.name)" } ?? "nothing"
        table.complain(
            "fee",
            "an instant payment would cost \(found.instant.fee.amountText), an ordinary one \(other)"
                + " (Regulation (EU) 260/2012 Article 5b)", &complaints)
    }
}

extension SettledTable {
    /// The row of `[[fee]]`.
    func fee(_ complaints: inout [Complaint]) -> FeeRule? {
        guard let name = text("name"), let scheme = text("scheme"),
            let currency = parsed("currency", { Currency($0) }),
            let collection = parsed("collected", { FeeRule.Collection(rawValue: $0) }),
            let fee = amount("fee", in: currency, &complaints), let source = text("source"),
            let confidence = parsed("confidence", { Scheme.Confidence(rawValue: $0) })
        else { return nil }
        let from =
            amount("amount_from", in: currency, &complaints)
            ?? Money(minorUnits: 0, currency: currency)
        let to = amount("amount_to", in: currency, &complaints)
        if let to, to.minorUnits < from.minorUnits {
            complain("amount_to", "it is below amount_from", &complaints)
        }
        return FeeRule(
            name: name, scheme: scheme, party: parsed("party") { ObjectID($0)?.value } ?? 0,
            from: from, to: to, fee: fee, collection: collection,
            isReturned: boolean("returned") ?? false, validFrom: date("valid_from"),
            source: source, confidence: confidence)
    }
}
