import JSON
import Testing

private func parse(_ text: String) throws(JSONError) -> JSONValue {
    try JSONValue(parsing: Array(text.utf8))
}

private func failure(_ bytes: [UInt8], limits: JSONLimits = .standard) -> JSONError? {
    do throws(JSONError) {
        _ = try JSONValue(parsing: bytes, limits: limits)
        return nil
    } catch { return error }
}

private func failure(_ text: String) -> JSONError? { failure(Array(text.utf8)) }

private func number(_ text: String) throws -> JSONNumber {
    try #require(try parse(text).number)
}

// RFC 8259 §13 gives this text.
@Test func `the example of RFC 8259 is read with its order and digits`() throws {
    let value = try parse(
        """
        {"Image": {"Width":  800, "Height": 600, "Title":  "View from 15th Floor",
            "Thumbnail": {"Url": "http://www.example.com/image/481989943",
                "Height": 125, "Width": 100},
            "Animated" : false, "IDs": [116, 943, 234, 38793]}}
        """)
    let image = try #require(value["Image"])
    #expect(
        image.object?.members.map(\.name)
            == ["Width", "Height", "Title", "Thumbnail", "Animated", "IDs"])
    #expect(image["Width"]?.number?.text == "800")
    #expect(image["IDs"]?[3]?.number?.integer(Int.self) == 38793)
    #expect(image["Animated"] == .boolean(false))
    #expect(image["Thumbnail"]?["Url"]?.string == "http://www.example.com/image/481989943")
    #expect(image["IDs"]?[4] == nil)
}

// The categories of the JSON test suite: what every parser must accept.
@Test(arguments: [
    "[]", "{}", "[[]   ]", "[\"\"]", " [1]", "[1]\n", "\t[1]\r", "[false]", "[1\n]", "[null, 1]",
    "[1,null,null,null,2]", "[123e65]", "[0e+1]", "[0e1]", "[ 4]", "[-0.000000000001]",
    "[20e1]", "[-0]", "[-123]", "[-1]", "[1E22]", "[1E-2]", "[1E+2]", "[123e45]", "[123.456e78]",
    "[1e-2]", "[1e+2]", "[123]", "[123.456789]", "{\"asd\":\"sdf\", \"dfg\":\"fgh\"}",
    "{\"\":0}", "{\"foo\\u0000bar\": 42}", "{\"a\":[]}", "[\"\\u0060\\u012a\\u12AB\"]",
    "[\"\\uD801\\udc37\"]", "[\"\\ud83d\\ude39\\ud83d\\udc8d\"]",
    "[\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"]",
    "[\"\\\\u0000\"]", "[\"a/*b*/c/*d//e\"]", "[\"\\uDBFF\\uDFFF\"]", "[\"\u{10FFFF}\"]",
    "[\"\u{FFFF}\"]", "[\"\u{7F}\"]", "[\"\u{2028}\u{2029}\"]", "[\"\\uFFFE\"]", "false", "42",
    "-0.1", "null", "\"asd\"", "true", "\"\"", "[\"\\u0000\"]", "[\"⍂㈴⍂\"]",
])
func `what the grammar allows is read`(text: String) {
    #expect(failure(text) == nil)
}

