import PaymentModel
import Vocabulary

extension KeyRule {
    /// Every key that there is, in the order of the files.
    static let all: [KeyRule] =
        system + bank + calendar + scheme + reach + valueDate + retention + accountStatus
        + recall + returnWindow + fee + duplicates + matchRule + reports

    private static let system: [KeyRule] = [
        KeyRule(
            .kernel, "memory_limit", .size((64 << 20)...(1 << 46)),
            .machine { .bytes($0.memoryBytes) }, "Memory that the node may use.", .notYet),
        KeyRule(
            .kernel, "cpu_cores", .integer(1...1_024), .machine { .integer($0.coreCount) },
            "Cores for decoding, checking, encrypting and writing beside the one that applies.",
            .notYet),
        KeyRule(
            .kernel, "io_threads", .integer(1...1_024), .machine { .integer($0.coreCount) },
            "Threads that serve connections; at most eight a core."),
        KeyRule(
            .kernel, "prefault", .boolean, .value(.boolean(false)),
            "Touch all memory at the start rather than as it is needed.", .notYet),
        KeyRule(
            .kernel, "transfer_window", .integer(0...2_000_000_000), .value(.integer(4_194_304)),
            "Transfers of batches that stay in memory at least, the newest; 164 bytes each."),
        KeyRule(
            .kernel, "seal_interval", .integer(1_024...1_000_000_000),
            .value(.integer(4_194_304)),
            "Transfers of batches that are written to the segment folder together."),
        KeyRule(
            .kernel, "bank_transfer_window", .integer(0...2_000_000_000),
            .value(.integer(4_194_304)),
            "Transfers of the bank's own books that stay in memory at least; 164 bytes each."),
        KeyRule(
            .kernel, "bank_seal_interval", .integer(1_024...1_000_000_000),
            .value(.integer(1_048_576)),
            "Transfers of the bank's own books that are written to their folder together."),
        KeyRule(
            .transaction, "max_concurrent", .integer(1...1_000_000), .value(.integer(100_000)),
            "Requests that may wait for their entry at the same time."),
        KeyRule(
            .transaction, "timeout_seconds", .integer(1...3_600), .value(.integer(30)),
            "How long a request may wait before its outcome is reported as unknown."),
        KeyRule(
            .transaction, "wal_segment_size", .size((16 << 20)...(16 << 30)),
            .value(.bytes(64 << 20)), "Size of one file of the journal.", .notYet),
        KeyRule(
            .transaction, "approval_limit", limits, .silent,
            "Above it a payment waits until a second person releases it; one a currency."),
        KeyRule(
            .transaction, "approval_file_limit", limits, .silent,
            "The same for the sum of a file; a currency without one has `approval_limit`."),
        KeyRule(
            .transaction, "approval_expiry_hours", .integer(1...8_760), .value(.integer(72)),
            "How long something waits for a second person before it is refused."),
        KeyRule(
            .security, "encryption_algorithm", .choice(["AES-256-GCM"]),
            .value(.text("AES-256-GCM")), "How what is sealed is sealed."),
        KeyRule(
            .security, "post_quantum_enabled", .boolean, .value(.boolean(false)),
            "Hybrid key exchange and signatures that withstand quantum computers.", .notYet),
        KeyRule(
            .security, "hsm_enabled", .boolean, .value(.boolean(false)),
            "Keep the root key in a hardware security module; refused while there is none."),
    ]

    private static let bank: [KeyRule] = [
        KeyRule(
            .swift, "bic", bic, .required, "The bank's BIC, of the country of its IBANs."),
        KeyRule(
            .swift, "member_id",
            .parsed("four capital letters") {
                $0.utf8.count == 4 && $0.utf8.allSatisfy { 65...90 ~= $0 }
            }, .silent, "The member's identifier in the SWIFT network.", .notYet),
        KeyRule(
            .compliance, "jurisdictions",
            .texts(count: 1...64, of: "a country's two letters, or \"EU\" or \"UK\"") {
                CountryCode($0) != nil || $0 == "EU" || $0 == "UK"
            }, .silent, "Whose rules apply.", .notYet),
        KeyRule(
            .compliance, "screening_threshold", .fraction, .silent,
            "The score from which a name counts as a hit.", .notYet),
        KeyRule(
            .ai, "fraud_model", .text(bytesMax: 64), .silent, "The model of fraud.", .notYet),
        KeyRule(.ai, "risk_model", .text(bytesMax: 64), .silent, "The model of risk.", .notYet),
        KeyRule(
            .bank, "legal_name", .text(bytesMax: BankProfile.legalNameBytesMax), .required,
            "The bank's name in law, as it stands in messages."),
        KeyRule(
            .bank, "lei", .parsed("an LEI of 20 characters with valid check digits", isLEI),
            .silent, "The bank's legal entity identifier."),
        KeyRule(.bank, "time_zone", zone, .required, "The zone of its booking days."),
        KeyRule(.bank, "country", country, .required, "The country of its own IBANs."),
        KeyRule(
            .bank, "bank_codes",
            .texts(count: 1...BankProfile.bankCodesMax, of: "a bank code as in the IBAN", isCode),
            .required, "The bank codes of its own IBANs: an IBAN with one of them is here."),
        KeyRule(
            .bank, "end_of_day", time, .silent,
            "When the clock closes the day, such as \"23:30\", before noon the day before; a person does if absent."
        ),
    ]

