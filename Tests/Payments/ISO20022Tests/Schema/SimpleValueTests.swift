import Testing

@testable import ISO20022

/// Values by the words of XML Schema part 2, second edition.
@Suite struct SimpleValueTests {
    func isValid(_ text: String, _ base: SimpleType.Primitive) -> Bool {
        var text = text
        return text.withUTF8 { TimeForm.isValid($0, as: base) }
    }

    @Test(arguments: [
        ("2026-11-21", true), ("2024-02-29", true), ("2026-02-29", false), ("2000-02-29", true),
        ("1900-02-29", false), ("2026-04-31", false), ("2026-00-10", false), ("2026-13-10", false),
        ("2026-1-10", false), ("26-11-21", false), ("12026-11-21", true), ("02026-11-21", false),
        ("-0044-03-15", true), ("0000-01-01", false), ("2026-11-21Z", true),
        ("2026-11-21+14:00", true), ("2026-11-21+14:01", false), ("2026-11-21-05:30", true),
        ("2026-11-21+5:00", false), ("2026-11-21T00:00:00", false), ("", false),
    ])
    func `a date is a day that exists`(text: String, expected: Bool) {
        #expect(isValid(text, .date) == expected)
    }

    @Test(arguments: [
        ("2026-11-21T09:00:00", true), ("2026-11-21T24:00:00", true),
        ("2026-11-21T24:00:00.0", true), ("2026-11-21T24:00:01", false),
        ("2026-11-21T24:00:00.1", false), ("2026-11-21T23:59:60", false),
        ("2026-11-21T09:60:00", false), ("2026-11-21T09:00:00.123456789Z", true),
        ("2026-11-21T09:00:00.", false), ("2026-11-21T09:00", false),
        ("2026-11-21 09:00:00", false),
        ("2026-11-21t09:00:00", false), ("2026-11-21T09:00:00z", false),
    ])
    func `a moment has seconds and a T`(text: String, expected: Bool) {
        #expect(isValid(text, .dateTime) == expected)
    }

    @Test func `parts of dates`() {
        #expect(isValid("2026", .gYear) && isValid("2026-11", .gYearMonth))
        #expect(!isValid("2026-13", .gYearMonth) && !isValid("26", .gYear))
        #expect(isValid("--11", .gMonth) && isValid("--02-29", .gMonthDay))
        #expect(!isValid("--02-30", .gMonthDay) && isValid("---31", .gDay))
        #expect(!isValid("---32", .gDay) && isValid("09:00:00Z", .time))
    }

    @Test(arguments: [
        ("0", 0, 0), ("-0", 0, 0), ("+1", 1, 0), ("007.50", 2, 1), (".5", 1, 1), ("5.", 1, 0),
        ("0.05", 2, 2), ("123456789012345678.12345", 23, 5), ("100", 3, 0),
    ])
    func `digits are counted without zeros at the ends`(text: String, total: Int, behind: Int) {
        var text = text
        let counts = text.withUTF8 { DecimalForm($0).map { [$0.totalDigits, $0.fraction.count] } }
        #expect(counts == [total, behind])
    }

    @Test(arguments: [
        "", ".", "-", "+", "1e3", "1,5", "1 5", "NaN", "INF", "0x1", "--1", "1.2.3", "१",
    ])
    func `what is no plain decimal is refused`(text: String) {
        var text = text
        #expect(text.withUTF8 { DecimalForm($0) == nil })
    }

    @Test func `decimals compare by value`() {
        func compare(_ one: String, _ other: String) -> Int? {
            var (one, other) = (one, other)
            return one.withUTF8 { one in
                other.withUTF8 { other in
                    DecimalForm(one).flatMap { one in
                        DecimalForm(other).map { one.compare(with: $0) }
                    }
                }
            }
        }
        #expect(compare("-0.0", "0") == 0)
        #expect(compare("-0.01", "0") == -1)
        #expect(compare("10", "9.99") == 1)
        #expect(compare("1.10", "1.1") == 0)
        #expect(compare("1.11", "1.1") == 1)
        #expect(compare("-2", "-10") == 1)
    }

    /// RFC 4648, §10, and RFC 4648, §3.5: unused bits are zero.
    @Test(arguments: [
        ("", 0), ("Zg==", 1), ("Zm8=", 2), ("Zm9v", 3), ("Zm9vYg==", 4), ("Zm 9v\nYg==", 4),
        ("Zh==", nil), ("Zm9=", nil), ("Zg=", nil), ("Z", nil), ("Zg==Zg==", nil), ("Zm9v!", nil),
    ])
    func `base 64 has octets or is none`(text: String, octets: Int?) {
        var text = text
        #expect(text.withUTF8 { Schema.octets(ofBase64: $0) } == octets)
    }
}
