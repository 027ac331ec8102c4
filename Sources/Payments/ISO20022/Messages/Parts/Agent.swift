package import Vocabulary

/// A financial institution named in a message (`BranchAndFinancialInstitutionIdentification6`).
package struct Agent: Hashable, Sendable {
    /// `BICFI` (`BIC` in 2009), as received: valid by the schema's pattern, perhaps no BIC that
    /// ISO 9362 allows.
    package var bicText: String?
    /// `ClrSysMmbId`.
    package var member: ReceivedElement?
    package var lei: String?
    package var name: String?
    package var address: ReceivedElement?
    /// `Othr`; a customer without the creditor bank's BIC writes `NOTPROVIDED` here.
    package var other: ReceivedElement?
    /// `BrnchId`.
    package var branch: ReceivedElement?

    package init(
        bicText: String? = nil, member: ReceivedElement? = nil, lei: String? = nil,
        name: String? = nil, address: ReceivedElement? = nil, other: ReceivedElement? = nil,
        branch: ReceivedElement? = nil
    ) {
        self.bicText = bicText
        self.member = member
        self.lei = lei
        self.name = name
        self.address = address
        self.other = other
        self.branch = branch
    }

    package init(_ bic: BIC) {
        self.init(bicText: bic.description)
    }

    /// An agent of whom the sender knows nothing, `Othr/Id` being `NOTPROVIDED`.
    package static let notProvided = Agent(
        other: ReceivedElement("Othr", [ReceivedElement("Id", text: "NOTPROVIDED")]))

    package var bic: BIC? { bicText.flatMap { try? BIC($0) } }
}
