package import Bytes

/// What the bank knows of an account beside its balances.
///
/// Name, reference and IBAN are elsewhere, sealed; here stand their keyed hashes.
package struct BankAccount: Sendable, Recorded {
    package enum Status: UInt8, Sendable, CaseIterable {
        case open = 1, frozen, closed
        /// The holder's orders are refused; money still comes in.
        case debitBlocked
        /// Nothing comes in; the holder may pay.
        case creditBlocked
        /// Unused for long: money comes in, and the holder must ask before it leaves.
        case dormant

        package var name: String {
            switch self {
            case .open: "open"
            case .frozen: "frozen"
            case .closed: "closed"
            case .debitBlocked: "debit_blocked"
            case .creditBlocked: "credit_blocked"
            case .dormant: "dormant"
            }
        }
    }

    package var id: UInt128
    package var role: AccountRole
    /// Own accounts of a scheme: its key; else 0.
    package var scheme: UInt64
    /// ISO 4217 numeric code.
    package var currency: UInt16
    package var status: Status
    package var reference: UInt128
    package var iban: UInt128
    /// Hash of the request that opened it.
    package var content: UInt128
    /// The party it was opened for; 0 for the bank's own accounts.
    package var holder: UInt128 = 0
    /// The personal key its texts are sealed under; 0 for the bank's own accounts.
    package var key: UInt128
    /// camt.054 for each booking or file.
    package var wantsAdvice: Bool
    package var openedDay: Int32
    /// What it wants of late orders; nil as the scheme's row says.
    package var lateOrders: LateOrders?
    /// Statements written so far, over all years: the next one is this plus one.
    package var statements: UInt32

    package func write(to writer: inout ByteWriter) {
        writer.write(id)
        writer.write(role.rawValue)
        writer.write(scheme)
        writer.write(currency)
        writer.write(status.rawValue)
        writer.write(reference)
        writer.write(iban)
        writer.write(content)
        writer.write(key)
        writer.write(wantsAdvice)
        writer.write(openedDay)
        writer.write(statements)
        writer.write(lateOrders?.rawValue ?? 0)
        writer.write(holder)
    }

    package init(
        id: UInt128, role: AccountRole, scheme: UInt64, currency: UInt16, reference: UInt128,
        iban: UInt128, content: UInt128, key: UInt128, wantsAdvice: Bool, openedDay: Int32
    ) {
        self.key = key
        self.id = id
        self.role = role
        self.scheme = scheme
        self.currency = currency
        status = .open
        self.reference = reference
        self.iban = iban
        self.content = content
        self.wantsAdvice = wantsAdvice
        self.openedDay = openedDay
        statements = 0
    }

    package init(from reader: inout ByteReader) throws(ByteError) {
        id = try reader.read()
        role = try reader.readCase()
        scheme = try reader.read()
        currency = try reader.read()
        status = try reader.readCase()
        reference = try reader.read()
        iban = try reader.read()
        content = try reader.read()
        key = try reader.read()
        wantsAdvice = try reader.readFlag()
        openedDay = try reader.read()
        statements = try reader.read()
        lateOrders = try reader.readLateOrders()
        holder = try reader.read()
    }
}
