import Engine
import Flows
import JSON
import Ledger
import PaymentModel
import Platform
import Vocabulary

/// `/api/v1/accounts`.
extension BankAPI {
    var accountRoutes: [Route] {
        [
            Route(
                .post, "/api/v1/accounts", scope: .operation, summary: "Opens an account",
                query: [.dryRun],
                body: BodyRule(.json, bytesMax: 16 << 10, schema: Self.newAccountSchema),
                answers: [
                    Shape(201, "The account", schema: Schema.account),
                    Shape(200, "The same, opened before", schema: Schema.account),
                ],
                action: repeats.elsewhere(openAccount)),
            Route(
                .get, "/api/v1/accounts", scope: .reading,
                summary: "Accounts in the order of opening", query: [.limit, .cursor],
                answers: [
                    Shape(200, "A page of accounts", schema: Schema.page(of: Schema.account))
                ], action: listAccounts),
            Route(
                .get, "/api/v1/accounts/{account}", scope: .reading,
                summary: "An account by id, reference or IBAN, or by its number in batches",
                answers: [Shape(200, "The account", schema: Schema.anyAccount)],
                action: showAccount),
            Route(
                .get, "/api/v1/accounts/{account}/balance", scope: .reading,
                summary: "The balance now or at a past instant",
                query: [
                    QueryParameter(
                        "at", "An instant, RFC 3339, or a date and time of the bank's zone")
                ],
                answers: [Shape(200, "The balance", schema: Schema.balance)], action: showBalance),
            Route(
                .get, "/api/v1/accounts/{account}/entries", scope: .reading,
                summary: "Bookings, newest first", query: [.limit, .cursor],
                answers: [Shape(200, "A page of entries", schema: Schema.page(of: Schema.entry))],
                action: listEntries),
            Route(
                .post, "/api/v1/accounts/{account}/status", scope: .operation,
                summary: "Blocks, freezes, reopens or closes an account, now or at its time",
                query: [.dryRun], body: BodyRule(.json, bytesMax: 4096, schema: Self.statusSchema),
                answers: [Shape(200, "The account", schema: Schema.anyAccount)],
                action: repeats.once(holdsNames: true, changeStatus)),
            Route(
                .get, "/api/v1/accounts/{account}/statuses", scope: .reading,
                summary: "Who changed the status, why, when and from when; the newest first",
                query: [.limit, .cursor],
                answers: [
                    Shape(200, "A page of changes", schema: Schema.page(of: Schema.statusChange))
                ], action: listStatuses),
        ]
    }

