/// A simple type: a base type of XML Schema and the facets that restrict it.
struct SimpleType: Sendable {
    let name: UInt16
    let base: Primitive
    /// Characters of a string, octets of binary.
    var minLength: Int?
    var maxLength: Int?
    var totalDigits: Int?
    var fractionDigits: Int?
    var minInclusive: UInt16?
    var maxInclusive: UInt16?
    var patterns: Range<Int> = 0..<0
    var enumeration: Range<Int> = 0..<0

    /// The numbers are those of the built form; `Tools/xsdc/built.py` has the same order.
    enum Primitive: UInt8, Sendable {
        case string, decimal, boolean, date, dateTime, time, gYear, gYearMonth, gMonth, gMonthDay
        case gDay, base64Binary, hexBinary, integer
    }
}
