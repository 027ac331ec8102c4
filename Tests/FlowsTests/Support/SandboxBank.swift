import PaymentModel
import Testing
import Vocabulary

/// The bank of these tests: that of the demonstration, with bulks of at most three transfers.
enum SandboxBank {
    static let bic = "QENXDEFFXXX"
    static let clearing = "CLRGDEFFXXX"
    static let otherBIC = "BANKDEFFXXX"

    static func setup(confirms: Bool, needsStatement: Bool = false) throws -> BankSetup {
        let zone = try #require(ZoneRules("Europe/Berlin"))
        let country = try #require(CountryCode("DE"))
        let cycles = Scheme.Cycles(
            opens: TimeOfDay("07:00"), closes: TimeOfDay("18:00"), cutOff: TimeOfDay("16:00"))
        var sct = Scheme(
            name: "SCT", currency: .eur, messageVersion: "pacs.008.001.08", pace: .cycles(cycles),
            clearingBIC: try BIC(clearing), clearingSystem: .proprietary("SCT"),
            settlementMethod: "CLRG", settlementAccount: "SCT-EUR-\(bic)", transfersPerMessage: 3,
            amountMin: nil, amountMax: try Money.parse("999999999.99", in: .eur),
            calendar: .target, zone: zone, carriesUETR: false, source: "a test",
            confidence: .unverified)
        sct.needsStatement = needsStatement
        var instant = sct
        instant.name = "SCTINST"
        instant.pace = .instant(
            Scheme.InstantRules(
                clockSeconds: 10, confirmsInbound: confirms,
                statusRequestsAfterSeconds: [15, 60, 300]))
        instant.clearingSystem = .proprietary("SCTINST")
        instant.settlementAccount = "SCTINST-EUR-\(bic)"
        instant.calendar = .everyDay
        instant.transfersPerMessage = 1
        instant.carriesUETR = true
        return BankSetup(
            bank: BankProfile(
                legalName: "Test Bank", lei: nil, bic: try BIC(bic), zone: zone,
                country: country, bankCodes: ["90000001"]),
            schemes: [sct, instant],
            reach: try ["SCT", "SCTINST"].map {
                Reach(
                    country: country, bankCode: "90000002", bic: try BIC(otherBIC), scheme: $0)
            })
    }
}
