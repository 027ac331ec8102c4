package import Arithmetic
import Bytes

/// Roundings as the interface and the journal name them.
extension Rounding {
    private static let table: [(code: UInt8, name: String, rounding: Rounding)] = [
        (1, "half_even", .halfEven), (2, "half_away_from_zero", .halfAwayFromZero),
        (3, "half_toward_zero", .halfTowardZero), (4, "down", .down), (5, "up", .up),
        (6, "toward_zero", .towardZero), (7, "away_from_zero", .awayFromZero),
    ]

    package static var names: [String] { table.map(\.name) }

    package init?(name: String) {
        guard let row = Self.table.first(where: { $0.name == name }) else { return nil }
        self = row.rounding
    }

    package init?(code: UInt8) {
        guard let row = Self.table.first(where: { $0.code == code }) else { return nil }
        self = row.rounding
    }

    package var name: String { Self.table.first { $0.rounding == self }?.name ?? "" }
    package var code: UInt8 { Self.table.first { $0.rounding == self }?.code ?? 0 }
}

extension ByteReader {
    mutating func readRounding() throws(ByteError) -> Rounding {
        let start = offset
        let code: UInt8 = try read()
        guard let rounding = Rounding(code: code) else {
            throw .unexpectedValue(offset: start, value: UInt64(code))
        }
        return rounding
    }
}
