import HTTPAPI
import Testing

@Test(
    arguments: [
        ("Authorization", RequestHeader.authorization), ("IDEMPOTENCY-KEY", .idempotencyKey),
        ("last-event-id", .lastEventID), ("Content-Type", .contentType), ("X-Other", nil),
        ("Host", .host), ("", nil), ("origin ", nil),
    ] as [(String, RequestHeader?)])
func `a field is known in any case`(name: String, expected: RequestHeader?) {
    #expect(RequestHeader(name: name) == expected)
}

@Test func `no other character passes for a letter`() {
    // Bit 5 set makes '-' of a carriage return.
    #expect(RequestHeader(name: "HOST") == .host)
    #expect(RequestHeader(name: "last\u{D}event\u{D}id") == nil)
}

@Test func `a field that stands twice is not kept`() {
    var headers = Headers()
    let isFirstKept = headers.append(.authorization, "Bearer a")
    let isSecondKept = headers.append(.authorization, "Bearer b")
    #expect(isFirstKept && !isSecondKept)
    #expect(headers[.authorization] == "Bearer a")
}

@Test func `cookies are found by their name`() {
    let headers = Headers([.cookie: "a=1; qenex_session=abc=; b="])
    #expect(headers.cookie("qenex_session") == "abc=")
    #expect(headers.cookie("a") == "1")
    #expect(headers.cookie("b") == "")
    #expect(headers.cookie("session") == nil)
}
