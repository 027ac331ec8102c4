/// What is known about one key: the table behind reading, messages and documentation.
struct KeyRule: Sendable {
    /// What counts where nothing is written.
    enum Absence: Sendable {
        case required
        /// The key simply says nothing then.
        case silent
        case value(SettingValue)
        /// What the machine has.
        case machine(@Sendable (Machine) -> SettingValue)
    }

    /// Whether the program acts on the key already.
    enum Effect: Sendable { case now, notYet }

    let section: Section
    let key: String
    let kind: ValueKind
    let absence: Absence
    let effect: Effect
    /// One sentence for the documentation.
    let meaning: String

    init(
        _ section: Section, _ key: String, _ kind: ValueKind, _ absence: Absence,
        _ meaning: String, _ effect: Effect = .now
    ) {
        self.section = section
        self.key = key
        self.kind = kind
        self.absence = absence
        self.effect = effect
        self.meaning = meaning
    }

    /// The variable that overrides it; lists of tables have none.
    var variable: String? {
        section.isList ? nil : "QENEX_\(section.rawValue)_\(key)".uppercased()
    }

    static func rules(of section: Section) -> [KeyRule] {
        all.filter { $0.section == section }
    }

    static func rule(_ section: Section, _ key: String) -> KeyRule? {
        all.first { $0.section == section && $0.key == key }
    }
}

/// What the program runs on.
package struct Machine: Hashable, Sendable {
    package let coreCount: Int
    package let memoryBytes: UInt64

    package init(coreCount: Int, memoryBytes: UInt64) {
        self.coreCount = coreCount
        self.memoryBytes = memoryBytes
    }
}
