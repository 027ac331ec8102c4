import Bytes
import Testing
import Vocabulary

@testable import PaymentModel

/// Values of this test only; fictitious banks.
private func setup() throws -> BankSetup {
    let zone = try #require(ZoneRules("Europe/Berlin"))
    let country = try #require(CountryCode("DE"))
    let cycles = Scheme.Cycles(
        opens: TimeOfDay("07:00"), closes: TimeOfDay("18:00"), cutOff: TimeOfDay("16:00"))
    let sct = Scheme(
        name: "SCT", currency: .eur, messageVersion: "pacs.008.001.08", pace: .cycles(cycles),
        clearingBIC: try BIC("CLRGDEFFXXX"), clearingSystem: .proprietary("SCT"),
        settlementMethod: "CLRG", settlementAccount: "SCT-EUR-QENXDEFFXXX",
        transfersPerMessage: 1_000, amountMin: nil, amountMax: try Money.parse("100.00", in: .eur),
        calendar: .target, zone: zone, carriesUETR: false, source: "a test", confidence: .likely)
    var instant = sct
    instant.name = "SCTINST"
    instant.pace = .instant(
        Scheme.InstantRules(
            clockSeconds: 10, confirmsInbound: true, statusRequestsAfterSeconds: [15, 60]))
    instant.clearingSystem = .code("ST2")
    instant.amountMin = try Money.parse("0.01", in: .eur)
    let bic = try BIC("BANKDEFFXXX")
    let reach = [
        Reach(country: country, bankCode: "90000002", bic: bic, scheme: "SCTINST"),
        Reach(
            country: country, bankCode: "90000002", bic: bic, scheme: "SCT",
            validFrom: BusinessDate("2026-01-01"), validTo: BusinessDate("2026-11-20")),
    ]
    let bank = BankProfile(
        legalName: "Test Bank", lei: nil, bic: try BIC("QENXDEFFXXX"), zone: zone,
        country: country, bankCodes: ["90000003", "90000001"])
    return BankSetup(bank: bank, schemes: [instant, sct], reach: reach)
}

@Suite struct BankSetupTests {
    @Test func `a setup comes back from its bytes`() throws {
        let setup = try setup()
        let bytes = setup.encoded()
        #expect(try BankSetup(encoded: bytes[...]) == setup)
    }

    @Test func `the order in which rows are written down does not show in the bytes`() throws {
        let setup = try setup()
        let reversed = BankSetup(
            bank: setup.bank, schemes: setup.schemes.reversed(), reach: setup.reach.reversed())
        #expect(reversed.encoded() == setup.encoded())
        #expect(setup.schemes.map(\.name) == ["SCT", "SCTINST"])
        #expect(setup.bank.bankCodes == ["90000001", "90000003"])
    }

    @Test func `bytes cut anywhere are refused`() throws {
        let bytes = try setup().encoded()
        for count in 0..<bytes.count {
            #expect(throws: BankSetupError.self) { try BankSetup(encoded: bytes[..<count]) }
        }
        #expect(throws: BankSetupError.trailing(count: 1)) {
            try BankSetup(encoded: (bytes + [0])[...])
        }
    }

    @Test func `any changed byte gives a setup or a refusal, never a crash`() throws {
        let bytes = try setup().encoded()
        for index in bytes.indices {
            for flip in [UInt8(0x01), 0x80, 0xFF] {
                var changed = bytes
                changed[index] ^= flip
                guard let read = try? BankSetup(encoded: changed[...]) else { continue }
                #expect(try BankSetup(encoded: read.encoded()[...]) == read)
            }
        }
    }

    @Test func `bytes of a newer version are named`() throws {
        var bytes = try setup().encoded()
        bytes[0] = 2
        #expect(throws: BankSetupError.version(found: 2, known: 1)) {
            try BankSetup(encoded: bytes[...])
        }
    }

    /// Check digits by hand: 98 − (bban + 131400 mod 97), see the golden day in postings.md.
    @Test func `an IBAN is here when its bank code is ours`() throws {
        let setup = try setup()
        #expect(setup.isHere(try IBAN("DE41900000010000000101")))
        #expect(setup.isHere(try IBAN("DE45900000010000000999")))
        #expect(!setup.isHere(try IBAN("DE92900000020000000201")))
    }

    @Test(arguments: [
        ("2025-12-31", ["SCTINST"]), ("2026-01-01", ["SCT", "SCTINST"]),
        ("2026-11-20", ["SCT", "SCTINST"]), ("2026-11-21", ["SCTINST"]),
    ])
    func `a row counts from its first day to its last, both included`(
        day: String, schemes: [String]
    ) throws {
        let date = try #require(BusinessDate(day))
        let iban = try IBAN("DE92900000020000000201")
        #expect(try setup().routes(to: iban, on: date).map(\.scheme) == schemes)
    }

    @Test func `an IBAN without a row cannot be reached`() throws {
        let date = try #require(BusinessDate("2026-11-20"))
        let setup = try setup()
        #expect(
            setup.route(to: try IBAN("DE89370400440532013000"), through: "SCT", on: date) == nil)
        #expect(setup.bic(of: try IBAN("DE89370400440532013000"), on: date) == nil)
        #expect(setup.bic(of: try IBAN("DE41900000010000000101"), on: date) == setup.bank.bic)
    }

    @Test(arguments: [("0.00", false), ("0.01", true), ("100.00", true), ("100.01", false)])
    func `an amount is within the limits of an instant scheme`(
        amount: String, isAdmitted: Bool
    ) throws {
        let scheme = try #require(try setup().scheme(named: "SCTINST"))
        #expect(scheme.admits(try Money.parse(amount, in: .eur)) == isAdmitted)
        #expect(!scheme.admits(try Money.parse(amount, in: .usd)))
    }

    /// Good Friday and Easter Monday of 2026 are 3 and 6 April.
    @Test func `a scheme by TARGET is closed over Easter and one of every day is not`() throws {
        let friday = try #require(BusinessDate("2026-04-03"))
        #expect(try SchemeCalendar.target.firstOpen(onOrAfter: friday).description == "2026-04-07")
        #expect(try SchemeCalendar.everyDay.firstOpen(onOrAfter: friday) == friday)
        #expect(try !SchemeCalendar.target.isOpen(friday))
    }
}
