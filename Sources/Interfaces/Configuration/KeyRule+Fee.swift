import PaymentModel
import Vocabulary

/// The keys of `[[fee]]`.
extension KeyRule {
    static let fee: [KeyRule] = [
        KeyRule(
            .fee, "name", .text(bytesMax: FeeRule.nameBytesMax), .required,
            "What it is called where it is shown beforehand."),
        KeyRule(
            .fee, "scheme",
            .parsed("a scheme's name, or \"book\" for transfers between accounts here", isWay),
            .required, "Whose payments it is for."),
        KeyRule(
            .fee, "currency", .parsed("a currency of ISO 4217") { Currency($0) != nil },
            .required, "The currency of payments, bands and fee."),
        KeyRule(
            .fee, "party",
            .parsed("a party's id, party_…") { ObjectID($0)?.kind == .party }, .silent,
            "Whose table it is, in place of everybody's; everybody's if absent."),
        KeyRule(
            .fee, "amount_from", .amount, .silent, "The band's first amount; zero if absent."),
        KeyRule(.fee, "amount_to", .amount, .silent, "The band's last amount; no end if absent."),
        KeyRule(.fee, "fee", .amountOrZero, .required, "What one payment costs its payer."),
        KeyRule(
            .fee, "collected", .choice(FeeRule.Collection.allCases.map(\.rawValue)),
            .value(.text(FeeRule.Collection.payment.rawValue)),
            "With the payment, or in one entry at the end of the month's last day."),
        KeyRule(
            .fee, "returned", .boolean, .value(.boolean(false)),
            "Whether a payment that comes back gives it back."),
        KeyRule(
            .fee, "valid_from", date, .silent,
            "First day on which the table that the row belongs to counts."),
        KeyRule(
            .fee, "source", .text(bytesMax: Scheme.sourceBytesMax), .required,
            "The price list or agreement that says so."),
        KeyRule(
            .fee, "confidence", .choice(Scheme.Confidence.allCases.map(\.rawValue)), .required,
            "How far the source was checked."),
    ]

    private static func isWay(_ text: String) -> Bool {
        if text == FeeRule.book { return true }
        return 1...Scheme.nameBytesMax ~= text.utf8.count
            && text.utf8.allSatisfy { 65...90 ~= $0 || 48...57 ~= $0 || $0 == 95 }
    }
}
