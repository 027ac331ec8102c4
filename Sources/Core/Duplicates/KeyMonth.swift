import Bytes
import Vocabulary

/// A month of the calendar, in UTC: what keys are kept and let go of by.
package struct KeyMonth: Hashable, Sendable {
    /// Twelve times the year, and the months of it that are over.
    package let number: Int32

    package init(number: Int32) { self.number = number }

    /// The month of a day, counted from 1970-01-01.
    package init(day: Int32) {
        let parts = (BusinessDate(dayNumber: Int(day)) ?? .latest).parts
        number = Int32(parts.year * 12 + parts.month - 1)
    }

    /// Its first day, counted from 1970-01-01.
    package var firstDay: Int32 {
        let date = BusinessDate(
            year: Int(number / 12), month: Int(number % 12) + 1, day: 1)
        return (date ?? .latest).dayNumber
    }

    /// As a folder is named: `2026-11`.
    var name: String {
        let month = number % 12 + 1
        let year = String(number / 12)
        return String(repeating: "0", count: max(0, 4 - year.count)) + year
            + (month < 10 ? "-0\(month)" : "-\(month)")
    }

    /// Reads what ``name`` wrote.
    init?(name: String) {
        let parts = name.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2, let year = Int32(parts[0]), let month = Int32(parts[1]),
            (1...12).contains(month), (1...9999).contains(year)
        else { return nil }
        self.init(number: year * 12 + month - 1)
        guard self.name == name else { return nil }
    }

    func write(to writer: inout ByteWriter) { writer.write(number) }

    init(from reader: inout ByteReader) throws(ByteError) {
        let start = reader.offset
        let number = try reader.read(Int32.self)
        guard (12..<120_000).contains(number) else {
            throw .unexpectedValue(offset: start, value: UInt64(UInt32(bitPattern: number)))
        }
        self.number = number
    }
}

extension KeyMonth: Comparable {
    package static func < (left: KeyMonth, right: KeyMonth) -> Bool { left.number < right.number }
}
