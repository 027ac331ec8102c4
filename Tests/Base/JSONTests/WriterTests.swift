import JSON
import Testing

private func text(_ content: (inout JSONWriter) -> Void) -> String {
    var writer = JSONWriter()
    content(&writer)
    return String(decoding: writer.bytes, as: UTF8.self)
}

@Test func `commas stand between values and nowhere else`() {
    let written = text { writer in
        writer.object {
            $0.member("a", "x")
            $0.member("b", array: { _ in })
            $0.member(
                "c",
                array: { list in
                    list.integer(1)
                    list.object { _ in }
                    list.object { $0.member("d", nil) }
                    list.null()
                })
            $0.member("e", true)
            $0.member("f", Int64(-5))
            $0.member("g", object: { $0.member("h", UInt64.max) })
        }
    }
    #expect(
        written == #"{"a":"x","b":[],"c":[1,{},{"d":null},null],"e":true,"f":-5,"#
            + #""g":{"h":18446744073709551615}}"#)
}

@Test func `what must be escaped is, and nothing else`() {
    // RFC 8259 §7: the quotation mark, the reverse solidus, and U+0000 to U+001F.
    let written = text { $0.string("\"\\/\u{8}\t\n\u{C}\r\u{0}\u{1F}\u{7F}é\u{2028}") }
    #expect(written == #""\"\\/\b\t\n\f\r\u0000\u001f"# + "\u{7F}é\u{2028}\"")
}

@Test func `every scalar below U+0100 comes back`() throws {
    for value in UInt8.min...UInt8.max {
        let original = String(Unicode.Scalar(value))
        var writer = JSONWriter()
        writer.string(original)
        #expect(try JSONValue(parsing: writer.bytes) == .string(original))
    }
}
