import Engine
import Flows
import PaymentModel
import Platform
import Vocabulary

/// Row 8: how fast each cursor of the archive takes what the server's full load leaves behind.
///
/// Transfers are decided in this process, some tens of them an entry as under that load, and the
/// archive begins when all are durable.
struct ArchiveRows {
    let place: Workplace

    private static let transfers = 100_000
    private static let accounts = 100
    /// Requests on their way at once: what 64 connections make.
    private static let inFlight = 64
    /// Advices are measured over the first so many transfers.
    private static let advised = 10_000

    func measure(into figures: inout Figures) throws {
        try measure(advised: false, Self.transfers, &figures)
        try measure(advised: true, Self.advised, &figures)
    }

    private func measure(advised: Bool, _ count: Int, _ figures: inout Figures) throws {
        let open = try OpenBank(place, try place.fresh("archive"))
        open.startNode()
        try open.configure(place)
        for number in 0..<Self.accounts {
            _ = try open.wait {
                open.bank.openAccount(
                    RunningBank.NewAccount(
                        details: AccountDetails(
                            reference: "A\(number)", name: "Account \(number)", iban: ""),
                        iban: nil, currency: .usd, creditLine: 1 << 60, wantsAdvice: advised),
                    caller: Caller(name: "bench", idempotencyKey: nil), then: $0)
            }
        }
        try transfer(count, open)
        let entries = open.bank.node.durableSequence
        let peak = ResidentPeak()
        let start = place.clock.monotonic()
        open.archive.start()
        func seconds(_ part: ArchivePart) throws -> Double {
            guard open.archive.wait(for: entries, [part], seconds: 600) else {
                throw Failed("\(part): \(open.archive.trouble.withLock { $0 } ?? "late")")
            }
            return Double(place.clock.monotonic() - start) / 1e9
        }
        let conditions =
            "\(count) transfers in \(entries) entries, \(advised ? "with" : "without") advices"
        if advised {
            let reports = try seconds(.advices)
            let files = try place.disk.list(open.bank.folder.reports).count
            figures.add(
                Figure(
                    name: "archive_advices", value: Double(files) / reports, unit: "1/s",
                    conditions: conditions + ", one file each"))
        } else {
            let records = try seconds(.records)
            figures.add(
                Figure(
                    name: "archive_records", value: Double(count) / records, unit: "1/s",
                    conditions: conditions))
            figures.add(
                Figure(
                    name: "archive_records_entry", value: records * 1e6 / Double(entries),
                    unit: "us", isMoreBetter: false, conditions: conditions))
        }
        figures.add(
            Figure(
                name: "archive_\(advised ? "advices" : "records")_growth", value: peak.growth(),
                unit: "MiB", isMoreBetter: false))
        open.stop()
    }

    private func transfer(_ count: Int, _ open: OpenBank) throws {
        let flight = Monitor((open: 0, failed: 0))
        for number in 0..<count {
            flight.wait { $0.open < Self.inFlight ? true : nil }
            flight.withLock { $0.open += 1 }
            let from = number % Self.accounts
            let request = RunningBank.TransferRequest(
                from: "A\(from)", to: "A\((from + 1 + number / 100 % 99) % Self.accounts)",
                amount: Money(minorUnits: Int128(1 + number % 500), currency: .usd),
                reference: "REF\(number)")
            open.bank.transfer(request, caller: Caller(name: "bench", idempotencyKey: nil)) {
                result in
                flight.update { flight in
                    flight.open -= 1
                    if case .failure = result { flight.failed += 1 }
                }
            }
        }
        let failed = flight.wait { $0.open == 0 ? $0.failed : nil }
        guard failed == 0 else { throw Failed("\(failed) transfers were refused") }
    }
}
