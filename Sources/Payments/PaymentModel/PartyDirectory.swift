/// All parties in the order in which they became known, found by id and by identifier.
package struct PartyDirectory: Sendable {
    /// Parties known at once: one an account, and those without.
    package static let countMax = 20_000_000

    package private(set) var parties: [BankParty] = []
    private var places: [UInt128: Int] = [:]
    private var byIdentifier: [UInt128: Int] = [:]

    package init() {}

    init(_ parties: [BankParty]) {
        for party in parties { add(party) }
    }

    package subscript(_ id: UInt128) -> BankParty? { places[id].map { parties[$0] } }

    /// By the keyed hash of one of its identifiers.
    package subscript(identifier hash: UInt128) -> BankParty? {
        byIdentifier[hash].map { parties[$0] }
    }

    var isFull: Bool { parties.count >= Self.countMax }

    mutating func add(_ party: BankParty) {
        places[party.id] = parties.count
        for identifier in party.identifiers { byIdentifier[identifier] = parties.count }
        parties.append(party)
    }

    mutating func update(_ id: UInt128, _ change: (inout BankParty) -> Void) {
        guard let place = places[id] else { return }
        change(&parties[place])
    }
}
