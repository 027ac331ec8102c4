import Testing

@testable import Vocabulary

@Test func `an id is its prefix and 26 digits of base 32`() throws {
    let id = try #require(ObjectID(.account, 1))
    #expect(id.description == "acc_00000000000000000000000001")
    #expect(ObjectID("acc_00000000000000000000000001") == id)
    #expect(ObjectID(.party, .max - 1)?.description == "party_7ZZZZZZZZZZZZZZZZZZZZZZZZY")
    for kind in ObjectID.Kind.allCases {
        let id = try #require(ObjectID(kind, 0x0123_4567_89AB_CDEF))
        #expect(ObjectID(id.description) == id)
    }
}

@Test(arguments: [
    "acc_00000000000000000000000000", "acc_7ZZZZZZZZZZZZZZZZZZZZZZZZZ",
    "acc_8ZZZZZZZZZZZZZZZZZZZZZZZZZ",
    "acc_0000000000000000000000001", "xyz_00000000000000000000000001",
    "acc-00000000000000000000000001",
    "_00000000000000000000000001", "", "acc_", "acc__0000000000000000000000001",
    "ACC_00000000000000000000000001",
])
func `what is no id is refused`(text: String) {
    #expect(ObjectID(text) == nil)
}

@Test func `a key with a time gives a value with that time`() {
    let hash = (1...32).map { UInt8($0) }
    // The example of RFC 9562 appendix A.6: 017F22E2-79B0 is 2022-02-22T14:22:22-05:00.
    let uuid = "017F22E2-79B0-7CC3-98C4-DC0C0C07398F"
    #expect(ObjectID.milliseconds(inKey: uuid) == 1_645_557_742_000)
    #expect(
        ObjectID.value(callerHash: hash, idempotencyKey: uuid)
            == 0x017F_22E2_79B0_0102_0304_0506_0708_090A)
    // The example of the ULID specification: 01ARZ3NDEK is 1469922850259 ms.
    let ulid = "01ARZ3NDEKTSV4RRFFQ69G5FAV"
    #expect(ObjectID.milliseconds(inKey: ulid) == 1_469_922_850_259)
    #expect(
        ObjectID.value(callerHash: hash, idempotencyKey: ulid) >> 80 == 1_469_922_850_259)
}

@Test(arguments: [
    "order-17", "", "f47ac10b-58cc-4372-a567-0e02b2c3d479", "01ARZ3NDEKTSV4RRFFQ69G5FA",
])
func `any other key gives the hash alone`(key: String) {
    let hash = (1...16).map { UInt8($0) }
    #expect(
        ObjectID.value(callerHash: hash, idempotencyKey: key)
            == 0x0102_0304_0506_0708_090A_0B0C_0D0E_0F10)
}

@Test func `none and all are never a value`() {
    let zero = [UInt8](repeating: 0, count: 16)
    let ones = [UInt8](repeating: 0xFF, count: 16)
    #expect(ObjectID.value(callerHash: zero, idempotencyKey: "k") == 1)
    #expect(ObjectID.value(callerHash: ones, idempotencyKey: "k") == UInt128.max - 1)
    #expect(ObjectID.value(milliseconds: 0, entropy: 0) == 1)
    #expect(ObjectID.value(milliseconds: 1, entropy: .max) == (UInt128(2) << 80) - 1)
}

@Test(arguments: [
    "A", "a/b/c", "INVOICE 2026-03-29", "/-?:(),.'+".dropFirst().description,
    String(repeating: "x", count: 35), "ABC+0'", " ",
])
func `an identifier of the SEPA set is taken`(text: String) throws {
    #expect(try PaymentIdentifier(text).text == text)
}

@Test(arguments: [
    ("", PaymentIdentifierError.empty), ("/A", .leadingSlash), ("A/", .trailingSlash),
    ("A//B", .doubleSlash(offset: 1)), ("/", .leadingSlash),
    (String(repeating: "x", count: 36), .tooLong(length: 36, limit: 35)),
    ("Müller", .character(offset: 1, scalar: "ü")), ("a_b", .character(offset: 1, scalar: "_")),
    ("a\nb", .character(offset: 1, scalar: "\n")), ("a&b", .character(offset: 1, scalar: "&")),
    ("e\u{301}", .character(offset: 1, scalar: "\u{301}")),
])
func `what no SEPA message may carry is refused with its reason`(
    text: String, reason: PaymentIdentifierError
) {
    #expect(throws: reason) { try PaymentIdentifier(text) }
}

@Test func `a UETR is a version 4 UUID in small letters`() {
    let text = "eb6305c9-1f7f-49de-aed0-16487c27b42d"
    #expect(UETR(text)?.description == text)
    #expect(UETR(bits: 0).description == "00000000-0000-4000-8000-000000000000")
    #expect(UETR(bits: .max).description == "ffffffff-ffff-4fff-bfff-ffffffffffff")
    for text in [
        "EB6305C9-1F7F-49DE-AED0-16487C27B42D", "eb6305c9-1f7f-59de-aed0-16487c27b42d",
        "eb6305c9-1f7f-49de-ced0-16487c27b42d", "eb6305c91f7f49deaed016487c27b42d", "",
        "eb6305c9-1f7f-49de-aed0-16487c27b42", "eb6305c9-1f7f-49de-aed0-16487c27b42g",
    ] { #expect(UETR(text) == nil) }
}

@Test func `any bits make a UETR that is read again`() {
    var random = SystemRandomNumberGenerator()
    let seed = random.next()
    var state = Seeded(state: seed)
    for _ in 0..<1_000 {
        let uetr = UETR(bits: UInt128(state.next()) << 64 | UInt128(state.next()))
        #expect(UETR(uetr.description) == uetr, "seed \(seed)")
    }
}
