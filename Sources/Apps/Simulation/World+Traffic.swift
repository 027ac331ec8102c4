import Arithmetic
import Flows
import ISO20022
import PaymentModel
import Platform
import Vocabulary

/// What clients and the script of a seed do.
extension World {
    /// The accounts of every seed, opened first.
    func openAccounts() {
        for number in 1...5 {
            let isEuro = number <= 3
            let reference = "ACC\(number)"
            let account = NaiveBank.Account(
                reference: reference, iban: isEuro ? MadeUpBank.iban(MadeUpBank.ours, number) : "",
                currency: isEuro ? "EUR" : "USD", id: "", line: number == 1 ? 500_000 : 20_000)
            let iban = isEuro ? "\"\(account.iban)\"" : "null"
            let body = """
                {"reference":"\(reference)","name":"Holder \(number)",\
                "currency":"\(account.currency)","iban":\(iban),\
                "overdraft_limit":"\(Self.decimal(account.line))"}
                """
            send(
                Errand(
                    call: Call("POST", "/api/v1/accounts", key: "open-\(number)", text: body),
                    purpose: .account(account)))
        }
    }

    /// One thing that somebody does.
    func act() throws {
        switch dice.below(100) {
        case ..<26: transfer()
        case ..<31: openingMoney()
        case ..<37: repeatRequest()
        case ..<43: wrongRequest()
        case ..<60: file()
        case ..<63: inboxFile()
        case ..<76: originate()
        case ..<83: command(dice.below(4) == 0 ? "settle now future=yes" : "settle now")
        case ..<85: command("statement now")
        case ..<88: moveClock()
        case ..<89: closeDay()
        case ..<91: try decideRecall()
        case ..<93: try resolve()
        case 93: try cancel()
        case ..<96: changeStatus()
        case ..<99: try crashBank()
        default: try crashClearing()
        }
    }

    /// An amount that nothing else of the seed has, in cents.
    func amount() -> Int {
        count += 1
        return (1 + dice.below(60)) * 1_000 + count
    }

    static func decimal(_ cents: Int) -> String {
        let digits = String(cents)
        let padded = String(repeating: "0", count: max(0, 3 - digits.count)) + digits
        return "\(padded.dropLast(2)).\(padded.suffix(2))"
    }

    private func pick(_ currency: String) -> NaiveBank.Account? {
        let fitting = model.accounts.filter { $0.currency == currency }
        return fitting.isEmpty ? nil : fitting[dice.below(fitting.count)]
    }

    // MARK: - Transfers

    private func transfer() {
        let currency = dice.below(4) == 0 ? "USD" : "EUR"
        guard let from = pick(currency), let to = pick(currency),
            from.reference != to.reference
        else { return }
        let transfer = NaiveBank.Transfer(
            from: from.reference, to: to.reference, cents: amount())
        let key = dice.below(3) == 0 ? nil : "key-\(count)"
        let name = dice.below(3) == 0 && !from.iban.isEmpty ? from.iban : from.reference
        send(
            Errand(
                call: Call(
                    "POST", "/api/v1/transaction", key: key,
                    text: Self.body(name, to.reference, transfer.cents, currency)),
                purpose: .transfer(transfer)))
    }

    private static func body(
        _ from: String, _ to: String, _ cents: Int, _ currency: String
    ) -> String {
        """
        {"from_account":"\(from)","to_account":"\(to)","amount":"\(decimal(cents))",\
        "currency":"\(currency)","reference":"number \(cents)"}
        """
    }

    private func openingMoney() {
        guard let to = pick("USD") else { return }
        let transfer = NaiveBank.Transfer(from: "", to: to.reference, cents: amount())
        let body = """
            {"to_account":"\(to.reference)","amount":"\(Self.decimal(transfer.cents))",\
            "currency":"USD"}
            """
        send(
            Errand(
                call: Call(
                    "POST", "/api/v1/sandbox/opening-money", key: "key-\(count)", text: body),
                purpose: .transfer(transfer)))
    }

    private func repeatRequest() {
        let keyed = past.filter { $0.call.key != nil }
        guard !keyed.isEmpty else { return }
        let earlier = keyed[dice.below(keyed.count)]
        if case .transfer(let transfer) = earlier.purpose, earlier.call.status < 300,
            dice.below(3) == 0, !transfer.from.isEmpty
        {
            let body = Self.body(transfer.from, transfer.to, amount(), "EUR")
            return wrong(
                "/api/v1/transaction", key: earlier.call.key, body, "idempotency_key_reused")
        }
        if case .clock = earlier.purpose { return }
        if case .status = earlier.purpose { return }
        let again = Call(
            earlier.call.method, earlier.call.target, key: earlier.call.key, earlier.call.body)
        send(Errand(call: again, purpose: earlier.purpose))
    }

