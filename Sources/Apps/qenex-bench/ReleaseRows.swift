import Flows
import PaymentModel
import Platform

/// Row 6: 100,000 orders to another bank that are kept for the next day, and the moment it begins.
struct ReleaseRows {
    let place: Workplace

    private static let files = 10
    private static let transfers = 10_000
    /// When the clearing opens on the day after the sandbox's, 07:00 in the bank's zone: kept orders
    /// are held at midnight, and their messages leave now.
    private static let opening =
        UInt64(Workplace.day + 1) * 86_400_000_000_000 + 6 * 3_600_000_000_000

    func measure(into figures: inout Figures) throws {
        let folder = try place.fresh("release")
        let open = try OpenBank(place, folder)
        try open.start()
        try open.configure(place)
        let customers = try Customers()
        try customers.open(at: open)
        try fill(open, customers)

        let peak = ResidentPeak()
        let start = place.clock.monotonic()
        let sequence = try open.wait { open.bank.moveClock(to: Self.opening, then: $0) }
        let decided = place.clock.monotonic()
        try archive(open, sequence)
        let archived = place.clock.monotonic()
        try check(open, folder)
        open.stop()
        try place.remove(folder.path)

        let count = Self.files * Self.transfers
        let conditions =
            "\(count) kept orders of \(Self.files) files, due at one instant, by cycles"
        figures.add(
            Figure(
                name: "release_decided", value: Double(decided - start) / 1e9, unit: "s",
                isMoreBetter: false, conditions: conditions + ": all held and durable"))
        figures.add(
            Figure(
                name: "release_archived", value: Double(archived - start) / 1e9, unit: "s",
                goal: .atMost(15), isMoreBetter: false,
                conditions: conditions + ": all messages in the outbox, all pain.002 written"))
        figures.add(
            Figure(
                name: "release_growth", value: peak.growth(), unit: "MiB", isMoreBetter: false,
                conditions: "while they are released"))
    }

    private func fill(_ open: OpenBank, _ customers: Customers) throws {
        for number in 1...Self.files {
            let bytes = try customers.file(
                "KEPT-\(number)", customers.elsewhere, transfers: Self.transfers,
                on: Workplace.day + 1)
            let taken = try open.wait {
                open.bank.submitFile(
                    bytes, caller: Caller(name: "bench", idempotencyKey: nil), then: $0)
            }
            guard taken.acceptedCount == Self.transfers else {
                throw Failed("\(taken.acceptedCount) accepted, \(taken.reason.text)")
            }
            try archive(open, taken.sequence)
        }
    }

    private func archive(_ open: OpenBank, _ sequence: UInt64) throws {
        guard open.archive.wait(for: sequence, ArchivePart.allCases, seconds: 300) else {
            throw Failed("the archive is late: \(open.archive.trouble.withLock { $0 } ?? "")")
        }
    }

    /// Every order is held, and in a message of a thousand.
    private func check(_ open: OpenBank, _ folder: DataFolder) throws {
        let count = Self.files * Self.transfers
        let states = try open.archive.paymentCounts()
        guard states.count == 1, states[0].state == .held, states[0].count == count else {
            throw Failed("released are \(states)")
        }
        let messages = try place.disk.list(folder.toClearing).count
        guard messages == count / 1_000 else { throw Failed("\(messages) messages in the outbox") }
    }
}
