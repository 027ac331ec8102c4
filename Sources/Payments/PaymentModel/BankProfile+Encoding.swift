import Bytes
import Vocabulary

extension BankProfile {
    func encode(into writer: inout ByteWriter) {
        writer.writePrefixed(legalName)
        writer.writeOptional(lei)
        writer.writePrefixed(bic.description)
        writer.writePrefixed(zone.name)
        writer.writePrefixed(country.text)
        writer.writeVarint(UInt64(bankCodes.count))
        for code in bankCodes { writer.writePrefixed(code) }
        writer.writeOptional(endOfDay)
        writer.writeVarint(UInt64(interimMinutes))
    }

    init(from reader: inout SetupReader) throws(BankSetupError) {
        let legalName = try reader.text(limit: Self.legalNameBytesMax)
        let lei = try reader.optional("lei") { try LEI($0) }
        let bic = try reader.parsed("bic") { try BIC($0) }
        let zone = try reader.parsed("time_zone") { ZoneRules($0) }
        let country = try reader.parsed("country") { CountryCode($0) }
        var codes: [String] = []
        for _ in 0..<(try reader.count(limit: Self.bankCodesMax)) {
            codes.append(try reader.text(limit: Reach.bankCodeBytesMax))
        }
        guard !codes.isEmpty else { throw reader.refusal(of: "bank_codes") }
        self.init(
            legalName: legalName, lei: lei, bic: bic, zone: zone, country: country,
            bankCodes: codes)
        endOfDay = try reader.optional("end_of_day") { TimeOfDay($0) }
        interimMinutes = try reader.count(limit: Self.interimMinutesMax)
    }
}
