extension ClearingHouse {
    /// Applies a script: settings and rules as they now stand in it, and each one-time line that
    /// was not done before.
    ///
    /// - Throws: with the number of the first line that is not understood; nothing of the script's
    ///   one-time lines was done then.
    package mutating func configure(script: String) throws(ScriptError) {
        let lines = try Self.numbered(script)
        let counters = rules.map { (text: $0.text, matched: $0.matched, applied: $0.applied) }
        settings = Settings(bank: settings.bank)
        rules = []
        var commands: [String] = []
        for (number, text) in lines {
            do throws(ScriptError) {
                if try declare(text) { continue }
                try check(text)
                commands.append(text)
            } catch { throw .atLine(number, error) }
        }
        for text in commandLines { _ = try declare(text) }
        restoreCounters(counters)
        fitTables()
        payLiquidity()
        try runOnce(commands)
        isChanged = true
    }

    private static func numbered(_ script: String) throws(ScriptError) -> [(Int, String)] {
        let all = script.split(separator: "\n", omittingEmptySubsequences: false)
        guard all.count <= ScriptLine.linesMax else {
            throw .tooManyLines(limit: ScriptLine.linesMax)
        }
        return all.enumerated().compactMap { index, line in
            let text = line.drop { $0 == " " || $0 == "\t" || $0 == "\r" }
            return text.isEmpty || text.first == "#" ? nil : (index + 1, String(text))
        }
    }

    /// Takes a line that sets something or is a rule; false where it is a command.
    mutating func declare(_ text: String) throws(ScriptError) -> Bool {
        let line = try ScriptLine(text)
        // A line that is refused half-way must leave nothing behind.
        var changed = settings
        if try changed.apply(line) {
            settings = changed
            return true
        }
        guard let rule = try Rule(line, text: text) else { return false }
        rules.append(rule)
        return true
    }

    /// Rules that stay as they were go on counting where they were.
    mutating func restoreCounters(_ counters: [(text: String, matched: Int, applied: Int)]) {
        var left = counters
        for index in rules.indices {
            guard let found = left.firstIndex(where: { $0.text == rules[index].text }) else {
                continue
            }
            rules[index].matched = left[found].matched
            rules[index].applied = left[found].applied
            left.remove(at: found)
        }
    }

    /// Gives every scheme its counters, also one that the script just added.
    mutating func fitTables() {
        keepPositions()
        let count = settings.schemes.count
        while cycles.count < count { cycles.append(0) }
        while reportNumbers.count < count { reportNumbers.append(0) }
        while nextCycles.count < count { nextCycles.append(nil) }
        for (index, scheme) in settings.schemes.enumerated() {
            guard case .cycles(let every?) = scheme.kind else {
                nextCycles[index] = nil
                continue
            }
            nextCycles[index] = min(nextCycles[index] ?? now + every, now + every)
        }
    }

    /// Transfers point at schemes by position, so a script that names them in another order, or no
    /// longer, must not move them.
    private mutating func keepPositions() {
        var rows = schemeNames.map { name in
            settings.scheme(named: name).map { settings.schemes[$0] }
                ?? Scheme(name: name, kind: .cycles(every: nil), system: name)
        }
        rows += settings.schemes.filter { !schemeNames.contains($0.name) }
        settings.schemes = rows
        schemeNames = rows.map(\.name)
    }

    /// Pays in what the made-up banks begin with, once each, from the central account.
    mutating func payLiquidity() {
        for participant in settings.participants where participant.bic != settings.bank {
            for (index, scheme) in settings.schemes.enumerated() {
                let mark = "liquidity \(participant.bic.full) \(scheme.name)"
                guard participant.liquidity > .zero, doneLines.insert(mark).inserted else {
                    continue
                }
                book(
                    from: nil, to: participant.bic, scheme: index, cents: participant.liquidity,
                    valueDay: openDay, kind: .funding)
            }
        }
    }

    private mutating func runOnce(_ commands: [String]) throws(ScriptError) {
        var equals: [String: Int] = [:]
        for text in commands {
            equals[text, default: 0] += 1
            guard doneLines.insert("\(equals[text] ?? 0) \(text)").inserted else { continue }
            note(try perform(text))
        }
    }
}
