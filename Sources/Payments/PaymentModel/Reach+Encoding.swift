import Bytes
import Vocabulary

extension Reach {
    func encode(into writer: inout ByteWriter) {
        writer.writePrefixed(country.text)
        writer.writePrefixed(bankCode)
        writer.writePrefixed(bic.description)
        writer.writePrefixed(scheme)
        writer.writeOptional(validFrom)
        writer.writeOptional(validTo)
    }

    init(from reader: inout SetupReader) throws(BankSetupError) {
        country = try reader.parsed("country") { CountryCode($0) }
        bankCode = try reader.text(limit: Self.bankCodeBytesMax)
        bic = try reader.parsed("bic") { try BIC($0) }
        scheme = try reader.text(limit: Scheme.nameBytesMax)
        validFrom = try reader.optional("valid_from") { BusinessDate($0) }
        validTo = try reader.optional("valid_to") { BusinessDate($0) }
    }
}
