package import Bytes

/// How a caller names an account: by id, by its own reference, or by IBAN.
///
/// References and IBANs come as keyed hashes.
package enum AccountName: Hashable, Sendable, Recorded {
    case id(UInt128)
    case reference(UInt128)
    case iban(UInt128)

    package func write(to writer: inout ByteWriter) {
        switch self {
        case .id(let value): Self.write(1, value, to: &writer)
        case .reference(let value): Self.write(2, value, to: &writer)
        case .iban(let value): Self.write(3, value, to: &writer)
        }
    }

    private static func write(_ kind: UInt8, _ value: UInt128, to writer: inout ByteWriter) {
        writer.write(kind)
        writer.write(value)
    }

    package init(from reader: inout ByteReader) throws(ByteError) {
        let start = reader.offset
        let kind = try reader.read(UInt8.self)
        let value = try reader.read(UInt128.self)
        switch kind {
        case 1: self = .id(value)
        case 2: self = .reference(value)
        case 3: self = .iban(value)
        default: throw .unexpectedValue(offset: start, value: UInt64(kind))
        }
    }
}

/// All accounts in the order in which they were opened, found by each of their names.
package struct AccountDirectory: Sendable {
    package private(set) var accounts: [BankAccount] = []
    /// Of each currency with an account the booking day on which its first one was opened.
    package private(set) var firstDays: [UInt16: Int32] = [:]
    private var places: [AccountName: Int] = [:]
    /// Accounts of parties that were there before them.
    private var byHolder: [UInt128: [Int]] = [:]

    package subscript(_ name: AccountName) -> BankAccount? { places[name].map { accounts[$0] } }

    package subscript(id id: UInt128) -> BankAccount? { self[.id(id)] }

    /// The bank's own account of a role, currency and scheme (0 where the role has none).
    package static func ownID(_ role: AccountRole, currency: UInt16, scheme: UInt64 = 0) -> UInt128
    {
        UInt128(role.rawValue) << 120 | UInt128(currency) << 96 | UInt128(scheme)
    }

    /// Whether an account of the bank's own has this id, or will once its currency is configured.
    package static func isOwnID(_ id: UInt128) -> Bool {
        guard let role = AccountRole(rawValue: UInt8(id >> 120)) else { return false }
        let currency = UInt16(truncatingIfNeeded: id >> 96)
        let scheme = UInt64(truncatingIfNeeded: id)
        return role.isOwn && id == ownID(role, currency: currency, scheme: scheme)
    }

    mutating func add(_ account: BankAccount) {
        places[.id(account.id)] = accounts.count
        if account.reference != 0 { places[.reference(account.reference)] = accounts.count }
        if account.iban != 0 { places[.iban(account.iban)] = accounts.count }
        if account.holder != 0, account.holder != account.id {
            byHolder[account.holder, default: []].append(accounts.count)
        }
        firstDays[account.currency] = min(
            firstDays[account.currency] ?? account.openedDay, account.openedDay)
        accounts.append(account)
    }

    /// Accounts that were opened for a party, in the order of opening.
    func accounts(heldBy party: UInt128) -> [BankAccount] {
        let own = self[id: party].map { $0.holder == party ? [$0] : [] } ?? []
        return own + (byHolder[party] ?? []).map { accounts[$0] }
    }

    mutating func update(_ id: UInt128, _ change: (inout BankAccount) -> Void) {
        guard let place = places[.id(id)] else { return }
        change(&accounts[place])
    }

    mutating func countStatements(currency: UInt16, openedBy day: Int32) {
        for place in accounts.indices
        where accounts[place].currency == currency && accounts[place].openedDay <= day {
            accounts[place].statements += 1
        }
    }
}
