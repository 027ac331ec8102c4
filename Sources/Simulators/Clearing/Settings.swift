/// What stands for the world around the clearing: who takes part, in which schemes.
///
/// It is rebuilt at each start from defaults, the script's lines and lines given by command.
package struct Settings: Hashable, Sendable {
    package var bank: BIC
    package var clearing: BIC
    package var clearingName = "QENEX clearing simulator"
    package var schemes: [Scheme]
    package var participants: [Participant]
    /// Whether a settlement date in the past, or an acceptance older than the scheme's clock, is
    /// refused.
    ///
    /// Off by default, as a sandbox's clocks are moved by hand.
    package var isStrictAboutDates = false

    static let participantsMax = 1000
    static let schemesMax = 16

    /// Both schemes and three made-up banks.
    package init(bank: BIC, clearing: BIC? = nil) {
        self.bank = bank
        self.clearing = clearing ?? Settings.bic("CLRGDEFFXXX")
        schemes = [
            Scheme(name: "SCT", kind: .cycles(every: nil), system: "SCT"),
            Scheme(
                name: "SCTINST", kind: .instant(clock: 10 * Moment.second, confirms: false),
                system: "SCTINST", transfersMax: 1),
        ]
        let liquidity = Cents(count: 100_000_000_000)
        participants = [
            Participant(bic: bank, name: "Bank under test", liquidity: .zero),
            Participant(
                bic: Settings.bic("BANKDEFFXXX"), name: "Bank DE", liquidity: liquidity),
            Participant(
                bic: Settings.bic("BANKFRPPXXX"), name: "Banque FR", liquidity: liquidity),
            Participant(
                bic: Settings.bic("BANKNL2AXXX"), name: "Bank NL", liquidity: liquidity),
        ]
    }

    private static func bic(_ text: String) -> BIC {
        guard let bic = BIC(text) else { preconditionFailure("A default BIC is well-formed.") }
        return bic
    }

    func scheme(named name: String) -> Int? { schemes.firstIndex { $0.name == name } }

    func participates(_ bic: BIC) -> Bool { participants.contains { $0.bic == bic } }

    /// Applies a line that sets something; false where the verb is none of those.
    mutating func apply(_ given: ScriptLine) throws(ScriptError) -> Bool {
        var line = given
        switch line.verb {
        case "clearing": try setClearing(&line)
        case "scheme": try setScheme(&line)
        case "participant": try setParticipant(&line)
        case "dates": try setDates(&line)
        case "cycle": try setCycle(&line)
        default: return false
        }
        try line.finish()
        return true
    }

    private mutating func setClearing(_ line: inout ScriptLine) throws(ScriptError) {
        clearing = try Settings.takeBIC(&line)
        if let name = line.take("name") { clearingName = name }
    }

    private static func takeBIC(_ line: inout ScriptLine) throws(ScriptError) -> BIC {
        guard let word = line.takeWord() else { throw .missing("BIC") }
        guard let bic = BIC(word) else {
            throw .malformed(option: line.verb, found: word, wanted: "a BIC")
        }
        return bic
    }

    private mutating func setScheme(_ line: inout ScriptLine) throws(ScriptError) {
        guard let name = line.takeWord() else { throw .missing("name") }
        guard name.utf8.count <= 15, name.utf8.allSatisfy({ ($0 | 0x20) >= 97 && $0 <= 122 })
        else { throw .malformed(option: "scheme", found: name, wanted: "1 to 15 letters") }
        let index = scheme(named: name)
        var scheme =
            index.map { schemes[$0] } ?? Scheme(name: name, kind: .cycles(every: nil), system: name)
        switch line.takeWord() {
        case "cycles": if scheme.isInstant { scheme.kind = .cycles(every: nil) }
        case "instant":
            if !scheme.isInstant { scheme.kind = .instant(clock: 10_000, confirms: false) }
        case nil: break
        case let word?: throw .unknownWord(word)
        }
        try Settings.readOptions(&line, into: &scheme)
        if let index {
            schemes[index] = scheme
        } else {
            guard schemes.count < Self.schemesMax else { throw .notHere("too many schemes") }
            schemes.append(scheme)
        }
    }

    private static func readOptions(
        _ line: inout ScriptLine, into scheme: inout Scheme
    ) throws(ScriptError) {
        if let system = line.take("system") {
            scheme.system = system
            scheme.systemIsCode = false
        }
        if let code = line.take("system-code") {
            scheme.system = code
            scheme.systemIsCode = true
        }
        if let count = try line.takeCount("transfers", 1...100_000) { scheme.transfersMax = count }
        if let count = try line.takeCount("page", 1...1_000_000) {
            scheme.entriesPerReport = count
        }
        switch scheme.kind {
        case .cycles(let every):
            let given = try line.take("every", "a duration or manual", readEvery)
            scheme.kind = .cycles(every: given ?? every)
        case .instant(let clock, let confirms):
            scheme.kind = .instant(
                clock: try line.take("clock", "a duration", { Moment.duration($0) }) ?? clock,
                confirms: try line.takeYesOrNo("confirm") ?? confirms)
        }
    }

    /// Nothing where it is no duration, `.some(nil)` where it says `manual`.
    private static func readEvery(_ text: String) -> Int64?? {
        if text == "manual" { return .some(nil) }
        guard let every = Moment.duration(text), every >= Moment.second else { return nil }
        return .some(every)
    }

    private mutating func setParticipant(_ line: inout ScriptLine) throws(ScriptError) {
        let bic = try Settings.takeBIC(&line)
        let index = participants.firstIndex { $0.bic == bic }
        var participant =
            index.map { participants[$0] }
            ?? Participant(bic: bic, name: bic.text, liquidity: .zero)
        if let name = line.take("name") { participant.name = name }
        if let cents = try line.take("liquidity", "an amount", { Cents($0) }) {
            participant.liquidity = cents
        }
        if let index {
            participants[index] = participant
        } else {
            guard participants.count < Self.participantsMax else {
                throw .notHere("too many participants")
            }
            participants.append(participant)
        }
    }

    private mutating func setDates(_ line: inout ScriptLine) throws(ScriptError) {
        switch line.takeWord() {
        case "strict": isStrictAboutDates = true
        case "lenient": isStrictAboutDates = false
        case let word:
            throw .malformed(
                option: "dates", found: word ?? "", wanted: "strict or lenient")
        }
    }

    private mutating func setCycle(_ line: inout ScriptLine) throws(ScriptError) {
        let only = line.take("scheme")
        let every: Int64?
        if line.words.first == "manual" {
            _ = line.takeWord()
            every = nil
        } else {
            every = try line.need("every", "a duration or manual", Settings.readEvery)
        }
        if let only, scheme(named: only).map({ schemes[$0].isInstant }) ?? true {
            throw .malformed(option: "scheme", found: only, wanted: "a scheme with cycles")
        }
        for index in schemes.indices where !schemes[index].isInstant {
            if only == nil || schemes[index].name == only {
                schemes[index].kind = .cycles(every: every)
            }
        }
    }
}
