import Testing

@testable import Vocabulary

/// The examples that the ISO 13616 registry prints, one a country.
private let registryExamples = """
    AD1200012030200359100100 AE070331234567890123456 AL47212110090000000235698741
    AT611904300234573201 AZ21NABZ00000000137010001944 BA391290079401028494 BE68539007547034
    BG80BNBG96611020345678 BH67BMAG00001299123456 BI4210000100010000332045181
    BR1800360305000010009795493C1 BY13NBRB3600900000002Z00AB00 CH9300762011623852957
    CR05015202001026284066 CY17002001280000001200527600 CZ6508000000192000145399
    DE89370400440532013000 DJ2100010000000154000100186 DK5000400440116243
    DO28BAGR00000001212453611324 EE382200221020145685 EG380019000500000000263180002
    ES9121000418450200051332 FI2112345600000785 FK88SC123456789012 FO6264600001631634
    FR1420041010050500013M02606 GB29NWBK60161331926819 GE29NB0000000101904917
    GI75NWBK000000007099453 GL8964710001000206 GR1601101250000000012300695
    GT82TRAJ01020000001210029690 HN88CABF00000000000250005469 HR1210010051863000160
    HU42117730161111101800000000 IE29AIBK93115212345678 IL620108000000099999999
    IQ98NBIQ850123456789012 IS140159260076545510730339 IT60X0542811101000000123456
    JO94CBJO0010000000000131000302 KW81CBKU0000000000001234560101 KZ86125KZT5004100100
    LB62099900000001001901229114 LC55HEMM000100010012001200023015 LI21088100002324013AA
    LT121000011101001000 LU280019400644750000 LV80BANK0000435195001 LY83002048000020100120361
    MC5811222000010123456789030 MD24AG000225100013104168 ME25505000012345678951
    MK07250120000058984 MN121234123456789123 MR1300020001010000123456753
    MT84MALT011000012345MTLCAST001S MU17BOMM0101101030300200000MUR
    NI45BAPR00000013000003558124 NL91ABNA0417164300 NO9386011117947 OM810180000001299123456
    PK36SCBL0000001123456702 PL61109010140000071219812874 PS92PALS000000000400123456702
    PT50000201231234567890154 QA58DOHB00001234567890ABCDEFG RO49AAAA1B31007593840000
    RS35260005601001611379 RU0304452522540817810538091310419 SA0380000000608010167519
    SC18SSCB11010000000000001497USD SD8811123456789012 SE4550000000058398257466
    SI56263300012039086 SK3112000000198742637541 SM86U0322509800000000270100
    SO211000001001000100141 ST23000100010051845310146 SV62CENR00000000000000700025
    TL380080012345678910157 TN5910006035183598478831 TR330006100519786457841326
    UA213223130000026007233566001 VA59001123000012345678 VG96VPVG0000012345678901
    XK051212012345678906 YE15CBYE0001018861234567891234
    """
    .split(whereSeparator: \.isWhitespace).map(String.init)

@Test(arguments: registryExamples)
func `the registry's example of a country is read`(text: String) throws {
    let iban = try IBAN(text)
    #expect(iban.text == text)
    #expect(iban.country.text == String(text.prefix(2)))
    #expect(try IBAN(printed: iban.printed) == iban)
    #expect(try IBAN.make(country: iban.country, bban: String(iban.bban)) == iban)
}

@Test func `every country of the registry has its example here`() {
    #expect(
        Set(registryExamples.map { String($0.prefix(2)) }) == Set(IBANStructure.all.keys))
}

@Test(arguments: registryExamples)
func `one wrong digit is always found`(text: String) {
    for (index, character) in text.enumerated() where character.isNumber {
        for digit in "0123456789" where digit != character {
            var changed = Array(text)
            changed[index] = digit
            #expect(throws: IBANError.self) { try IBAN(String(changed)) }
        }
    }
}

// The bank identifiers of the registry's examples.
@Test(arguments: [
    ("DE89370400440532013000", "37040044", String?.none),
    ("GB29NWBK60161331926819", "NWBK", "601613"), ("IT60X0542811101000000123456", "05428", "11101"),
    ("FR1420041010050500013M02606", "20041", nil),
    ("PL61109010140000071219812874", "10901014", nil),
    ("JO94CBJO0010000000000131000302", "CBJO", "0010"), ("NL91ABNA0417164300", "ABNA", nil),
    ("ES9121000418450200051332", "2100", "0418"), ("BE68539007547034", "539", nil),
])
func `the bank's code stands where the registry says`(
    text: String, bank: String, branch: String?
) throws {
    let iban = try IBAN(text)
    #expect(iban.bankCode == bank)
    #expect(iban.branchCode == branch)
}

