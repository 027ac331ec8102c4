package import Bytes

/// The country of an IBAN and its bank identifier: what decides where a payment goes.
///
/// No personal data: it names a bank, never an account.
package struct BankCode: Hashable, Sendable, Recorded, CustomStringConvertible {
    /// Characters of a country and a bank identifier at most (ISO 13616 registry).
    package static let lengthMax = 16

    package let country: String
    package let code: String

    package init(country: String, code: String) {
        self.country = country
        self.code = code
    }

    package var description: String { country + code }

    package func write(to writer: inout ByteWriter) {
        writer.writePrefixed(country)
        writer.writePrefixed(code)
    }

    package init(from reader: inout ByteReader) throws(ByteError) {
        country = try reader.readString(limit: 2)
        code = try reader.readString(limit: Self.lengthMax)
    }
}
