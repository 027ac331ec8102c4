import Arithmetic
package import Vocabulary

/// A made-up file of a customer, for trying things out: the same bytes for the same values.
///
/// ```swift
/// let example = ExampleFile(
///     messageID: "EXAMPLE-1", created: now, execution: today, debtorName: "Anna Schmidt",
///     debtorAccount: iban, debtorAgent: bic, creditors: creditors)
/// let bytes = try example.file(version: .v09, transfers: 100).written()
/// ```
package struct ExampleFile: Hashable, Sendable {
    /// Transfers that a file may have.
    package static let transfersMax = 100_000

    package var messageID: String
    package var created: MessageTime
    package var execution: BusinessDate
    package var debtorName: String
    package var debtorAccount: IBAN
    package var debtorAgent: BIC
    package var currency: Currency = .eur
    /// Asks for the instant scheme.
    package var isInstant = false
    /// Taken in turn.
    package var creditors: [Creditor]

    package struct Creditor: Hashable, Sendable {
        package var name: String
        package var account: IBAN

        package init(name: String, account: IBAN) {
            self.name = name
            self.account = account
        }
    }

    package init(
        messageID: String, created: MessageTime, execution: BusinessDate, debtorName: String,
        debtorAccount: IBAN, debtorAgent: BIC, creditors: [Creditor]
    ) {
        self.messageID = messageID
        self.created = created
        self.execution = execution
        self.debtorName = debtorName
        self.debtorAccount = debtorAccount
        self.debtorAgent = debtorAgent
        self.creditors = creditors
    }

    /// The file: amounts go from 1.00 to 10.99 and begin again, counts and sums are right.
    ///
    /// At least one creditor and 1 to ``transfersMax`` transfers are the caller's duty.
    package func file(
        version: CreditTransferInitiation.Version, transfers count: Int
    ) -> CreditTransferInitiation {
        precondition(!creditors.isEmpty, "Someone has to be paid.")
        precondition(1...Self.transfersMax ~= count, "A file has 1 to 100,000 transfers.")
        let transfers = (0..<count).map(transfer)
        let units = transfers.indices.reduce(Int128(0)) { $0 + amount(at: $1).minorUnits }
        let sum = Money(minorUnits: units, currency: currency).decimal
        var payment = CreditTransferInitiation.Payment(
            id: messageID, execution: .day(execution), debtor: Party(name: debtorName),
            debtorAccount: CashAccount(debtorAccount), debtorAgent: Agent(debtorAgent),
            type: isInstant ? .sepaInstant : .sepa, transfers: transfers)
        payment.count = count
        payment.controlSum = sum
        payment.chargeBearer = .serviceLevel
        return CreditTransferInitiation(
            version: version,
            header: CreditTransferInitiation.Header(
                messageID: messageID, created: created, count: count, controlSum: sum,
                initiatingParty: Party(name: debtorName)),
            payments: [payment])
    }

    private func transfer(_ index: Int) -> CreditTransferInitiation.Transfer {
        let creditor = creditors[index % creditors.count]
        return CreditTransferInitiation.Transfer(
            endToEndID: "\(messageID.suffix(24))-\(index + 1)", amount: amount(at: index),
            creditor: Party(name: creditor.name), creditorAccount: CashAccount(creditor.account),
            remittance: Remittance(unstructured: ["Invoice \(index + 1)"]))
    }

    private func amount(at index: Int) -> Money {
        let unit = (0..<currency.minorUnits).reduce(Int128(1)) { power, _ in power * 10 }
        return Money(minorUnits: unit + Int128(index % 1_000), currency: currency)
    }
}
