import Testing

@testable import Configuration

@Suite struct RefusalTests {
    /// One row a rule: what is written into `[section]`, and what an operator reads behind the line.
    @Test(arguments: [
        ("kernel", "cpu_cores = 0", "found 0, allowed is an integer from 1 to 1024"),
        ("kernel", "cpu_cores = \"2\"", "found \"2\", allowed is an integer from 1 to 1024"),
        ("kernel", "cpu_cores = 2.0", "found 2.0, allowed is an integer from 1 to 1024"),
        ("kernel", "io_threads = -1", "found -1, allowed is an integer from 1 to 1024"),
        (
            "kernel", "memory_limit = \"64 gigabytes\"",
            "found \"64 gigabytes\", allowed is a size such as \"64GB\", from 64MB to 64TB"
        ),
        (
            "kernel", "memory_limit = \"1KB\"",
            "found \"1KB\", allowed is a size such as \"64GB\", from 64MB to 64TB"
        ),
        ("kernel", "prefault = 1", "found 1, allowed is true or false"),
        (
            "transaction", "max_concurrent = 1000001",
            "found 1000001, allowed is an integer from 1 to 1000000"
        ),
        (
            "transaction", "timeout_seconds = 3601",
            "found 3601, allowed is an integer from 1 to 3600"
        ),
        (
            "transaction", "wal_segment_size = \"1MB\"",
            "found \"1MB\", allowed is a size such as \"64GB\", from 16MB to 16GB"
        ),
        (
            "security", "encryption_algorithm = \"ROT13\"",
            "found \"ROT13\", allowed is \"AES-256-GCM\""
        ),
        ("security", "post_quantum_enabled = \"yes\"", "found \"yes\", allowed is true or false"),
        ("security", "hsm_enabled = [true]", "found [true], allowed is true or false"),
    ])
    func `a wrong value is named with what is allowed`(
        section: String, line: String, message: String
    ) throws {
        let key = try #require(line.split(separator: " ").first)
        let complaints = Written(system: "[\(section)]\n\(line)", isDevelopment: true).complaints()
        #expect(complaints == ["etc/system.toml:2: [\(section)] \(key): \(message)"])
    }

    @Test(arguments: [
        ("bic = \"QENXDEFFXXX\"", "bic = \"QENXDE\"", "bic", "a BIC of 8 or 11 characters"),
        (
            "time_zone = \"Europe/Berlin\"", "time_zone = \"Berlin\"", "time_zone",
            "a zone such as \"Europe/Berlin\""
        ),
        (
            "country = \"DE\"", "country = \"Germany\"", "country",
            "a country's two letters, such as \"DE\""
        ),
        (
            "bank_codes = [\"90000001\"]", "bank_codes = []", "bank_codes",
            "a list of 1 to 256, each a bank code as in the IBAN"
        ),
        (
            "settlement = \"cycles\"", "settlement = \"daily\"", "settlement",
            "\"cycles\" or \"instant\""
        ),
        (
            "cut_off = \"16:00\"", "cycle_times = [\"noon\"]", "cycle_times",
            "a list of 1 to 24, each a time such as \"16:30\""
        ),
        ("opens = \"07:00\"", "opens = \"7\"", "opens", "a time such as \"16:30\""),
        ("clock_seconds = 10", "clock_seconds = 0", "clock_seconds", "an integer from 1 to 600"),
        (
            "pacs028_after_seconds = [15, 60, 300]", "pacs028_after_seconds = [60, 15]",
            "pacs028_after_seconds", "a list of 1 to 16 rising integers from 1 to 86400"
        ),
        (
            "amount_max = 999999999.99", "amount_max = -5", "amount_max",
            "an amount above zero, such as 100000.00"
        ),
        (
            "bank_code = \"90000002\"", "bank_code = \"9000 0002\"", "bank_code",
            "a bank code as in the IBAN"
        ),
    ])
    func `a wrong value of the bank's tables is named`(
        line: String, other: String, key: String, allowed: String
    ) throws {
        let banking = Written.demonstration(line, becomes: other)
        let complaints = Written(banking: banking).complaints()
        let first = try #require(complaints.first)
        #expect(first.contains("etc/banking.toml:"))
        #expect(first.contains(" \(key): found "))
        #expect(first.hasSuffix(", allowed is \(allowed)"))
    }

    @Test(arguments: [
        ("[kernal]\n", "there is no section [kernal]; did you mean [kernel]?"),
        ("[zebra]\n", "there is no section [zebra]"),
        ("[[kernel]]\n", "[[kernel]] is written [kernel]"),
        ("[swift]\nbic = \"QENXDEFF\"\n", "[swift] belongs into banking.toml"),
        (
            "[kernel]\ncpu_core = 1\n",
            "[kernel] has no key cpu_core; did you mean [kernel] cpu_cores?"
        ),
        (
            "[kernel]\ntimeout_seconds = 1\n",
            "[kernel] has no key timeout_seconds; did you mean [transaction] timeout_seconds?"
        ),
        ("[kernel]\nfrobnicate = 1\n", "[kernel] has no key frobnicate"),
    ])
    func `an unknown name is refused with the nearest that exists`(text: String, message: String)
        throws
    {
        let complaints = Written(system: text, isDevelopment: true).complaints()
        #expect(complaints.count == 1)
        #expect(try #require(complaints.first).hasSuffix(": \(message)"))
    }

