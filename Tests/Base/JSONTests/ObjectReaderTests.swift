import JSON
import Testing

private let transfer = JSONFields("from_account", "to_account", "amount", "currency", "reference")

private func read(_ text: String) throws(JSONError) -> JSONObjectReader {
    try JSONObjectReader(Array(text.utf8), fields: transfer)
}

private func failure(_ work: () throws(JSONError) -> Void) -> JSONError? {
    do throws(JSONError) {
        try work()
        return nil
    } catch { return error }
}

@Test func `a transfer is read field by field`() throws {
    let object = try read(
        """
        { "from_account": "ACC001", "to_account": "ACC002", "amount": 1000.00,
          "currency": "USD", "reference": "REF\\u0031\\/23" }
        """)
    #expect(try object.string("from_account", bytesMax: 64) == "ACC001")
    #expect(try object.string("to_account", bytesMax: 64) == "ACC002")
    #expect(try object.decimal("amount") == "1000.00")
    #expect(try object.string("currency", bytesMax: 3) == "USD")
    #expect(try object.optionalString("reference", bytesMax: 8) == "REF1/23")
}

@Test func `an escaped name is the name it stands for`() throws {
    #expect(try read(#"{"\u0061mount":"5"}"#).decimal("amount") == "5")
}

@Test func `an unknown field is refused with its name`() {
    let error = failure { () throws(JSONError) in _ = try read(#"{"amount":1,"ammount":2}"#) }
    #expect(error == .unknownField(offset: 12, name: "ammount", allowed: transfer.names))
    #expect(
        error?.description == "Byte 12: unknown field \"ammount\", allowed are from_account, "
            + "to_account, amount, currency, reference.")
}

@Test func `a field that stands twice is refused`() {
    let error = failure { () throws(JSONError) in _ = try read(#"{"amount":1,"\u0061mount":1}"#) }
    #expect(error == .duplicateName(offset: 12, name: "amount"))
}

@Test func `a field that must be there is missed`() throws {
    let object = try read(#"{"currency":null}"#)
    let absent = failure { () throws(JSONError) in _ = try object.decimal("amount") }
    #expect(absent == .missingField(name: "amount"))
    let null = failure { () throws(JSONError) in _ = try object.string("currency", bytesMax: 3) }
    #expect(null == .missingField(name: "currency"))
    #expect(!object.has("currency"))
    #expect(try object.optionalDecimal("amount") == nil)
}

@Test(arguments: ["[]", "1", "null", "\"a\"", "", "{", "{\"amount\"", "{\"amount\":1,}", "{}x"])
func `what is no object is refused`(text: String) {
    let error = failure { () throws(JSONError) in _ = try read(text) }
    #expect(error?.isSyntax == true)
}

@Test func `a container in a flat object is refused`() {
    let error = failure { () throws(JSONError) in _ = try read(#"{"amount":[1]}"#) }
    #expect(
        error
            == .wrongKind(
                offset: 10, field: "amount", found: .array, allowed: []))
    #expect(error?.description == "\"amount\": found an array, allowed is a single value.")
}

@Test(arguments: ["0", "-5", "1000.00", "\"1000.00\"", "\"-0.01\"", "\"007\""])
func `a plain decimal is a number or a string`(text: String) throws {
    let expected = text.filter { $0 != "\"" }
    #expect(try read("{\"amount\":\(text)}").decimal("amount") == expected)
}

@Test(arguments: [
    "1e400", "1E2", "\"NaN\"", "\"\"", "\"+1\"", "\" 1\"", "\"1 \"", "\"1,000.00\"", "\"1.\"",
    "\".5\"", "\"--1\"", "\"1.2.3\"", "\"0x10\"", "\"\u{661}\"", "\"1e3\"", "\"-\"",
])
func `what is no plain decimal is refused`(text: String) throws {
    let object = try read("{\"amount\":\(text)}")
    let found = text.filter { $0 != "\"" }
    let error = failure { () throws(JSONError) in _ = try object.decimal("amount") }
    #expect(
        error == .noPlainDecimal(offset: text == found ? 10 : 11, field: "amount", found: found))
}

@Test func `a field of another kind is refused`() throws {
    let object = try read(#"{"amount":true,"currency":5}"#)
    let decimal = failure { () throws(JSONError) in _ = try object.decimal("amount") }
    #expect(
        decimal
            == .wrongKind(
                offset: 10, field: "amount", found: .boolean, allowed: [.number, .string]))
    let text = failure { () throws(JSONError) in _ = try object.string("currency", bytesMax: 3) }
    #expect(
        text == .wrongKind(offset: 26, field: "currency", found: .number, allowed: [.string]))
}

@Test func `a string longer than its field is refused`() throws {
    // Two bytes of UTF-8 a letter.
    let object = try read(#"{"reference":"éé"}"#)
    #expect(try object.string("reference", bytesMax: 4) == "éé")
    let error = failure { () throws(JSONError) in _ = try object.string("reference", bytesMax: 3) }
    #expect(error == .fieldTooLong(offset: 14, field: "reference", length: 4, limit: 3))
}

@Test func `whole numbers keep to their range`() throws {
    let fields = JSONFields("limit", "live")
    let object = try JSONObjectReader(Array(#"{"limit":100,"live":true}"#.utf8), fields: fields)
    #expect(try object.optionalInteger("limit", 1...100) == 100)
    #expect(try object.optionalBoolean("live") == true)
    let error = failure { () throws(JSONError) in _ = try object.optionalInteger("limit", 1...99) }
    #expect(error == .noInteger(offset: 9, field: "limit", found: "100"))
}

@Test func `a string is one line that a person can read`() throws {
    let fields = JSONFields("a")
    // A Persian word with the joiner that it is written with, a family of three joined signs.
    for text in ["می\u{200C}خواهم", "👨\u{200D}👩\u{200D}👦", "Zoë", "\u{A0}"] {
        let object = try JSONObjectReader(Array("{\"a\":\"\(text)\"}".utf8), fields: fields)
        #expect(try object.string("a", bytesMax: 64) == text)
    }
    for escape in ["0000", "000A", "001F", "007F", "0085", "202A", "202E", "2066", "FEFF"] {
        let object = try JSONObjectReader(
            Array("{\"a\":\"\\u\(escape)\"}".utf8), fields: fields)
        let error = #expect(throws: JSONError.self) { try object.string("a", bytesMax: 64) }
        #expect(error?.description.contains("U+\(escape)") == true)
    }
}
