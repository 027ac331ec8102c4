import Engine
import Flows
import JSON
import PaymentModel
import Vocabulary

/// `/api/v1/parties`: whom the bank knows, and what they are to its accounts.
extension BankAPI {
    var partyRoutes: [Route] {
        [
            Route(
                .post, "/api/v1/parties", scope: .operation,
                summary: "Registers a person or a company", query: [.dryRun],
                body: BodyRule(.json, bytesMax: 16 << 10, schema: Self.partySchema),
                answers: [
                    Shape(201, "The party", schema: Schema.party),
                    Shape(200, "The same, registered before", schema: Schema.party),
                ], action: registerParty),
            Route(
                .get, "/api/v1/parties", scope: .reading,
                summary: "Parties in the order in which they became known",
                query: [.limit, .cursor],
                answers: [Shape(200, "A page of parties", schema: Schema.page(of: Schema.party))],
                action: listParties),
            Route(
                .get, "/api/v1/parties/{party}", scope: .reading,
                summary: "A party by its id, or by an identifier such as LEI:529900T8BM49AURSDO55",
                answers: [Shape(200, "The party", schema: Schema.party)], action: showParty),
            Route(
                .get, "/api/v1/accounts/{account}/parties", scope: .reading,
                summary: "Who is holder, signatory or channel of an account",
                answers: [Shape(200, "Its parties", schema: Schema.mandates)],
                action: listMandates),
            Route(
                .post, "/api/v1/accounts/{account}/parties", scope: .operation,
                summary: "Gives a party a role on an account", query: [.dryRun],
                body: BodyRule(.json, bytesMax: 4096, schema: Self.mandateSchema),
                answers: [Shape(200, "The account's parties", schema: Schema.mandates)],
                action: repeats.once(giveMandate)),
            Route(
                .delete, "/api/v1/accounts/{account}/parties/{party}", scope: .operation,
                summary: "Takes a role on an account from a party",
                query: [.dryRun, QueryParameter("role", "holder, signatory or channel")],
                answers: [Shape(200, "The account's parties", schema: Schema.mandates)],
                action: repeats.once(takeMandate)),
        ]
    }

