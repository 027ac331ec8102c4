import Arithmetic
import ISO20022
import Testing
import Vocabulary
import XML

@Suite struct `Customers' files` {
    typealias Version = CreditTransferInitiation.Version

    private func file(_ version: Version, transfers: Int) throws -> CreditTransferInitiation {
        let list = try (0..<transfers).map { index in
            var transfer = CreditTransferInitiation.Transfer(
                endToEndID: "E2E-\(index)", amount: try Sample.money("1.00"),
                creditor: Party(name: "Jan de Vries"), creditorAccount: try Sample.theirAccount(),
                remittance: Sample.remittance)
            transfer.instructionID = "I-\(index)"
            transfer.creditorAgent = try Sample.agent("ABNANL2A")
            transfer.purpose = .code("SALA")
            transfer.ultimateDebtor = Party(name: "A Shop", residence: "DE")
            if version != .v03 { transfer.uetr = try Sample.uetr() }
            return transfer
        }
        var payment = CreditTransferInitiation.Payment(
            id: "PMT-1", execution: .day(try Sample.day("2026-11-20")),
            debtor: Party(name: "OurCorp"), debtorAccount: try Sample.ourAccount(),
            debtorAgent: try Sample.agent("DEUTDEFFXXX"), type: .sepa, transfers: list)
        payment.isBookedAsBatch = true
        payment.count = transfers
        payment.chargeBearer = .serviceLevel
        return CreditTransferInitiation(
            version: version,
            header: CreditTransferInitiation.Header(
                messageID: "FILE-1", created: try Sample.time("2026-11-20T08:00:00"),
                count: transfers, controlSum: ExactDecimal(Int64(transfers)),
                initiatingParty: Party(
                    name: "OurCorp",
                    identification: ReceivedElement(
                        "Id",
                        [
                            ReceivedElement(
                                "OrgId",
                                [ReceivedElement("Othr", [ReceivedElement("Id", text: "C-1")])])
                        ]))),
            payments: [payment])
    }

    @Test(arguments: Version.allCases)
    func `a written file is valid and reads back`(version: Version) throws {
        let file = try file(version, transfers: 3)
        let bytes = try file.written()
        expectValid(bytes, version.type)
        #expect(try CreditTransferInitiation(reading: document(bytes)) == file)
    }

    @Test(arguments: Version.allCases)
    func `an example is valid and its sums are right`(version: Version) throws {
        let example = ExampleFile(
            messageID: "EXAMPLE-1", created: try Sample.time("2026-11-20T09:00:00.000+01:00"),
            execution: try Sample.day("2026-11-20"), debtorName: "Anna Schmidt",
            debtorAccount: try IBAN("DE89370400440532013000"), debtorAgent: try BIC("DEUTDEFF"),
            creditors: [
                ExampleFile.Creditor(
                    name: "Jan de Vries", account: try IBAN("NL91ABNA0417164300")),
                ExampleFile.Creditor(
                    name: "Luc Martin", account: try IBAN("FR1420041010050500013M02606")),
            ])
        let file = example.file(version: version, transfers: 1_001)
        let bytes = try file.written()
        expectValid(bytes, version.type)
        #expect(try CreditTransferInitiation(reading: document(bytes)) == file)
        // 1.00 to 10.99 is 1,000 x 5.995 = 5,995.00, and 1.00 again.
        #expect(file.header.controlSum == (try ExactDecimal.digits(of: "5996.00")))
        #expect(file.header.count == 1_001)
    }

    @Test func `ten thousand transfers read back, and no two are swapped`() throws {
        let file = try file(.v09, transfers: 10_000)
        let read = try CreditTransferInitiation(reading: document(file.written()))
        #expect(read == file)
        #expect(read.payments[0].transfers[9_999].endToEndID == "E2E-9999")
    }

    @Test(arguments: Version.allCases)
    func `a file read as a stream is the file read whole`(version: Version) throws {
        var file = try file(version, transfers: 100)
        var second = file.payments[0]
        second.id = "PMT-2"
        second.transfers = Array(second.transfers.prefix(3))
        file.payments.append(second)
        let bytes = try file.written()
        var assembly = CreditTransferInitiation.Assembly()
        let document = try DocumentReader.read(
            bytes, accepting: CreditTransferInitiation.messages,
            streaming: CreditTransferInitiation.transferPath
        ) { assembly.take($0) }
        #expect(document.isValid)
        #expect(document.recordsCount == 103)
        #expect(try assembly.finish(document) == file)
    }

