import Flows
import PaymentModel
import Platform
import Vocabulary

/// The end of a day with 100,000 accounts and a million entries: every account's camt.053 written
/// and durable, while transfers go on.
struct DayRows {
    let place: Workplace

    private static let accounts = 100_000
    /// Each is an entry on two accounts.
    private static let transfers = 500_000
    private static let outstandingMax = 2_000
    private static let caller = Caller(name: "bench", idempotencyKey: nil)

    func measure(into figures: inout Figures) throws {
        let folder = try place.fresh("day")
        let open = try OpenBank(place, folder)
        try open.start()
        try open.configure(place)
        try openAccounts(open)
        try book(open)

        let quiet = Pulse(open, place).run(for: 5_000_000_000)
        let peak = ResidentPeak()
        let pulse = Pulse(open, place)
        pulse.start()
        let start = place.clock.monotonic()
        let closed = try open.wait {
            open.bank.closeDay(
                currency: Currency.eur.number, day: Int32(Workplace.day), then: $0)
        }
        guard let cut = closed.cut else { throw Failed("the day was closed before") }
        let parts: [ArchivePart] = [.records, .reports]
        guard open.archive.wait(for: cut.sequence, parts, seconds: 900) else {
            throw Failed("the archive is late: \(open.archive.trouble.withLock { $0 } ?? "")")
        }
        let seconds = Double(place.clock.monotonic() - start) / 1e9
        let busy = pulse.stop()
        let growth = peak.growth()
        // One statement an account, and the trial balance.
        let files = try place.disk.list(folder.reports).count
        guard files >= Self.accounts else { throw Failed("\(files) reports were written") }
        open.stop()
        try place.remove(folder.path)
        add(seconds, growth, quiet: quiet, busy: busy, &figures)
    }

    private func add(
        _ seconds: Double, _ growth: Double, quiet: [UInt64], busy: [UInt64],
        _ figures: inout Figures
    ) {
        let conditions =
            "\(Self.accounts) accounts, \(2 * Self.transfers) entries, camt.053 of each"
        figures.add(
            Figure(
                name: "day_end", value: seconds, unit: "s", goal: .atMost(60), isMoreBetter: false,
                conditions: conditions + " written and durable"))
        figures.add(
            Figure(
                name: "day_end_growth", value: growth, unit: "MiB", goal: .atMost(300),
                isMoreBetter: false, conditions: "while they are written"))
        let (before, meanwhile) = (Pulse.p99(quiet), Pulse.p99(busy))
        figures.add(
            Figure(
                name: "day_end_p99_ratio", value: before > 0 ? meanwhile / before : 0, unit: "x",
                goal: .atMost(2), isMoreBetter: false,
                conditions: "p99 of \(busy.count) transfers one by one meanwhile, of "
                    + "\(quiet.count) before: \(Numeral.text(before)) us"))
    }

    // MARK: - Before

    private func openAccounts(_ open: OpenBank) throws {
        try many(Self.accounts) { number, done in
            let account = RunningBank.NewAccount(
                details: AccountDetails(
                    reference: "A\(number)", name: "Holder \(number)", iban: ""),
                iban: nil, currency: .eur, creditLine: 1_000_000_000, wantsAdvice: false)
            open.bank.openAccount(account, caller: Self.caller) { done(Self.failure($0)) }
        }
    }

    /// Each account pays to the one 7,919 places on, a prime, five times.
    private func book(_ open: OpenBank) throws {
        try many(Self.transfers) { number, done in
            let from = number % Self.accounts
            let request = RunningBank.TransferRequest(
                from: "A\(from)", to: "A\((from + 7_919) % Self.accounts)",
                amount: Money(minorUnits: Int128(number % 997 + 1), currency: .eur),
                reference: "", isOpeningMoney: false)
            open.bank.transfer(request, caller: Self.caller) { done(Self.failure($0)) }
        }
    }

    private static func failure<Value>(_ result: Result<Value, FlowError>) -> String? {
        if case .failure(let error) = result { "\(error)" } else { nil }
    }

    private struct Progress: Sendable {
        var done = 0
        var failure: String?
    }

    private func many(
        _ count: Int, _ body: (Int, @escaping @Sendable (String?) -> Void) -> Void
    ) throws {
        let progress = Monitor(Progress())
        for number in 0..<count {
            progress.wait { number - $0.done < Self.outstandingMax ? true : nil }
            body(number) { failure in
                progress.update {
                    $0.done += 1
                    $0.failure = $0.failure ?? failure
                }
            }
        }
        progress.wait { $0.done == count ? true : nil }
        if let failure = progress.withLock({ $0.failure }) { throw Failed(failure) }
    }
}

/// Transfers one after the other, and how long each took until it was durable.
private final class Pulse: Sendable {
    private struct State: Sendable {
        var latencies: [UInt64] = []
        var isStopping = false
        var hasEnded = false
    }

    private let bank: RunningBank
    private let clock: any Clock
    private let state = Monitor(State())

    init(_ open: OpenBank, _ place: Workplace) {
        bank = open.bank
        clock = place.clock
    }

    func run(for nanoseconds: UInt64) -> [UInt64] {
        start()
        Thread.sleep(nanoseconds: nanoseconds)
        return stop()
    }

    func start() {
        Thread.start(name: "pulse") { [self] in
            while !state.withLock({ $0.isStopping }) { beat() }
            state.update { $0.hasEnded = true }
        }
    }

    func stop() -> [UInt64] {
        state.update { $0.isStopping = true }
        state.wait { $0.hasEnded ? true : nil }
        return state.withLock { $0.latencies }
    }

    private func beat() {
        let request = RunningBank.TransferRequest(
            from: "A0", to: "A1", amount: Money(minorUnits: 1, currency: .eur), reference: "",
            isOpeningMoney: false)
        let start = clock.monotonic()
        let answered = Monitor(false)
        bank.transfer(request, caller: Caller(name: "bench", idempotencyKey: nil)) { _ in
            answered.update { $0 = true }
        }
        answered.wait { $0 ? true : nil }
        let took = clock.monotonic() - start
        state.withLock { $0.latencies.append(took) }
        Thread.sleep(nanoseconds: 1_000_000)
    }

    /// In microseconds.
    static func p99(_ latencies: [UInt64]) -> Double {
        let sorted = latencies.sorted()
        guard !sorted.isEmpty else { return 0 }
        return Double(sorted[min(sorted.count - 1, sorted.count * 99 / 100)]) / 1_000
    }
}
