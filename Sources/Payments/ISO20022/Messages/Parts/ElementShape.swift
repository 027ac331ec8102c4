/// What a kept component may contain, in the two generations of the schemas.
///
/// One table serves both directions: a field that one generation does not know has no name there
/// and is dropped. Reading always leads to the 2019 form.
/// Source: the component types in the schemas of pain.001.001.03 and pacs.008.001.08.
package indirect enum ElementShape: Sendable {
    /// The same in both generations: copied with everything below it.
    case copied
    /// Copied, but left out of a 2009 message where its narrower type does not allow the content.
    case checked(@Sendable (ReceivedElement) -> Bool)
    /// Text in 2009, a child of this name around the same text in 2019.
    case wrapped(in: String)
    case record([Field])

    package struct Field: Sendable {
        let name2009: String?
        let name2019: String?
        /// How often the field may stand in 2009; where it stands more often it is dropped whole.
        let limit2009: Int
        let shape: ElementShape

        init(
            _ name: String, _ shape: ElementShape = .copied, limit2009: Int = .max
        ) {
            self.init(name, name, shape, limit2009: limit2009)
        }

        init(
            _ name2009: String?, _ name2019: String?, _ shape: ElementShape = .copied,
            limit2009: Int = .max
        ) {
            self.name2009 = name2009
            self.name2019 = name2019
            self.limit2009 = limit2009
            self.shape = shape
        }

        func name(in generation: MessageType.Generation) -> String? {
            generation == .of2009 ? name2009 : name2019
        }
    }
}

extension ElementShape {
    /// 2009 demands letters where 2019 (ISO 9362:2014) allows digits.
    private static let bic = checked { isBIC2009($0.text) }

    /// `DocumentType5Code` lacks one code of `DocumentType6Code`, the purchase order.
    private static let documentType = checked { $0.text(at: "CdOrPrtry/Cd") != "PUOR" }

    /// `PostalAddress6` and `PostalAddress24`.
    package static let address = record([
        Field("AdrTp", .wrapped(in: "Cd")), Field("Dept"), Field("SubDept"), Field("StrtNm"),
        Field("BldgNb"), Field(nil, "BldgNm"), Field(nil, "Flr"), Field(nil, "PstBx"),
        Field(nil, "Room"), Field("PstCd"), Field("TwnNm"), Field(nil, "TwnLctnNm"),
        Field(nil, "DstrctNm"), Field("CtrySubDvsn"), Field("Ctry"), Field("AdrLine"),
    ])

    /// `Party6Choice` and `Party38Choice`.
    package static let partyIdentification = record([
        Field(
            "OrgId",
            record([Field("BICOrBEI", "AnyBIC", bic), Field(nil, "LEI"), Field("Othr")])),
        Field("PrvtId"),
    ])

    /// `ContactDetails2` and `Contact4`.
    package static let contact = record([
        Field(nil, "NmPrfx"), Field("Nm"), Field("PhneNb"), Field("MobNb"), Field("FaxNb"),
        Field("EmailAdr"), Field(nil, "EmailPurp"), Field(nil, "JobTitl"),
        Field(nil, "Rspnsblty"), Field(nil, "Dept"), Field(nil, "Othr"), Field(nil, "PrefrdMtd"),
    ])

    /// `PartyIdentification32` and `PartyIdentification135`.
    package static let party = record([
        Field("Nm"), Field("PstlAdr", address), Field("Id", partyIdentification),
        Field("CtryOfRes"), Field("CtctDtls", contact),
    ])

    /// `BranchData2` and `BranchData3`.
    package static let branch = record([
        Field("Id"), Field(nil, "LEI"), Field("Nm"), Field("PstlAdr", address),
    ])

    /// `StructuredRemittanceInformation7` and `16`.
    package static let structuredRemittance = record([
        Field(
            "RfrdDocInf",
            record([
                Field("Tp", documentType), Field("Nb"), Field("RltdDt"), Field(nil, "LineDtls"),
            ])),
        Field("RfrdDocAmt", remittanceAmount),
        Field("CdtrRefInf"),
        Field("Invcr", party), Field("Invcee", party),
        Field(nil, "TaxRmt"), Field(nil, "GrnshmtRmt"),
        Field("AddtlRmtInf"),
    ])

    /// `RemittanceAmount1` and `RemittanceAmount2`.
    private static let remittanceAmount = record([
        Field("DuePyblAmt"),
        Field("DscntApldAmt", .wrapped(in: "Amt"), limit2009: 1),
        Field("CdtNoteAmt"),
        Field("TaxAmt", .wrapped(in: "Amt"), limit2009: 1),
        Field("AdjstmntAmtAndRsn"), Field("RmtdAmt"),
    ])
}

extension ReceivedElement {
    /// The same content in the other generation's form, in that schema's order, or `nil` where
    /// nothing of it is known there.
    package func converted(
        _ shape: ElementShape, from source: MessageType.Generation,
        to target: MessageType.Generation
    ) -> ReceivedElement? {
        switch shape {
        case .copied: self
        case .checked(let fits): target == .of2009 && !fits(self) ? nil : self
        case .wrapped(let inner): rewrapped(inner, from: source, to: target)
        case .record(let fields): rearranged(fields, from: source, to: target)
        }
    }

    private func rewrapped(
        _ inner: String, from source: MessageType.Generation, to target: MessageType.Generation
    ) -> ReceivedElement? {
        guard source != target else { return self }
        if target == .of2019 {
            let content = ReceivedElement(inner, text: text, attributes: attributes)
            return ReceivedElement(name, [content])
        }
        guard let content = first(inner) else { return nil }
        return ReceivedElement(name, text: content.text, attributes: content.attributes)
    }

    private func rearranged(
        _ fields: [ElementShape.Field], from source: MessageType.Generation,
        to target: MessageType.Generation
    ) -> ReceivedElement? {
        var kept: [ReceivedElement] = []
        for field in fields {
            guard let name = field.name(in: source), let newName = field.name(in: target) else {
                continue
            }
            let found = children.filter { $0.name == name }
            guard target == .of2019 || found.count <= field.limit2009 else { continue }
            for child in found {
                guard var new = child.converted(field.shape, from: source, to: target) else {
                    continue
                }
                new.name = newName
                kept.append(new)
            }
        }
        return kept.isEmpty ? nil : ReceivedElement(name, kept)
    }
}

/// Whether a BIC fits the pattern of the 2009 schemas,
/// `[A-Z]{6}[A-Z2-9][A-NP-Z0-9]([A-Z0-9]{3})?`.
package func isBIC2009(_ text: String) -> Bool {
    let characters = Array(text.utf8)
    guard characters.count == 8 || characters.count == 11 else { return false }
    let isLetter = { (byte: UInt8) in byte >= 0x41 && byte <= 0x5A }
    let isDigit = { (byte: UInt8) in byte >= 0x30 && byte <= 0x39 }
    return characters[..<6].allSatisfy(isLetter)
        && (isLetter(characters[6]) || (isDigit(characters[6]) && characters[6] >= 0x32))
        && (isDigit(characters[7]) || (isLetter(characters[7]) && characters[7] != 0x4F))
        && characters[8...].allSatisfy { isLetter($0) || isDigit($0) }
}
