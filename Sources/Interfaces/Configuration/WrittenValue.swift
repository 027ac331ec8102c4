package import Arithmetic

/// A value as it stands in a file, before any rule has seen it.
package enum WrittenValue: Hashable, Sendable {
    case text(String)
    case integer(Int)
    case decimal(ExactDecimal)
    case boolean(Bool)
    case list([WrittenValue])
    /// Something that no key here takes, by its name: a date, a table, `inf`.
    case other(String)

    /// For a message: what was found, cut where it is long.
    var summary: String {
        let full =
            switch self {
            case .text(let text): SettingValue.quoted(text)
            case .integer(let value): "\(value)"
            case .decimal(let value): value.description
            case .boolean(let value): "\(value)"
            case .list(let values): "[" + values.map(\.summary).joined(separator: ", ") + "]"
            case .other(let name): name
            }
        return full.count > 60 ? full.prefix(57) + "…" : full
    }
}
