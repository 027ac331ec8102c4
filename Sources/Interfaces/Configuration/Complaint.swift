/// Why a configuration is refused.
package enum ConfigurationFault: Error, Hashable, Sendable {
    /// The file cannot be read, in the words of the disk.
    case unreadable(String)
    /// No TOML: what the reader found.
    case syntax(String)
    case unknownSection(name: String, suggestion: String?)
    /// `[[kernel]]`, or `[scheme]`.
    case wrongHeading(found: String, allowed: String)
    case wrongFile(section: String, belongsTo: String)
    case keyOutsideSection(key: String, suggestion: String?)
    case unknownKey(section: String, key: String, suggestion: String?)
    case unknownVariable(suggestion: String?)
    case wrongValue(section: String, key: String, found: String, allowed: String)
    case missingKey(section: String, key: String, allowed: String)
    case missingSection(section: String)
    case tooMany(section: String, limit: Int)
    /// Values that are right alone and wrong together.
    case contradiction(String)
    case noHSM
}

/// A fault and where it is.
package struct Complaint: Hashable, Sendable {
    package let place: Place?
    package let fault: ConfigurationFault

    package init(_ place: Place?, _ fault: ConfigurationFault) {
        self.place = place
        self.fault = fault
    }
}

/// Every fault of a configuration at once; nothing was started.
package struct ConfigurationRefusal: Error, Hashable, Sendable {
    package let complaints: [Complaint]
}

extension ConfigurationRefusal: CustomStringConvertible {
    package var description: String {
        complaints.map(\.description).joined(separator: "\n")
    }
}

extension Complaint: CustomStringConvertible {
    package var description: String {
        place.map { "\($0): \(fault)" } ?? "\(fault)"
    }
}

extension ConfigurationFault: CustomStringConvertible {
    package var description: String {
        switch self {
        case .unreadable(let reason): "cannot be read: \(reason)"
        case .syntax(let reason): "no valid TOML: \(reason)"
        case .unknownSection(let name, let suggestion):
            "there is no section \(name)" + Self.question(suggestion)
        case .wrongHeading(let found, let allowed): "\(found) is written \(allowed)"
        case .wrongFile(let section, let file): "\(section) belongs into \(file)"
        case .keyOutsideSection(let key, let suggestion):
            "\(key) stands outside any section" + Self.question(suggestion)
        case .unknownKey(let section, let key, let suggestion):
            "\(section) has no key \(key)" + Self.question(suggestion)
        case .unknownVariable(let suggestion):
            "names no key" + Self.question(suggestion)
        case .wrongValue(let section, let key, let found, let allowed):
            "\(section) \(key): found \(found), allowed is \(allowed)"
        case .missingKey(let section, let key, let allowed):
            "\(section) lacks \(key): \(allowed)"
        case .missingSection(let section):
            "there is no \(section); --dev has one of a demonstration bank built in"
        case .tooMany(let section, let limit): "more than \(limit) of \(section)"
        case .contradiction(let reason): reason
        case .noHSM:
            "[security] hsm_enabled: found true, but no HSM is connected;"
                + " allowed is false, or --dev, which keeps the root key in a local file"
        }
    }

    private static func question(_ suggestion: String?) -> String {
        suggestion.map { "; did you mean \($0)?" } ?? ""
    }
}
