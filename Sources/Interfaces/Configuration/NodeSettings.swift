package import PaymentModel

/// The effective configuration: what the node runs with, and where each value comes from.
package struct NodeSettings: Sendable {
    /// `[kernel]`: what the node may use of the machine.
    package struct Kernel: Hashable, Sendable {
        package let memoryLimitBytes: UInt64
        package let cpuCores: Int
        package let ioThreads: Int
        package let prefaults: Bool
        /// Transfers of batches that stay in memory.
        package let transferWindow: Int
        /// Transfers that are written to the segment folder together.
        package let sealInterval: Int
        /// The same for the bank's own transfers.
        package let bankTransferWindow: Int
        package let bankSealInterval: Int
    }

    /// `[transaction]`.
    package struct Transaction: Hashable, Sendable {
        package let maxConcurrent: Int
        package let timeoutSeconds: Int
        package let segmentBytes: UInt64
        /// From which amounts on a second person must release; part of the bank's setup.
        package let approvals: ApprovalRules
    }

    /// `[security]`.
    package struct Security: Hashable, Sendable {
        package let encryptionAlgorithm: String
        package let isPostQuantumEnabled: Bool
        package let isHSMEnabled: Bool
    }

    package let kernel: Kernel
    package let transaction: Transaction
    package let security: Security
    /// Bank, schemes and reach, as they enter the journal.
    package let setup: BankSetup
    /// How long personal data is kept; ``Retention/standard`` where nothing is written.
    package let retentions: [Retention]
    /// How entries of clearings' statements are found among our own; ``MatchRule/standard`` where
    /// nothing is written.
    package let matchRules: [MatchRule]
    /// Every key with its value, in the order of the files.
    package let effective: [EffectiveValue]
    package let warnings: [ConfigurationWarning]
    /// Where the files were found, in words.
    package let sources: [String]
}

/// One key as it counts.
package struct EffectiveValue: Hashable, Sendable {
    /// `[kernel]`, `[[scheme]] SCT`.
    package let heading: String
    package let key: String
    /// As it could be written in a file; `nil` where the key says nothing.
    package let value: String?
    package let origin: Origin
}

/// What an operator should know although the configuration is accepted.
package enum ConfigurationWarning: Hashable, Sendable {
    /// The key is right and nothing acts on it yet.
    case noEffectYet(Place, section: String, key: String)
    case clamped(Place, section: String, key: String, found: String, machine: String)
    /// `--dev` only: the root key stays in a local file.
    case noHSM(Place)
    /// `--dev` only: the demonstration bank's value counts instead.
    case overridden(Place, section: String, key: String, by: String)
}

extension ConfigurationWarning: CustomStringConvertible {
    package var description: String {
        switch self {
        case .noEffectYet(let place, let section, let key):
            "\(place): \(section) \(key) has no effect yet"
        case .clamped(let place, let section, let key, let found, let machine):
            "\(place): \(section) \(key) = \(found) is above this machine and lowered to \(machine)"
        case .noHSM(let place):
            "\(place): [security] hsm_enabled: no HSM is connected; the root key is a local file"
        case .overridden(let place, let section, let key, let value):
            "\(place): \(section) \(key) is overridden by \(value) of the demonstration bank"
        }
    }
}

extension NodeSettings {
    /// What `--check-config` prints: each section, each key with its value and its origin.
    package var report: String {
        var lines = sources
        let width = effective.map { Self.assignment($0).count }.max() ?? 0
        var heading = ""
        for value in effective {
            if value.heading != heading {
                heading = value.heading
                lines += ["", heading]
            }
            let text = Self.assignment(value)
            let padding = String(repeating: " ", count: min(width, 64) - min(text.count, 64))
            lines.append("  \(text)\(padding)  # \(value.origin)")
        }
        if !warnings.isEmpty { lines.append("") }
        lines += warnings.map { "warning: \($0)" }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func assignment(_ value: EffectiveValue) -> String {
        value.value.map { "\(value.key) = \($0)" } ?? "\(value.key) is not set"
    }
}
