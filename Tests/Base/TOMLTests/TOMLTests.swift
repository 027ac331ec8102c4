import Testing

@testable import TOML

private func parse(_ text: String) throws -> TOMLTable {
    try TOMLDocument.parse(Array(text.utf8), file: "test.toml").root
}

private func problem(_ text: String) -> (line: Int, column: Int, problem: TOMLProblem)? {
    do {
        _ = try TOMLDocument.parse(Array(text.utf8), file: "test.toml")
        return nil
    } catch {
        return (error.position.line, error.position.column, error.problem)
    }
}

private func value(_ text: String) throws -> TOMLValue {
    try #require(try parse("a = \(text)\n")["a"]).value
}

// Examples of toml.io/en/v1.0.0, "String".
@Test(arguments: [
    (
        #""I'm a string. \"You can quote me\". Name\tJos\u00E9""#,
        "I'm a string. \"You can quote me\". Name\tJosé"
    ),
    (#"'C:\Users\nodejs'"#, #"C:\Users\nodejs"#), (#""""#, ""), ("''", ""),
    ("\"\"\"\nRoses are red\nViolets are blue\"\"\"", "Roses are red\nViolets are blue"),
    ("\"\"\"\r\na\r\nb\"\"\"", "a\nb"),
    (
        "\"\"\"\nThe quick brown \\\n\n\n  fox jumps over \\\n    the lazy dog.\"\"\"",
        "The quick brown fox jumps over the lazy dog."
    ),
    (
        "\"\"\"Here are two quotation marks: \"\". Simple enough.\"\"\"",
        "Here are two quotation marks: \"\". Simple enough."
    ),
    (
        "\"\"\"\"This,\" she said, \"is just a pointless statement.\"\"\"\"",
        "\"This,\" she said, \"is just a pointless statement.\""
    ),
    (
        "'''\nThe first newline is\ntrimmed in raw strings.\n'''",
        "The first newline is\ntrimmed in raw strings.\n"
    ),
    ("'''I [dw]on't need \\d{2} apples'''", #"I [dw]on't need \d{2} apples"#),
    ("\"\\U0001F600\"", "\u{1F600}"), ("''''a'''''", "'a''"),
])
func `a string is read`(text: String, expected: String) throws {
    #expect(try value(text) == .string(expected))
}

// "Integer" and "Float".
@Test(arguments: [
    ("+99", Int64(99)), ("42", 42), ("0", 0), ("-17", -17), ("1_000", 1_000),
    ("5_349_221", 5_349_221),
    ("0xDEADBEEF", 0xDEAD_BEEF), ("0xdead_beef", 0xDEAD_BEEF), ("0o755", 0o755),
    ("0b11010110", 214),
    ("-9223372036854775808", .min), ("9223372036854775807", .max), ("-0", 0),
])
func `an integer is read`(text: String, expected: Int64) throws {
    #expect(try value(text) == .integer(expected))
}

@Test(arguments: [
    ("+1.0", "+1.0"), ("3.1415", "3.1415"), ("-0.01", "-0.01"), ("5e+22", "5e+22"),
    ("1e06", "1e06"),
    ("-2E-2", "-2e-2"), ("6.626e-34", "6.626e-34"), ("224_617.445_991_228", "224617.445991228"),
    ("inf", "inf"), ("-nan", "-nan"),
])
func `a float stays its digits`(text: String, expected: String) throws {
    #expect(try value(text) == .float(expected))
}

// "Offset Date-Time" to "Local Time".
@Test func `dates and times stay their text`() throws {
    for text in [
        "1979-05-27T07:32:00Z", "1979-05-27T00:32:00-07:00", "1979-05-27T00:32:00.999999-07:00",
        "1979-05-27 07:32:00Z", "1979-05-27t07:32:00z",
    ] { #expect(try value(text) == .offsetDateTime(text)) }
    #expect(try value("1979-05-27T00:32:00.999999") == .localDateTime("1979-05-27T00:32:00.999999"))
    #expect(try value("1979-05-27") == .localDate("1979-05-27"))
    #expect(try value("1979-05-27 # day") == .localDate("1979-05-27"))
    #expect(try value("00:32:00.999999") == .localTime("00:32:00.999999"))
}

@Test(arguments: [
    "1__0", "_1", "1_", "01", "+01", "0x", "0xG", "+0x1", "0X1", "1.", ".5", "1.e5", "1e", "1._5",
    "1_.5",
    "True", "yes", "Inf", "1979-02-29", "1979-13-01", "1979-05-27T", "1979-05-27T24:00:00",
    "1979-05-27T07:32", "07:32", "07:32:61", "1979-05-27T07:32:00+24:00", "07:32:00.", "--1", "1-1",
    "07:32:00.1_2", "0b2", "0o8", "1979-05-27 07:32", "-", "1.2.3",
])
func `what is no value is refused`(text: String) throws {
    let found = try #require(problem("\n  a = \(text)"))
    #expect(found.line == 2 && found.column == 7)
    guard case .invalidValue = found.problem else {
        Issue.record("\(found.problem)")
        return
    }
}

@Test func `arrays and inline tables nest, over lines and with comments`() throws {
    let root = try parse(
        """
        contributors = [ # people
          "Foo Bar <foo@example.com>",

          { name = "Baz Qux", email.work = "bazqux@example.com" }, # last
        ]
        empty = []
        none = {}
        points = [ { x = 1 }, { x = 2 } ]
        """)
    let people = try #require(root["contributors"]?.elements)
    #expect(people.map(\.position) == [.init(line: 2, column: 3), .init(line: 4, column: 3)])
    let work = people[1].value.table?["email"]?.table?["work"]
    #expect(work?.string == "bazqux@example.com")
    #expect(work?.position == TOMLPosition(line: 4, column: 29))
    #expect(root["empty"]?.elements == [])
    #expect(root["none"]?.table?.entries == [])
    #expect(root["points"]?.tables?.compactMap { $0["x"]?.integer } == [1, 2])
    #expect(root["contributors"]?.tables == nil)
}

@Test func `headers make tables in order, and every key knows its place`() throws {
    let root = try parse(
        """
        title = "x"

        [kernel]
        cpu_cores = 4
        [transaction."a.b".'ʎ']
        q = 1
        [transaction]
        z = true
        """)
    #expect(root.entries.map(\.key) == ["title", "kernel", "transaction"])
    let cores = try #require(root["kernel"]?.table?["cpu_cores"])
    #expect(cores.position == TOMLPosition(line: 4, column: 1))
    #expect(cores.valuePosition == TOMLPosition(line: 4, column: 13))
    #expect(root["kernel"]?.position == TOMLPosition(line: 3, column: 2))
    let transaction = try #require(root["transaction"]?.table)
    #expect(transaction["a.b"]?.table?["ʎ"]?.table?["q"]?.integer == 1)
    #expect(transaction["z"]?.boolean == true)
}

// The example of "Array of Tables".
@Test func `double brackets append tables, and headers under them go to the last`() throws {
    let root = try parse(
        """
        [[fruits]]
        name = "apple"
        [fruits.physical]
        color = "red"
        [[fruits.varieties]]
        name = "red delicious"
        [[fruits.varieties]]
        name = "granny smith"
        [[fruits]]
        name = "banana"
        [[fruits.varieties]]
        name = "plantain"
        """)
    let fruits = try #require(root["fruits"]?.tables)
    #expect(fruits.map { $0["name"]?.string } == ["apple", "banana"])
    #expect(fruits[0]["physical"]?.table?["color"]?.string == "red")
    #expect(fruits[0]["varieties"]?.tables?.count == 2)
    #expect(fruits[1]["varieties"]?.tables?.first?["name"]?.string == "plantain")
    #expect(fruits[1].position == TOMLPosition(line: 9, column: 3))
}

@Test func `dotted keys make tables`() throws {
    let root = try parse("a.b.c = 1\na.b . d = 2\n3.14 = 'pi'\n[a.x]\ny = 1\n")
    #expect(root["a"]?.table?["b"]?.table?.entries.map(\.key) == ["c", "d"])
    #expect(root["3"]?.table?["14"]?.string == "pi")
    #expect(root["a"]?.table?["x"]?.table?["y"]?.integer == 1)
}

// Each is marked INVALID in the specification, or follows from its "Table" and "Inline Table".
@Test(arguments: [
    (
        "name = 1\nname = 2", 2, 1,
        TOMLProblem.duplicateKey("name", first: .init(line: 1, column: 1))
    ),
    ("s = 1\n\"s\" = 2", 2, 1, .duplicateKey("s", first: .init(line: 1, column: 1))),
    (
        "[fruit]\na = 1\n[fruit]\nb = 2", 3, 2,
        .duplicateKey("fruit", first: .init(line: 1, column: 2))
    ),
    (
        "[fruit]\napple = 'red'\n[fruit.apple]", 3, 2,
        .duplicateKey("fruit.apple", first: .init(line: 2, column: 1))
    ),
    (
        "[fruit]\napple.color = 1\n[fruit.apple]", 3, 2,
        .duplicateKey("fruit.apple", first: .init(line: 2, column: 1))
    ),
    ("a = 1\na.b = 2", 2, 1, .notExtendable("a", first: .init(line: 1, column: 1))),
    ("a = 1\n[a.b]", 2, 2, .notExtendable("a", first: .init(line: 1, column: 1))),
    ("t = { a = 1 }\nt.b = 2", 2, 1, .notExtendable("t", first: .init(line: 1, column: 1))),
    ("t = { a = 1 }\n[t.b]", 2, 2, .notExtendable("t", first: .init(line: 1, column: 1))),
    ("t = { a = 1, a = 2 }", 1, 14, .duplicateKey("a", first: .init(line: 1, column: 7))),
    ("f = []\n[[f]]", 2, 3, .duplicateKey("f", first: .init(line: 1, column: 1))),
    ("[[f]]\n[f]", 2, 2, .duplicateKey("f", first: .init(line: 1, column: 3))),
    ("[f]\n[[f]]", 2, 3, .duplicateKey("f", first: .init(line: 1, column: 2))),
    ("[a.b.c]\nz = 9\n[a]\nb.c.t = 1", 4, 1, .notExtendable("b", first: .init(line: 1, column: 4))),
    ("[[a.b]]\n[a]\nb.y = 2", 3, 1, .notExtendable("b", first: .init(line: 1, column: 5))),
])
func `what is defined already is refused, and where`(
    text: String, line: Int, column: Int, expected: TOMLProblem
) throws {
    let found = try #require(problem(text))
    #expect(found.line == line && found.column == column)
    #expect(found.problem == expected)
}

@Test(arguments: [
    ("key = # no", 1, 7, TOMLProblem.unexpected(found: "\"#\"", expected: "a value")),
    ("key =", 1, 6, .unexpected(found: "the end of the file", expected: "a value")),
    ("a = 1 b = 2", 1, 7, .unexpected(found: "\"b\"", expected: "the end of the line")),
    ("= 1", 1, 1, .unexpected(found: "\"=\"", expected: "a key")),
    ("a b = 1", 1, 3, .unexpected(found: "\"b\"", expected: "\"=\"")),
    ("[a", 1, 3, .unexpected(found: "the end of the file", expected: "\"]\"")),
    ("[a]]", 1, 4, .unexpected(found: "\"]\"", expected: "the end of the line")),
    ("[[a]", 1, 4, .unexpected(found: "\"]\"", expected: "\"]]\"")),
    ("[]", 1, 2, .unexpected(found: "\"]\"", expected: "a key")),
    ("a = [1 2]", 1, 8, .unexpected(found: "\"2\"", expected: "\",\" or \"]\"")),
    ("a = [,]", 1, 6, .unexpected(found: "\",\"", expected: "a value")),
    ("a = { b = 1, }", 1, 14, .unexpected(found: "\"}\"", expected: "a key")),
    (
        "a = { b = 1\n}", 1, 12,
        .unexpected(found: "the end of the line", expected: "\",\" or \"}\"")
    ),
    ("a = \"b\nc\"", 1, 7, .unterminatedString), ("a = '", 1, 6, .unterminatedString),
    ("a = \"\"\"b", 1, 9, .unterminatedString), ("a = \"\\", 1, 7, .unterminatedString),
    ("a = \"\\x41\"", 1, 6, .invalidEscape("\\x")),
    ("a = \"\\uD800\"", 1, 6, .invalidEscape("\\uD800")),
    ("a = \"\\u12\"", 1, 6, .invalidEscape("\\u12")),
    ("a = \"b\u{1}\"", 1, 7, .unexpected(found: "a control character", expected: "text")),
    ("# \u{7F}", 1, 3, .unexpected(found: "a control character", expected: "text")),
    (
        "a = 1\rb = 2", 1, 6,
        .unexpected(found: "a control character", expected: "the end of the line")
    ),
    ("a = 9223372036854775808", 1, 5, .integerOutOfRange("9223372036854775808")),
    ("\"\"\"a\"\"\" = 1", 1, 3, .unexpected(found: "\"\"\"", expected: "\"=\"")),
])
func `what breaks the grammar is refused with what was found and expected`(
    text: String, line: Int, column: Int, expected: TOMLProblem
) throws {
    let found = try #require(problem(text))
    #expect(found.problem == expected)
    #expect(found.line == line && found.column == column)
}

@Test func `a file has at most one mebibyte`() throws {
    let comment = [UInt8](repeating: UInt8(ascii: "#"), count: TOMLDocument.bytesMax)
    #expect(try TOMLDocument.parse(comment, file: "f").root.entries.isEmpty)
    #expect(
        throws: TOMLError(
            file: "f", position: .init(line: 1, column: 1),
            problem: .tooLarge(bytes: 1_048_577, limit: 1_048_576))
    ) { try TOMLDocument.parse(comment + [0x23], file: "f") }
}

@Test func `tables and arrays go 32 deep and no deeper`() throws {
    func arrays(_ depth: Int) -> String {
        "a = " + String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    }
    func headers(_ depth: Int) -> String {
        "[" + (0..<depth).map { "k\($0)" }.joined(separator: ".") + "]"
    }
    func inline(_ depth: Int) -> String {
        "a = " + String(repeating: "{a=", count: depth) + "1" + String(repeating: "}", count: depth)
    }
    for build in [arrays, headers, inline] {
        #expect(problem(build(31)) == nil)
        #expect(problem(build(32)) == nil)
        #expect(problem(build(33))?.problem == .tooDeep(limit: 32))
        #expect(problem(build(10_000))?.problem == .tooDeep(limit: 32))
    }
    #expect(
        problem("[[\(headers(16).dropFirst().dropLast())]]\na = \(inline(20).dropFirst(4))")?
            .problem == .tooDeep(limit: 32))
}

@Test func `bytes that are no UTF-8 are refused where they stand`() {
    let bytes = Array("a = 1\nb = \"é".utf8) + [0xFF, 0x22]
    #expect(
        throws: TOMLError(
            file: "f", position: .init(line: 2, column: 7), problem: .invalidUTF8)
    ) { try TOMLDocument.parse(bytes, file: "f") }
}

