import Bytes

/// What is personal about an account: sealed under the account's own key, never in a journal entry.
package struct AccountDetails: Sendable, Hashable {
    static let textMax = 1024
    /// Accounts whose details are kept unsealed in memory.
    static let rememberedMax = 100_000

    package let reference: String
    package let name: String
    package let iban: String

    package init(reference: String, name: String, iban: String) {
        self.reference = reference
        self.name = name
        self.iban = iban
    }

    /// What is shown once the key is gone.
    package static let erased = AccountDetails(reference: "", name: "erased", iban: "")

    var encoded: [UInt8] {
        var writer = ByteWriter()
        writer.write(UInt8(1))
        writer.writePrefixed(reference)
        writer.writePrefixed(name)
        writer.writePrefixed(iban)
        return writer.bytes
    }

    init(encoded bytes: [UInt8]) throws(ByteError) {
        var reader = ByteReader(bytes)
        let version = try reader.read(UInt8.self)
        guard version == 1 else { throw .unexpectedValue(offset: 0, value: UInt64(version)) }
        reference = try reader.readString(limit: Self.textMax)
        name = try reader.readString(limit: Self.textMax)
        iban = try reader.readString(limit: Self.textMax)
    }
}