    @Test func `the three versions of one file read alike`() throws {
        for fixture in [Fixture.pain001v03, Fixture.pain001v09, Fixture.pain001v11] {
            let file = try CreditTransferInitiation(reading: document(fixture))
            #expect(file.header.messageID == "ABC-060820-001")
            #expect(file.header.count == 2)
            #expect(file.header.controlSum == ExactDecimal(1500))
            #expect(file.header.initiatingParty.identifier == "ABCDDEFF")
            let payment = try #require(file.payments.first)
            #expect(payment.execution == .day(try Sample.day("2026-11-23")))
            #expect(payment.debtorAgent.bic == (try BIC("DEUTDEFF")))
            #expect(payment.debtorAccount.currencyCode == "EUR")
            #expect(payment.debtor.address?.text(at: "AdrTp/Cd") == "ADDR")
            #expect(payment.isBookedAsBatch == true)
            #expect(payment.notCarried.isEmpty)
            let transfer = try #require(payment.transfers.first)
            #expect(transfer.creditorAccount?.iban == (try IBAN("NL91ABNA0417164300")))
            #expect(
                transfer.amount
                    == .instructed(ReceivedAmount(try Sample.money("1000.00"))))
            #expect(transfer.remittance?.creditorReference == "RF18539007547034")
            #expect(
                transfer.remittance?.structured.first?.text(at: "RfrdDocAmt/TaxAmt/Amt") == "1.90")
        }
    }

    @Test func `what the versions add is read where it stands`() throws {
        let old = try CreditTransferInitiation(reading: document(Fixture.pain001v03))
        #expect(old.version == .v03)
        #expect(old.payments[0].transfers[0].uetr == nil)
        let new = try CreditTransferInitiation(reading: document(Fixture.pain001v11))
        #expect(new.version == .v11)
        #expect(new.payments[0].transfers[0].uetr == (try Sample.uetr()))
        // A proxy may stand alone in .11.
        let second = new.payments[0].transfers[1]
        #expect(second.creditorAccount?.identifier == nil)
        #expect(second.creditorAccount?.proxy?.text(at: "Id") == "+49-1701234567")
        #expect(second.notCarried == ["InstrForDbtrAgt"])
    }

    @Test func `what is absent is nil and what is odd is kept`() throws {
        let file = try CreditTransferInitiation(reading: document(Fixture.pain001v03))
        let second = file.payments[0].transfers[1]
        #expect(second.instructionID == nil)
        #expect(second.creditorAgent == nil)
        #expect(second.remittance == nil)
        #expect(second.type?.isInstant == true)
        // The check digits of NL91… are right, those of NL92… are not.
        #expect(second.creditorAccount?.identifier == .invalidIBAN("NL92ABNA0417164300"))
        guard case .equivalent(let amount, "USD") = second.amount else {
            Issue.record("an equivalent amount")
            return
        }
        // 500.001 euros are no whole cents.
        #expect(amount.money == nil)
        #expect(amount.number == (try ExactDecimal.digits(of: "500.001")))
        #expect(second.notCarried == ["XchgRateInf", "InstrForCdtrAgt"])
    }

    @Test func `a message of another kind is not read`() throws {
        let other = try Sample.creditTransfer(1).written()
        #expect(
            throws: ReadingError.otherMessage(
                found: "urn:iso:std:iso:20022:tech:xsd:pacs.008.001.08")
        ) { try CreditTransferInitiation(reading: document(other)) }
    }

    @Test func `what lacks a field that the schema demands is refused with its path`() throws {
        let broken = Fixture.pain001v09.replacing("<EndToEndId>E2E-1</EndToEndId>", with: "")
        #expect(
            throws: ReadingError.missing(
                path: "Document/CstmrCdtTrfInitn/PmtInf/CdtTrfTxInf[1]/PmtId/EndToEndId")
        ) { try CreditTransferInitiation(reading: document(broken)) }
    }

    @Test(arguments: [
        ("1.000", "1.000", nil), ("+0001.5", "1.5", 150), (".5", "0.5", 50), ("7.", "7", 700),
        ("0.00", "0.00", 0), ("1.005", "1.005", nil),
    ])
    func `a decimal of XML Schema is read whatever its spelling`(
        written: String, number: String, cents: Int?
    ) throws {
        let changed = Fixture.pain001v09.replacing(">1000.00<", with: ">\(written)<")
        let file = try CreditTransferInitiation(reading: document(changed))
        let amount = file.payments[0].transfers[0].amount
        #expect(amount.number.description == number)
        guard case .instructed(let received) = amount else { return }
        let expected = cents.map { Money(minorUnits: Int128($0), currency: .eur) }
        #expect(received.money == expected)
    }

    @Test(arguments: ["1e3", "NaN", "", "1.2.3", "-", "."])
    func `what is no decimal is refused`(written: String) throws {
        let changed = Fixture.pain001v09.replacing(">1000.00<", with: ">\(written)<")
        #expect(throws: ReadingError.self) {
            try CreditTransferInitiation(reading: document(changed))
        }
    }
}