@Test func `a message names file, line and column`() throws {
    do {
        _ = try TOMLDocument.parse(Array("a = ]".utf8), file: "etc/system.toml")
        Issue.record("accepted")
    } catch {
        #expect(error.description == "etc/system.toml:1:5: expected a value, found \"]\"")
    }
}

@Test func `any bytes give a document or a problem`() {
    var random = SystemRandomNumberGenerator()
    let seed = random.next()
    var state = SeededBytes(state: seed)
    let pieces =
        [
            "a", "b", "=", "[", "]", "[[", "]]", "{", "}", ",", ".", "\n", "\r\n", " ", "\"", "'",
            "\"\"\"",
            "'''", "\\", "\\n", "\\u00E9", "#", "1", "0x", "-", "_", "e", "1979-05-27", "T07:32:00",
            "Z",
            "true", "inf", "é", "\u{0}", "\t",
        ].map { Array($0.utf8) } + [[0xFF], [0xC3]]
    for _ in 0..<20_000 {
        var bytes: [UInt8] = []
        for _ in 0..<Int.random(in: 0...40, using: &state) {
            bytes += pieces.randomElement(using: &state) ?? []
        }
        do {
            _ = try TOMLDocument.parse(bytes, file: "f")
        } catch {
            #expect(error.position.line >= 1 && error.position.column >= 1, "seed \(seed)")
        }
    }
}

/// SplitMix64, so that a failure can be repeated from its seed.
private struct SeededBytes: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