    // MARK: - What is refused

    private func wrong(_ target: String, key: String? = nil, _ body: String, _ code: String) {
        send(Errand(call: Call("POST", target, key: key, text: body), purpose: .wrong(code: code)))
    }

    private func wrongRequest() {
        // Never the account that is frozen now and then.
        guard let one = model.accounts.first, let dollar = pick("USD") else { return }
        let target = "/api/v1/transaction"
        let cents = amount()
        switch dice.below(9) {
        case 0: wrong(target, Self.body(one.reference, "NOBODY", cents, "EUR"), "account_not_found")
        case 1: wrong(target, Self.body("NOBODY", one.reference, cents, "EUR"), "account_not_found")
        case 2: wrong(target, Self.body(one.reference, one.iban, cents, "EUR"), "same_account")
        case 3:
            wrong(
                target, Self.body(one.reference, dollar.reference, cents, "EUR"),
                "currency_differs")
        case 4: wrong(target, Self.body(one.reference, one.iban, 0, "EUR"), "invalid_amount")
        case 5: wrong(target, "{\"from_account\":", "malformed_json")
        case 6: wrong(target, Self.body(one.reference, one.iban, cents, "QQQ"), "currency_unknown")
        case 7: wrong("/api/v1/payments", "<Document/>", "unreadable_file")
        default:
            wrong(
                target, Self.body(dollar.reference, other(dollar).reference, 9_000_000_000, "USD"),
                "insufficient_funds")
        }
    }

    private func other(_ account: NaiveBank.Account) -> NaiveBank.Account {
        model.accounts.first {
            $0.currency == account.currency && $0.reference != account.reference
        } ?? account
    }

    // MARK: - Files

    /// Today mostly; else one to three days ahead, or a time within the next two days.
    private func makeWish() -> Wish {
        let now = Int(bank.bank.clock.now() / 1_000_000_000)
        switch dice.below(8) {
        case 0, 1: return Wish(day: Wish.day(of: now) + 1 + dice.below(3), time: nil)
        case 2:
            let time = now + dice.below(48) * 3_600
            return Wish(day: Wish.day(of: time), time: time)
        default: return Wish(day: Wish.day(of: now), time: nil)
        }
    }

    private func madeFile() -> [UInt8]? {
        let wish = makeWish()
        guard let debtor = pick("EUR"), let debtorIBAN = try? IBAN(debtor.iban),
            let agent = try? BIC(MadeUpBank.bic),
            let day = BusinessDate(dayNumber: wish.day)
        else { return nil }
        let number = count + 1
        var example = ExampleFile(
            messageID: "MSG-\(number)", created: MessageTime(Instant(nanoseconds: clock.now())),
            execution: day, debtorName: debtor.reference, debtorAccount: debtorIBAN,
            debtorAgent: agent, creditors: creditors())
        example.isInstant = dice.below(2) == 0
        // A time is not known to version 03.
        let versions = CreditTransferInitiation.Version.allCases.filter {
            wish.time == nil || $0 != .v03
        }
        var file = example.file(
            version: versions[dice.below(versions.count)], transfers: 1 + dice.below(4))
        if let time = wish.time {
            file.payments[0].execution = .time(
                MessageTime(Instant(nanoseconds: UInt64(time) * 1_000_000_000)))
        }
        var sum: Int128 = 0
        for index in file.payments[0].transfers.indices {
            let money = Money(minorUnits: Int128(amount()), currency: .eur)
            model.wishes[Int(money.minorUnits)] = wish
            file.payments[0].transfers[index].amount = .instructed(ReceivedAmount(money))
            sum += money.minorUnits
        }
        let total = Money(minorUnits: sum, currency: .eur).decimal
        file.header.controlSum = total
        file.payments[0].controlSum = total
        return try? file.written()
    }

    private func creditors() -> [ExampleFile.Creditor] {
        let outside = [
            MadeUpBank.iban("90000002", 71), MadeUpBank.iban("90000002", 72),
            MadeUpBank.iban("90000009", 1), MadeUpBank.iban(MadeUpBank.ours, 99),
        ]
        let choices =
            outside + outside.prefix(2) + model.accounts.map(\.iban).filter { !$0.isEmpty }
        return (0..<3).compactMap { _ in
            let text = choices[dice.below(choices.count)]
            return (try? IBAN(text)).map { ExampleFile.Creditor(name: "Creditor", account: $0) }
        }
    }

    private func file() {
        guard let bytes = madeFile() else { return }
        send(
            Errand(
                call: Call("POST", "/api/v1/payments", key: "file-\(count)", bytes), purpose: .file)
        )
    }

