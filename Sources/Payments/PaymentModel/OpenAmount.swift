import Bytes

/// Money on an account of the bank's own that no payment on its way stands for: parked or owed until
/// a person decides.
struct OpenAmount: Sendable, Recorded {
    /// The transfer that brought it there.
    let id: UInt128
    let role: AccountRole
    let currency: UInt16
    /// Credits positive.
    let amount: Int128

    init(_ id: UInt128, on role: AccountRole, currency: UInt16, amount: Int128) {
        self.id = id
        self.role = role
        self.currency = currency
        self.amount = amount
    }

    func write(to writer: inout ByteWriter) {
        writer.write(id)
        writer.write(role.rawValue)
        writer.write(currency)
        writer.write(amount)
    }

    init(from reader: inout ByteReader) throws(ByteError) {
        id = try reader.read()
        role = try reader.readCase()
        currency = try reader.read()
        amount = try reader.read()
    }
}