    @Test(arguments: [
        (
            "legal_name = \"QENEX Demonstration Bank\"\n", "",
            "[bank] lacks legal_name: text of 1 to 140 bytes without control characters"
        ),
        (
            "bic = \"QENXDEFFXXX\"", "bic = \"QENXUS33\"",
            "[swift] bic: QENXUS33 is of US, the bank's IBANs of DE"
        ),
        (
            "name = \"SCTINST\"", "name = \"SCT\"\nname = \"SCTINST\"",
            "no valid TOML: name is defined already at line 38, column 1"
        ),
        (
            "cut_off = \"16:00\"", "cut_off = \"19:00\"",
            "[[scheme]] cut_off: 19:00:00 is behind closes, 18:00:00"
        ),
        (
            "cut_off = \"16:00\"",
            "cut_off = \"16:00\"\ncycle_times = [\"10:00\", \"15:30\"]",
            "[[scheme]] cut_off: 16:00:00 is behind the last cycle, 15:30:00"
        ),
        (
            "cut_off = \"16:00\"", "cycle_times = [\"13:00\", \"10:00\"]",
            "[[scheme]] cycle_times: 10:00:00 is not behind 13:00:00"
        ),
        (
            "opens = \"07:00\"", "opens = \"18:00\"",
            "[[scheme]] closes: 18:00:00 is not behind opens, 18:00:00"
        ),
        (
            "uetr = false", "uetr = false\nclock_seconds = 10",
            "[[scheme]] clock_seconds: does not belong to a scheme with settlement = \"cycles\""
        ),
        (
            "transfers_per_message = 1\n", "transfers_per_message = 2\n",
            "[[scheme]] transfers_per_message: an instant message carries one"
        ),
        (
            "settlement_account = \"SCT-EUR-QENXDEFFXXX\"\n", "",
            "[[scheme]] lacks settlement_account: text of 1 to 34 bytes without control characters"
        ),
        (
            "clock_seconds = 10\n", "",
            "[[scheme]] lacks clock_seconds: an integer from 1 to 600"
        ),
        (
            "pacs028_allowed = true", "pacs028_allowed = false",
            "[[scheme]] pacs028_after_seconds: is not allowed here"
        ),
        (
            "amount_max = 999999999.99", "amount_max = 1.234",
            "[[scheme]] amount_max: found 1.234, EUR has 2 decimals"
        ),
        (
            "clearing_system = \"SCT\"",
            "clearing_system = \"SCT\"\nclearing_system_code = \"ST2\"",
            "[[scheme]] clearing_system: either it or clearing_system_code is written, not both or none"
        ),
        (
            "scheme = \"SCTINST\"", "scheme = \"SCTINS\"",
            "[[reach]] scheme: there is no scheme SCTINS; did you mean SCTINST?"
        ),
        (
            "bank_code = \"90000002\"", "bank_code = \"90000001\"",
            "[[reach]] bank_code: 90000001 is our own: its IBANs are here"
        ),
        (
            "scheme = \"SCTINST\"", "scheme = \"SCT\"",
            "[[reach]] bank_code: 90000002 has another row for these days at etc/banking.toml:61"
        ),
        (
            "scheme = \"SCTINST\"",
            "scheme = \"SCTINST\"\nvalid_from = 2026-02-01\nvalid_to = \"2026-01-31\"",
            "[[reach]] valid_to: 2026-01-31 is before valid_from, 2026-02-01"
        ),
    ])
    func `what is right alone and wrong together is refused`(
        line: String, other: String, message: String
    ) throws {
        let complaints = Written(banking: Written.demonstration(line, becomes: other)).complaints()
        #expect(complaints.count == 1)
        #expect(try #require(complaints.first).hasSuffix(": \(message)"))
    }

    /// The rows that lead through SCTINST have lost it by the same slip, and say so.
    @Test func `a scheme's name is unique`() {
        let banking = Written.demonstration("name = \"SCTINST\"", becomes: "name = \"SCT\"")
        #expect(
            Written(banking: banking).complaints() == [
                "etc/banking.toml:38: [[scheme]] name: SCT is there twice",
                "etc/banking.toml:71: [[reach]] scheme: there is no scheme SCTINST",
                "etc/banking.toml:83: [[reach]] scheme: there is no scheme SCTINST",
            ])
    }

    /// What a clearing's report says of an account is about one scheme's position.
    @Test func `a settlement account belongs to one scheme`() {
        let banking = Written.demonstration(
            "settlement_account = \"SCTINST-EUR-QENXDEFFXXX\"",
            becomes: "settlement_account = \"SCT-EUR-QENXDEFFXXX\"")
        #expect(
            Written(banking: banking).complaints() == [
                "etc/banking.toml:45: [[scheme]] settlement_account: SCT-EUR-QENXDEFFXXX is that of "
                    + "SCT already"
            ])
    }

    @Test func `every complaint is told at once`() {
        let complaints = Written(
            system: "[kernel]\ncpu_cores = 0\nio_threads = 0\n", banking: "[bank]\nlei = \"X\"\n"
        ).complaints()
        #expect(complaints.count == 2 + 1 + 4 + 1)
    }

    @Test func `no TOML is refused with its line`() throws {
        let complaints = Written(system: "[kernel]\ncpu_cores = = 2\n", isDevelopment: true)
            .complaints()
        #expect(complaints.count == 1)
        #expect(try #require(complaints.first).hasPrefix("etc/system.toml:2: no valid TOML: "))
    }

    /// A name of 10,000 bytes is shown shortened, and control characters never reach a terminal.
    @Test func `what was found is shown short and plain`() throws {
        let long = String(repeating: "x", count: 10_000)
        let complaints = Written(
            system: "[security]\nencryption_algorithm = \"\\u001b[31m\(long)\"", isDevelopment: true
        ).complaints()
        let first = try #require(complaints.first)
        #expect(first.utf8.count < 200)
        #expect(first.contains("\\u001B[31m"))
    }
}
