/// A line that does something once, or asks something.
enum Command {
    case originate(Origination)
    /// The return of a transfer that the bank never sent.
    case strayReturn(Cents, reason: String, scheme: String, isAnnounced: Bool)
    /// A made-up bank asks for a transfer that came to the bank.
    case recall(ClearingHouse.RecallRequest)
    case fund(Cents, scheme: String)
    case liquidity(Cents, from: String, to: String)
    case charge(Cents, scheme: String)
    case settle(scheme: String?, includingFuture: Bool)
    case closeDay
    case advance(Int64)
    case later(Delay, String)
    case ask(Question)
    case forgetRules

    enum Delay { case after(Int64), at(Moment) }
    enum Question { case books, clock, status, rules, transfers }

    init(_ text: String) throws(ScriptError) {
        var line = try ScriptLine(text)
        switch line.verb {
        case "at", "in": self = try Self.readLater(line, text)
        case "originate":
            self = .originate(try Origination(&line))
            try line.finish()
        case "recall":
            self = .recall(try ClearingHouse.RecallRequest(&line))
            try line.finish()
        default:
            if let command = try Self.readMoney(&line) {
                self = command
            } else {
                self = try Self.readOther(&line)
            }
            try line.finish()
        }
    }

    private static func readLater(_ line: ScriptLine, _ text: String) throws(ScriptError) -> Command
    {
        let parts = text.split(maxSplits: 2, whereSeparator: { $0 == " " || $0 == "\t" })
        guard parts.count == 3 else { throw .missing("a time and a command") }
        let inner = String(parts[2])
        let command = try Command(inner)
        if case .later = command { throw .notHere("one time is enough") }
        if line.verb == "in" {
            guard let delay = Moment.duration(parts[1]) else {
                throw .malformed(option: "in", found: String(parts[1]), wanted: "a duration")
            }
            return .later(.after(delay), inner)
        }
        guard let time = Moment(parts[1]) else {
            throw .malformed(
                option: "at", found: String(parts[1]), wanted: "a time such as 2026-11-20T09:00")
        }
        return .later(.at(time), inner)
    }

    private static func readMoney(_ line: inout ScriptLine) throws(ScriptError) -> Command? {
        guard ["fund", "liquidity", "charge", "stray-return"].contains(line.verb) else {
            return nil
        }
        let word = line.takeWord() ?? ""
        guard let cents = Cents(word), cents > .zero else {
            throw .malformed(option: line.verb, found: word, wanted: "an amount")
        }
        switch line.verb {
        case "fund": return .fund(cents, scheme: line.take("scheme") ?? "SCT")
        case "stray-return":
            return .strayReturn(
                cents, reason: try Rule.takeReason(&line), scheme: line.take("scheme") ?? "SCT",
                isAnnounced: try line.takeYesOrNo("announce") ?? false)
        case "charge": return .charge(cents, scheme: line.take("scheme") ?? "SCT")
        default:
            return .liquidity(
                cents, from: try line.need("from", "a scheme") { $0 },
                to: try line.need("to", "a scheme") { $0 })
        }
    }

    private static func readOther(_ line: inout ScriptLine) throws(ScriptError) -> Command {
        let word = line.words.first ?? ""
        switch (line.verb, word) {
        case ("settle", "now"):
            _ = line.takeWord()
            return .settle(
                scheme: line.take("scheme"),
                includingFuture: try line.takeYesOrNo("future") ?? false)
        case ("statement", "now"), ("clock", "show"), ("forget", "rules"):
            _ = line.takeWord()
            let plain: [String: Command] = [
                "statement": .closeDay, "clock": .ask(.clock), "forget": .forgetRules,
            ]
            guard let command = plain[line.verb] else { throw .unknownVerb(line.verb) }
            return command
        case ("clock", "advance"):
            _ = line.takeWord()
            let word = line.takeWord() ?? ""
            guard let time = Moment.duration(word) else {
                throw .malformed(option: "advance", found: word, wanted: "a duration such as 1h")
            }
            return .advance(time)
        case ("books", ""): return .ask(.books)
        case ("status", ""): return .ask(.status)
        case ("rules", ""): return .ask(.rules)
        case ("transfers", ""): return .ask(.transfers)
        default: throw .unknownVerb(word.isEmpty ? line.verb : "\(line.verb) \(word)")
        }
    }
}

/// A transfer that a made-up bank sends to the bank under test.
struct Origination: Hashable {
    var scheme: String
    var from: BIC?
    var debtorName: String
    var debtorIBAN: String
    var creditorName: String
    var creditorIBAN: String
    var cents: Cents
    var remittance: String
    var endToEndID: String?
    var day: BusinessDay?
    /// Transfers of this kind: in one message by cycles, in one message each where instant.
    var times: Int
    /// How often the same bytes are sent.
    var repeats: Int
    /// Whether the same transfers come again in another message.
    var comesAgain: Bool

    init(_ line: inout ScriptLine) throws(ScriptError) {
        scheme = line.take("scheme") ?? "SCT"
        from = try line.take("from", "a BIC", { BIC($0) })
        debtorName = line.take("name") ?? "Somebody Else"
        debtorIBAN = line.take("debtor-iban").map(compactIBAN) ?? Self.madeUpIBAN
        creditorName = line.take("creditor-name") ?? "Account Holder"
        creditorIBAN = try line.need("creditor-iban", "an IBAN") { text in
            Self.looksLikeIBAN(compactIBAN(text)) ? compactIBAN(text) : nil
        }
        cents = try line.need("amount", "an amount above zero") { text in
            Cents(text).flatMap { $0 > .zero ? $0 : nil }
        }
        remittance = line.take("remittance") ?? ""
        endToEndID = line.take("end-to-end")
        day = try line.take("day", "a date", { BusinessDay($0) })
        times = try line.takeCount("times", 1...1000) ?? 1
        repeats = try line.takeCount("repeat", 1...10) ?? 1
        comesAgain = try line.takeYesOrNo("again") ?? false
        guard Self.looksLikeIBAN(debtorIBAN) else {
            throw .malformed(option: "debtor-iban", found: debtorIBAN, wanted: "an IBAN")
        }
        let texts = [(debtorName, 140), (creditorName, 140), (remittance, 140)]
        for (text, limit) in texts where text.count > limit {
            throw .tooLong(limit: limit)
        }
        if let endToEndID, !(1...35).contains(endToEndID.count) { throw .tooLong(limit: 35) }
    }

    /// The demonstration's bank code of BANKDEFFXXX, which does not exist.
    ///
    /// 900000020000000001131400 mod 97 is 38, and 98 less that gives the check digits
    /// (ISO 13616).
    static let madeUpIBAN = "DE60900000020000000001"

    /// The form that the schemas ask for; the check digits are the bank's to judge.
    static func looksLikeIBAN(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        let isLetter: (UInt8) -> Bool = { $0 >= 0x41 && $0 <= 0x5A }
        let isDigit: (UInt8) -> Bool = { $0 >= 0x30 && $0 <= 0x39 }
        return (5...34).contains(bytes.count) && bytes[0..<2].allSatisfy(isLetter)
            && bytes[2..<4].allSatisfy(isDigit)
            && bytes[4...].allSatisfy { isLetter($0) || isDigit($0) }
    }
}
