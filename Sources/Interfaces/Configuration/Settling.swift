import PaymentModel
import Vocabulary

/// Makes the effective configuration out of what was written.
///
/// Collects every complaint before it refuses, so that an operator mends a file once.
struct Settling {
    let variables: [Variable]
    let machine: Machine
    let isDevelopment: Bool
    private(set) var tables: [WrittenTable]
    var complaints: [Complaint]
    private var warnings: [ConfigurationWarning] = []
    private var effective: [EffectiveValue] = []

    init(
        tables: [WrittenTable], complaints: [Complaint], variables: [Variable], machine: Machine,
        isDevelopment: Bool
    ) {
        self.tables = tables
        self.complaints = complaints
        self.variables = variables
        self.machine = machine
        self.isDevelopment = isDevelopment
    }

    mutating func settle(sources: [String]) throws(ConfigurationRefusal) -> NodeSettings {
        checkVariables()
        addDemonstration()
        let kernel = kernel()
        let transaction = transaction()
        let security = security()
        let setup = setup(transaction?.approvals ?? .none)
        let retentions = retentions()
        let matchRules = matchRules()
        guard complaints.isEmpty, let kernel, let transaction, let security, let setup else {
            throw ConfigurationRefusal(complaints: complaints)
        }
        return NodeSettings(
            kernel: kernel, transaction: transaction, security: security, setup: setup,
            retentions: retentions, matchRules: matchRules, effective: effective,
            warnings: warnings, sources: sources)
    }

    /// Variables that belong to other programs of ours.
    private static let foreignVariables = ["QENEX_CORE", "QENEX_SERVER", "QENEX_TOKEN_FILE"]

    private mutating func checkVariables() {
        let known = KeyRule.all.compactMap(\.variable)
        for variable in variables
        where !known.contains(variable.name) && !Self.foreignVariables.contains(variable.name) {
            complaints.append(
                Complaint(
                    .environment(name: variable.name),
                    .unknownVariable(
                        suggestion: Suggestion.nearest(to: variable.name, among: known))))
        }
    }

    /// With `--dev` and without a `[bank]` the demonstration bank is opened, and its BIC counts.
    private mutating func addDemonstration() {
        guard !tables.contains(where: { $0.section == .bank }) else { return }
        guard isDevelopment else {
            if complaints.isEmpty {
                complaints.append(Complaint(nil, .missingSection(section: Section.bank.heading)))
            }
            return
        }
        let demonstration = WrittenTables(demonstration: Demonstration.banking)
        for section in [Section.bank, .scheme, .reach]
        where !tables.contains(where: { $0.section == section }) {
            tables += demonstration.tables.filter { $0.section == section }
        }
        overrideBIC(with: demonstration.tables.first { $0.section == .swift })
    }

    private mutating func overrideBIC(with demonstration: WrittenTable?) {
        guard let demonstration, let ours = demonstration.key("bic") else { return }
        guard let index = tables.firstIndex(where: { $0.section == .swift }) else {
            tables.append(demonstration)
            return
        }
        if let theirs = tables[index].key("bic"), theirs.value != ours.value {
            warnings.append(
                .overridden(
                    theirs.place, section: Section.swift.heading, key: "bic",
                    by: ours.value.summary))
        }
        tables[index].keys.removeAll { $0.name == "bic" }
        tables[index].keys.append(ours)
    }

    // MARK: One table after the other

    private mutating func settled(_ section: Section) -> SettledTable {
        settled(section, tables.first { $0.section == section })
    }

    mutating func settled(_ section: Section, _ written: WrittenTable?) -> SettledTable {
        let table = SettledTable(
            section, written, variables: variables, machine: machine, complaints: &complaints)
        for entry in table.entries where entry.rule.effect == .notYet {
            if case .written(let place) = entry.origin {
                warnings.append(
                    .noEffectYet(place, section: section.heading, key: entry.rule.key))
            }
        }
        return table
    }