    private static let reach: [KeyRule] = [
        KeyRule(
            .reach, "country", country, .silent,
            "The country of the IBANs; the bank's own if absent."
        ),
        KeyRule(
            .reach, "bank_code", .parsed("a bank code as in the IBAN", isCode), .required,
            "The bank code of the IBANs."),
        KeyRule(.reach, "bic", bic, .required, "The bank that holds them."),
        KeyRule(
            .reach, "scheme", schemeName, .required, "The scheme through which they are paid."),
        KeyRule(.reach, "valid_from", date, .silent, "First day on which the row counts."),
        KeyRule(.reach, "valid_to", date, .silent, "Last day on which the row counts."),
    ]

    private static let valueDate: [KeyRule] = [
        KeyRule(.valueDate, "scheme", schemeName, .required, "The scheme whose entries it is for."),
        KeyRule(
            .valueDate, "of", .choice(ValueDateRule.Side.allCases.map(\.rawValue)), .required,
            "The side of the customer's account."),
        KeyRule(
            .valueDate, "days", .integer(0...ValueDateRule.daysMax), .required,
            "Business days of the scheme from booking (debit) or settlement (credit) to the value date."
        ),
        KeyRule(.valueDate, "valid_from", date, .silent, "First day on which the row counts."),
        KeyRule(
            .valueDate, "source", .text(bytesMax: Scheme.sourceBytesMax), .required,
            "The law or agreement that says so."),
        KeyRule(
            .valueDate, "confidence", .choice(Scheme.Confidence.allCases.map(\.rawValue)),
            .required, "How far the source was checked."),
    ]

    private static let retention: [KeyRule] = [
        KeyRule(
            .retention, "of", .choice(Retention.Subject.allCases.map(\.rawValue)), .required,
            "Whose personal data: an account's, from its closing on, or a message's."),
        KeyRule(
            .retention, "years", .integer(0...Retention.yearsMax), .required,
            "How long it is kept before it can be erased."),
        KeyRule(.retention, "valid_from", date, .silent, "First day on which the row counts."),
        KeyRule(
            .retention, "source", .text(bytesMax: Scheme.sourceBytesMax), .required,
            "The law or rule that says so."),
        KeyRule(
            .retention, "confidence", .choice(Scheme.Confidence.allCases.map(\.rawValue)),
            .required, "How far the source was checked."),
    ]

    private static let accountStatus: [KeyRule] = [
        KeyRule(
            .accountStatus, "status",
            .choice(BankAccount.Status.allCases.filter { $0 != .open }.map(\.name)), .required,
            "The status that refuses."),
        KeyRule(
            .accountStatus, "inside", reason, .required,
            "The code towards the account's holder, and in our own books."),
        KeyRule(
            .accountStatus, "outside", reason, .required,
            "The code towards everybody else."),
        KeyRule(.accountStatus, "valid_from", date, .silent, "First day on which the row counts."),
        KeyRule(
            .accountStatus, "source", .text(bytesMax: Scheme.sourceBytesMax), .required,
            "The law or rule that says so."),
        KeyRule(
            .accountStatus, "confidence", .choice(Scheme.Confidence.allCases.map(\.rawValue)),
            .required, "How far the source was checked."),
    ]

    private static let duplicates: [KeyRule] = [
        KeyRule(
            .duplicates, "keep",
            .parsed("months, such as \"14 months\", from 1 to \(BankSetup.duplicateMonthsMax)") {
                SettledTable.months($0) != nil
            }, .value(.text("14 months")),
            "How long after the month of its first sight a key of duplicates is known."
        )
    ]

    static let reason = ValueKind.parsed(
        "a reason of four capital letters and digits, such as \"MS03\""
    ) { ReasonCode($0) != nil }
    private static let limits = ValueKind.texts(
        count: 1...ApprovalRules.limitsMax,
        of: "a currency and an amount, such as \"EUR 10000.00\""
    ) { SettledTable.limit($0) != nil }
    static let bic = ValueKind.parsed("a BIC of 8 or 11 characters", isBIC)
    static let country = ValueKind.parsed("a country's two letters, such as \"DE\"") {
        CountryCode($0) != nil
    }
    static let zone = ValueKind.parsed("a zone such as \"Europe/Berlin\"") {
        ZoneRules($0) != nil
    }
    static let date = ValueKind.parsed("a date such as \"2026-01-31\"") { BusinessDate($0) != nil }
    static let time = ValueKind.parsed("a time such as \"16:30\"") {
        TimeOfDay($0).map { $0.nanoseconds.isMultiple(of: 1_000_000_000) } ?? false
    }
    static let schemeName = ValueKind.parsed("up to 35 capital letters, digits or _") {
        1...Scheme.nameBytesMax ~= $0.utf8.count
            && $0.utf8.allSatisfy { 65...90 ~= $0 || 48...57 ~= $0 || $0 == 95 }
    }

    private static func isBIC(_ text: String) -> Bool { (try? BIC(text)) != nil }
    private static func isLEI(_ text: String) -> Bool { (try? LEI(text)) != nil }
    private static func isCode(_ text: String) -> Bool {
        1...Reach.bankCodeBytesMax ~= text.utf8.count
            && text.utf8.allSatisfy { 65...90 ~= $0 || 48...57 ~= $0 }
    }
}
