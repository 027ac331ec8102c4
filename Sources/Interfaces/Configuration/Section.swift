import TOML

/// A section of the configuration: `[kernel]`, or a list of tables such as `[[scheme]]`.
package enum Section: String, CaseIterable, Hashable, Sendable {
    case kernel, transaction, security
    case swift, compliance, ai, bank, calendar, scheme, reach
    case valueDate = "value_date"
    case retention
    case accountStatus = "account_status"
    case recall
    case returnWindow = "return_window"
    case fee
    case duplicates
    case matchRule = "match_rule"
    case reports

    /// The file it belongs to.
    var file: SourceFile {
        switch self {
        case .kernel, .transaction, .security: .system
        case .swift, .compliance, .ai, .bank, .calendar, .scheme, .reach, .valueDate, .retention,
            .accountStatus, .recall, .returnWindow, .fee, .duplicates, .matchRule, .reports:
            .banking
        }
    }

    /// Whether it is written once for each thing: `[[scheme]]`.
    var isList: Bool {
        switch self {
        case .calendar, .scheme, .reach, .valueDate, .retention, .accountStatus, .recall,
            .returnWindow, .fee, .matchRule:
            true
        default: false
        }
    }

    /// As it is written in a file.
    var heading: String { isList ? "[[\(rawValue)]]" : "[\(rawValue)]" }
}

/// One of the two files.
package enum SourceFile: String, CaseIterable, Hashable, Sendable {
    case system = "system.toml"
    case banking = "banking.toml"

    /// Larger ones are refused before they are read.
    package static let bytesMax = TOMLDocument.bytesMax
}
