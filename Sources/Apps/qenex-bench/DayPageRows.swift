import Flows
import PaymentModel
import Platform

/// The console's day page with a million payments in the bank: what a browser asks the server for
/// when it opens it, one answer after the other.
///
/// The payments are book transfers of files of 10,000, taken by the bank in this process; the server
/// as it ships then opens the folder. A browser asks for all of it at once, so the sum is more than
/// what a person waits.
struct DayPageRows {
    let place: Workplace
    let program: String
    /// A whole number of files is made of them.
    let payments: Int

    private static let transfersPerFile = 10_000
    private static let looks = 21
    private static let caller = Caller(name: "bench", idempotencyKey: nil)

    func measure(into figures: inout Figures) throws {
        let folder = try place.fresh("day-page")
        let count = try fill(folder)
        let server = try RunningServer(program, folder, place)
        defer { server.stop() }
        let paths = [
            "/status", "/api/v1/queues", "/api/v1/today", "/api/v1/payments?limit=8",
            "/api/v1/today/SCT/plot", "/api/v1/today/SCTINST/plot",
        ]
        var client = try HTTPClient(port: server.port)
        let cold = try look(paths, server, &client)
        let warm = try (1...Self.looks).map { _ in try look(paths, server, &client) }
        try check(count, server, &client)
        add(count, cold: cold, warm: warm.sorted()[Self.looks / 2], &figures)
        let lists = ["/api/v1/payments?limit=50", "/api/v1/payments?state=settled&limit=50"]
        _ = try look(lists, server, &client)
        figures.add(
            Figure(
                name: "payment_list", value: try look(lists, server, &client), unit: "ms",
                isMoreBetter: false,
                conditions: "\(count) payments: the newest 50, and the newest 50 of a state"))
        try place.remove(folder.path)
    }

    private func add(
        _ count: Int, cold: Double, warm: Double, _ figures: inout Figures
    ) {
        let conditions = "\(count) payments; all that the page asks for, one after the other"
        figures.add(
            Figure(
                name: "day_page_cold", value: cold, unit: "ms", goal: .atMost(300),
                isMoreBetter: false, conditions: conditions + ", the first after a start"))
        figures.add(
            Figure(
                name: "day_page", value: warm, unit: "ms", goal: .atMost(300),
                isMoreBetter: false, conditions: conditions + ", median of \(Self.looks)"))
    }

    // MARK: - Before

    private func fill(_ folder: DataFolder) throws -> Int {
        let open = try OpenBank(place, folder)
        try open.start()
        try open.configure(place)
        let customers = try Customers()
        try customers.open(at: open)
        let files = max(1, payments / Self.transfersPerFile)
        for number in 1...files {
            let bytes = try customers.file(
                "PAGE-\(number)", customers.here, transfers: Self.transfersPerFile)
            let taken = try open.wait {
                open.bank.submitFile(bytes, caller: Self.caller, then: $0)
            }
            guard taken.acceptedCount == Self.transfersPerFile else {
                throw Failed("\(taken.acceptedCount) accepted, \(taken.reason.text)")
            }
            guard open.archive.wait(for: taken.sequence, ArchivePart.allCases, seconds: 300) else {
                throw Failed("the archive is late: \(open.archive.trouble.withLock { $0 } ?? "")")
            }
        }
        // Sealed and written down, so that the server's start is none of the figure.
        open.bank.finish(open.archive)
        return files * Self.transfersPerFile
    }

    // MARK: - Looked at

    /// Milliseconds until the last answer.
    private func look(
        _ paths: [String], _ server: RunningServer, _ client: inout HTTPClient
    ) throws -> Double {
        let start = place.clock.monotonic()
        for path in paths {
            let request = HTTPClient.request("GET", path, token: server.token)
            guard try client.send(request) == 200 else {
                throw Failed("\(path): \(client.answer)")
            }
        }
        return Double(place.clock.monotonic() - start) / 1e6
    }

    /// The counts that are kept are the payments that were made.
    private func check(
        _ count: Int, _ server: RunningServer, _ client: inout HTTPClient
    ) throws {
        let request = HTTPClient.request(
            "GET", "/api/v1/payments?limit=1", token: server.token)
        guard try client.send(request) == 200,
            client.answer.contains("\"counts\":{\"settled\":\(count)}")
        else { throw Failed("the counts are not \(count): \(client.answer.suffix(200))") }
    }
}