    private static let partySchema = #"""
        {"type":"object","required":["kind","name"],"additionalProperties":false,"properties":{
        "kind":{"enum":["person","company"]},"name":{"type":"string","minLength":1,"maxLength":140},
        "identifiers":{"type":["array","null"],"maxItems":16,"items":{"type":"object",
        "required":["scheme","value"],"additionalProperties":false,"properties":{
        "scheme":{"type":"string","maxLength":4},"value":{"type":"string","maxLength":35}}}},
        "addresses":{"type":["array","null"],"maxItems":8,"items":\#(Schema.address)},
        "funds":{"enum":["execution","entry",null]}}}
        """#
    private static let mandateSchema = #"""
        {"type":"object","required":["party","role"],"additionalProperties":false,"properties":{
        "party":{"type":"string","maxLength":64},"role":{"enum":["holder","signatory","channel"]}}}
        """#
    private static let mandateFields = JSONFields("party", "role")
    /// The longest name, in characters.
    private static let partyNameMax = 140

    // MARK: - Registered

    private func registerParty(
        _ request: Request, _ caller: Caller?, _ respond: @escaping Route.Respond
    ) {
        Self.decode(respond) { () throws(Problem) in
            let new = try Self.newParty(request.body)
            let by = try self.caller(request, caller)
            let isDryRun = try request.isDryRun()
            bank.registerParty(new, caller: by, isDryRun: isDryRun) { result in
                switch result {
                case .failure(let error): respond(.problem(Problem(error)))
                case .success(let done):
                    var writer = JSONWriter()
                    Self.write(done.view, to: &writer)
                    var response = Response.json(
                        writer, status: done.isReplayed ? 200 : 201, sequence: done.sequence)
                    if done.isReplayed {
                        response.headers.append(ResponseHeader("Idempotent-Replayed", "true"))
                    }
                    respond(isDryRun ? response.ofDryRun() : response)
                }
            }
        }
    }

    private static func newParty(_ body: [UInt8]) throws(Problem) -> RunningBank.NewParty {
        let object = try BodyObject(
            body, fields: ["kind", "name", "identifiers", "addresses", "funds"])
        let kindName = try object.text("kind", lengthMax: 16)
        guard let kind = [BankParty.Kind.person, .company].first(where: { $0.name == kindName })
        else {
            throw Problem(
                .invalidField, param: "kind",
                detail: "kind: found \(kindName), allowed are person and company.")
        }
        let name = try object.text("name", lengthMax: partyNameMax)
        var identifiers: [PartyIdentifier] = []
        for each in try object.objects(
            "identifiers", fields: ["scheme", "value"], countMax: BankParty.identifiersMax)
        {
            let found = try identifier(each, of: kind)
            guard !identifiers.contains(found) else {
                throw Problem(
                    .invalidField, param: "identifiers", detail: "One stands there twice.")
            }
            identifiers.append(found)
        }
        var addresses: [PartyAddress] = []
        for each in try object.objects(
            "addresses", fields: PartyAddress.Part.allCases.map(\.rawValue),
            countMax: PartyDetails.addressesMax)
        { addresses.append(try address(each)) }
        var new = RunningBank.NewParty(
            kind, PartyDetails(name: name, identifiers: identifiers, addresses: addresses))
        if let funds = try object.optionalText("funds", lengthMax: 16) {
            new.funds = try Self.funds(funds)
        }
        return new
    }

    private static func identifier(
        _ object: BodyObject, of kind: BankParty.Kind
    ) throws(Problem) -> PartyIdentifier {
        let scheme = try object.text("scheme", lengthMax: 4)
        let value = try object.text("value", lengthMax: PartyIdentifier.valueMax)
        do throws(PartyIdentifier.Fault) {
            return try PartyIdentifier(scheme: scheme, value: value, of: kind)
        } catch {
            switch error {
            case .unknownScheme:
                let set = kind == .person ? "Person" : "Organisation"
                let also = kind == .person ? "" : ", LEI or BIC"
                throw Problem(
                    .invalidField, param: "identifiers",
                    detail: "identifiers: found the scheme \(scheme), allowed is a code of "
                        + "External\(set)Identification1Code\(also).")
            case .malformed:
                throw Problem(
                    .invalidField, param: "identifiers",
                    detail: "identifiers: \(value) is no \(scheme).")
            }
        }
    }

    /// Town and country are what every scheme's structured address needs.
    private static func address(_ object: BodyObject) throws(Problem) -> PartyAddress {
        var address = PartyAddress()
        for part in PartyAddress.Part.allCases {
            address[part] = try object.optionalText(part.rawValue, lengthMax: part.lengthMax)
        }
        _ = try object.text("town", lengthMax: PartyAddress.Part.town.lengthMax)
        let country = try object.text("country", lengthMax: 2)
        guard CountryCode(country) != nil else {
            throw Problem(
                .invalidField, param: "addresses",
                detail: "addresses: \(country) is no country of ISO 3166-1.")
        }
        return address
    }

    // MARK: - Shown

    private func showParty(
        _ request: Request, _ caller: Caller?, _ respond: @escaping Route.Respond
    ) {
        bank.party(request.path("party")) { result in
            switch result {
            case .failure(let error): respond(.problem(Problem(error)))
            case .success(let found):
                var writer = JSONWriter()
                Self.write(found.value, to: &writer)
                respond(.json(writer, sequence: found.sequence))
            }
        }
    }

    private func listParties(
        _ request: Request, _ caller: Caller?, _ respond: @escaping Route.Respond
    ) {
        Self.decode(respond) { () throws(Problem) in
            let limit = try request.number("limit", default: 100, in: 1...1000)
            let place = try request.number("cursor", default: 0, in: 0...(1 << 30))
            bank.parties(from: place, limit: limit + 1) { result in
                switch result {
                case .failure(let error): respond(.problem(Problem(error)))
                case .success(let found):
                    let page = Page(found.value, limit: limit) { _ in String(place + limit) }
                    respond(
                        .json(page.json { Self.write($1, to: &$0) }, sequence: found.sequence))
                }
            }
        }
    }

    static func write(_ view: RunningBank.PartyView, to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("id", text(.party, view.party.id))
            writer.member("kind", view.party.kind.name)
            writer.member("name", view.details.name)
            writer.member("registered_at", instant(view.party.registeredAt))
            writer.member("funds", view.party.funds.name)
            writer.member(
                "identifiers",
                array: { list in
                    for identifier in view.details.identifiers {
                        list.object {
                            $0.member("scheme", identifier.scheme)
                            $0.member("value", identifier.value)
                        }
                    }
                })
            writer.member(
                "addresses",
                array: { list in
                    for address in view.details.addresses {
                        list.object { object in
                            for part in PartyAddress.Part.allCases {
                                object.member(part.rawValue, address[part])
                            }
                        }
                    }
                })
            writer.member(
                "accounts",
                array: { list in
                    for mandate in view.mandates {
                        list.object {
                            $0.member("account", text(.account, mandate.account))
                            $0.member("role", mandate.kind.name)
                        }
                    }
                })
        }
    }

    // MARK: - Roles on accounts

    private func listMandates(
        _ request: Request, _ caller: Caller?, _ respond: @escaping Route.Respond
    ) {
        bank.mandates(onNamed: request.path("account")) { result in
            switch result {
            case .failure(let error): respond(.problem(Problem(error)))
            case .success(let found): respond(response(found))
            }
        }
    }

    private func giveMandate(
        _ request: Request, _ caller: Caller?, _ respond: @escaping Route.Respond
    ) {
        Self.decode(respond) { () throws(Problem) in
            let party: String
            let role: String
            do throws(JSONError) {
                let object = try JSONObjectReader(request.body, fields: Self.mandateFields)
                party = try object.string("party", bytesMax: 64)
                role = try object.string("role", bytesMax: 16)
            } catch { throw Problem(error) }
            try change(request, caller, party: party, role: role, isGiven: true, respond)
        }
    }

    private func takeMandate(
        _ request: Request, _ caller: Caller?, _ respond: @escaping Route.Respond
    ) {
        Self.decode(respond) { () throws(Problem) in
            try change(
                request, caller, party: request.path("party"), role: request.query("role") ?? "",
                isGiven: false, respond)
        }
    }

    private func change(
        _ request: Request, _ caller: Caller?, party: String, role: String, isGiven: Bool,
        _ respond: @escaping Route.Respond
    ) throws(Problem) {
        guard let kind = Mandate.Kind(name: role) else {
            let known = Mandate.Kind.allCases.map(\.name).joined(separator: ", ")
            throw Problem(
                isGiven ? .invalidField : .invalidParameter, param: "role",
                detail: "role: found \(role), allowed are \(known).")
        }
        let isDryRun = try request.isDryRun()
        bank.setMandate(
            onNamed: request.path("account"), party: party, kind, isGiven: isGiven,
            caller: try self.caller(request, caller), isDryRun: isDryRun
        ) { result in
            switch result {
            case .failure(let error): respond(.problem(Problem(error)))
            case .success(let found):
                let response = response(found)
                respond(isDryRun ? response.ofDryRun() : response)
            }
        }
    }

    /// No names: who they are, `/api/v1/parties/{party}` says.
    private func response(_ found: Answer<[Mandate]>) -> Response {
        var writer = JSONWriter()
        writer.object { writer in
            writer.member(
                "data",
                array: { list in
                    for mandate in found.value {
                        list.object {
                            $0.member("party", Self.text(.party, mandate.party))
                            $0.member("role", mandate.kind.name)
                            $0.member("since", Self.instant(mandate.since))
                            $0.member("by", Self.text(.token, mandate.by))
                        }
                    }
                })
        }
        return .json(writer, sequence: found.sequence)
    }
}
