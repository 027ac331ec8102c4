import Arithmetic
import ISO20022
import Testing
import Vocabulary
import XML

/// Expected values are those that stand in the files of the corpus.
@Suite struct `Messages of others` {
    @Test func `a file of sepa-php`() throws {
        guard let bytes = Corpus.payment("sepa-php/pain.001.001.09.xml") else { return }
        let file = try CreditTransferInitiation(reading: document(bytes))
        #expect(file.header.messageID == "OurMessageIdentification")
        #expect(file.header.controlSum?.description == "12.34")
        let payment = try #require(file.payments.first)
        #expect(payment.type == .sepa)
        #expect(payment.execution == .day(try Sample.day("2025-08-19")))
        // BG87 2005… is no Bulgarian account: four letters of a bank are missing.
        #expect(payment.debtorAccount.identifier == .invalidIBAN("BG87200500001234567890"))
        let transfer = try #require(payment.transfers.first)
        #expect(transfer.endToEndID == "SomethingUnique")
        #expect(transfer.uetr?.description == "235d1eb5-8dd7-4c1a-8ece-559df8c67da1")
        #expect(transfer.creditor?.address?.text(at: "Flr") == "12")
        #expect(transfer.remittance?.creditorReference == "CdtrRefInf-Ref")
    }

    @Test func `a file in dollars of iso20022.js`() throws {
        let path = "mx-iso20022js/test/assets/example/swift_pain_001_v3.xml"
        guard let bytes = Corpus.payment(path) else { return }
        let file = try CreditTransferInitiation(reading: document(bytes))
        #expect(file.header.initiatingParty.identifier == "EXAMPLECORP")
        #expect(file.header.created.offsetMinutes == 0)
        let payment = try #require(file.payments.first)
        #expect(payment.type?.serviceLevels == [.code("URGP")])
        #expect(payment.chargeBearer == .shared)
        #expect(payment.debtorAgent.bicText == "CHASUS33")
        let transfer = try #require(payment.transfers.first)
        #expect(
            transfer.amount == .instructed(ReceivedAmount(try Sample.money("10.00", "USD"))))
        #expect(transfer.creditor?.address?.text(at: "StrtNm") == "Hauptstraße")
        #expect(transfer.remittance?.unstructured == ["Invoice payment #123"])
    }

    @Test func `the example in the message definition report`() throws {
        let path = "mx-moov-iso20022/test/testdata/gistfile1.xml"
        guard let bytes = Corpus.payment(path) else { return }
        let file = try CreditTransferInitiation(reading: document(bytes))
        #expect(file.header.messageID == "ABC/090928/CCT001")
        #expect(file.header.count == 3)
        #expect(file.payments.flatMap(\.transfers).count == 3)
        let sum = try file.payments.flatMap(\.transfers).reduce(0) { sum, transfer in
            sum + (try transfer.amount.number.rescaled(to: 0)).coefficient
        }
        #expect(sum == 11_500_000)
    }

    @Test func `a credit transfer inside an envelope`() throws {
        guard let bytes = Corpus.payment("pairs-mt-to-mx/p_2_1_2__mt103_pacs008_B_C.xml") else {
            return
        }
        let message = try CreditTransfer(reading: document(bytes))
        #expect(message.messageID == "B2C0506272708")
        #expect(message.settlement.method == .instructedAgent)
        let transaction = try #require(message.transactions.first)
        #expect(transaction.amount == (try Sample.money("136490.00", "USD")))
        #expect(transaction.charges.map(\.amount) == [try Sample.money("10.00", "USD")])
        #expect(transaction.remittance?.unstructured == ["/ROC/E2E04044506271305"])
    }

    @Test func `a return and a status report inside envelopes`() throws {
        let prefix = "pairs-mt-to-mx/"
        guard let first = Corpus.payment(prefix + "p_2_1_2__mt103_pacs_004_C_B.xml"),
            let second = Corpus.payment(prefix + "p_3_1_2__mt199_pacs_002_B_A.xml")
        else { return }
        let returned = try PaymentReturn(reading: document(first))
        #expect(returned.transactions[0].returnID == "P4C2B-005")
        #expect(returned.transactions[0].amount == (try Sample.money("136480.00", "USD")))
        #expect(returned.transactions[0].reasons[0].reason == .code("AC04"))
        let report = try StatusReport(reading: document(second))
        #expect(report.transactions[0].status == .rejected)
        #expect(report.transactions[0].reasons[0].additional == ["AC05"])
        #expect(report.group(of: report.transactions[0])?.messageName == "MT199")
    }

    @Test func `a statement with balances in four currencies`() throws {
        guard let bytes = Corpus.payment("camt-genkgo/camt053.v8.xml") else { return }
        let report = try AccountReport(reading: document(bytes))
        #expect(report.recipient?.identifier == "DABAIE2D")
        let account = try #require(report.accounts.first)
        #expect(account.sequence == 12_312)
        #expect(
            account.balances.map(\.amount.description) == [
                "18.15 EUR", "27.00 SEK", "35.00 CHF", "2700 JPY",
            ])
        #expect(account.balances.map(\.side) == [.credit, .debit, .credit, .debit])
        #expect(account.entries[0].code == .bookTransfer(.credit))
        #expect(account.entries[0].servicerReference == "AAAASESS-FP-CN_98765/01")
    }

    /// Files that their schemas accept, and what reading says of them.
    @Test(arguments: [
        "camt-genkgo/camt053.v2.minimal.xml", "camt-genkgo/camt053.v2.multi.statement.xml",
        "camt-genkgo/camt053.v2.with-account-name.xml",
        "camt-genkgo/camt53.only-Dt-with-DtTm.xml",
        "camt-genkgo/camt053.v8.xml", "camt-genkgo/camt054.v2.xml", "camt-genkgo/camt054.v8.xml",
        "camt-genkgo/camt054.v8-with-financial-institution.xml",
        "mx-iso20022js/test/assets/goldman_sachs/camt_053_uk_v2_1.xml",
        "mx-iso20022js/test/assets/nordea/example_camt.xml",
        "mx-moov-iso20022/test/testdata/FI_camt_053_sample.xml.xml",
        "mx-moov-iso20022/test/testdata/FI_camt_054_sample.xml.xml",
        "mx-moov-iso20022/test/testdata/statement_1.xml",
    ])
    func `valid account reports are read`(path: String) throws {
        guard let bytes = Corpus.payment(path) else { return }
        let report = try AccountReport(reading: document(bytes))
        #expect(!report.accounts.isEmpty)
    }

    @Test func `zeros behind the cents of a bank's amount say nothing`() throws {
        guard let bytes = Corpus.payment("camt-genkgo/camt053.v2.five.decimals.xml") else { return }
        let account = try #require(try AccountReport(reading: document(bytes)).accounts.first)
        // 18.150 and 27.050 in the file.
        #expect(account.balances.map(\.amount.description) == ["18.15 EUR", "27.05 EUR"])
        #expect(account.entries.map(\.amount.description) == ["8.85 EUR"])
    }

    @Test(arguments: [
        "mx-iso20022js/test/assets/example/sepa_pain_001_v3.xml",
        "mx-moov-iso20022/test/testdata/International_payment_USD_naujas_1.xml",
        "sepa-php/pain.001.001.03.xml",
    ])
    func `valid files of customers are read`(path: String) throws {
        guard let bytes = Corpus.payment(path) else { return }
        let file = try CreditTransferInitiation(reading: document(bytes))
        #expect(file.payments.flatMap(\.transfers).count == file.header.count)
    }
}
