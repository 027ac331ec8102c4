import Cryptography
import Engine
import PaymentModel
import Projection
import Vocabulary

/// The trial balance: one for each currency and closed day, written once, when the day is cut.
extension ReportsWriter {
    /// Accounts looked at between two commands.
    private static let accountsPerLook = 1_000

    func writeTrialBalance(
        _ number: UInt16, _ day: Int32, _ entry: EntryEvents<BankEvent>
    ) throws {
        guard let setup = try bank.configuration().setup, let currency = Currency(number: number),
            let date = BusinessDate(dayNumber: Int(day))
        else { return }
        let names = Dictionary(
            setup.schemes.map { ($0.key, $0.name) }, uniquingKeysWith: { first, _ in first })
        var balance = TrialBalance(currency, on: date, schemeNames: names)
        let count = try bank.lookAndWait { $0.accounts.accounts.count }
        for start in stride(from: 0, to: count, by: Self.accountsPerLook) {
            let end = min(start + Self.accountsPerLook, count)
            let begun = try bank.lookAndWait { bank in
                bank.accounts.accounts[start..<end].lazy
                    .filter { $0.currency == number && $0.openedDay <= day }
                    .map { account in
                        let walk = DayWalk(bank, account.id, on: day, keepsEntries: false)
                        return (account, walk.map { bank.begin($0, through: account.id) })
                    }
            }
            for (account, walk) in begun {
                let walk = try walk?.finished()
                balance.add(
                    TrialBalance.Line(
                        account: account, turnover: walk?.turnover ?? .zero,
                        hasHad: walk?.hasBooked ?? false))
            }
        }
        let csv = balance.csv()
        let summary = balance.summary(hash: SHA256.hash(csv).bytes)
        try keep(
            csv, named: "\(currency.code)-\(date).trial-balance.csv",
            row: [
                .integer(Int64(number)), .integer(Int64(day)), .integer(Int64(entry.sequence)),
                .bytes(summary.bytes), .bytes(csv),
            ])
    }
}
