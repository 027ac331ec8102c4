import JSON
import Testing

/// SplitMix64 (Steele, Lea, Flood 2014).
private struct Seeded: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }
}

private func randomValue(_ random: inout Seeded, depth: Int) -> JSONValue {
    switch Int.random(in: 0..<(depth == 0 ? 4 : 6), using: &random) {
    case 0: return .null
    case 1: return .boolean(.random(using: &random))
    case 2: return .number(JSONNumber(Int64.random(in: .min ... .max, using: &random)))
    case 3: return .string(randomText(&random))
    case 4:
        return .array(
            (0..<Int.random(in: 0...4, using: &random)).map { _ in
                randomValue(&random, depth: depth - 1)
            })
    default:
        var object = JSONObject()
        for _ in 0..<Int.random(in: 0...20, using: &random) {
            _ = object.append(randomText(&random), randomValue(&random, depth: depth - 1))
        }
        return .object(object)
    }
}

private func randomText(_ random: inout Seeded) -> String {
    var text = ""
    for _ in 0..<Int.random(in: 0...6, using: &random) {
        let ceiling: UInt32 = [0x20, 0x80, 0x800, 0x11_0000].randomElement(using: &random) ?? 0x80
        text.unicodeScalars.append(
            Unicode.Scalar(.random(in: 0..<ceiling, using: &random)) ?? "\u{FFFD}")
    }
    return text
}

@Test(arguments: 1...20 as ClosedRange<UInt64>)
func `a tree that was written is read again`(seed: UInt64) throws {
    var random = Seeded(state: seed)
    for _ in 0..<100 {
        let value = randomValue(&random, depth: 4)
        var writer = JSONWriter()
        writer.value(value)
        #expect(try JSONValue(parsing: writer.bytes) == value, "seed \(seed)")
    }
}

@Test(arguments: 1...20 as ClosedRange<UInt64>)
func `damaged text gives a value or an error within the text`(seed: UInt64) {
    var random = Seeded(state: seed)
    let fields = JSONFields("a", "b", "c")
    for _ in 0..<500 {
        var writer = JSONWriter()
        writer.value(randomValue(&random, depth: 3))
        var bytes = writer.bytes
        for _ in 0..<Int.random(in: 1...4, using: &random) where !bytes.isEmpty {
            let index = Int.random(in: bytes.indices, using: &random)
            switch Int.random(in: 0..<3, using: &random) {
            case 0: bytes[index] = .random(in: .min ... .max, using: &random)
            case 1: bytes.removeSubrange(index...)
            default: bytes.insert(Array("{}[]\",:\\u0".utf8)[index % 10], at: index)
            }
        }
        do throws(JSONError) {
            _ = try JSONValue(parsing: bytes)
        } catch {
            #expect((0...bytes.count).contains(error.offset), "seed \(seed)")
        }
        do throws(JSONError) {
            _ = try JSONObjectReader(bytes, fields: fields)
        } catch {
            #expect((0...bytes.count).contains(error.offset), "seed \(seed)")
        }
    }
}