    mutating func list(_ table: SettledTable, name: String? = nil) {
        let heading = name.map { "\(table.section.heading) \($0)" } ?? table.section.heading
        effective += table.entries.map { entry in
            EffectiveValue(
                heading: heading, key: entry.rule.key, value: entry.value?.description,
                origin: entry.origin)
        }
    }

    private mutating func clamp(_ table: inout SettledTable, _ key: String, to limit: SettingValue)
    {
        guard let place = table.place(of: key), let found = table[key] else { return }
        let isAbove =
            switch (found, limit) {
            case (.integer(let value), .integer(let most)): value > most
            case (.bytes(let value), .bytes(let most)): value > most
            default: false
            }
        guard isAbove else { return }
        table.clamp(key, to: limit)
        warnings.append(
            .clamped(
                place, section: table.section.heading, key: key, found: found.description,
                machine: limit.description))
    }

    private mutating func kernel() -> NodeSettings.Kernel? {
        var table = settled(.kernel)
        clamp(&table, "memory_limit", to: .bytes(machine.memoryBytes))
        clamp(&table, "cpu_cores", to: .integer(machine.coreCount))
        clamp(&table, "io_threads", to: .integer(8 * machine.coreCount))
        list(table)
        guard let memory = table.bytes("memory_limit"), let cores = table.integer("cpu_cores"),
            let threads = table.integer("io_threads"), let prefaults = table.boolean("prefault"),
            let window = table.integer("transfer_window"),
            let interval = table.integer("seal_interval"),
            let ownWindow = table.integer("bank_transfer_window"),
            let ownInterval = table.integer("bank_seal_interval")
        else { return nil }
        return NodeSettings.Kernel(
            memoryLimitBytes: memory, cpuCores: cores, ioThreads: threads, prefaults: prefaults,
            transferWindow: window, sealInterval: interval, bankTransferWindow: ownWindow,
            bankSealInterval: ownInterval)
    }

    private mutating func transaction() -> NodeSettings.Transaction? {
        let table = settled(.transaction)
        list(table)
        guard let concurrent = table.integer("max_concurrent"),
            let timeout = table.integer("timeout_seconds"),
            let segment = table.bytes("wal_segment_size")
        else { return nil }
        return NodeSettings.Transaction(
            maxConcurrent: concurrent, timeoutSeconds: timeout, segmentBytes: segment,
            approvals: table.approvals(&complaints))
    }

    private mutating func security() -> NodeSettings.Security? {
        let table = settled(.security)
        list(table)
        guard let algorithm = table.text("encryption_algorithm"),
            let postQuantum = table.boolean("post_quantum_enabled"),
            let hsm = table.boolean("hsm_enabled")
        else { return nil }
        if hsm, let place = table.place(of: "hsm_enabled") {
            if isDevelopment {
                warnings.append(.noHSM(place))
            } else {
                complaints.append(Complaint(place, .noHSM))
            }
        }
        return NodeSettings.Security(
            encryptionAlgorithm: algorithm, isPostQuantumEnabled: postQuantum, isHSMEnabled: hsm)
    }

    // MARK: The bank

    private mutating func setup(_ approvals: ApprovalRules) -> BankSetup? {
        guard tables.contains(where: { $0.section == .bank }) else { return nil }
        let swift = settled(.swift)
        list(swift)
        for section in [Section.compliance, .ai] { list(settled(section)) }
        let table = settled(.bank)
        list(table)
        let reports = settled(.reports)
        list(reports)
        guard var bank = table.bankProfile(bic: swift.bic("bic")) else { return nil }
        bank.interimMinutes = reports.integer("camt052_every") ?? 0
        if bank.bic.country != bank.country {
            swift.complain(
                "bic", "\(bank.bic) is of \(bank.bic.country), the bank's IBANs of \(bank.country)",
                &complaints)
        }
        table.complainAboutSkipped(["end_of_day"], bank.zone, &complaints)
        let schemes = schemes(of: bank, calendars())
        let duplicates = settled(.duplicates)
        list(duplicates)
        return BankSetup(
            bank: bank, schemes: schemes, reach: reach(of: bank, schemes),
            approvals: approvals, valueDates: valueDates(schemes), statusCodes: statusCodes(),
            recalls: recalls(), returnWindows: returnWindows(schemes),
            fees: fees(schemes, of: bank),
            duplicateMonths: duplicates.text("keep").flatMap(SettledTable.months) ?? 0)
    }

