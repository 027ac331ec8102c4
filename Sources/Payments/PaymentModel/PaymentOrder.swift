package import Bytes

/// One transfer of a customer's file, as far as decisions rest on it.
///
/// Names, account numbers and texts are elsewhere, sealed, under the payment's id.
package struct PaymentOrder: Sendable, Recorded {
    package var amount: UInt128
    /// ISO 4217 numeric code.
    package var currency: UInt16
    /// Keyed hash of the creditor's IBAN; 0 where the text is no IBAN.
    package var creditor: UInt128
    package var creditorBank: BankCode
    /// Keyed hash of initiating party, debtor's account and end-to-end identification; 0 where that
    /// is a constant and tells nothing.
    package var endToEnd: UInt128
    /// The order asks for the instant scheme.
    package var isInstant: Bool
    /// What reading the order alone already refuses it for.
    package var refusal: ReasonCode

    package init(
        amount: UInt128, currency: UInt16, creditor: UInt128, creditorBank: BankCode,
        endToEnd: UInt128, isInstant: Bool, refusal: ReasonCode
    ) {
        self.amount = amount
        self.currency = currency
        self.creditor = creditor
        self.creditorBank = creditorBank
        self.endToEnd = endToEnd
        self.isInstant = isInstant
        self.refusal = refusal
    }

    package func write(to writer: inout ByteWriter) {
        writer.write(amount: amount)
        writer.write(currency)
        writer.write(creditor)
        creditorBank.write(to: &writer)
        writer.write(endToEnd)
        writer.write(isInstant)
        writer.write(refusal.rawValue)
    }

    package init(from reader: inout ByteReader) throws(ByteError) {
        amount = try reader.readAmount()
        currency = try reader.read()
        creditor = try reader.read()
        creditorBank = try BankCode(from: &reader)
        endToEnd = try reader.read()
        isInstant = try reader.readFlag()
        refusal = ReasonCode(rawValue: try reader.read())
    }
}
