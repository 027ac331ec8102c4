import Clearing
import Engine
import Flows
import HTTPAPI
import JSON
import Ledger
import PaymentModel
import Platform

/// The end of a day: books against books, the close, and its statements against the books.
extension FortnightLife {
    func end(_ day: Int) throws {
        try move(to: day, "23:30")
        try world.deliver()
        try world.checkSums()
        try compareBooks(day)
        let isCrash = crashDays[day] != nil
        if !isByClock || isCrash {
            let before = balances()
            // The close itself books the month's fees; they belong to the day.
            if try close(day) { evenings[day] = balances() }
            if day != FortnightCalendar.monthEnd {
                try require(balances() == before, "the close of \(day) moves money")
            }
        }
        if isCrash { try bookBehindTheCut() }
        try move(to: day, "23:45")
        if evenings[day] == nil { evenings[day] = balances() }
        try world.deliver()
        let through = try closedThrough()
        try verify(through: through)
        try keepReports(day)
        report(day, through)
    }

    /// What is booked between the close and midnight stands on the next day's statement.
    private func bookBehindTheCut() throws {
        let before = balances()
        try originate("SCTINST", to: somebody().iban)
        try require(balances() != before, "nothing is booked behind the cut")
        happened(.afterCut)
    }

    /// What each customer has by the ledger, in minor units.
    private func balances() -> [Int] {
        let ids = customers.map(\.id)
        return world.bank.bank.node.peek { bank in
            ids.map { id in
                guard let row = bank.books.account(id: id) else { return 0 }
                return Int(Int128(row.creditsPosted) - Int128(row.debitsPosted))
            }
        }
    }

    // MARK: - Books

    /// Our settlement accounts are what the clearing holds for us, but for payments it has settled
    /// and has not told us of.
    private func compareBooks(_ day: Int) throws {
        let payments = try world.payments()
        let known = world.clearing.transfers(bank: world.bic)
        for line in known where line.state == "settled" || line.state == "rejected" {
            try compare(line, payments)
        }
        let accounts = try world.ask("/api/v1/accounts?limit=1000").json?.list("data") ?? []
        for scheme in ["SCT", "SCTINST"] {
            let ours = accounts.first {
                $0.text("role") == "settlement" && $0.text("scheme") == scheme
            }
            let untold = known.filter { line in
                line.scheme == scheme && line.state == "settled"
                    && payments.contains {
                        $0.cents == line.cents && $0.state == "outcome_unknown"
                    }
            }
            let expected = (ours?.cents("balance") ?? 0) - untold.reduce(0) { $0 + $1.cents }
            let theirs = world.clearing.balance(of: world.bic, in: scheme)
            try require(
                expected == theirs, "settlement of \(scheme): we say \(expected), they \(theirs)")
        }
        let trouble = world.bank.opened.archive.trouble.withLock { $0 }
        try require(trouble == nil, "the archive: \(trouble ?? "")")
        let breaks = try world.ask("/api/v1/queues/breaks").json?.list("data") ?? []
        try require(breaks.isEmpty, "\(breaks.count) breaks")
    }

    private func compare(_ line: SimulatedClearing.Line, _ payments: [PaymentLine]) throws {
        guard !twice.contains(line.cents) else { return }
        guard let ours = payments.first(where: { $0.cents == line.cents }) else {
            throw Violation("\(line) is unknown here")
        }
        guard ours.state != "outcome_unknown" else { return }
        let isOriginal = line.isToUs == (ours.kind == "incoming")
        let isSettled = isOriginal ? ours.isSettled : ours.cameBack
        try require(isSettled == (line.state == "settled"), "\(line) is here \(ours)")
    }

    // MARK: - The close

    /// - Returns: whether the day is closed; where not, the clearing's statement of it is missing.
    private func close(_ day: Int) throws -> Bool {
        let date = FortnightCalendar.date(day)
        count += 1
        let call = Call(
            "POST", "/api/v1/days/EUR/close?day=\(date)", key: "order-\(count)", text: "")
        if let crash = crashDays[day] { try die(crash, call, of: day) }
        let answer = try world.perform(call)
        if answer.status == 200 { return true }
        let isMissing = answer.text.contains("statement_missing")
        try require(
            isMissing && !FortnightCalendar.isOpen(day), "the day does not close: \(answer.text)")
        return false
    }

    /// The bank dies while the day is closed, and starts again.
    private func die(_ crash: Crash, _ call: Call, of day: Int) throws {
        let bank = world.bank
        call.send(to: bank.router)
        switch crash {
        case .beforeCut:
            for _ in 0..<dice.below(3) {
                _ = bank.bank.node.turn()
                if dice.below(2) == 0 { _ = world.medium.disk.step() }
            }
            try require(!call.isAnswered, "the close was faster than the crash")
            happened(.crashBeforeCut)
        case .amongStatements:
            bank.port.operationsLeft = 1 + dice.below(customers.count - 1)
            while !bank.isDead {
                let hasMore =
                    bank.bank.node.turn() || world.medium.disk.step()
                    || bank.opened.archive.turn()
                try require(hasMore || bank.isDead, "the close was faster than the crash")
            }
            let written = try statementNames().count
            try require(
                written < customers.count * (day + 1), "all statements were there before the crash")
            happened(.crashAmongStatements)
        }
        call.forgetAnswer()
        try world.restartBank()
    }

