package import Vocabulary

/// A scheme through time: the rows of one name, in the order of their first days.
///
/// What its rows agree in says which scheme it is, and is read from any of them; for everything else
/// the row counts that is in force on the day which the scheme's clocks show when something is
/// decided.
package struct DatedScheme: Hashable, Sendable {
    /// By their first days; never empty.
    package let rows: [Scheme]

    /// - Precondition: there is a row, and they are of one name.
    init(_ rows: [Scheme]) {
        precondition(!rows.isEmpty, "A scheme has a row.")
        self.rows = rows.sorted { $0.start < $1.start }
    }

    /// For what all rows agree in.
    package var first: Scheme { rows[0] }

    package var name: String { first.name }
    package var key: UInt64 { first.key }
    package var isInstant: Bool { first.isInstant }

    /// The row in force on a day; `nil` where none has begun.
    package func row(on date: BusinessDate) -> Scheme? { rows.last { $0.start <= date } }

    /// The row in force at an instant, in nanoseconds since 1970; `nil` where none has begun.
    package func row(at instant: UInt64) -> Scheme? {
        // Nearly every scheme has one row, and no date: no clock need be read.
        if rows.count == 1, first.validFrom == nil { return first }
        return row(on: first.zone.local(Instant(nanoseconds: instant)).date)
    }

    /// The row in force at an instant, else the first one that will be: what the clearing tells
    /// before is taken by that.
    package func nearestRow(at instant: UInt64) -> Scheme { row(at: instant) ?? first }
}

extension Scheme {
    fileprivate var start: BusinessDate { validFrom ?? .earliest }

    /// By name and first day.
    static func isBefore(_ left: Scheme, _ right: Scheme) -> Bool {
        (left.name, left.start) < (right.name, right.start)
    }

    /// The key, as the configuration calls it, of what two rows of one name must agree in and do
    /// not: who settles, in what, where and by whose clocks.
    ///
    /// Another one of these is another scheme: money and messages under way belong to the old one.
    package func disagreement(with other: Scheme) -> String? {
        if currency != other.currency { return "currency" }
        if isInstant != other.isInstant { return "settlement" }
        if settlementAccount != other.settlementAccount { return "settlement_account" }
        if clearingBIC != other.clearingBIC { return "clearing_bic" }
        if clearingSystem != other.clearingSystem { return "clearing_system" }
        if zone != other.zone { return "time_zone" }
        return nil
    }
}

extension BankSetup {
    /// The schemes, each with its rows, in order of the name.
    static func dated(_ rows: [Scheme]) -> [DatedScheme] {
        let names = Set(rows.map(\.name)).sorted()
        return names.map { name in DatedScheme(rows.filter { $0.name == name }) }
    }

    /// What rows of one name do not agree in, or two of one day; `nil` where all is well.
    static func disagreement(among rows: [Scheme]) -> String? {
        for (earlier, later) in zip(rows, rows.dropFirst()) where earlier.name == later.name {
            if let key = earlier.disagreement(with: later) { return key }
            if earlier.validFrom == later.validFrom { return "valid_from" }
        }
        return nil
    }
}
