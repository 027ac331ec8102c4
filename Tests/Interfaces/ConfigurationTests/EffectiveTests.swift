import PaymentModel
import Platform
import Testing

@testable import Configuration

@Suite struct EffectiveTests {
    @Test func `a variable wins over the file and says so`() throws {
        let settings = try Written(
            system: "[transaction]\ntimeout_seconds = 10\n",
            variables: [
                ("QENEX_TRANSACTION_TIMEOUT_SECONDS", "60"), ("QENEX_KERNEL_PREFAULT", "true"),
                ("QENEX_COMPLIANCE_JURISDICTIONS", "DE, EU"), ("QENEX_CORE", "1"),
            ], isDevelopment: true
        ).settle()
        #expect(settings.transaction.timeoutSeconds == 60)
        #expect(settings.kernel.prefaults)
        let report = settings.report
        #expect(report.contains("timeout_seconds = 60"))
        #expect(report.contains("# QENEX_TRANSACTION_TIMEOUT_SECONDS"))
        #expect(report.contains("jurisdictions = [\"DE\", \"EU\"]"))
    }

    @Test func `a wrong or unknown variable is refused`() {
        let complaints = Written(
            variables: [
                ("QENEX_KERNEL_CPU_CORES", "many"), ("QENEX_KERNEL_CPU_CORE", "2"),
                ("QENEX_SECURITY_HSM_ENABLED", "TRUE"),
            ], isDevelopment: true
        ).complaints()
        #expect(
            Set(complaints) == [
                "QENEX_KERNEL_CPU_CORES: [kernel] cpu_cores: found \"many\", allowed is an integer"
                    + " from 1 to 1024",
                "QENEX_KERNEL_CPU_CORE: names no key; did you mean QENEX_KERNEL_CPU_CORES?",
                "QENEX_SECURITY_HSM_ENABLED: [security] hsm_enabled: found \"TRUE\", allowed is"
                    + " true or false",
            ])
    }

    @Test func `the report names the origin of each value`() throws {
        let settings = try Written(
            system: "[kernel]\ncpu_cores = 64\n\n[transaction]\ntimeout_seconds = 10\n",
            banking: Demonstration.banking
        ).settle()
        let lines = settings.report.split(separator: "\n").map { line in
            line.split(separator: " ").joined(separator: " ")
        }
        #expect(lines.contains("cpu_cores = 2 # etc/system.toml:2, clamped to this machine"))
        #expect(lines.contains("timeout_seconds = 10 # etc/system.toml:5"))
        #expect(lines.contains("max_concurrent = 100000 # default"))
        #expect(lines.contains("lei is not set # default"))
        #expect(lines.contains("[[scheme]] SCTINST"))
        #expect(lines.contains("# banking.toml: etc/banking.toml"))
    }

    @Test func `each key of the file is in the report once`() throws {
        let settings = try Written(banking: Demonstration.banking).settle()
        let tables = 6 + 1 + settings.setup.schemes.count - 1 + settings.setup.reach.count
        let rows =
            KeyRule.all.filter { !$0.section.isList }.count
            + settings.setup.schemes.count * KeyRule.rules(of: .scheme).count
            + settings.setup.reach.count * KeyRule.rules(of: .reach).count
        #expect(tables == 13)
        #expect(settings.effective.count == rows)
    }

    @Test(
        arguments: [
            ("0B", nil), ("1B", 1), ("1KB", 1_024), ("1KiB", 1_024), ("64 MB", 67_108_864),
            ("1GB", 1_073_741_824), ("3TB", 3_298_534_883_328), ("", nil), ("GB", nil), ("1", nil),
            ("1gb", nil), ("-1GB", nil), ("1.5GB", nil), ("9999999999999TB", nil), ("１GB", nil),
        ] as [(String, UInt64?)])
    func `a size is a number and a unit, powers of 1,024`(text: String, bytes: UInt64?) {
        let read = SettingValue.bytes(in: text)
        #expect(text == "0B" ? read == 0 : read == bytes)
    }

    @Test(arguments: [
        ("kitten", "sitting", 3), ("abc", "acb", 1), ("", "abc", 3), ("same", "same", 0),
        ("flaw", "lawn", 2),
    ])
    func `edit distance counts insertions, deletions, changes and swaps`(
        left: String, right: String, distance: Int
    ) {
        #expect(Suggestion.distance(Array(left.utf8), Array(right.utf8)) == distance)
        #expect(Suggestion.distance(Array(right.utf8), Array(left.utf8)) == distance)
    }
}

@Suite struct FilesTests {
    @Test func `the first folder that has a file is used alone`() throws {
        let disk = SeededDisk(seed: 1)
        try disk.makeDirectory("/etc/qenex")
        try disk.makeDirectory("./etc")
        try disk.writeDurably("/etc/qenex/system.toml", Array("[kernel]\n".utf8), mode: 0o644)
        try disk.writeDurably("./etc/banking.toml", Array("[bank]\n".utf8), mode: 0o644)
        let files = try ConfigurationFiles(folder: nil, disk: disk)
        #expect(files.found.map(\.path) == ["/etc/qenex/system.toml"])
        let named = try ConfigurationFiles(folder: "./etc", disk: disk)
        #expect(named.found.map(\.path) == ["./etc/banking.toml"])
    }

    @Test func `a named folder without files is refused and none at all is not`() throws {
        let disk = SeededDisk(seed: 1)
        #expect(try ConfigurationFiles(folder: nil, disk: disk).found.isEmpty)
        #expect(throws: ConfigurationRefusal.self) {
            try ConfigurationFiles(folder: "/nowhere", disk: disk)
        }
    }

    @Test func `the examples are what is built in, and are accepted without a warning but effects`()
        throws
    {
        let banking = try projectFile("Deployment/etc/banking.toml")
        #expect(banking == Demonstration.banking + "\n" || banking == Demonstration.banking)
        let settings = try Written(
            system: try projectFile("Deployment/etc/system.toml"), banking: banking
        ).settle()
        for warning in settings.warnings {
            guard case .noEffectYet = warning else {
                Issue.record("unexpected: \(warning)")
                continue
            }
        }
    }

    @Test func `the reference documents every key`() throws {
        let reference = try projectFile("Documentation/reference/configuration.md")
        for rule in KeyRule.all where !reference.contains(rule.documentationRow) {
            Issue.record("Documentation/reference/configuration.md lacks \(rule.documentationRow)")
        }
    }

    private func projectFile(_ path: String) throws -> String {
        let folders = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(4)
        let bytes = try LiveDisk().read("\(folders.joined(separator: "/"))/\(path)", limit: 1 << 20)
        return String(decoding: bytes, as: UTF8.self)
    }
}

extension KeyRule {
    /// The key's line in the reference.
    fileprivate var documentationRow: String {
        let otherwise =
            switch absence {
            case .required: "required"
            case .silent: "–"
            case .value(let value): "`\(value)`"
            case .machine: "the machine's"
            }
        let state = effect == .now ? "" : " No effect yet."
        return "| `\(key)` | \(kind.allowed) | \(otherwise) | \(meaning)\(state) |"
    }
}
