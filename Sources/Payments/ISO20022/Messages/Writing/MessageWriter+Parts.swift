import Vocabulary

extension MessageWriter {
    /// An element kept as received, in this message's form; what it does not know is left out.
    mutating func received(
        _ name: String, _ element: ReceivedElement?, _ shape: ElementShape = .copied
    ) {
        guard var kept = element?.converted(shape, from: .of2019, to: generation) else { return }
        kept.name = name
        copy(kept)
    }

    private mutating func copy(_ kept: ReceivedElement) {
        guard kept.children.isEmpty else {
            return element(kept.name) { writer in
                for child in kept.children { writer.copy(child) }
            }
        }
        leaf(kept.name, kept.text, currency: kept.attributes.first { $0.name == "Ccy" }?.value)
    }

    mutating func party(_ name: String, _ party: Party?) {
        element(name, party) { $0.content(of: $1) }
    }

    private mutating func content(of party: Party) {
        text("Nm", party.name, limit: 140)
        received("PstlAdr", party.address, .address)
        received("Id", party.identification, .partyIdentification)
        text("CtryOfRes", party.residence, limit: 2)
        received("CtctDtls", party.contact, .contact)
    }

    /// A party where 2019 has a choice of party and agent (`Party40Choice`).
    mutating func partyOrAgent(_ name: String, _ party: Party?) {
        guard generation == .of2019 else { return self.party(name, party) }
        element(name, party) { $0.party("Pty", $1) }
    }

    mutating func agent(_ name: String, _ agent: Agent?) {
        element(name, agent) { writer, agent in
            writer.element("FinInstnId") { $0.institution(agent) }
            writer.received("BrnchId", agent.branch, .branch)
        }
    }

    private mutating func institution(_ agent: Agent) {
        if generation == .of2019 {
            text("BICFI", agent.bicText, limit: 11)
        } else if let bic = agent.bicText, isBIC2009(bic) {
            leaf("BIC", bic)
        }
        received("ClrSysMmbId", agent.member)
        if generation == .of2019 { text("LEI", agent.lei, limit: 20) }
        text("Nm", agent.name, limit: 140)
        received("PstlAdr", agent.address, .address)
        received("Othr", agent.other)
    }

    mutating func account(_ name: String, _ account: CashAccount?) {
        element(name, account) { $0.content(of: $1) }
    }

    /// What `CashAccount16`, `38` and `40` have in common with the account of a report.
    mutating func content(of account: CashAccount) {
        if account.identifier == nil, type != .pain001v11 {
            refuse(.missing(path: location(of: "Id")))
        }
        element("Id", account.identifier) { $0.identifier($1) }
        if generation == .of2019 { choice("Tp", account.kind) }
        text("Ccy", account.currencyCode, limit: 3)
        text("Nm", account.name, limit: 70)
        if generation == .of2019 { received("Prxy", account.proxy) }
    }

    private mutating func identifier(_ identifier: CashAccount.Identifier) {
        switch identifier {
        case .iban(let iban): leaf("IBAN", iban.description)
        case .invalidIBAN(let text): leaf("IBAN", text)
        case .other(let id, let scheme, let issuer):
            element("Othr") { writer in
                writer.text("Id", id, limit: 34)
                writer.choice("SchmeNm", scheme)
                writer.text("Issr", issuer)
            }
        }
    }

    mutating func paymentType(_ type: PaymentType?) {
        element("PmtTpInf", type) { writer, type in
            writer.code("InstrPrty", type.priority)
            let levels = type.serviceLevels
            for level in writer.generation == .of2019 ? levels[...] : levels.prefix(1) {
                writer.choice("SvcLvl", level)
            }
            writer.choice("LclInstrm", type.localInstrument, limit: 35)
            writer.choice("CtgyPurp", type.categoryPurpose)
        }
    }

    mutating func remittance(_ remittance: Remittance?) {
        element("RmtInf", remittance) { writer, remittance in
            for line in remittance.unstructured { writer.text("Ustrd", line, limit: 140) }
            for part in remittance.structured {
                writer.received("Strd", part, .structuredRemittance)
            }
        }
    }

    mutating func settlement(_ settlement: Settlement?) {
        element("SttlmInf", settlement) { writer, settlement in
            writer.code("SttlmMtd", settlement.method)
            writer.choice("ClrSys", settlement.clearingSystem, limit: 3)
        }
    }

    mutating func charges(_ charges: [Charge]) {
        for charge in charges {
            element("ChrgsInf") { writer in
                writer.amount("Amt", charge.amount)
                writer.agent(writer.generation == .of2009 ? "Pty" : "Agt", charge.agent)
            }
        }
    }

    /// `StsRsnInf` and `RtrRsnInf`.
    mutating func reasons(_ name: String, _ reasons: [StatusReason]) {
        for reason in reasons { element(name) { $0.content(of: reason) } }
    }

    mutating func content(of reason: StatusReason) {
        party("Orgtr", reason.originator)
        choice("Rsn", reason.reason)
        for line in reason.additional { text("AddtlInf", line, limit: 105) }
    }
}
