import Engine
import Flows
import Ledger
import PaymentModel
import Platform

/// What reading costs on a quiet node with a long history.
struct HistoryRows {
    let place: Workplace
    let open: OpenBank
    let accounts: UInt64
    let word: String

    func measure(into figures: inout Figures) throws {
        let resident = try open.wait { then in
            self.open.bank.node.look(
                { ($0.batchBooks.transferCount, $0.batchBooks.firstResident) }, answer: then)
        }.value
        let text =
            "\(Numeral.text(Double(resident.0))) transfers, of which "
            + "\(Numeral.text(Double(resident.0 - resident.1))) in memory, "
            + "\(Numeral.text(Double(accounts))) accounts, quiet"
        figures.add(
            Figure(
                name: "\(word)_balance_now", value: try balance(), unit: "us", goal: .atMost(5),
                isMoreBetter: false,
                conditions: "mean of 100,000 accounts drawn evenly, in the books; " + text))
        let history = try newest()
        figures.add(
            Figure(
                name: "\(word)_newest_100", value: history.median, unit: "ms", goal: .atMost(1),
                isMoreBetter: false,
                conditions: "p50 of 500 accounts, asked through the node; p99 "
                    + "\(Numeral.text(history.late)) ms; \(Numeral.text(history.rows)) transfers an "
                    + "account found; " + text))
    }

    /// Microseconds for one account's balance.
    private func balance() throws -> Double {
        let count: UInt64 = 100_000
        let (accounts, clock) = (accounts, place.clock)
        let answer = try open.wait { then in
            self.open.bank.node.look(
                { bank in
                    let start = clock.monotonic()
                    var sum: UInt128 = 0
                    var draw: UInt64 = 1
                    for _ in 0..<count {
                        draw = draw &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                        let id = UInt128(draw.multipliedFullWidth(by: accounts).high + 1)
                        sum &+= bank.batchBooks.account(id: id)?.balance.debitsPosted ?? 0
                    }
                    return (clock.monotonic() - start, sum)
                }, answer: then)
        }
        return Double(answer.value.0) / Double(count) / 1_000
    }

    private func newest() throws -> (median: Double, late: Double, rows: Double) {
        var times: [UInt64] = []
        var rows = 0
        for number in 0..<500 as Range<UInt64> {
            let account = (number &* 2_654_435_761) % accounts + 1
            let run = try place.time {
                try open.wait { then in
                    self.open.bank.transfers(
                        ofAccount: "\(account)", before: .max, limit: 100, then: then)
                }
            }
            times.append(run.nanoseconds)
            rows += run.value.value.count
        }
        times.sort()
        return (Double(times[250]) / 1e6, Double(times[495]) / 1e6, Double(rows) / 500)
    }
}