// The categories of the JSON test suite: what every parser must refuse.
@Test(arguments: [
    "", " ", "[1 true]", "[\"\": 1]", "[\"\"],", "[,1]", "[1,,2]", "[\"x\",,]", "[\"x\"]]",
    "[\"\",]", "[\"x\"", "[x", "[3[4]]", "[1:2]", "[,]", "[-]", "[   , \"\"]", "[\"a\",\n4\n,1,",
    "[1,]", "[*]", "[1", "[1,\n1\n,1", "[{}", "[fals]", "[nul]", "[tru]", "[++1234]", "[+1]",
    "[+Inf]", "[-01]", "[-1.0.]", "[-2.]", "[-NaN]", "[.-1]", "[.2e-3]", "[0.1.2]", "[0.3e+]",
    "[0.3e]", "[0.e1]", "[0E+]", "[0E]", "[0e+]", "[1.0e+]", "[1.0e-]", "[1.0e]", "[1 000.0]",
    "[1eE2]", "[2.e+3]", "[2.e-3]", "[9.e+]", "[Inf]", "[NaN]", "[\u{FF11}]", "[1+2]", "[0x1]",
    "[0x42]", "[Infinity]", "[0e+-1]", "[-123.123foo]", "[-Infinity]", "[-foo]", "[- 1]",
    "[-012]", "[-.123]", "[-1x]", "[1ea]", "[1.]", "[.123]", "[1.2a-3]", "[1.8011670033376514H]",
    "[012]", "[\"x\", truth]", "{[: \"x\"}\n", "{\"x\", null}", "{\"x\"::\"b\"}",
    "{\"a\":\"a\" 123}",
    "{key: 'value'}", "{\"a\" b}", "{:\"b\"}", "{\"a\" \"b\"}", "{\"a\":", "{\"a\"", "{1:1}",
    "{9999E9999:1}", "{null:null,null:null}", "{\"id\":0,,,,,}", "{'a':0}", "{\"id\":0,}",
    "{\"a\":\"b\"}/**/", "{\"a\":\"b\"}//", "{\"a\":\"b\",,\"c\":\"d\"}", "{a: \"b\"}",
    "{\"a\":\"a", "{ \"foo\" : \"bar\", \"a\" }", "{\"a\":\"b\"}#", "[\"\\uD800\\\"]",
    "[\"\\uD800\\u\"]", "[\"\\uD800\\u1\"]", "[\"\\uD800\\u1x\"]", "[\"\\x00\"]", "[\"\\\\\\\"]",
    "[\"\\\u{9}\"]", "[\"\\\u{1F300}\"]", "[\"\\\"]", "[\"\\u00A\"]", "[\"\\uD834\\uDd\"]",
    "[\"\\uD800\\uD800\\x\"]", "[\"\\a\"]", "[\"\\uqqqq\"]", "[\"\\u0/:@\"]", "[\\u0020\"asd\"]",
    "[\\n]", "\"", "['single quote']", "abc", "[\"\\", "[\"new\nline\"]", "[\"\t\"]",
    "[\"\u{0}\"]", "\"\\UA66D\"", "\"\"x", "[\u{2060}]", "<.>", "[<null>]", "[1]x", "[1]]",
    "]", "1]", "{}}", "{\"\":", "{", "[", "[{\"\":[{\"\":", "{\"a\":/*c*/\"b\"}", "[True]", "[⍂",
    "å", "[\"asd]", "aå", "{]", "{,", "{[", "{\"a", "{'a'", "[\"\\{[\"\\{[", "*", "2@",
    "\u{FEFF}{}", "[1]\u{C}", "[\u{A0}1]", "//", "{\"a\":true} \"x\"", "\u{1}", "--1", "1.0e1.0",
])
func `what the grammar does not allow is refused`(text: String) {
    #expect(failure(text)?.isSyntax == true)
}

// RFC 3629 §4: continuation alone, overlong forms, surrogates, above U+10FFFF, cut short, FE, FF.
@Test(
    arguments: [
        [0x80], [0xBF], [0xC0, 0xAF], [0xC1, 0xBF], [0xE0, 0x80, 0xAF], [0xE0, 0x9F, 0xBF],
        [0xF0, 0x80, 0x80, 0xAF], [0xF0, 0x8F, 0xBF, 0xBF], [0xED, 0xA0, 0x80], [0xED, 0xBF, 0xBF],
        [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xFE], [0xFF], [0xC3], [0xE2, 0x82],
        [0xF0, 0x9F, 0x98], [0xC3, 0x28], [0xE2, 0x28, 0xA1], [0xE2, 0x82, 0x28],
        [0xF0, 0x28, 0x8C, 0xBC], [0xF0, 0x90, 0x28, 0xBC], [0xF0, 0x28, 0x8C, 0x28],
    ] as [[UInt8]])
