import Flows
import ISO20022
import Platform
import Vocabulary

/// The accounts that files are drawn on and paid to.
struct Customers {
    let debtor: IBAN
    let here: [ExampleFile.Creditor]
    let elsewhere: [ExampleFile.Creditor]

    private static let ours = "90000001"
    private static let theirs = "90000002"
    private static let count = 100

    init() throws {
        let numbers = 1...Self.count
        debtor = try Self.iban(Self.ours, 0)
        here = try numbers.map { try Self.creditor(Self.ours, $0) }
        elsewhere = try numbers.map { try Self.creditor(Self.theirs, $0) }
    }

    /// Opens the accounts that are here; the debtor's may be overdrawn as far as any file goes.
    func open(at open: OpenBank) throws {
        try self.open(debtor, name: "Debtor", creditLine: 1_000_000_000_000, open)
        for creditor in here {
            try self.open(creditor.account, name: creditor.name, creditLine: 0, open)
        }
    }

    /// A file of so many transfers in turn to all creditors.
    func file(
        _ id: String, _ creditors: [ExampleFile.Creditor], transfers: Int,
        on day: Int = Workplace.day
    ) throws -> [UInt8] {
        guard let day = BusinessDate(dayNumber: day) else {
            throw Failed("There is no such day.")
        }
        let created = MessageTime(Instant(nanoseconds: Workplace.sandboxStart))
        let example = ExampleFile(
            messageID: id, created: created, execution: day, debtorName: "Debtor",
            debtorAccount: debtor, debtorAgent: try BIC("QENXDEFFXXX"), creditors: creditors)
        return try example.file(version: .v09, transfers: transfers).written()
    }

    private func open(
        _ iban: IBAN, name: String, creditLine: UInt128, _ open: OpenBank
    ) throws {
        let account = RunningBank.NewAccount(
            details: AccountDetails(reference: "", name: name, iban: iban.text), iban: iban,
            currency: .eur, creditLine: creditLine, wantsAdvice: false)
        _ = try open.wait {
            open.bank.openAccount(
                account, caller: Caller(name: "bench", idempotencyKey: nil), then: $0)
        }
    }

    private static func creditor(_ bank: String, _ number: Int) throws -> ExampleFile.Creditor {
        ExampleFile.Creditor(name: "Creditor \(number)", account: try iban(bank, number))
    }

    private static func iban(_ bank: String, _ number: Int) throws -> IBAN {
        guard let country = CountryCode("DE") else { throw Failed("There is no such country.") }
        let digits = String(number)
        let account = String(repeating: "0", count: 10 - digits.count) + digits
        return try IBAN.make(country: country, bban: bank + account)
    }
}
