import Arithmetic
import ISO20022
import Testing
import Vocabulary

/// Values that a test writes; accounts are the examples of the IBAN registry.
enum Sample {
    static func iban(_ text: String) throws -> CashAccount {
        CashAccount(try IBAN(text))
    }

    static func ourAccount() throws -> CashAccount { try iban("DE89370400440532013000") }
    static func theirAccount() throws -> CashAccount { try iban("NL91ABNA0417164300") }

    static func agent(_ bic: String) throws -> Agent { Agent(try BIC(bic)) }

    static func money(_ text: String, _ code: String = "EUR") throws -> Money {
        try Money.parse(text, in: try #require(Currency(code)))
    }

    static func day(_ text: String) throws -> BusinessDate { try #require(BusinessDate(text)) }

    static func time(_ text: String) throws -> MessageTime { try #require(MessageTime(text)) }

    static func uetr() throws -> UETR {
        try #require(UETR("8a562c67-ca16-48ba-b074-65581be6f001"))
    }

    static let address = ReceivedElement(
        "PstlAdr",
        [
            ReceivedElement("StrtNm", text: "Some Street"),
            ReceivedElement("Flr", text: "12"),
            ReceivedElement("TwnNm", text: "Köln"),
            ReceivedElement("Ctry", text: "DE"),
        ])

    static let remittance = Remittance(
        unstructured: ["Invoice 4711 & <others>"],
        structured: [
            ReceivedElement(
                "Strd",
                [
                    ReceivedElement(
                        "RfrdDocAmt",
                        [
                            ReceivedElement(
                                "TaxAmt",
                                [
                                    ReceivedElement(
                                        "Amt", text: "1.90",
                                        attributes: [ReceivedElement.Attribute("Ccy", "EUR")])
                                ])
                        ]),
                    ReceivedElement(
                        "CdtrRefInf", [ReceivedElement("Ref", text: "RF18539007547034")]),
                ])
        ])

    /// Reads what every message says first, from bytes.
    static func reasons() throws -> [StatusReason] {
        [
            StatusReason(
                originator: Party(bic: try BIC("DEUTDEFFXXX")), reason: .code("AC04"),
                additional: ["Account closed"])
        ]
    }

    static func transaction(_ number: Int) throws -> CreditTransfer.Transaction {
        var transaction = CreditTransfer.Transaction(
            endToEndID: "E2E-\(number)", transactionID: "TX\(number)",
            amount: try money("10.0\(number % 10)"),
            debtor: Party(name: "Anna Schmidt", address: address), debtorAccount: try ourAccount(),
            debtorAgent: try agent("DEUTDEFFXXX"), creditorAgent: try agent("ABNANL2A"),
            creditor: Party(name: "Jan de Vries"), creditorAccount: try theirAccount())
        transaction.remittance = remittance
        return transaction
    }

    static func creditTransfer(_ count: Int) throws -> CreditTransfer {
        let transactions = try (0..<count).map(transaction)
        let total = transactions.reduce(0) { $0 + $1.amount.minorUnits }
        return CreditTransfer(
            messageID: "MSG-1", created: try time("2026-11-20T09:00:00.000Z"),
            total: Money(minorUnits: total, currency: .eur), settlementDate: try day("2026-11-20"),
            settlement: Settlement(method: .clearing, clearingSystem: .proprietary("QCLR")),
            type: .sepa, instructingAgent: try agent("DEUTDEFFXXX"), transactions: transactions)
    }
}