    private mutating func valueDates(_ schemes: [Scheme]) -> [ValueDateRule] {
        var rows: [ValueDateRule] = []
        for written in written(.valueDate, limit: ValueDateRule.countMax) {
            let table = settled(.valueDate, written)
            list(table, name: table.text("scheme"))
            guard let row = table.valueDate() else { continue }
            if !schemes.contains(where: { $0.name == row.scheme }) {
                table.complain("scheme", "there is no scheme \(row.scheme)", &complaints)
            }
            if rows.contains(where: {
                $0.scheme == row.scheme && $0.side == row.side && $0.validFrom == row.validFrom
            }) {
                table.complain("of", "\(row.side.rawValue) has two rows of one day", &complaints)
            }
            rows.append(row)
        }
        return rows
    }

    private mutating func schemes(
        of bank: BankProfile, _ calendars: [SchemeCalendar]
    ) -> [Scheme] {
        var schemes: [Scheme] = []
        for written in written(.scheme, limit: Scheme.countMax) {
            let table = settled(.scheme, written)
            let from = table.text("valid_from").map { " from \($0)" } ?? ""
            list(table, name: table.text("name").map { $0 + from })
            guard let scheme = table.scheme(of: bank, calendars, &complaints) else { continue }
            let rows = schemes.filter { $0.name == scheme.name }
            let isDated = table.isWritten("valid_from") == (scheme.validFrom != nil)
            if isDated, rows.contains(where: { $0.validFrom == scheme.validFrom }) {
                table.complain("name", "\(scheme.name)\(from) is there twice", &complaints)
            } else if let key = rows.first?.disagreement(with: scheme) {
                table.complain(
                    key,
                    "rows of one scheme agree in it, and that of \(scheme.name) above says otherwise",
                    &complaints)
            }
            // What a clearing says of an account is about one scheme's position.
            let other = schemes.first {
                $0.settlementAccount == scheme.settlementAccount && $0.name != scheme.name
            }
            if let other {
                table.complain(
                    "settlement_account",
                    "\(scheme.settlementAccount) is that of \(other.name) already", &complaints)
            }
            schemes.append(scheme)
        }
        return schemes
    }

    private mutating func reach(of bank: BankProfile, _ schemes: [Scheme]) -> [Reach] {
        var rows: [(row: Reach, table: SettledTable)] = []
        // A scheme that was complained about is not also missed here.
        let names = written(.scheme, limit: Scheme.countMax).compactMap { $0.key("name")?.value }
        for written in written(.reach, limit: Reach.countMax) {
            let table = settled(.reach, written)
            list(table, name: table.text("bank_code"))
            guard let row = table.reach(of: bank, &complaints) else { continue }
            if !names.contains(.text(row.scheme)) {
                let known = schemes.map(\.name)
                let suggestion = Suggestion.nearest(to: row.scheme, among: known)
                    .map { "; did you mean \($0)?" }
                table.complain(
                    "scheme", "there is no scheme \(row.scheme)\(suggestion ?? "")", &complaints)
            }
            rows.append((row, table))
        }
        complainAboutOverlaps(rows)
        return rows.map(\.row)
    }

    /// Sorted by code and first day, rows that overlap are neighbours.
    private mutating func complainAboutOverlaps(_ rows: [(row: Reach, table: SettledTable)]) {
        let sorted = rows.sorted { $0.row < $1.row }
        for (earlier, later) in zip(sorted, sorted.dropFirst())
        where earlier.row.overlaps(later.row) {
            let other = earlier.table.place.map { " at \($0)" } ?? ""
            later.table.complain(
                "bank_code", "\(later.row.bankCode) has another row for these days\(other)",
                &complaints)
        }
    }