    private static let newAccountSchema = #"""
        {"type":"object","required":["currency"],"additionalProperties":false,"properties":{
        "reference":{"type":"string","maxLength":64},"name":{"type":"string","maxLength":140},
        "currency":{"type":"string","pattern":"^[A-Z]{3}$"},"iban":{"type":["string","null"]},
        "overdraft_limit":{"type":["number","string","null"]},
        "advices":{"type":["boolean","null"]},
        "late_orders":{"enum":["next_day","refuse",null]},
        "party":{"type":["string","null"],"maxLength":64}}}
        """#

    private static let newAccountFields = JSONFields(
        "reference", "name", "currency", "iban", "overdraft_limit", "advices", "late_orders",
        "party")

    private func openAccount(
        _ request: Request, _ caller: Caller?, _ respond: @escaping Route.Respond
    ) {
        Self.decode(respond) { () throws(Problem) in
            let new = try newAccount(request.body)
            let by = try self.caller(request, caller)
            guard try !request.isDryRun() else { return tryOpening(new, by, respond) }
            bank.openAccount(new, caller: by) { result in
                switch result {
                case .failure(let error): respond(.problem(Problem(error)))
                case .success(let opened): answer(opened, respond)
                }
            }
        }
    }

    private func tryOpening(
        _ new: RunningBank.NewAccount, _ caller: Flows.Caller, _ respond: @escaping Route.Respond
    ) {
        bank.tryOpening(new, caller: caller) { result in
            switch result {
            case .failure(let error): respond(.problem(Problem(error)))
            case .success(let (opened, view)): respond(response(view, opened).ofDryRun())
            }
        }
    }

    private func newAccount(_ body: [UInt8]) throws(Problem) -> RunningBank.NewAccount {
        let object: JSONObjectReader
        let reference: String
        let name: String
        let code: String
        let iban: String?
        let limit: String?
        let advices: Bool
        let late: String?
        let party: String?
        do throws(JSONError) {
            object = try JSONObjectReader(body, fields: Self.newAccountFields)
            reference = try object.optionalString("reference", bytesMax: 64) ?? ""
            party = try object.optionalString("party", bytesMax: 64)
            name =
                try party == nil
                ? object.string("name", bytesMax: 560)
                : object.optionalString("name", bytesMax: 560) ?? ""
            code = try object.string("currency", bytesMax: 3)
            iban = try object.optionalString("iban", bytesMax: 64)
            limit = try object.optionalDecimal("overdraft_limit")
            advices = try object.optionalBoolean("advices") ?? true
            late = try object.optionalString("late_orders", bytesMax: 16)
        } catch { throw Problem(error) }
        let lateOrders = try late.map { (text) throws(Problem) in
            guard let orders = LateOrders(name: text) else {
                throw Problem(
                    .invalidField, param: "late_orders",
                    detail: "Found \(text), allowed is next_day or refuse.")
            }
            return orders
        }
        guard let currency = Currency(code) else {
            throw Problem(.currencyUnknown, param: "currency", detail: "Found \(code).")
        }
        try Self.requireOptionalText(reference, "reference", lengthMax: 64)
        guard !Self.wordsOfTargets.contains(reference) else {
            throw Problem(
                .invalidField, param: "reference",
                detail: "\(reference) is what a break is resolved to where no account is meant.")
        }
        guard !reference.contains("/") else {
            throw Problem(
                .invalidField, param: "reference",
                detail: "Found \(reference), which addresses could not name: a reference has no /."
            )
        }
        guard bank.isReference(reference) else {
            throw Problem(
                .invalidField, param: "reference",
                detail: "An IBAN or an id names another account, or may one day.")
        }
        let parsed = try iban.map { (text) throws(Problem) in try ours(text) }
        let line = try limit.map { (text) throws(Problem) in
            try Self.money(text, currency, field: "overdraft_limit")
        }
        guard party == nil ? Self.isVisible(name) && name.count <= 140 : name.isEmpty else {
            throw Problem(
                .invalidField, param: "name",
                detail: "Allowed are 1 to 140 characters, not all of them blank, and none beside a "
                    + "party.")
        }
        var new = RunningBank.NewAccount(
            details: AccountDetails(reference: reference, name: name, iban: parsed?.text ?? ""),
            iban: parsed, currency: currency, creditLine: UInt128(line?.minorUnits ?? 0),
            wantsAdvice: advices)
        new.lateOrders = lateOrders
        new.party = party
        return new
    }

    /// Read beside accounts' names, as where a break's money goes.
    private static let wordsOfTargets: Set<String> = ["losses", "nothing"]

    private func ours(_ text: String) throws(Problem) -> IBAN {
        let iban: IBAN
        do throws(IBANError) { iban = try IBAN(printed: text) } catch {
            throw Problem(
                .invalidField, param: "iban", detail: "iban: \(Words.text(error)).")
        }
        guard bank.isOurs(iban) else {
            throw Problem(
                .ibanNotOurs, param: "iban",
                detail: "Found bank code \(iban.country.text)\(iban.bankCode).")
        }
        return iban
    }

    /// An amount from a JSON number's or string's digits: not negative, no more decimals than the
    /// currency has.
    static func money(
        _ text: String, _ currency: Currency, field: String
    ) throws(Problem) -> Money {
        let money: Money
        do throws(MoneyError) { money = try Money.parse(text, in: currency) } catch {
            throw Problem(
                .amountInvalid, param: field, detail: "Found \(text): \(Words.text(error)).")
        }
        guard !money.isNegative else {
            throw Problem(
                .amountInvalid, param: field, detail: "Found \(text), allowed is no sign.")
        }
        guard money.minorUnits < amountEnd else {
            throw Problem(
                .amountInvalid, param: field,
                detail: "Found \(text), allowed are 18 digits, "
                    + "those behind the point among them.")
        }
        return money
    }

    /// ISO 20022 knows no amount of more than 18 digits, so no statement could name one.
    private static let amountEnd: Int128 = 1_000_000_000_000_000_000

    private func answer(_ opened: RunningBank.AccountOpened, _ respond: @escaping Route.Respond) {
        bank.account(Self.text(.account, opened.id) ?? "") { result in
            switch result {
            case .failure(let error): respond(.problem(Problem(error)))
            case .success(let found): respond(response(found.value, opened))
            }
        }
    }

    private func response(_ view: AccountView, _ opened: RunningBank.AccountOpened) -> Response {
        var response = Response.json(
            json(view), status: opened.isReplayed ? 200 : 201, sequence: opened.sequence)
        if opened.isReplayed {
            response.headers.append(ResponseHeader("Idempotent-Replayed", "true"))
        }
        return response
    }

    // MARK: - Reading

    func showAccount(
        _ request: Request, _ caller: Caller?, _ respond: @escaping Route.Respond
    ) {
        // What names an account of the bank's is no number of a batch's.
        bank.batchAccount(named: request.path("account")) { [self] result in
            switch result {
            case .failure(let error): respond(.problem(Problem(error)))
            case .success(let found?):
                telling(of: [found.value], at: found.sequence, respond) { story in
                    var writer = JSONWriter()
                    BatchWriting<Account>.write(found.value, story, to: &writer)
                    return .json(writer, sequence: found.sequence)
                }
            case .success(nil): showBankAccount(request, respond)
            }
        }
    }

    private func showBankAccount(_ request: Request, _ respond: @escaping Route.Respond) {
        bank.account(request.path("account")) { result in
            switch result {
            case .failure(let error): respond(.problem(Problem(error)))
            case .success(let found):
                respond(.json(json(found.value), sequence: found.sequence))
            }
        }
    }

    private func listAccounts(
        _ request: Request, _ caller: Caller?, _ respond: @escaping Route.Respond
    ) {
        Self.decode(respond) { () throws(Problem) in
            let limit = try request.number("limit", default: 100, in: 1...1000)
            let place = try request.number("cursor", default: 0, in: 0...(1 << 30))
            bank.accounts(from: place, limit: limit + 1) { result in
                switch result {
                case .failure(let error): respond(.problem(Problem(error)))
                case .success(let found):
                    let page = Page(
                        found.value, limit: limit, cursor: { _ in String(place + limit) })
                    respond(
                        .json(
                            page.json { write($1, to: &$0) }, sequence: found.sequence))
                }
            }
        }
    }

    func json(_ view: AccountView) -> JSONWriter {
        var writer = JSONWriter()
        write(view, to: &writer)
        return writer
    }

    private func write(_ view: AccountView, to writer: inout JSONWriter) {
        let account = view.account
        writer.object {
            $0.member("id", Self.text(.account, account.id))
            $0.member("reference", view.details.reference.isEmpty ? nil : view.details.reference)
            $0.member("name", view.details.name)
            $0.member("iban", view.details.iban.isEmpty ? nil : view.details.iban)
            $0.member("currency", Currency(number: account.currency)?.code)
            $0.member("status", account.status.name)
            $0.member("role", account.role.name)
            $0.member("scheme", bank.schemeName(account.scheme))
            $0.member("party", Self.text(.party, account.holder))
            $0.member("late_orders", account.lateOrders?.name)
            $0.member("balance", Self.amount(view.balance, account.currency))
            $0.member("available", Self.amount(view.available, account.currency))
            $0.member("held", Self.amount(Int128(clamping: view.held), account.currency))
            $0.member("expected", Self.amount(Int128(clamping: view.expected), account.currency))
            $0.member(
                "credit_line", Self.amount(Int128(clamping: view.creditLine), account.currency))
        }
    }

    private func showBalance(
        _ request: Request, _ caller: Caller?, _ respond: @escaping Route.Respond
    ) {
        Self.decode(respond) { () throws(Problem) in
            var at: UInt64?
            if let text = request.query("at") {
                guard let instant = bank.instant(of: text).nanoseconds else {
                    throw Problem(
                        .invalidParameter, param: "at",
                        detail:
                            "Found \(text), allowed is RFC 3339, up to the year 2554, or a date and "
                            + "time of the bank's zone.")
                }
                at = instant
            }
            bank.balance(of: request.path("account"), at: at) { result in
                switch result {
                case .failure(let error): respond(.problem(Problem(error)))
                case .success(let found):
                    respond(.json(Self.json(found.value), sequence: found.sequence))
                }
            }
        }
    }

    private static func json(_ balance: BalanceView) -> JSONWriter {
        var writer = JSONWriter()
        writer.object {
            $0.member("account", text(.account, balance.account))
            $0.member("currency", Currency(number: balance.currency)?.code)
            $0.member("at", instant(balance.at))
            $0.member("balance", amount(balance.posted, balance.currency))
            $0.member("held", amount(balance.held, balance.currency))
            $0.member("available", amount(balance.available, balance.currency))
        }
        return writer
    }

    private func listEntries(
        _ request: Request, _ caller: Caller?, _ respond: @escaping Route.Respond
    ) {
        Self.decode(respond) { () throws(Problem) in
            let limit = try request.number("limit", default: 100, in: 1...1000)
            let before = try request.number("cursor", default: .max, in: 0...Int.max)
            bank.entries(
                of: request.path("account"), before: UInt64(before), limit: limit + 1
            ) { result in
                switch result {
                case .failure(let error): respond(.problem(Problem(error)))
                case .success(let found):
                    let page = Page(
                        found.value, limit: limit, cursor: { String($0.entry.timestamp) })
                    respond(
                        .json(page.json { Self.write($1, to: &$0) }, sequence: found.sequence))
                }
            }
        }
    }

    private static func write(_ view: EntryView, to writer: inout JSONWriter) {
        let entry = view.entry
        writer.object {
            $0.member("transfer_id", text(.transfer, entry.transfer))
            $0.member("amount", amount(entry.signed, view.currency))
            $0.member("currency", Currency(number: view.currency)?.code)
            $0.member("kind", entry.kind.name)
            $0.member("booking_date", date(entry.bookingDay))
            $0.member("value_date", date(entry.valueDay))
            $0.member("interest_free_days", entry.interestFreeDays)
            $0.member("counter_account", text(.account, entry.counterAccount))
            $0.member("payment_id", text(.payment, entry.payment))
            $0.member("timestamp", instant(entry.timestamp))
            $0.member("balance_after", amount(view.balanceAfter, view.currency))
        }
    }
}
