import Fuzzing
import JSON
import Testing

private let pieces = [
    "{", "}", "[", "]", ",", ":", "\"", "\"a\"", "\"a\":1", "null", "true", "false", "0", "-0",
    "1e400", "-1.5E-7", "1.", ".5", "01", "NaN", "\\u0000", "\\uD800", "\\uDC00", "\\n", "\\", " ",
    "\t", "\u{FEFF}", "é", "\u{10FFFF}", "[[[[[[[[", "]]]]]]]]", "{\"a\":{\"a\":{\"a\":",
    "99999999999999999999999999999999999999999", "\"from_account\":\"ACC001\"", "\"amount\":10.00",
]

private let seeds = [
    #"{"from_account":"ACC001","to_account":"ACC002","amount":10.00,"currency":"EUR"}"#,
    #"{"a":[1,2.50,-3e2,{"b":null,"c":[true,false,"\u00e9\n"]}],"d":"x"}"#, "[]", "{}", "\"text\"",
    "-12.345e-6",
].map { Array($0.utf8) }

/// What is read is the same when it was written, and what is refused is refused within the text.
@Test func `any bytes are JSON that can be written again, or an error with its place`() {
    let fields = JSONFields("from_account", "to_account", "amount", "currency")
    let complaint = Fuzzer("JSON").run { random in
        let mutator = Mutator(random, pieces: pieces)
        let bytes = random.below(3) == 0 ? mutator.made(piecesMax: 24) : mutator.mutated(seeds)
        do throws(JSONError) {
            let value = try JSONValue(parsing: bytes)
            var writer = JSONWriter()
            writer.value(value)
            guard try JSONValue(parsing: writer.bytes) == value else {
                return "not the same again: \(String(decoding: bytes, as: UTF8.self))"
            }
        } catch {
            guard (0...bytes.count).contains(error.offset) else { return "an error outside" }
        }
        do throws(JSONError) { _ = try JSONObjectReader(bytes, fields: fields) } catch {
            guard (0...bytes.count).contains(error.offset) else { return "an error outside" }
        }
        return nil
    }
    #expect(complaint == nil)
}
