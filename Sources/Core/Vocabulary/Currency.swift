/// A currency of ISO 4217 list one that has a minor unit.
///
/// Gold, special drawing rights, `XTS` and `XXX` have none and are no `Currency`: no amount can be
/// kept in them. Source: `Tables/CurrencyTable.generated.swift`.
package struct Currency: Sendable {
    /// Three letters, `EUR`.
    package let code: String
    /// The number of ISO 4217, 1…999: 978 for the euro.
    package let number: UInt16
    /// Decimals that an amount has, 0…4.
    package let minorUnits: Int

    /// Fails unless the text is a code of the table, in upper case.
    package init?(_ code: String) {
        guard let found = Self.byCode[code] else { return nil }
        self = found
    }

    /// Fails unless the number is one of the table.
    package init?(number: UInt16) {
        guard let found = Self.byNumber[number] else { return nil }
        self = found
    }

    private init(row: [String]) {
        guard row.count == 4, let number = UInt16(row[1]), let minorUnits = Int(row[2]) else {
            preconditionFailure("The generator writes four fields, two of them numbers.")
        }
        code = row[0]
        self.number = number
        self.minorUnits = minorUnits
    }

    /// The euro.
    package static let eur = listed("EUR")
    /// The US dollar.
    package static let usd = listed("USD")

    /// Every currency, by code.
    package static let all: [Currency] = (0..<table.count).map {
        Currency(row: table.fields(at: $0))
    }

    /// When the list was published, `2026-01-01`.
    package static var tableVersion: String { CurrencyTable.published }

    private static let table = TextTable(CurrencyTable.text)
    private static let byCode = Dictionary(uniqueKeysWithValues: all.map { ($0.code, $0) })
    private static let byNumber = Dictionary(uniqueKeysWithValues: all.map { ($0.number, $0) })

    private static func listed(_ code: String) -> Currency {
        guard let currency = Currency(code) else {
            preconditionFailure("\(code) is in every edition of the table.")
        }
        return currency
    }

    /// The name in English, as the list has it.
    package var name: String { Self.table.fields(of: code.utf8)?[3] ?? code }
}

extension Currency: Hashable, CustomStringConvertible {
    package static func == (left: Currency, right: Currency) -> Bool { left.number == right.number }

    package func hash(into hasher: inout Hasher) { hasher.combine(number) }

    package var description: String { code }
}