    /// Rows of `[[account_status]]`; what nobody wrote about is called as the standard says.
    private mutating func statusCodes() -> [StatusCode] {
        var rows: [StatusCode] = []
        for written in written(.accountStatus, limit: StatusCode.countMax) {
            let table = settled(.accountStatus, written)
            list(table, name: table.text("status"))
            guard let row = table.statusCode() else { continue }
            if rows.contains(where: { $0.status == row.status && $0.validFrom == row.validFrom }) {
                table.complain(
                    "status", "\(row.status.name) has two rows of one day", &complaints)
            }
            rows.append(row)
        }
        return rows
    }

    /// Rows of `[[return_window]]`; of a scheme that nobody wrote about ``ReturnWindow`` says it.
    private mutating func returnWindows(_ schemes: [Scheme]) -> [ReturnWindow] {
        var rows: [ReturnWindow] = []
        for written in written(.returnWindow, limit: ReturnWindow.countMax) {
            let table = settled(.returnWindow, written)
            list(table, name: table.text("scheme"))
            guard let row = table.returnWindow() else { continue }
            if !schemes.contains(where: { $0.name == row.scheme }) {
                table.complain("scheme", "there is no scheme \(row.scheme)", &complaints)
            }
            if rows.contains(where: { $0.scheme == row.scheme && $0.validFrom == row.validFrom }) {
                table.complain("scheme", "\(row.scheme) has two rows of one day", &complaints)
            }
            rows.append(row)
        }
        return rows
    }

    /// Rows of `[[recall]]`; of a reason that nobody wrote about ``RecallRule/standard`` holds.
    private mutating func recalls() -> [RecallRule] {
        var rows: [RecallRule] = []
        for written in written(.recall, limit: RecallRule.countMax) {
            let table = settled(.recall, written)
            list(table, name: table.text("reason"))
            guard let row = table.recall() else { continue }
            if rows.contains(where: { $0.reason == row.reason && $0.validFrom == row.validFrom }) {
                table.complain(
                    "reason", "\(row.reason.text) has two rows of one day", &complaints)
            }
            rows.append(row)
        }
        return rows
    }

    /// Rows of `[[retention]]`; what nobody wrote about is kept as ``Retention/standard`` says.
    private mutating func retentions() -> [Retention] {
        var rows: [Retention] = []
        for written in written(.retention, limit: Retention.countMax) {
            let table = settled(.retention, written)
            list(table, name: table.text("of"))
            guard let row = table.retention() else { continue }
            if rows.contains(where: {
                $0.subject == row.subject && $0.validFrom == row.validFrom
            }) {
                table.complain("of", "\(row.subject.rawValue) has two rows of one day", &complaints)
            }
            rows.append(row)
        }
        return rows
            + Retention.standard.filter { row in
                !rows.contains { $0.subject == row.subject }
            }
    }

    /// Rows of `[[match_rule]]`, in their order; without any ``MatchRule/standard``.
    private mutating func matchRules() -> [MatchRule] {
        var rows: [MatchRule] = []
        for written in written(.matchRule, limit: MatchRule.countMax) {
            let table = settled(.matchRule, written)
            list(table, name: table.text("name"))
            if table.text("many") != MatchRule.Many.none.rawValue,
                table.text("reference") == MatchRule.Reference.none.rawValue
            {
                table.complain("many", "sums need a reference", &complaints)
            }
            guard let row = table.matchRule() else { continue }
            if rows.contains(where: { $0.name == row.name }) {
                table.complain("name", "\(row.name) stands twice", &complaints)
            }
            rows.append(row)
        }
        return rows.isEmpty ? MatchRule.standard : rows
    }

    mutating func written(_ section: Section, limit: Int) -> [WrittenTable] {
        let all = tables.filter { $0.section == section }
        if all.count > limit, let first = all.first {
            complaints.append(
                Complaint(first.place, .tooMany(section: section.heading, limit: limit)))
        }
        return Array(all.prefix(limit))
    }
}
