import PaymentModel
import Testing
import Vocabulary

/// The bank of the golden day: `postings.md` §10; its clearing takes messages at any hour, or from
/// 07:00 to 18:00.
func demonstration(
    confirmsInbound: Bool = true, asksAfter: [Int] = [5, 60], currency: Currency = .eur,
    needsStatement: Bool = false, endOfDay: String? = nil, restoresAfter: Int? = nil,
    hasHours: Bool = false
) throws -> BankSetup {
    let zone = try #require(ZoneRules("Europe/Berlin"))
    let country = try #require(CountryCode("DE"))
    let cycles = Scheme.Cycles(
        opens: hasHours ? TimeOfDay("07:00") : nil, closes: hasHours ? TimeOfDay("18:00") : nil,
        cutOff: TimeOfDay("16:00"))
    var sct = Scheme(
        name: "SCT", currency: currency, messageVersion: "pacs.008.001.08", pace: .cycles(cycles),
        clearingBIC: try BIC("CLRGDEFFXXX"), clearingSystem: .proprietary("SCT"),
        settlementMethod: "CLRG", settlementAccount: "SCT-EUR-QENXDEFFXXX",
        transfersPerMessage: 3, amountMin: nil, amountMax: nil, calendar: .target, zone: zone,
        carriesUETR: false, source: "a test", confidence: .likely)
    sct.needsStatement = needsStatement
    var instant = sct
    instant.name = "SCTINST"
    instant.pace = .instant(
        Scheme.InstantRules(
            clockSeconds: 10, confirmsInbound: confirmsInbound,
            statusRequestsAfterSeconds: asksAfter, restoresPayerAfterSeconds: restoresAfter))
    instant.clearingSystem = .proprietary("SCTINST")
    instant.calendar = .everyDay
    instant.transfersPerMessage = 1
    instant.amountMax = try Money.parse("100000.00", in: currency)
    let bic = try BIC("BANKDEFFXXX")
    var bank = BankProfile(
        legalName: "Test Bank", lei: nil, bic: try BIC("QENXDEFFXXX"), zone: zone,
        country: country, bankCodes: ["90000001"])
    bank.endOfDay = endOfDay.flatMap { TimeOfDay($0) }
    return BankSetup(
        bank: bank,
        schemes: [sct, instant],
        reach: [
            Reach(country: country, bankCode: "90000002", bic: bic, scheme: "SCT"),
            Reach(country: country, bankCode: "90000002", bic: bic, scheme: "SCTINST"),
            Reach(country: country, bankCode: "90000003", bic: bic, scheme: "SCT"),
        ])
}
