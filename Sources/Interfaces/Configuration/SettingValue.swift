package import Arithmetic

/// A value as a key's rule let it through.
package enum SettingValue: Hashable, Sendable {
    case text(String)
    case integer(Int)
    case boolean(Bool)
    case decimal(ExactDecimal)
    /// A size in bytes.
    case bytes(UInt64)
    case texts([String])
    case integers([Int])
}

extension SettingValue: CustomStringConvertible {
    /// As it could be written in a file.
    package var description: String {
        switch self {
        case .text(let text): Self.quoted(text)
        case .integer(let value): "\(value)"
        case .boolean(let value): "\(value)"
        case .decimal(let value): value.description
        case .bytes(let count): "\"\(Self.size(count))\""
        case .texts(let texts): "[" + texts.map(Self.quoted).joined(separator: ", ") + "]"
        case .integers(let values): "[" + values.map(String.init).joined(separator: ", ") + "]"
        }
    }

    /// Quoted, with whatever could disturb a terminal or a file written as an escape.
    static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\": quoted += "\\\(scalar)"
            case _ where scalar.value < 0x20 || 0x7F...0x9F ~= scalar.value:
                let digits = String(scalar.value, radix: 16, uppercase: true)
                quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }

    /// The largest unit that divides the size: `64GB`, `1536MB`.
    static func size(_ count: UInt64) -> String {
        for (name, shift) in sizeUnits.reversed() where count > 0 {
            let unit = UInt64(1) << shift
            if count.isMultiple(of: unit) { return "\(count >> shift)\(name)" }
        }
        return "\(count)B"
    }

    /// Units of sizes are powers of 1,024, as memory and segments are; `KiB` and the like mean the
    /// same as `KB`.
    static let sizeUnits: [(name: String, shift: UInt64)] = [
        ("B", 0), ("KB", 10), ("MB", 20), ("GB", 30), ("TB", 40),
    ]

    /// Reads `64GB`, `64 GiB`, `512MB`; fails on anything else or above 2^63 − 1 bytes.
    static func bytes(in text: String) -> UInt64? {
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        var unit = text.dropFirst(digits.count)
        if unit.hasPrefix(" ") { unit = unit.dropFirst() }
        let name = unit.count == 3 && unit.hasSuffix("iB") ? "\(unit.prefix(1))B" : String(unit)
        guard !digits.isEmpty, let number = UInt64(digits),
            let shift = sizeUnits.first(where: { $0.name == name })?.shift
        else { return nil }
        let (value, overflow) = number.multipliedReportingOverflow(by: 1 << shift)
        return overflow || value > UInt64(Int64.max) ? nil : value
    }
}
