import Vocabulary
import XML

extension ReceivedElement {
    /// The element with all that it holds; of attributes only `Ccy`.
    init(_ element: MessageElement) {
        self.init(
            element.name, text: "",
            attributes: element.attribute("Ccy").map { [Attribute("Ccy", $0)] } ?? [])
        children = element.children.map { ReceivedElement($0) }
        if children.isEmpty { text = element.text }
    }
}

extension MessageElement {
    /// A child kept as received, in the 2019 form; `nil` where nothing of it is known.
    func received(
        _ name: String, _ shape: ElementShape = .copied, from generation: MessageType.Generation
    ) -> ReceivedElement? {
        guard let element = first(name) else { return nil }
        return ReceivedElement(element).converted(shape, from: generation, to: .of2019)
    }

    func party(_ name: String, _ generation: MessageType.Generation) -> Party? {
        first(name).map { Party($0, generation) }
    }

    /// A party where 2019 has a choice of party and agent (`Party40Choice`); an agent becomes a
    /// party with its name and BIC.
    func partyOrAgent(_ name: String, _ generation: MessageType.Generation) -> Party? {
        guard generation == .of2019 else { return party(name, generation) }
        guard let element = first(name) else { return nil }
        if let party = element.party("Pty", generation) { return party }
        guard let agent = element.agent("Agt", generation) else { return nil }
        return Party(agent)
    }

    func agent(_ name: String, _ generation: MessageType.Generation) -> Agent? {
        first(name).map { Agent($0, generation) }
    }

    func account(_ name: String, _ generation: MessageType.Generation) -> CashAccount? {
        first(name).map { CashAccount($0, generation) }
    }

    func remittance(_ type: MessageType) -> Remittance? {
        first("RmtInf").map { Remittance($0, type) }
    }

    func paymentType() throws(ReadingError) -> PaymentType? {
        guard let element = first("PmtTpInf") else { return nil }
        return PaymentType(
            priority: try element.code("InstrPrty"),
            serviceLevels: element.all("SvcLvl").compactMap(\.choice),
            localInstrument: element.choice("LclInstrm"),
            categoryPurpose: element.choice("CtgyPurp"))
    }

    func settlement() throws(ReadingError) -> Settlement? {
        guard let element = first("SttlmInf") else { return nil }
        return Settlement(
            method: try element.requiredCode("SttlmMtd"),
            clearingSystem: element.choice("ClrSys"))
    }

    func charges() throws(ReadingError) -> [Charge] {
        var charges: [Charge] = []
        for element in all("ChrgsInf") {
            let agent = try element.required("Agt")
            charges.append(
                Charge(amount: try element.requiredMoney("Amt"), agent: Agent(agent, .of2019)))
        }
        return charges
    }

    func reasons(_ name: String, _ generation: MessageType.Generation) -> [StatusReason] {
        all(name).map { $0.reason(generation) }
    }

    func reason(_ generation: MessageType.Generation) -> StatusReason {
        StatusReason(
            originator: party("Orgtr", generation), reason: choice("Rsn"),
            additional: all("AddtlInf").map(\.text))
    }
}

extension Party {
    init(_ element: MessageElement, _ generation: MessageType.Generation) {
        self.init(
            name: element.text("Nm"),
            address: element.received("PstlAdr", .address, from: generation),
            identification: element.received("Id", .partyIdentification, from: generation),
            residence: element.text("CtryOfRes"),
            contact: element.received("CtctDtls", .contact, from: generation))
    }

    /// A bank that stands where a party does.
    fileprivate init(_ agent: Agent) {
        let bic = agent.bicText.map { ReceivedElement("AnyBIC", text: $0) }
        let lei = agent.lei.map { ReceivedElement("LEI", text: $0) }
        let known = [bic, lei].compactMap(\.self)
        self.init(
            name: agent.name, address: agent.address,
            identification: known.isEmpty
                ? nil : ReceivedElement("Id", [ReceivedElement("OrgId", known)]))
    }
}

extension Agent {
    init(_ element: MessageElement, _ generation: MessageType.Generation) {
        let institution = element.first("FinInstnId") ?? element
        self.init(
            bicText: institution.text(generation == .of2009 ? "BIC" : "BICFI"),
            member: institution.received("ClrSysMmbId", from: generation),
            lei: institution.text("LEI"),
            name: institution.text("Nm"),
            address: institution.received("PstlAdr", .address, from: generation),
            other: institution.received("Othr", from: generation),
            branch: element.received("BrnchId", .branch, from: generation))
    }
}

extension CashAccount {
    init(_ element: MessageElement, _ generation: MessageType.Generation) {
        self.init(
            identifier: element.first("Id").flatMap(Identifier.init),
            kind: element.choice("Tp"),
            currencyCode: element.text("Ccy"),
            name: element.text("Nm"),
            proxy: element.received("Prxy", from: generation))
    }
}

extension CashAccount.Identifier {
    fileprivate init?(_ element: MessageElement) {
        if let text = element.text("IBAN") {
            self = (try? IBAN(text)).map(CashAccount.Identifier.iban) ?? .invalidIBAN(text)
        } else if let other = element.first("Othr"), let id = other.text("Id") {
            self = .other(id: id, scheme: other.choice("SchmeNm"), issuer: other.text("Issr"))
        } else {
            return nil
        }
    }
}

extension Remittance {
    init(_ element: MessageElement, _ type: MessageType) {
        self.init(
            unstructured: element.all("Ustrd").map(\.text),
            structured: element.all("Strd").compactMap { part in
                var kept = ReceivedElement(part)
                // `TaxData1` is not the `TaxInformation7` of the messages that this goes into.
                if type == .pain001v11 { kept.children.removeAll { $0.name == "TaxRmt" } }
                return kept.converted(
                    .structuredRemittance, from: type.generation, to: .of2019)
            })
    }
}
