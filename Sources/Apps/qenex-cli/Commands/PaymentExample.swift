import Arithmetic
import ISO20022
import JSON
import Platform
import Vocabulary

/// A pain.001 file to try a bank with.
enum PaymentExample {
    static let transfersMax = 100_000

    static let command = Command(
        "payment example", "Write a pain.001 file that the bank can execute",
        options: [
            CommandOption("--transfers", "N", "how many, 1 to \(transfersMax); 3 where not given"),
            CommandOption(
                "--version", "VERSION", "of pain.001.001; 09 where not given",
                choices: ["03", "09", "11"]),
            CommandOption("--debtor", "IBAN", "who pays; asked of the server where not given"),
            CommandOption(
                "--creditor", "IBAN", "who is paid; the bank's other accounts where not given"),
            CommandOption("--elsewhere", nil, "creditors at a bank that the demonstration reaches"),
            CommandOption("--instant", nil, "asks for the instant scheme"),
            CommandOption("--amount", "AMOUNT", "of each transfer, in EUR; 1.00 where not given"),
            CommandOption("--date", "DAY", "of execution; the server's day where not given"),
            CommandOption("--file", "FILE", "where to write; standard output where not given"),
        ],
        example: "qenex-cli payment example --transfers 100 --version 09 --file example.xml",
        detail: "Without --debtor, the debtor and the creditors are accounts that the server has.",
        run: run)

    /// What a file is made of.
    private struct Plan {
        let count: Int
        let version: CreditTransferInitiation.Version
        let debtor: IBAN
        let creditors: [IBAN]
        let amount: Money
        let day: BusinessDate
        let isInstant: Bool
    }

    private static func run(_ invocation: Invocation) throws(Failure) {
        let bytes = try file(plan(invocation))
        guard let path = invocation.option("--file") else {
            StandardStream.output.write(bytes)
            return
        }
        do throws(DiskError) {
            try LiveDisk(writerThreads: 1).writeDurably(path, bytes, mode: 0o644)
        } catch {
            throw Failure(.error, "\(path): cannot be written (\(error)).")
        }
        StandardStream.error.line("\(path): \(bytes.count) bytes.")
    }

    private static func plan(_ invocation: Invocation) throws(Failure) -> Plan {
        let count = try invocation.number("--transfers", in: 1...transfersMax) ?? 3
        let own = try accounts(invocation)
        let amount = try amount(invocation.option("--amount") ?? "1.00")
        return Plan(
            count: count, version: version(invocation.option("--version")), debtor: own[0],
            creditors: try creditors(invocation, own: Array(own.dropFirst()), count: count),
            amount: amount, day: try day(invocation),
            isInstant: invocation.isSet("--instant"))
    }

    private static func version(_ text: String?) -> CreditTransferInitiation.Version {
        switch text {
        case "03": .v03
        case "11": .v11
        default: .v09
        }
    }

    private static func amount(_ text: String) throws(Failure) -> Money {
        guard let amount = try? Money.parse(text, in: .eur), amount.minorUnits > 0 else {
            throw .usage("--amount: found \(text), allowed is an amount of EUR such as 1.00.")
        }
        return amount
    }

    /// The debtor, and behind it the bank's other EUR accounts.
    private static func accounts(_ invocation: Invocation) throws(Failure) -> [IBAN] {
        if let debtor = invocation.option("--debtor") {
            let named = try iban(debtor, "--debtor")
            let isComplete = invocation.isSet("--creditor") || invocation.isSet("--elsewhere")
            return [named] + (isComplete ? [] : try listed(invocation).filter { $0 != named })
        }
        let listed = try listed(invocation)
        guard !listed.isEmpty else {
            throw Failure(.error, "The server has no EUR account with an IBAN.")
        }
        return listed
    }

    private static func listed(_ invocation: Invocation) throws(Failure) -> [IBAN] {
        let answer = try invocation.client().get("/api/v1/accounts?limit=1000").json()
        return (answer["data"]?.array ?? []).compactMap { account in
            guard account["currency"]?.string == "EUR", let text = account["iban"]?.string else {
                return nil
            }
            return try? IBAN(text)
        }
    }

