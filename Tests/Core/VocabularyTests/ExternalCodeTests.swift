import Testing

@testable import Vocabulary

// Rows of the sets as iso20022.org publishes them.
@Test func `a code is listed in its set, with its definition`() {
    let closed: ExternalCode = "AC04"
    #expect(closed.isListed(in: .statusReason))
    #expect(
        closed.definition(in: .returnReason)
            == "Account number specified has been closed on the bank of account's books")
    let cases: [(ExternalCode, ExternalCodeSet)] = [
        ("RC01", .statusReason), ("AM05", .returnReason), ("CACC", .cashAccountType),
        ("SEPA", .serviceLevel), ("INST", .localInstrument), ("SALA", .purpose),
        ("SALA", .categoryPurpose), ("ACTC", .paymentGroupStatus),
        ("ACSC", .paymentTransactionStatus), ("CLBD", .balanceType), ("BOOK", .entryStatus),
        ("DUPL", .cancellationReason), ("LEGL", .paymentCancellationRejection),
        ("SCOR", .creditorReferenceType), ("DEBLZ", .clearingSystemIdentification),
    ]
    for (code, set) in cases {
        #expect(code.isListed(in: set), "\(code) in \(set.typeName)")
    }
    #expect(ExternalCode.listed(in: .balanceType).count == 10)
}

@Test func `a code of another set, or of none, is not listed`() {
    let salary: ExternalCode = "SALA"
    #expect(!salary.isListed(in: .statusReason))
    #expect(ExternalCode(rawValue: "ZZZZ")?.definition(in: .statusReason) == nil)
    #expect(ExternalCode(rawValue: "ac04")?.isListed(in: .statusReason) == false)
}

@Test(arguments: [
    "", "A C", "AC04|x", "Status/AC04", "Ä", "A\n", String(repeating: "A", count: 36),
])
func `what no set can list is no code`(text: String) {
    #expect(ExternalCode(rawValue: text) == nil)
}

@Test func `every set has codes, and every row has a definition`() throws {
    for set in ExternalCodeSet.allCases {
        let codes = ExternalCode.listed(in: set)
        #expect(!codes.isEmpty, "\(set.typeName)")
        for code in codes {
            let definition = try #require(code.definition(in: set))
            #expect(definition.count > 1, "\(set.typeName) \(code)")
        }
    }
}

@Test(arguments: [
    ("Müller & Söhne GmbH", "Muller + Sohne GmbH"), ("Straße", "Strasse"), ("Łódź", "Lodz"),
    ("Ærøskøbing", "AEroskobing"), ("Đorđević", "Dordevic"), ("İstanbul", "Istanbul"),
    ("Ελλάδα", "Ellada"), ("София", "Sofiya"), ("Щастие", "SHTastie"), ("A_B@c", "A-B(at)c"),
    ("e\u{301}te\u{301}", "ete"), ("10 €", "10 EUR"), ("日本", ".."), ("a\nb", "a b"), ("", ""),
    ("“x”", ".x."), ("Nguyễn", "Nguyen"),
])
func `a name is brought into the SEPA set`(text: String, expected: String) {
    #expect(Transliteration.sepa(text) == expected)
}

@Test func `every scalar becomes characters of the SEPA set`() {
    for value in UInt32(0)...0x2FFF {
        guard let scalar = Unicode.Scalar(value) else { continue }
        let text = Transliteration.sepa(String(scalar))
        #expect(SEPACharacters.contains(allOf: text), "U+\(String(value, radix: 16))")
        #expect(Transliteration.sepa(text) == text)
    }
    #expect(Transliteration.sepa("Weißensee", lengthMax: 5) == "Weiss")
    #expect(Transliteration.sepa("Weißensee", lengthMax: 4) == "Weis")
}
