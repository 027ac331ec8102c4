/// What kind of booking an entry is (`BkTxCd/Domn`): domain, family, sub-family.
///
/// Source: the external bank transaction code list of ISO 20022. The code for a returned instant
/// payment rests on the list alone and is not verified against a bank's statements.
package struct BankTransactionCode: Hashable, Sendable {
    package var domain: String
    package var family: String
    package var subFamily: String

    package init(_ domain: String, _ family: String, _ subFamily: String) {
        self.domain = domain
        self.family = family
        self.subFamily = subFamily
    }

    /// Within the bank: issued credit transfer, book transfer; received where it is a credit.
    package static func bookTransfer(_ side: CreditDebit) -> BankTransactionCode {
        BankTransactionCode("PMNT", side == .debit ? "ICDT" : "RCDT", "BOOK")
    }

    /// SEPA credit transfer.
    package static func creditTransfer(_ side: CreditDebit) -> BankTransactionCode {
        BankTransactionCode("PMNT", side == .debit ? "ICDT" : "RCDT", "ESCT")
    }

    /// SEPA instant credit transfer.
    package static func instantTransfer(_ side: CreditDebit) -> BankTransactionCode {
        BankTransactionCode("PMNT", side == .debit ? "IRCT" : "RRCT", "ESCT")
    }

    /// A payment of ours that came back.
    package static let returned = BankTransactionCode("PMNT", "ICDT", "RRTN")
    /// An instant payment of ours that came back.
    package static let returnedInstant = BankTransactionCode("PMNT", "IRCT", "RRTN")
    /// A payment to us that went back on request.
    package static let givenBack = BankTransactionCode("PMNT", "RCDT", "RRTN")
    /// An instant payment to us that went back on request.
    package static let givenBackInstant = BankTransactionCode("PMNT", "RRCT", "RRTN")
    /// A fee for one payment.
    package static let charge = BankTransactionCode("PMNT", "ICDT", "CHRG")
    /// A fee of its own, such as a monthly one.
    package static let fee = BankTransactionCode("PMNT", "MDOP", "FEES")
}
