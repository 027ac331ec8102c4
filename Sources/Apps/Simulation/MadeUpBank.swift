import PaymentModel
import Vocabulary

/// The bank of the simulations: that of the demonstration, with small bulks.
enum MadeUpBank {
    static let bic = "QENXDEFFXXX"
    static let ours = "90000001"

    static func setup(confirmsInbound: Bool) -> BankSetup {
        guard let zone = ZoneRules("Europe/Berlin"), let country = CountryCode("DE"),
            let clearing = try? BIC("CLRGDEFFXXX"), let own = try? BIC(bic),
            let other = try? BIC("BANKDEFFXXX")
        else { preconditionFailure("The made-up bank is well-formed.") }
        let cycles = Scheme.Cycles(
            opens: TimeOfDay("07:00"), closes: TimeOfDay("18:00"), cutOff: TimeOfDay("16:00"))
        let sct = Scheme(
            name: "SCT", currency: .eur, messageVersion: "pacs.008.001.08", pace: .cycles(cycles),
            clearingBIC: clearing, clearingSystem: .proprietary("SCT"), settlementMethod: "CLRG",
            settlementAccount: "SCT-EUR-\(bic)", transfersPerMessage: 2, amountMin: nil,
            amountMax: nil, calendar: .target, zone: zone, carriesUETR: false,
            source: "simulation", confidence: .unverified)
        var instant = sct
        instant.name = "SCTINST"
        instant.pace = .instant(
            Scheme.InstantRules(
                clockSeconds: 10, confirmsInbound: confirmsInbound,
                statusRequestsAfterSeconds: [15, 60, 300]))
        instant.clearingSystem = .proprietary("SCTINST")
        instant.settlementAccount = "SCTINST-EUR-\(bic)"
        instant.calendar = .everyDay
        instant.transfersPerMessage = 1
        return BankSetup(
            bank: BankProfile(
                legalName: "Simulated Bank", lei: nil, bic: own, zone: zone, country: country,
                bankCodes: [ours]),
            schemes: [sct, instant],
            reach: [
                Reach(country: country, bankCode: "90000002", bic: other, scheme: "SCT"),
                Reach(country: country, bankCode: "90000002", bic: other, scheme: "SCTINST"),
            ])
    }

    /// A German IBAN with its check digits (ISO 13616-1:2020 §6: 98 less the remainder of 97).
    static func iban(_ bankCode: String, _ account: Int) -> String {
        let digits = String(account)
        let padded = String(repeating: "0", count: 10 - digits.count) + digits
        // DE00 at the end, letters as numbers from A = 10.
        let remainder = (bankCode + padded + "131400").utf8.reduce(0) {
            ($0 * 10 + Int($1 - 0x30)) % 97
        }
        let check = 98 - remainder
        return "DE" + (check < 10 ? "0" : "") + String(check) + bankCode + padded
    }
}