func `what is no UTF-8 is refused, in values and names`(sequence: [UInt8]) {
    let quote = UInt8(ascii: "\"")
    #expect(failure([quote] + sequence + [quote]) == .invalidUTF8(offset: 1))
    #expect(failure(Array("{\"".utf8) + sequence + Array("\":1}".utf8)) == .invalidUTF8(offset: 2))
    #expect(failure([quote] + sequence) == .invalidUTF8(offset: 1))
    #expect(failure(Array("[".utf8) + sequence + Array("]".utf8)) != nil)
}

@Test(arguments: [
    "\"\\uDADA\"", "\"\\uD888\\u1234\"", "\"\\uD800\\n\"", "\"\\uDd1ea\"", "\"\\uD800\\uD800\\n\"",
    "\"\\ud800\"", "\"\\ud800abc\"", "\"\\uDd1e\\uD834\"", "\"\\uDFAA\"",
])
func `half a surrogate pair is refused`(text: String) {
    #expect(failure(text) == .loneSurrogate(offset: 1))
}

@Test(arguments: [
    "0", "-0", "1000.00", "1e400", "-1E-999", "123456789012345678901234567890.123456789",
    "0.10000000000000000000000000000000000001",
])
func `a number keeps its digits`(text: String) throws {
    #expect(try number(text).text == text)
}

@Test func `only a whole number in range is an integer`() throws {
    #expect(try number("127").integer(Int8.self) == 127)
    #expect(try number("128").integer(Int8.self) == nil)
    #expect(try number("1.0").integer(Int.self) == nil)
    #expect(try number("1e2").integer(Int.self) == nil)
    #expect(try number("-1").integer(UInt64.self) == nil)
}

@Test func `escapes are resolved`() throws {
    // U+1D11E is the pair D834 DD1E (RFC 8259 §7).
    let text = try parse(#""\"\\\/\b\f\n\r\t\u0041\u00e9\u20AC\uD834\uDD1E""#).string
    #expect(text == "\"\\/\u{8}\u{C}\n\r\tAé€\u{1D11E}")
}

@Test func `an error says where, what was found and what is allowed`() {
    let error = failure(#"{"a": NaN}"#)
    #expect(
        error == .unexpectedByte(offset: 6, found: UInt8(ascii: "N"), allowed: .value))
    #expect(error?.description == "Byte 6: found 'N', allowed is a value.")
    #expect(failure("[1") == .endOfText(offset: 2, allowed: .commaOrEnd))
    #expect(failure("nulx") == .unexpectedByte(offset: 3, found: 0x78, allowed: .literal("null")))
    #expect(failure("\"a\u{1}\"") == .controlCharacter(offset: 2, found: 1))
    #expect(failure("{} {}") == .unexpectedByte(offset: 3, found: 0x7B, allowed: .endOfText))
}

@Test(arguments: [
    (#"{"a":1,"a":1}"#, 7), (#"{"a":1,"b":2,"\u0061":3}"#, 13), (#"[{"":{},"":{}}]"#, 8),
])
func `a name that stands twice is refused, escaped or not`(text: String, offset: Int) {
    guard case .duplicateName(offset, _) = failure(text) else {
        Issue.record("found \(String(describing: failure(text)))")
        return
    }
}

@Test func `names that differ in their bytes are two names`() throws {
    // é as one scalar and as e with a combining accent: canonically equivalent, two names here.
    let value = try parse("{\"\u{E9}\":1,\"e\u{301}\":2}")
    #expect(value["\u{E9}"]?.number?.text == "1")
    #expect(value["e\u{301}"]?.number?.text == "2")
}

@Test func `a name that stands twice is found among many`() {
    let members = (0..<40).map { "\"n\($0)\":0" }
    for index in 0..<40 {
        let text = "{" + (members + ["\"n\(index)\":1"]).joined(separator: ",") + "}"
        guard case .duplicateName(_, "n\(index)") = failure(text) else {
            Issue.record("n\(index) was not found twice")
            return
        }
    }
    #expect(failure("{" + members.joined(separator: ",") + "}") == nil)
}
