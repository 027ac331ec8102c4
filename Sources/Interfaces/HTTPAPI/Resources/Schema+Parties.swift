import Flows

/// Schemas of what says who somebody is.
extension Schema {
    static let address: String = {
        let members = PartyAddress.Part.allCases.map { part in
            "\"\(part.rawValue)\":{\"type\":[\"string\",\"null\"],\"maxLength\":\(part.lengthMax)}"
        }
        return #"{"type":"object","required":["town","country"],"additionalProperties":false,"#
            + #""properties":{\#(members.joined(separator: ","))}}"#
    }()

    static let party = object(
        "id", "kind", "name", "registered_at",
        more: [
            ("identifiers", list(of: object("scheme", "value"))),
            (
                "addresses",
                list(of: object(nullable: PartyAddress.Part.allCases.map(\.rawValue)))
            ),
            ("accounts", list(of: object("account", "role"))),
        ])

    static let mandates = object(
        more: [("data", list(of: object("party", "role", "since", nullable: ["by"])))])
}
