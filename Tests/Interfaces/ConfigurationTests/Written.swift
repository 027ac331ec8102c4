@testable import Configuration

/// Files and variables of a test; the machine is small, so that clamping shows.
struct Written {
    var system: String?
    var banking: String?
    var variables: [(String, String)] = []
    var machine = Machine(coreCount: 2, memoryBytes: 8 << 30)
    var isDevelopment = false

    func settle() throws(ConfigurationRefusal) -> NodeSettings {
        var found: [ConfigurationFiles.Found] = []
        if let system {
            found.append(.init(file: .system, path: "etc/system.toml", bytes: Array(system.utf8)))
        }
        if let banking {
            found.append(
                .init(file: .banking, path: "etc/banking.toml", bytes: Array(banking.utf8)))
        }
        return try ConfigurationFiles(found: found).settle(
            variables: variables.map { Variable(name: $0.0, value: $0.1) }, machine: machine,
            isDevelopment: isDevelopment)
    }

    /// Every complaint as an operator reads it; none where the configuration is accepted.
    func complaints() -> [String] {
        do {
            _ = try settle()
            return []
        } catch {
            return error.complaints.map(\.description)
        }
    }

    /// The implementation guide's files, word for word.
    static let guideSystem = """
        # /etc/qenex/system.toml
        [kernel]
        memory_limit = "64GB"
        cpu_cores = 32
        io_threads = 16

        [transaction]
        max_concurrent = 100000
        timeout_seconds = 30
        wal_segment_size = "1GB"

        [security]
        encryption_algorithm = "AES-256-GCM"
        post_quantum_enabled = true
        hsm_enabled = true
        """

    static let guideBanking = """
        # /etc/qenex/banking.toml
        [swift]
        bic = "QENXUS33"
        member_id = "QENX"

        [compliance]
        jurisdictions = ["US", "EU", "UK"]
        screening_threshold = 0.95

        [ai]
        fraud_model = "neural_network_v2"
        risk_model = "gradient_boost_v3"
        """

    /// The demonstration with one line replaced by others.
    static func demonstration(_ line: String, becomes other: String) -> String {
        Demonstration.banking.replacing(line, with: other, maxReplacements: 1)
    }
}
