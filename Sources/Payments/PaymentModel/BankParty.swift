package import Bytes

/// A person or a company that the bank knows, as far as decisions rest on it.
///
/// Name, identifiers and addresses are elsewhere, sealed under ``key``; here stand keyed hashes.
package struct BankParty: Hashable, Sendable, Recorded {
    package enum Kind: UInt8, Sendable, CaseIterable {
        /// Made by an account's name, which does not say which of the two.
        case unspecified = 1
        case person, company

        package var name: String {
            switch self {
            case .unspecified: "unspecified"
            case .person: "person"
            case .company: "company"
            }
        }
    }

    /// Identifiers that one may have.
    package static let identifiersMax = 16

    package let id: UInt128
    package let kind: Kind
    /// Hash of the request that registered it.
    package let content: UInt128
    /// The personal key all its texts are sealed under, those of its accounts among them.
    package let key: UInt128
    /// Keyed hashes of its identifiers; no two parties have the same.
    package let identifiers: [UInt128]
    /// In nanoseconds since 1970.
    package let registeredAt: UInt64
    package internal(set) var funds: FundsPolicy

    init(_ registration: PartyRegistration, at instant: UInt64) {
        id = registration.id
        kind = registration.kind
        content = registration.content
        key = registration.sealed.key
        identifiers = registration.identifiers
        registeredAt = instant
        funds = registration.funds
    }

    /// The party that an account's name makes: it has the account's id and key.
    init(of opening: AccountOpening, at instant: UInt64) {
        id = opening.id
        kind = .unspecified
        content = opening.content
        key = opening.sealed.key
        identifiers = []
        registeredAt = instant
        funds = .atExecution
    }

    package func write(to writer: inout ByteWriter) {
        writer.write(id)
        writer.write(kind.rawValue)
        writer.write(content)
        writer.write(key)
        writer.write(ids: identifiers)
        writer.write(registeredAt)
        writer.write(funds.rawValue)
    }

    package init(from reader: inout ByteReader) throws(ByteError) {
        id = try reader.read()
        kind = try reader.readCase()
        content = try reader.read()
        key = try reader.read()
        identifiers = try reader.readIDs()
        registeredAt = try reader.read()
        funds = try reader.readCase()
    }
}

/// An order to register a party.
package struct PartyRegistration: Sendable, Recorded {
    package var id: UInt128
    package var kind: BankParty.Kind
    package var content: UInt128
    package var identifiers: [UInt128]
    package var funds: FundsPolicy = .atExecution
    /// Name, identifiers and addresses.
    package var sealed: SealedReference

    /// - Precondition: at most ``BankParty/identifiersMax`` identifiers.
    package init(
        id: UInt128, kind: BankParty.Kind, content: UInt128, identifiers: [UInt128],
        sealed: SealedReference
    ) {
        precondition(
            identifiers.count <= BankParty.identifiersMax, "Whoever asks has counted them.")
        self.id = id
        self.kind = kind
        self.content = content
        self.identifiers = identifiers
        self.sealed = sealed
    }

    package func write(to writer: inout ByteWriter) {
        writer.write(id)
        writer.write(kind.rawValue)
        writer.write(content)
        writer.write(ids: identifiers)
        writer.write(funds.rawValue)
        sealed.write(to: &writer)
    }

    package init(from reader: inout ByteReader) throws(ByteError) {
        id = try reader.read()
        kind = try reader.readCase()
        content = try reader.read()
        identifiers = try reader.readIDs()
        funds = try reader.readCase()
        sealed = try SealedReference(from: &reader)
    }
}

/// What became of a registration.
package enum PartyOutcome: UInt8, Sendable {
    case registered = 0
    /// Registered before, under the same key and with the same body.
    case replayed
    case keyReused
    /// Another party has one of the identifiers.
    case identifierTaken
    /// As many are known as may be.
    case full
}