@Test(arguments: [
    ("DE88370400440532013000", IBANError.checkDigits(found: "88", expected: "89")),
    ("ZZ89370400440532013000", .unknownCountry("ZZ")), ("", .unknownCountry("")),
    ("de89370400440532013000", .unknownCountry("de")),
    ("DE8937040044053201300", .length(found: 21, expected: 22)),
    ("DE893704004405320130000", .length(found: 23, expected: 22)),
    ("DE8937040044053201300A", .character(offset: 21)),
    ("DE89 3704 0044 0532 0130 00", .character(offset: 4)),
    ("DEXX370400440532013000", .character(offset: 2)),
    ("GB29nwbk60161331926819", .character(offset: 4)),
    (String(repeating: "D", count: 35), .tooLong(limit: 34)),
])
func `what is no IBAN is refused with its reason`(text: String, reason: IBANError) {
    #expect(throws: reason) { try IBAN(text) }
}

@Test func `check digits that only look right by 97 are refused`() throws {
    // An IBAN with check digits 02…04 leaves 1 with 99…01 of the same class as well: 02 + 97 = 99.
    let country = try #require(CountryCode("DE"))
    let bban = try #require(
        (0..<1_000).lazy.map { "370400440532" + padded($0, 6) }
            .first {
                (try? IBAN.make(country: country, bban: $0))?.text.dropFirst(2).prefix(2) == "02"
            })
    #expect(throws: IBANError.checkDigits(found: "99", expected: "02")) {
        try IBAN("DE99" + bban)
    }
}

@Test func `small letters are the same IBAN where the structure has both`() throws {
    #expect(
        try IBAN("FR1420041010050500013m02606") == IBAN("FR1420041010050500013M02606"))
}

@Test func `the printed form stands in groups of four`() throws {
    #expect(try IBAN("DE89370400440532013000").printed == "DE89 3704 0044 0532 0130 00")
}

@Test func `a BIC of eight characters is the head office's`() throws {
    let short = try BIC("DEUTDEFF")
    #expect(try short == BIC("DEUTDEFFXXX"))
    #expect(try short != BIC("DEUTDEFF500"))
    #expect(short.bic11 == "DEUTDEFFXXX")
    #expect(short.text == "DEUTDEFF")
    #expect(try BIC("DEUTDEFF500").text == "DEUTDEFF500")
    #expect(short.country.text == "DE")
    #expect(try BIC("RBKOXKPR").country.text == "XK")
    // ISO 9362:2022 has four alphanumerics in front.
    #expect(try BIC("1234DEFF").bic8 == "1234DEFF")
}

@Test(arguments: [
    ("DEUTDEF", BICError.length(found: 7)), ("DEUTDEFFX", .length(found: 9)),
    ("", .length(found: 0)), ("DEUTDEFFXXXX", .length(found: 12)),
    ("deutdeff", .character(offset: 0)), ("DEUT1EFF", .character(offset: 4)),
    ("DEUTDEF-", .character(offset: 7)), ("DEUTZZFF", .unknownCountry("ZZ")),
])
func `what is no BIC is refused with its reason`(text: String, reason: BICError) {
    #expect(throws: reason) { try BIC(text) }
}

// GLEIF, Deutsche Bank, the ECB, Apple, JPMorgan Chase & Co. and Goldman Sachs in GLEIF's records.
@Test(arguments: [
    "506700GE1G29325QX363", "7LTWFZYICNSX8D621K86", "549300DTUYXVMJXZNY75", "HWUPKR0MPOU8FGXBT394",
    "8I5DZWZKVSZI1NUHU748", "784F5XWPLTWKTBV3E584",
])
func `a registered LEI is read`(text: String) throws {
    #expect(try LEI(text).text == text)
}

@Test(arguments: [
    ("506700GE1G29325QX364", LEIError.checkDigits(found: "64", expected: "63")),
    ("506700GE1G29325QX36", .length(found: 19)), ("506700GE1G29325QX3633", .length(found: 21)),
    ("506700ge1G29325QX363", .character(offset: 6)),
    ("506700GE1G29325QX3A3", .character(offset: 18)),
])
func `what is no LEI is refused with its reason`(text: String, reason: LEIError) {
    #expect(throws: reason) { try LEI(text) }
}

// The example of ISO 11649 and its printed form.
@Test func `a creditor reference has its check digits`() {
    #expect(CreditorReference("RF18539007547034")?.text == "RF18539007547034")
    #expect(CreditorReference("RF18 5390 0754 7034")?.text == "RF18539007547034")
    for text in ["RF19539007547034", "RF18", "", "XX18539007547034", "RF18-539007547034"] {
        #expect(CreditorReference(text) == nil)
    }
}
