import Engine
import PaymentModel
import Platform
import Testing

@testable import Flows

/// What was written to the clearing: listed, and written again.
@Suite struct `The outbox` {
    private let caller = Caller(name: "test", idempotencyKey: nil, token: 4)

    private func cycles(_ amount: String, _ id: String) -> OrderFile {
        OrderFile(.v09, "M-\(id)", from: .alma, [.init(id, amount, to: .elsewhere)])
    }

    /// The bank's own work, without the clearing's.
    private func drain(_ sandbox: Sandbox) {
        while sandbox.bank.node.turn() || sandbox.disk.step() || sandbox.opened.archive.turn() {}
    }

    private func rows(
        _ sandbox: Sandbox, _ change: (inout OutboxFilter) -> Void = { _ in }
    ) throws -> [OutboxRow] {
        var filter = OutboxFilter()
        change(&filter)
        return try sandbox.opened.archive.outbox(filter, limit: 10)
    }

    private func resend(_ sandbox: Sandbox, _ row: OutboxRow, hash: UInt128) throws -> Bool {
        let done: Result<UInt64, FlowError> = try sandbox.wait {
            $0.resend(row, hash: hash, reason: "lost", caller: caller, isDryRun: false, then: $1)
        }
        drain(sandbox)
        switch done {
        case .success: return true
        case .failure(.resend(.paused)): return false
        case .failure(let error): throw error
        }
    }

    @Test func `a message is listed with what the clearing has said of it`() throws {
        let sandbox = try Sandbox(script: "silent scheme=SCT amount=11.00")
        try sandbox.openCustomers()
        try sandbox.submit(cycles("10.00", "answered"))
        try sandbox.submit(cycles("11.00", "silent"))
        let all = try rows(sandbox)
        #expect(all.map(\.kind) == ["pacs.008.001.08", "pacs.008.001.08"])
        #expect(all.map(\.isAnswered) == [false, true] && all.map(\.payments) == [1, 1])
        #expect(try rows(sandbox) { $0.isAnswered = false }.map(\.id) == [all[0].id])
        #expect(try rows(sandbox) { $0.isAnswered = true }.map(\.id) == [all[1].id])
        #expect(try rows(sandbox) { $0.after = all[0].id }.map(\.id) == [all[1].id])
        #expect(try rows(sandbox) { $0.type = "pacs.004" }.isEmpty)
        #expect(try rows(sandbox) { $0.type = "pacs.008" }.count == 2)
        #expect(try rows(sandbox) { $0.day = all[0].day }.count == 2)
        #expect(try rows(sandbox) { $0.day = all[0].day + 1 }.isEmpty)
        #expect(try rows(sandbox) { $0.scheme = 5 }.isEmpty)
    }

    @Test func `H9: a message is written again to the byte, by name and reason`() throws {
        let sandbox = try Sandbox(script: "silent scheme=SCT")
        try sandbox.openCustomers()
        try sandbox.submit(cycles("10.00", "E"))
        let row = try #require(try rows(sandbox).first)
        let path = "\(Sandbox.folder.toClearing)/\(row.name)"
        #expect(!sandbox.disk.exists(path), "the clearing has taken it")
        let bytes = try #require(try sandbox.opened.archive.bytes(of: row.id))
        let hash = RunningBank.hash(ofMessage: bytes)
        #expect(try resend(sandbox, row, hash: hash))
        #expect(try sandbox.disk.read(path, limit: 1 << 20) == bytes)
        let again = try #require(try rows(sandbox).first)
        #expect(again.id == row.id && again.resends == 1)
        let told = try sandbox.opened.archive.resends(of: row.id)
        #expect(told.map(\.by) == [4])
        #expect(told.map { sandbox.bank.text(sealedUnder: $0.id) } == ["lost"])
        // The clearing knows it: the money moves once.
        try sandbox.rest()
        try sandbox.tell("settle now")
        #expect(sandbox.balance(.alma) == 99_000)
        sandbox.expectReconciled()
    }

    @Test func `H9: nothing is written again while its scheme is paused`() throws {
        let sandbox = try Sandbox(script: "silent scheme=SCT")
        try sandbox.openCustomers()
        try sandbox.submit(cycles("10.00", "E"))
        let row = try #require(try rows(sandbox).first)
        let paused: Result<Answer<SchemeView>, FlowError> = try sandbox.wait {
            $0.pauseScheme(
                named: "SCT", reason: "held back", caller: caller, isDryRun: false, then: $1)
        }
        #expect(try paused.get().value.state == .paused)
        let bytes = try #require(try sandbox.opened.archive.bytes(of: row.id))
        #expect(try resend(sandbox, row, hash: RunningBank.hash(ofMessage: bytes)) == false)
        #expect(!sandbox.disk.exists("\(Sandbox.folder.toClearing)/\(row.name)"))
        #expect(try rows(sandbox).first?.resends == 0)
    }
}