    private func inboxFile() {
        guard let bytes = madeFile() else { return }
        let path = "\(SimulatedBank.folder.inbox)/in-\(count).xml"
        try? medium.disk.writeDurably(path, bytes, mode: 0o600)
        note("a file lies in the inbox")
    }

    // MARK: - The world around

    private func originate() {
        let here = model.accounts.map(\.iban).filter { !$0.isEmpty }
        let choices = here + here + [MadeUpBank.iban(MadeUpBank.ours, 99)]
        guard !here.isEmpty else { return }
        if dice.below(8) == 0 { return command("recall reason=DUPL") }
        let scheme = dice.below(2) == 0 ? "SCT" : "SCTINST"
        let again = dice.below(6) == 0 ? " repeat=2" : ""
        command(
            "originate scheme=\(scheme) creditor-iban=\(choices[dice.below(choices.count)]) "
                + "amount=\(Self.decimal(amount())) from=BANKDEFFXXX\(again)")
    }

    private func moveClock() {
        let seconds = [5, 12, 60, 900, 7_200, 40_000][dice.below(6)]
        send(
            Errand(
                call: Call("POST", "/api/v1/clock", text: "{\"advance\":\"\(seconds)s\"}"),
                purpose: .clock(seconds: seconds)))
    }

    private func closeDay() {
        send(
            Errand(
                call: Call("POST", "/api/v1/days/EUR/close"), purpose: .other))
    }

    /// Freezes one account, or opens it again.
    private func changeStatus() {
        guard let account = model.accounts.last(where: { $0.currency == "EUR" }) else { return }
        let isFrozen = !frozen.contains(account.reference)
        let status = isFrozen ? "frozen" : "open"
        send(
            Errand(
                call: Call(
                    "POST", "/api/v1/accounts/\(account.reference)/status",
                    text: "{\"status\":\"\(status)\",\"reason\":\"A wish\"}"),
                purpose: .status(reference: account.reference, isFrozen: isFrozen)))
    }

    /// Says yes, with the holder's consent, or no to another bank that asks for a payment.
    func decideRecall() throws {
        let call = try ask("/api/v1/recalls?state=open")
        guard let recall = call.json?.list("data").first else { return }
        let isGranted = dice.below(2) == 0
        let consent =
            "{\"ground\":\"consent\",\"given_by\":\"the holder\",\"given_at\":\"today\"}"
        send(
            Errand(
                call: Call(
                    "POST",
                    "/api/v1/recalls/\(recall.text("id"))/\(isGranted ? "accept" : "refuse")",
                    text: isGranted ? consent : "{\"reason\":\"CUST\"}"),
                purpose: .other))
    }

    /// Cancels a payment: one that waits for its day where there is one, else any; what has left
    /// is asked back.
    private func cancel() throws {
        let payments = try payments()
        guard let one = payments.first(where: { $0.state == "warehoused" }) ?? payments.first else {
            return
        }
        count += 1
        send(
            Errand(
                call: Call(
                    "POST", "/api/v1/payments/\(one.id)/cancel", key: "cancel-\(count)",
                    text: "{\"reason\":\"no longer wanted\"}"),
                purpose: .cancellation(payment: one.id)))
    }

    /// Somebody asks the clearing by telephone about a payment whose outcome is unknown, and ends
    /// it by hand; a second person confirms it.
    ///
    /// - Returns: whether there was one, and the clearing knew of it.
    @discardableResult
    func resolve() throws -> Bool {
        if try confirm() { return true }
        let unknown = try payments().filter { $0.state == "outcome_unknown" }
        guard let payment = unknown.first else { return false }
        let known = clearing.transfers(bank: bic).first { !$0.isToUs && $0.cents == payment.cents }
        guard let known, known.state == "settled" || known.state == "rejected" else {
            return false
        }
        let outcome = known.state == "settled" ? "executed" : "not_executed"
        send(
            Errand(
                call: Call(
                    "POST", "/api/v1/payments/\(payment.id)/resolution",
                    text: "{\"outcome\":\"\(outcome)\",\"reason\":\"as the clearing says\"}"),
                purpose: .other))
        return true
    }

    /// The second person confirms what waits for one.
    ///
    /// - Returns: whether there was anything.
    private func confirm() throws -> Bool {
        let call = try ask("/api/v1/approvals")
        guard let request = call.json?.list("data").first else { return false }
        send(
            Errand(
                call: Call(
                    "POST", "/api/v1/approvals/\(request.text("id"))/approve",
                    text: "{\"content\":\"\(request.text("content"))\"}",
                    token: SimulatedBank.secondToken),
                purpose: .other))
        return true
    }
}
