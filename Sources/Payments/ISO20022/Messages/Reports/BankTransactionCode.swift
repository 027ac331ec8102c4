/// What kind of booking an entry is (`BkTxCd/Domn`): domain, family, sub-family.
package struct BankTransactionCode: Hashable, Sendable {
    package var domain: String
    package var family: String
    package var subFamily: String

    package init(_ domain: String, _ family: String, _ subFamily: String) {
        self.domain = domain
        self.family = family
        self.subFamily = subFamily
    }

    /// A kind of booking, as the table has one row for.
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        /// Between two accounts here.
        case bookTransfer
        /// SEPA credit transfer.
        case creditTransfer
        /// SEPA instant credit transfer.
        case instantTransfer
        /// A payment of ours that came back.
        case returned
        case returnedInstant
        /// A payment to us that went back on request.
        case givenBack
        case givenBackInstant
        /// A fee for one payment.
        case charge
        /// A fee of its own, such as a monthly one.
        case fee
    }

    /// One row: the code of a debit and of a credit, and how sure it is.
    package struct Row: Hashable, Sendable {
        package let kind: Kind
        package let debit: BankTransactionCode
        package let credit: BankTransactionCode
        /// False: read in the code list alone, not checked against a bank's statements.
        package let isVerified: Bool
    }

    /// Source: the external bank transaction code list of ISO 20022, and `postings.md` §7.
    package static let table: [Row] = [
        row(.bookTransfer, "ICDT/BOOK", "RCDT/BOOK"),
        row(.creditTransfer, "ICDT/ESCT", "RCDT/ESCT"),
        row(.instantTransfer, "IRCT/ESCT", "RRCT/ESCT"),
        // The family is that of the payment which came back: its credit is no receipt of another's.
        row(.returned, "ICDT/RRTN", "ICDT/RRTN"),
        row(.returnedInstant, "IRCT/RRTN", "IRCT/RRTN", isVerified: false),
        row(.givenBack, "RCDT/RRTN", "RCDT/RRTN", isVerified: false),
        row(.givenBackInstant, "RRCT/RRTN", "RRCT/RRTN", isVerified: false),
        row(.charge, "ICDT/CHRG", "ICDT/CHRG"),
        row(.fee, "MDOP/FEES", "MDOP/FEES"),
    ]

    private static func row(
        _ kind: Kind, _ debit: String, _ credit: String, isVerified: Bool = true
    ) -> Row {
        func code(_ text: String) -> BankTransactionCode {
            BankTransactionCode("PMNT", String(text.prefix(4)), String(text.suffix(4)))
        }
        return Row(kind: kind, debit: code(debit), credit: code(credit), isVerified: isVerified)
    }

    /// The code of a booking on one side.
    package static func of(_ kind: Kind, _ side: CreditDebit) -> BankTransactionCode {
        guard let row = table.first(where: { $0.kind == kind }) else {
            preconditionFailure("Each kind has a row.")
        }
        return side == .debit ? row.debit : row.credit
    }

    package static func bookTransfer(_ side: CreditDebit) -> Self { of(.bookTransfer, side) }
    package static func creditTransfer(_ side: CreditDebit) -> Self { of(.creditTransfer, side) }
    package static func instantTransfer(_ side: CreditDebit) -> Self {
        of(.instantTransfer, side)
    }
    package static let returned = of(.returned, .credit)
    package static let returnedInstant = of(.returnedInstant, .credit)
    package static let givenBack = of(.givenBack, .debit)
    package static let givenBackInstant = of(.givenBackInstant, .debit)
    package static let charge = of(.charge, .debit)
    package static let fee = of(.fee, .debit)
}
