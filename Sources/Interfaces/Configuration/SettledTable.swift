import Arithmetic

/// A table after its rules: every value is of its key's kind, required keys are there.
struct SettledTable {
    struct Entry {
        let rule: KeyRule
        var value: SettingValue?
        var origin: Origin
    }

    let section: Section
    /// Where the table begins; `nil` where nothing of it was written.
    let place: Place?
    /// In the order of the rules.
    private(set) var entries: [Entry]

    /// Settles each key: the environment first, then the file, then what counts in absence.
    init(
        _ section: Section, _ written: WrittenTable?, variables: [Variable], machine: Machine,
        complaints: inout [Complaint]
    ) {
        self.section = section
        place = written?.place
        entries = KeyRule.rules(of: section).map { rule in
            if let variable = variables.first(where: { $0.name == rule.variable }) {
                let value = rule.kind.accept(environment: variable.value)
                return Self.entry(
                    rule, value, .environment(name: variable.name),
                    found: WrittenValue.text(variable.value), &complaints)
            }
            if let key = written?.key(rule.key) {
                let value = rule.kind.accept(key.value)
                return Self.entry(rule, value, key.place, found: key.value, &complaints)
            }
            return Self.absent(rule, machine, place: written?.place, &complaints)
        }
    }

    private static func entry(
        _ rule: KeyRule, _ value: SettingValue?, _ place: Place, found: WrittenValue,
        _ complaints: inout [Complaint]
    ) -> Entry {
        if value == nil {
            complaints.append(
                Complaint(
                    place,
                    .wrongValue(
                        section: rule.section.heading, key: rule.key, found: found.summary,
                        allowed: rule.kind.allowed)))
        }
        return Entry(rule: rule, value: value, origin: .written(place))
    }

    private static func absent(
        _ rule: KeyRule, _ machine: Machine, place: Place?, _ complaints: inout [Complaint]
    ) -> Entry {
        switch rule.absence {
        case .silent: break
        case .value(let value): return Entry(rule: rule, value: value, origin: .byDefault)
        case .machine(let value):
            return Entry(rule: rule, value: value(machine), origin: .byDefault)
        case .required:
            complaints.append(
                Complaint(
                    place,
                    .missingKey(
                        section: rule.section.heading, key: rule.key, allowed: rule.kind.allowed)))
        }
        return Entry(rule: rule, value: nil, origin: .byDefault)
    }

    private func position(of key: String) -> Int {
        guard let position = entries.firstIndex(where: { $0.rule.key == key }) else {
            preconditionFailure("\(section.heading) has a rule for \(key).")
        }
        return position
    }

    subscript(key: String) -> SettingValue? { entries[position(of: key)].value }

    func origin(of key: String) -> Origin { entries[position(of: key)].origin }

    /// Where the key was written, or else its table.
    func place(of key: String) -> Place? {
        switch origin(of: key) {
        case .written(let place), .clamped(let place): place
        case .byDefault: place
        }
    }

    func isWritten(_ key: String) -> Bool { origin(of: key) != .byDefault }

    /// Replaces a value and says that the machine did.
    mutating func clamp(_ key: String, to value: SettingValue) {
        let position = position(of: key)
        guard case .written(let place) = entries[position].origin else { return }
        entries[position].value = value
        entries[position].origin = .clamped(place)
    }

    func text(_ key: String) -> String? {
        if case .text(let text) = self[key] { text } else { nil }
    }

    func integer(_ key: String) -> Int? {
        if case .integer(let value) = self[key] { value } else { nil }
    }

    func boolean(_ key: String) -> Bool? {
        if case .boolean(let value) = self[key] { value } else { nil }
    }

    func bytes(_ key: String) -> UInt64? {
        if case .bytes(let count) = self[key] { count } else { nil }
    }

    func decimal(_ key: String) -> ExactDecimal? {
        if case .decimal(let value) = self[key] { value } else { nil }
    }

    func texts(_ key: String) -> [String]? {
        if case .texts(let texts) = self[key] { texts } else { nil }
    }

    func integers(_ key: String) -> [Int]? {
        if case .integers(let values) = self[key] { values } else { nil }
    }
}
