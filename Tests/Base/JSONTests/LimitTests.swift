import JSON
import Testing

private func failure(_ text: String, _ limits: JSONLimits) -> JSONError? {
    do throws(JSONError) {
        _ = try JSONValue(parsing: Array(text.utf8), limits: limits)
        return nil
    } catch { return error }
}

@Test(arguments: [("[", "]"), ("{\"a\":", "}")])
func `64 levels are read, 65 are refused`(open: String, close: String) {
    func nested(_ depth: Int) -> String {
        String(repeating: open, count: depth - 1) + "[]"
            + String(repeating: close, count: depth - 1)
    }
    #expect(failure(nested(63), .standard) == nil)
    #expect(failure(nested(64), .standard) == nil)
    // The 65th container begins behind 64 openings.
    #expect(
        failure(nested(65), .standard)
            == .aboveLimit(offset: open.utf8.count * 64, measure: .depth, limit: 64))
}

@Test func `a hundred thousand levels are refused without a crash`() {
    #expect(
        failure(String(repeating: "[", count: 100_000), .standard)
            == .aboveLimit(offset: 64, measure: .depth, limit: 64))
    #expect(
        failure(String(repeating: "[{\"\":", count: 50_000), .standard)
            == .aboveLimit(offset: 160, measure: .depth, limit: 64))
}

@Test func `a text above its size is refused`() {
    let limits = JSONLimits(bytesMax: 4)
    #expect(failure("123", limits) == nil)
    #expect(failure("1234", limits) == nil)
    #expect(failure("12345", limits) == .aboveLimit(offset: 4, measure: .bytes, limit: 4))
}

@Test func `a string above its size is refused`() {
    let limits = JSONLimits(stringBytesMax: 3)
    #expect(failure("\"ab\"", limits) == nil)
    #expect(failure("\"abc\"", limits) == nil)
    #expect(
        failure("\"abcd\"", limits) == .aboveLimit(offset: 1, measure: .stringBytes, limit: 3))
    #expect(
        failure("{\"abcd\":1}", limits)
            == .aboveLimit(offset: 2, measure: .stringBytes, limit: 3))
}

@Test func `a number above its length is refused`() {
    let limits = JSONLimits(numberBytesMax: 3)
    #expect(failure("12", limits) == nil)
    #expect(failure("1.2", limits) == nil)
    #expect(failure("1.23", limits) == .aboveLimit(offset: 0, measure: .numberBytes, limit: 3))
    #expect(failure("1e10", limits) == .aboveLimit(offset: 0, measure: .numberBytes, limit: 3))
}

@Test func `more values than allowed are refused`() {
    let limits = JSONLimits(valuesMax: 3)
    #expect(failure("[1]", limits) == nil)
    #expect(failure("[1,2]", limits) == nil)
    #expect(failure("[1,2,3]", limits) == .aboveLimit(offset: 5, measure: .values, limit: 3))
}
