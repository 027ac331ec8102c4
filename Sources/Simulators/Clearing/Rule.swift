/// What the script wants done to certain payments.
struct Rule {
    enum Verb {
        /// Refused with this reason.
        case reject(String, When)
        /// Booked as ever, but nothing is answered, nor to the first so many requests for status.
        case silent(asks: Int)
        /// As if the message had never come.
        case lose
        case answerTwice
        case answerLate(Int64)
        /// Answered a second after the scheme's clock is over.
        case lateAfterTimeout
        /// A second answer says the opposite; the books follow the first.
        case contradict
        /// The receiving bank sends it back.
        case giveBack(reason: String, After, isAnnounced: Bool)
        case dropReport
        case dropStatement
        case dropConfirm
        /// The bank's answer to an instant transfer counts as having come too late.
        case timeOut
        /// What is said to a request for the payment.
        case recallAnswer(ClearingHouse.RecallAnswer)

        /// Whether the verb is about transfers to the bank, or else about those that it sends.
        func concerns(incoming: Bool) -> Bool {
            switch self {
            case .dropConfirm, .timeOut: incoming
            case .dropReport, .dropStatement, .recallAnswer: false
            case .answerLate: true
            default: !incoming
            }
        }
    }

    enum When: Hashable { case atOnce, atCycle, after(Int64) }
    enum After: Hashable { case cycles(Int), time(Int64) }

    let text: String
    let verb: Verb
    private let match: Match
    /// Only every so many of the payments that match.
    private let every: Int
    private let chancePercent: Int?
    private let timesMax: Int?
    /// How many matched, and how many it was applied to; part of the durable state.
    var matched = 0
    var applied = 0

    private struct Match {
        var scheme: String?
        var creditor: String?
        var debtor: String?
        var amount: Cents?
        var endToEndPrefix: String?
        var receiver: BIC?
    }

    /// Reads a line; nothing where the verb is none of a rule.
    init?(_ given: ScriptLine, text: String) throws(ScriptError) {
        var line = given
        guard let verb = try Rule.verb(&line) else { return nil }
        self.text = text
        self.verb = verb
        match = Match(
            scheme: line.take("scheme"),
            creditor: line.take("creditor").map(compactIBAN),
            debtor: line.take("debtor").map(compactIBAN),
            amount: try line.take("amount", "an amount", { Cents($0) }),
            endToEndPrefix: line.take("end-to-end"),
            receiver: try line.take("to", "a BIC", { BIC($0) }))
        every = try line.takeCount("every", 1...1_000_000) ?? 1
        chancePercent = try line.take("chance", "1% to 100%") { text in
            text.hasSuffix("%") ? digits(text.dropLast()).flatMap { $0 <= 100 ? $0 : nil } : nil
        }
        timesMax = try line.takeCount("times", 1...1_000_000)
        try line.finish()
    }

    private static func verb(_ line: inout ScriptLine) throws(ScriptError) -> Verb? {
        switch line.verb {
        case "reject":
            return .reject(try takeReason(&line), try takeWhen(&line))
        case "silent": return .silent(asks: try line.takeCount("asks", 0...1000) ?? 0)
        case "lose": return .lose
        case "answer-twice": return .answerTwice
        case "answer-late":
            let word = line.takeWord() ?? ""
            guard let delay = Moment.duration(word) else {
                throw .malformed(option: "answer-late", found: word, wanted: "a duration")
            }
            return .answerLate(delay)
        case "late-after-timeout": return .lateAfterTimeout
        case "contradict": return .contradict
        case "return":
            return .giveBack(
                reason: try takeReason(&line),
                try line.take("after", "2cycles or a duration", readAfter) ?? .cycles(1),
                isAnnounced: try line.takeYesOrNo("announce") ?? false)
        case "drop-report": return .dropReport
        case "drop-statement": return .dropStatement
        case "drop-confirm": return .dropConfirm
        case "time-out": return .timeOut
        case "recall-answer": return .recallAnswer(try takeRecallAnswer(&line))
        default: return nil
        }
    }

    private static func takeRecallAnswer(
        _ line: inout ScriptLine
    ) throws(ScriptError) -> ClearingHouse.RecallAnswer {
        let word = line.takeWord() ?? ""
        switch word {
        case "yes": return .yes
        case "no": return .no(reason: try takeReason(&line))
        case "pending": return .pending
        default:
            throw .malformed(option: "recall-answer", found: word, wanted: "yes, no or pending")
        }
    }

    static func takeReason(_ line: inout ScriptLine) throws(ScriptError) -> String {
        try line.need("reason", "a code of 1 to 4 characters") { text in
            let isPlain = text.utf8.allSatisfy { ($0 | 0x20) >= 97 && $0 <= 122 || isDigit($0) }
            return (1...4).contains(text.utf8.count) && isPlain ? text : nil
        }
    }

    private static func takeWhen(_ line: inout ScriptLine) throws(ScriptError) -> When {
        let isAtCycle = try line.take("at", "cycle") { $0 == "cycle" ? true : nil } ?? false
        if isAtCycle { return .atCycle }
        let delay = try line.take("after", "a duration") { Moment.duration($0) }
        return delay.map { .after($0) } ?? .atOnce
    }

    private static func readAfter(_ text: String) -> After? {
        for unit in ["cycles", "cycle"] where text.hasSuffix(unit) {
            let count = digits(text.dropLast(unit.utf8.count))
            return count.flatMap { (1...1000).contains($0) ? .cycles($0) : nil }
        }
        return Moment.duration(text).map { .time($0) }
    }

    /// Whether it applies to this payment; counts, and throws the die where it has a chance.
    mutating func applies(
        to transfer: ClearedTransfer, scheme: Scheme, dice: inout Dice
    ) -> Bool {
        guard match.scheme.map({ $0 == scheme.name }) ?? true,
            match.creditor.map({ $0 == transfer.creditorIBAN }) ?? true,
            match.debtor.map({ $0 == transfer.debtorIBAN }) ?? true,
            match.amount.map({ $0 == transfer.cents }) ?? true,
            match.receiver.map({ $0 == transfer.receiver }) ?? true,
            match.endToEndPrefix.map(transfer.endToEndID.hasPrefix) ?? true
        else { return false }
        return count(dice: &dice)
    }

    /// Whether it applies to a report of this scheme.
    mutating func applies(toReportOf scheme: Scheme, dice: inout Dice) -> Bool {
        guard match.scheme.map({ $0 == scheme.name }) ?? true else { return false }
        return count(dice: &dice)
    }

    private mutating func count(dice: inout Dice) -> Bool {
        guard timesMax.map({ applied < $0 }) ?? true else { return false }
        matched += 1
        guard matched % every == 0 else { return false }
        if let chancePercent, dice.below(100) >= UInt64(chancePercent) { return false }
        applied += 1
        return true
    }
}

/// An IBAN without blanks, in capitals, as messages carry it.
func compactIBAN(_ text: String) -> String {
    text.filter { $0 != " " }.uppercased()
}

private func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }
