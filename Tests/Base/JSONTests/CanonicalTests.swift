import JSON
import Testing

/// The canonical form, by the examples of RFC 8785.
@Suite struct `The canonical form` {
    private static func form(_ text: String) throws -> String {
        String(decoding: try JSONValue(parsing: Array(text.utf8)).canonical(), as: UTF8.self)
    }

    /// §3.2.2 and §3.2.4 without the numbers, whose fractions are refused here.
    @Test func `of the standard's example is its very bytes`() throws {
        let text = #"""
            {
              "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
              "literals": [null, true, false]
            }
            """#
        let bytes: [UInt8] = [
            0x7b, 0x22, 0x6c, 0x69, 0x74, 0x65, 0x72, 0x61, 0x6c, 0x73, 0x22, 0x3a, 0x5b, 0x6e,
            0x75, 0x6c, 0x6c, 0x2c, 0x74, 0x72, 0x75, 0x65, 0x2c, 0x66, 0x61, 0x6c, 0x73, 0x65,
            0x5d, 0x2c, 0x22, 0x73, 0x74, 0x72, 0x69, 0x6e, 0x67, 0x22, 0x3a, 0x22, 0xe2, 0x82,
            0xac, 0x24, 0x5c, 0x75, 0x30, 0x30, 0x30, 0x66, 0x5c, 0x6e, 0x41, 0x27, 0x42, 0x5c,
            0x22, 0x5c, 0x5c, 0x5c, 0x5c, 0x5c, 0x22, 0x2f, 0x22, 0x7d,
        ]
        #expect(try JSONValue(parsing: Array(text.utf8)).canonical() == bytes)
    }

    /// §3.2.3: the emoji's first code unit is D83D, below FB33.
    @Test func `sorts names by their UTF-16 code units`() throws {
        let text = #"""
            {
              "\u20ac": "Euro Sign",
              "\r": "Carriage Return",
              "\ufb33": "Hebrew Letter Dalet With Dagesh",
              "1": "One",
              "\ud83d\ude00": "Emoji: Grinning Face",
              "\u0080": "Control",
              "\u00f6": "Latin Small Letter O With Diaeresis"
            }
            """#
        let value = try JSONValue(parsing: try JSONValue(parsing: Array(text.utf8)).canonical())
        #expect(
            value.object?.members.map(\.value.string) == [
                "Carriage Return", "One", "Control", "Latin Small Letter O With Diaeresis",
                "Euro Sign", "Emoji: Grinning Face", "Hebrew Letter Dalet With Dagesh",
            ])
    }

    @Test(arguments: [
        (
            #" { "b" : { "z" : 1 , "a" : [ ] } , "a" : [ 2 , 1 ] } "#,
            #"{"a":[2,1],"b":{"a":[],"z":1}}"#
        ),
        // Appendix B: 0 and minus zero, and the largest whole numbers.
        ("[0,-0,9007199254740991,-9007199254740991]", "[0,0,9007199254740991,-9007199254740991]"),
        (#"{"A":1,"a":2,"":3}"#, #"{"":3,"A":1,"a":2}"#),
        // Nothing is normalised: e with an accent, and e and an accent behind it.
        (#"{"e\u0301":1,"\u00e9":2}"#, "{\"e\u{301}\":1,\"\u{E9}\":2}"),
        ("\"\\b\\t\\n\\f\\r\\u001b\\u007f\"", "\"\\b\\t\\n\\f\\r\\u001b\u{7F}\""),
    ])
    func `has one way for each value`(text: String, form: String) throws {
        #expect(Array(try Self.form(text).utf8) == Array(form.utf8))
        #expect(Array(try Self.form(form).utf8) == Array(form.utf8))
    }

    /// §3.2.2.3's own examples, which only binary fractions have a form for.
    @Test(arguments: [
        "333333333.33333329", "1E30", "4.50", "2e-3", "0.000000000000000000000000001",
        "9007199254740992", "-9007199254740992", "1.0",
    ])
    func `there is none of a fraction, an exponent, or beyond 2^53 − 1`(text: String) throws {
        let value = try JSONValue(parsing: Array("{\"a\":[\(text)]}".utf8))
        #expect(throws: CanonicalFault.number(text)) { try value.canonical() }
    }
}
