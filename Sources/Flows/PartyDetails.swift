import Bytes
package import PaymentModel
import Vocabulary

/// What is personal about a party: sealed under its own key, never in a journal entry.
package struct PartyDetails: Sendable, Hashable {
    static let textMax = 1024
    /// Addresses that one may have.
    package static let addressesMax = 8
    private static let version: UInt8 = 2

    package let name: String
    package let identifiers: [PartyIdentifier]
    package let addresses: [PartyAddress]

    package init(name: String, identifiers: [PartyIdentifier], addresses: [PartyAddress]) {
        self.name = name
        self.identifiers = identifiers
        self.addresses = addresses
    }

    /// What is shown once the key is gone.
    package static let erased = PartyDetails(name: "erased", identifiers: [], addresses: [])

    var encoded: [UInt8] {
        var writer = ByteWriter()
        writer.write(Self.version)
        writer.writePrefixed(name)
        writer.writeVarint(UInt64(identifiers.count))
        for identifier in identifiers {
            writer.writePrefixed(identifier.scheme)
            writer.writePrefixed(identifier.value)
        }
        writer.writeVarint(UInt64(addresses.count))
        for address in addresses {
            for part in PartyAddress.Part.allCases { writer.writePrefixed(address[part] ?? "") }
        }
        return writer.bytes
    }

    /// Of a party that an account's name made, the account's details are there in its place.
    init(encoded bytes: [UInt8]) throws(ByteError) {
        var reader = ByteReader(bytes)
        let version = try reader.read(UInt8.self)
        guard version == Self.version else {
            let account = try AccountDetails(encoded: bytes)
            self.init(name: account.name, identifiers: [], addresses: [])
            return
        }
        let name = try reader.readString(limit: Self.textMax)
        var identifiers: [PartyIdentifier] = []
        for _ in 0..<min(try reader.readVarint(), UInt64(BankParty.identifiersMax)) {
            identifiers.append(
                PartyIdentifier(
                    known: try reader.readString(limit: Self.textMax),
                    try reader.readString(limit: Self.textMax)))
        }
        var addresses: [PartyAddress] = []
        for _ in 0..<min(try reader.readVarint(), UInt64(Self.addressesMax)) {
            var address = PartyAddress()
            for part in PartyAddress.Part.allCases {
                address[part] = try reader.readString(limit: Self.textMax)
            }
            addresses.append(address)
        }
        self.init(name: name, identifiers: identifiers, addresses: addresses)
    }
}

/// A structured address, by the elements of ISO 20022's `PostalAddress24`.
package struct PartyAddress: Sendable, Hashable {
    /// In the order in which they are shown; with the longest text, in characters.
    package enum Part: String, CaseIterable, Sendable {
        case department, subDepartment = "sub_department", street
        case buildingNumber = "building_number", buildingName = "building_name", floor
        case postBox = "post_box", room, postCode = "post_code", town
        case townLocation = "town_location", district, subdivision, country

        package var lengthMax: Int {
            switch self {
            case .department, .subDepartment, .street, .floor, .room: 70
            case .buildingNumber, .postBox, .postCode: 16
            case .buildingName, .town, .townLocation, .district, .subdivision: 35
            case .country: 2
            }
        }
    }

    private var texts: [Part: String] = [:]

    package init() {}

    package subscript(_ part: Part) -> String? {
        get { texts[part] }
        set { texts[part] = newValue.flatMap { $0.isEmpty ? nil : $0 } }
    }
}

/// An identifier of a party: its scheme and its value.
///
/// `LEI` and `BIC` are told by their own standards (ISO 17442, ISO 9362); any other scheme is a code
/// of ISO 20022's `ExternalOrganisationIdentification1Code` or `ExternalPersonIdentification1Code`.
package struct PartyIdentifier: Sendable, Hashable {
    /// The longest value, in characters (`Max35Text`).
    package static let valueMax = 35

    package let scheme: String
    package let value: String

    /// Why a text is no identifier.
    package enum Fault: Error, Sendable {
        /// None of the schemes of that kind of party.
        case unknownScheme
        case malformed
    }

    package init(
        scheme: String, value: String, of kind: BankParty.Kind
    ) throws(Fault) {
        switch (scheme, kind) {
        case ("LEI", .company):
            guard (try? LEI(value)) != nil else { throw .malformed }
        case ("BIC", .company):
            guard (try? BIC(value)) != nil else { throw .malformed }
        default:
            let set: ExternalCodeSet =
                kind == .person ? .personIdentification : .organisationIdentification
            guard ExternalCode(rawValue: scheme)?.isListed(in: set) == true else {
                throw .unknownScheme
            }
            guard (1...Self.valueMax).contains(value.count) else { throw .malformed }
        }
        self.init(known: scheme, value)
    }

    init(known scheme: String, _ value: String) {
        self.scheme = scheme
        self.value = value
    }
}