    private static func creditors(
        _ invocation: Invocation, own: [IBAN], count: Int
    ) throws(Failure) -> [IBAN] {
        if let creditor = invocation.option("--creditor") {
            return [try iban(creditor, "--creditor")]
        }
        if invocation.isSet("--elsewhere") { return try elsewhere(count) }
        guard !own.isEmpty else {
            throw Failure(.error, "The server has no second EUR account: name a --creditor.")
        }
        return own
    }

    /// Accounts 1, 2, 3 … of the bank with the code 90000002, in Germany.
    private static func elsewhere(_ count: Int) throws(Failure) -> [IBAN] {
        guard let germany = CountryCode("DE") else {
            preconditionFailure("DE is a country code of ISO 3166.")
        }
        var ibans: [IBAN] = []
        for number in 1...min(count, 1000) {
            let digits = String(number)
            let account = String(repeating: "0", count: 10 - digits.count) + digits
            do throws(IBANError) {
                ibans.append(try IBAN.make(country: germany, bban: "90000002" + account))
            } catch {
                throw Failure(.error, "An IBAN could not be made (\(error)).")
            }
        }
        return ibans
    }

    private static func iban(_ text: String, _ option: String) throws(Failure) -> IBAN {
        do throws(IBANError) {
            return try IBAN(printed: text)
        } catch {
            throw .usage("\(option): found \(text), which is no IBAN (\(error)).")
        }
    }

    private static func day(_ invocation: Invocation) throws(Failure) -> BusinessDate {
        let text: String
        if let named = invocation.option("--date") {
            text = named
        } else {
            let clock = try invocation.client().get("/api/v1/clock").json()
            text = clock["business_date"]?.string ?? ""
        }
        guard let day = BusinessDate(text) else {
            throw .usage("--date: found \(text), allowed is a day such as 2026-11-20.")
        }
        return day
    }

    private static func file(_ plan: Plan) throws(Failure) -> [UInt8] {
        let now = Instant(nanoseconds: SystemClock().now() / 1_000_000_000 * 1_000_000_000)
        let id = "EX-\(now.seconds)-\(SystemRandomness().u64() % 1_000_000)"
        let (sum, isTooMuch) = plan.amount.minorUnits.multipliedReportingOverflow(
            by: Int128(plan.count))
        guard !isTooMuch else { throw .usage("--amount: the sum is too large.") }
        let total = Money(minorUnits: sum, currency: .eur).decimal
        var payment = CreditTransferInitiation.Payment(
            id: id + "-1", execution: .day(plan.day), debtor: Party(name: "Example Debtor"),
            debtorAccount: CashAccount(plan.debtor), debtorAgent: .notProvided,
            type: plan.isInstant ? .sepaInstant : .sepa, transfers: transfers(plan, id))
        payment.count = plan.count
        payment.controlSum = total
        let header = CreditTransferInitiation.Header(
            messageID: id, created: MessageTime(now), count: plan.count, controlSum: total,
            initiatingParty: Party(name: "Example Debtor"))
        let message = CreditTransferInitiation(
            version: plan.version, header: header, payments: [payment])
        do throws(WritingError) {
            return try message.written()
        } catch {
            throw Failure(.error, "The file could not be written (\(error)).")
        }
    }

    private static func transfers(
        _ plan: Plan, _ id: String
    ) -> [CreditTransferInitiation.Transfer] {
        (0..<plan.count).map { index in
            CreditTransferInitiation.Transfer(
                endToEndID: "\(id)-\(index + 1)", amount: plan.amount,
                creditor: Party(name: "Example Creditor \(index + 1)"),
                creditorAccount: CashAccount(plan.creditors[index % plan.creditors.count]),
                remittance: Remittance(unstructured: ["Example \(index + 1) of \(plan.count)"]))
        }
    }
}
