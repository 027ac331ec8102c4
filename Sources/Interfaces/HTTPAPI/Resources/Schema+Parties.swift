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
        "id", "kind", "name", "registered_at", "funds",
        more: [
            ("identifiers", list(of: object("scheme", "value"))),
            (
                "addresses",
                list(of: object(nullable: PartyAddress.Part.allCases.map(\.rawValue)))
            ),
            ("accounts", list(of: object("account", "role"))),
        ])

    static let feeQuote = object(
        "account", "scheme", "amount", "currency", "fee", nullable: ["name", "collected"])
    static let waivedFees = object(
        "account", "amount", "currency", more: [("payments", #"{"type":"integer"}"#)])
    static let feeRule = object(
        "name", "scheme", "currency", "amount_from", "fee", "collected", "source", "confidence",
        nullable: ["party", "amount_to", "valid_from"],
        more: [("returned", #"{"type":"boolean"}"#)])

    static let channel = object(
        "id", "state", "party", "opened_at", nullable: ["token", "folder", "opened_by"],
        more: [
            ("accounts", list(of: #"{"type":"string"}"#)),
            (
                "limits",
                list(
                    of: object(
                        "currency", "taken_today",
                        nullable: ["per_payment", "per_day", "per_file"]))
            ),
        ])

    static let mandates = object(
        more: [("data", list(of: object("party", "role", "since", nullable: ["by"])))])
}
