package import Bytes

/// What a party is to an account.
package struct Mandate: Hashable, Sendable, Recorded {
    package enum Kind: UInt8, Sendable, CaseIterable {
        /// Whose money it is.
        case holder = 1
        /// May sign for the holder.
        case signatory
        /// Sends orders for the holder, by a channel.
        case channel

        package var name: String {
            switch self {
            case .holder: "holder"
            case .signatory: "signatory"
            case .channel: "channel"
            }
        }

        package init?(name: String) {
            guard let found = Self.allCases.first(where: { $0.name == name }) else { return nil }
            self = found
        }
    }

    package let account: UInt128
    package let party: UInt128
    package let kind: Kind
    /// The token that gave it; 0 where none did.
    package let by: UInt128
    /// In nanoseconds since 1970.
    package let since: UInt64

    package init(account: UInt128, party: UInt128, kind: Kind, by: UInt128, since: UInt64) {
        self.account = account
        self.party = party
        self.kind = kind
        self.by = by
        self.since = since
    }

    package func write(to writer: inout ByteWriter) {
        writer.write(account)
        writer.write(party)
        writer.write(kind.rawValue)
        writer.write(by)
        writer.write(since)
    }

    package init(from reader: inout ByteReader) throws(ByteError) {
        account = try reader.read()
        party = try reader.read()
        kind = try reader.readCase()
        by = try reader.read()
        since = try reader.read()
    }
}

/// An order to give a party a role on an account, or to take it away.
package struct MandateOrder: Sendable, Recorded {
    package var account: UInt128
    package var party: UInt128
    package var kind: Mandate.Kind
    package var isGiven: Bool
    package var by: UInt128

    package init(
        account: UInt128, party: UInt128, kind: Mandate.Kind, isGiven: Bool, by: UInt128
    ) {
        self.account = account
        self.party = party
        self.kind = kind
        self.isGiven = isGiven
        self.by = by
    }

    package func write(to writer: inout ByteWriter) {
        writer.write(account)
        writer.write(party)
        writer.write(kind.rawValue)
        writer.write(isGiven)
        writer.write(by)
    }

    package init(from reader: inout ByteReader) throws(ByteError) {
        account = try reader.read()
        party = try reader.read()
        kind = try reader.readCase()
        isGiven = try reader.readFlag()
        by = try reader.read()
    }
}

/// What became of an order about a mandate.
package enum MandateOutcome: UInt8, Sendable {
    case changed = 0
    case unchanged
    case unknownAccount
    case ownAccount
    case accountClosed
    case unknownParty
    /// The holder that the account was opened for stays one.
    case holderStays
    /// As many parties have a role on the account as may.
    case full
}

/// Roles beside that of the holder an account was opened for.
package struct MandateRegister: Sendable {
    /// Roles on one account.
    package static let perAccountMax = 64

    private var byAccount: [UInt128: [Mandate]] = [:]
    /// Accounts by party, as often as it has a role there.
    private var byParty: [UInt128: [UInt128]] = [:]

    package init() {}

    init(_ mandates: [Mandate]) {
        for mandate in mandates { add(mandate) }
    }

    /// By account, on each in the order of giving.
    var mandates: [Mandate] { byAccount.keys.sorted().flatMap { byAccount[$0] ?? [] } }

    /// In the order of giving.
    package func mandates(on account: UInt128) -> [Mandate] { byAccount[account] ?? [] }

    /// By account.
    package func mandates(of party: UInt128) -> [Mandate] {
        Set(byParty[party] ?? []).sorted().flatMap { mandates(on: $0).filter { $0.party == party } }
    }

    func holds(_ account: UInt128, _ party: UInt128, _ kind: Mandate.Kind) -> Bool {
        mandates(on: account).contains { $0.party == party && $0.kind == kind }
    }

    mutating func add(_ mandate: Mandate) {
        byAccount[mandate.account, default: []].append(mandate)
        byParty[mandate.party, default: []].append(mandate.account)
    }

    mutating func remove(_ account: UInt128, _ party: UInt128, _ kind: Mandate.Kind) {
        byAccount[account]?.removeAll { $0.party == party && $0.kind == kind }
        if byAccount[account]?.isEmpty == true { byAccount[account] = nil }
        if let place = byParty[party]?.firstIndex(of: account) {
            byParty[party]?.remove(at: place)
        }
        if byParty[party]?.isEmpty == true { byParty[party] = nil }
    }
}