    /// The last day whose booking is over.
    private func closedThrough() throws -> Int {
        let clock = try world.ask("/api/v1/clock")
        let euro = clock.json?.list("days").first { $0.text("currency") == "EUR" }
        let date = euro?.text("closed_through") ?? ""
        return FortnightCalendar.days.last { FortnightCalendar.date($0) == date } ?? -1
    }

    private func statementNames() throws -> [String] {
        try world.medium.disk.list(SimulatedBank.folder.reports).filter {
            $0.hasSuffix(Self.statementSuffix)
        }
    }

    // MARK: - Statements

    /// Every statement of the days that were closed now: numbers without gaps, each opening the last
    /// closing, entries that add up, and the ledger's balance at the end.
    private func verify(through last: Int) throws {
        guard last > verifiedThrough else { return }
        if last - verifiedThrough > 1 {
            happened(.severalDays, times: last - verifiedThrough - 1)
        }
        let texts = try statementNames().map { name in
            let path = "\(SimulatedBank.folder.reports)/\(name)"
            guard let text = StatementText(try world.medium.disk.read(path, limit: 1 << 24)) else {
                throw Violation("\(name) cannot be read")
            }
            return text
        }
        for day in (verifiedThrough + 1)...last {
            for (place, customer) in customers.enumerated() {
                let found = texts.filter {
                    $0.account == customer.iban && $0.number == day + 1
                }
                let what = "statement of \(customer.reference) for \(FortnightCalendar.date(day))"
                guard let text = found.first, found.count == 1 else {
                    throw Violation("\(what): there are \(found.count)")
                }
                try verify(text, place, day, what)
                statements[place] = text
            }
        }
        verifiedThrough = last
    }

    private func verify(
        _ text: StatementText, _ place: Int, _ day: Int, _ what: String
    ) throws {
        let date = FortnightCalendar.date(day)
        let before = statements[place]?.closing ?? 0
        try require(text.opening == before, "\(what): opens with \(text.opening), not \(before)")
        let sum = text.entries.reduce(0) { $0 + $1.cents }
        try require(
            text.opening + sum == text.closing,
            "\(what): \(text.opening) and \(sum) are not \(text.closing)")
        let ledger = evenings[day]?[place]
        try require(
            text.closing == ledger,
            "\(what): closes with \(text.closing), the ledger has \(ledger ?? 0)")
        try require(text.available <= text.closing, "\(what): more is available than there is")
        try require(
            text.entries.allSatisfy { $0.bookingDay == date }, "\(what): an entry of another day")
        try require(text.from.prefix(19) == "\(date)T00:00:00", "\(what): begins \(text.from)")
        let next = day == 13 ? "2027-04-03" : FortnightCalendar.date(day + 1)
        try require(text.to.prefix(19) == "\(next)T00:00:00", "\(what): ends \(text.to)")
        // A day's two midnights are an hour closer where clocks go forward between them.
        let isShort = text.from.suffix(6) != text.to.suffix(6)
        try require(
            isShort == (day == FortnightCalendar.clockChange),
            "\(what): from \(text.from) to \(text.to)")
        if isShort { happened(.clockChange) }
        if day == FortnightCalendar.monthEnd {
            happened(.monthEnd, times: text.entries.count { $0.code == "FEES" })
        }
    }

    // MARK: - Files

    /// What was written once is never changed, also where the bank wrote it again after a crash.
    private func keepReports(_ day: Int) throws {
        let folder = SimulatedBank.folder.reports
        for name in try world.medium.disk.list(folder) {
            let bytes = try world.medium.disk.read("\(folder)/\(name)", limit: 1 << 24)
            if let known = reports[name] {
                try require(known.bytes == bytes, "\(name) of day \(known.day) has changed")
            } else {
                reports[name] = Report(bytes: bytes, day: day)
            }
        }
    }

    private func report(_ day: Int, _ through: Int) {
        let today = reports.values.count { $0.day == day }
        let dead = crashDays[day].map {
            $0 == .beforeCut ? ", crash before the cut" : ", crash among statements"
        }
        let entries = world.clearing.transfers(bank: world.bic).count
        let state =
            through == day
            ? "closed" : through < 0 ? "open" : "open, closed to \(FortnightCalendar.date(through))"
        let line =
            "\(FortnightCalendar.name(day)): \(state)\(dead ?? ""); \(today) files, "
            + "\(entries) transfers with the clearing, its books are ours"
        lines.append(line)
        world.note(line)
    }
}
