import Fuzzing
import TOML
import Testing

private let pieces = [
    "[", "]", "[[", "]]", "=", "\n", "\r\n", "\"", "'", "\"\"\"", "'''", "#", ".", ",", "{", "}",
    "a = 1\n", "[a]\n", "[[a]]\n", "a.b = 2\n", "true", "inf", "-nan", "0x1F", "0b1", "1_000", "_",
    "1e5", "1979-05-27T07:32:00Z", "07:32:00", "1979-05-27", "\\u00E9", "\\U0010FFFF", "\\x", "\\",
    "é", "\u{FEFF}", "\u{0}", "\t", " ", "9223372036854775808", "99999999999999999999999999999999",
    "[[[[[[[[[[[[[[[[", "a={a={a={a={",
]

private let seeds = [
    """
    [bank]
    legal_name = "A Bank"   # remark
    bank_codes = ["90000001", "90000004"]
    [[scheme]]
    name = "SCT"
    amount_max = 999999999.99
    cut_off = "16:00"
    uetr = false
    [scheme.inner]
    a.b.c = [1, 0x2, 1_000, { x = 1, "y z" = '''
    raw''' }]
    """,
    "a = 1\nb = \"\"\"\ntext \\\n  more\"\"\"\nc = 1979-05-27T07:32:00Z\n",
].map { Array($0.utf8) }

/// Total: any bytes are a document, or an error that stands within the file.
@Test func `any bytes are TOML or an error on one of its lines`() {
    let complaint = Fuzzer("TOML").run { random in
        let mutator = Mutator(random, pieces: pieces)
        let bytes = random.below(3) == 0 ? mutator.made(piecesMax: 24) : mutator.mutated(seeds)
        let lines = 1 + bytes.count { $0 == UInt8(ascii: "\n") }
        do throws(TOMLError) {
            let document = try TOMLDocument.parse(bytes, file: "f")
            let again = try TOMLDocument.parse(bytes, file: "f")
            guard document == again else { return "read twice, two documents" }
            guard document.root.entries.allSatisfy({ (1...lines).contains($0.position.line) })
            else { return "a key outside" }
        } catch {
            guard (1...lines).contains(error.position.line) else { return "\(error) of \(lines)" }
        }
        return nil
    }
    #expect(complaint == nil)
}
