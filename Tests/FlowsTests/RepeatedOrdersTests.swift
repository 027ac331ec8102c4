import Cryptography
import Engine
import Journal
import PaymentModel
import Platform
import Testing

@testable import Flows

/// What counts as the same orders (D9), and the same file by two channels at once.
@Suite struct `Orders that come twice` {
    private static let transfers = [
        OrderFile.Transfer("E-1", "1.00", to: .bruno),
        OrderFile.Transfer("E-2", "2.00", to: .clara),
    ]
    private static let first = OrderFile(.v09, "M-1", from: .alma, transfers)

    private static func isHeld(_ change: (inout OrderFile) -> Void) throws -> Bool {
        let sandbox = try Sandbox()
        try sandbox.openCustomers()
        #expect(try sandbox.submit(first).acceptedCount == 2)
        let taken = try sandbox.submit(
            first.with {
                $0.messageID = "M-2"
                change(&$0)
            })
        return taken.ground == .repetition
    }

    @Test func `are the same with another MsgId, PmtInfId, InstrId, order or booking`() throws {
        #expect(try Self.isHeld { _ in })
        #expect(try Self.isHeld { $0.groups[0].id = "P-2" })
        #expect(try Self.isHeld { $0.groups[0].transfers[0].instructionID = "I-9" })
        #expect(try Self.isHeld { $0.groups[0].transfers.swapAt(0, 1) })
        #expect(try Self.isHeld { $0.groups[0].isBatch = true })
        #expect(try Self.isHeld { $0.groups[0].count = 2 })
        #expect(try Self.isHeld { $0.groups[0].transfers[0].amount = "1.0" })
        #expect(
            try Self.isHeld {
                $0.groups = [
                    OrderFile.Group("P-1", from: .alma, [Self.transfers[1]]),
                    OrderFile.Group("P-2", from: .alma, [Self.transfers[0]]),
                ]
            }, "a group each")
    }

    @Test func `are others with another amount, reference, creditor, text, day or party`() throws {
        #expect(try !Self.isHeld { $0.groups[0].transfers[0].amount = "1.01" })
        #expect(try !Self.isHeld { $0.groups[0].transfers[0].endToEndID = "E-3" })
        #expect(try !Self.isHeld { $0.groups[0].transfers[0].creditor = .clara })
        #expect(try !Self.isHeld { $0.groups[0].transfers[0].text = "Another" })
        #expect(try !Self.isHeld { $0.groups[0].transfers.append(Self.transfers[0]) })
        #expect(try !Self.isHeld { $0.groups[0].transfers.removeLast() })
        #expect(try !Self.isHeld { $0.groups[0].day = "2026-11-23" })
        #expect(try !Self.isHeld { $0.initiator = "Another" })
    }

    @Test func `are PDNG until somebody says that they were meant`() throws {
        let sandbox = try Sandbox()
        try sandbox.openCustomers()
        try sandbox.submit(Self.first)
        _ = sandbox.newReports("pain.002")
        try sandbox.submit(Self.first.with { $0.messageID = "M-2" })
        let report = try #require(sandbox.newReports("pain.002").first)
        #expect(report["OrgnlGrpInfAndSts/GrpSts"] == "PDNG")
        #expect(report["OrgnlPmtInfAndSts/PmtInfSts"] == "PDNG")
        // 1,000.00 less 3.00, once.
        #expect(sandbox.balance(.alma) == 99_700)
    }

    // MARK: - At once

    private func text(_ bank: ArchiveBank, _ messageID: String) -> [UInt8] {
        var file = Self.first
        file.messageID = messageID
        return Array(
            file.text
                .replacing(Customer.alma.iban ?? "", with: ArchiveBank.iban(1))
                .replacing(Customer.bruno.iban ?? "", with: ArchiveBank.iban(2))
                .replacing(Customer.clara.iban ?? "", with: ArchiveBank.iban(3)).utf8)
    }

    /// Both at the same time, each on a thread of its own.
    private func submit(
        _ bank: ArchiveBank, _ files: [[UInt8]]
    ) throws -> [RunningBank.FileTaken] {
        let node = bank.bank
        let done = Monitor<[Result<RunningBank.FileTaken, FlowError>]>([])
        for (channel, file) in files.enumerated() {
            Thread.start(name: "channel") {
                node.submitFile(
                    file, caller: Caller(name: "channel \(channel)", idempotencyKey: nil)
                ) { result in
                    done.update { $0.append(result) }
                }
            }
        }
        return try done.wait { $0.count == files.count ? $0 : nil }.map { try $0.get() }
    }

    @Test func `the same file by two channels at once is executed once`() throws {
        let host = try HostFolder()
        let bank = try ArchiveBank(host.disk, seeded: nil, folder: host.path)
        try bank.openAccounts()
        for round in 0..<20 {
            let file = text(bank, "M-\(round)").self
            let renamed = String(decoding: file, as: UTF8.self)
                .replacing("E-1<", with: "E-1-\(round)<")
            let found = try submit(bank, [Array(renamed.utf8), Array(renamed.utf8)])
            #expect(found.filter { $0.acceptedCount == 2 && $0.ground == nil }.count == 1)
            #expect(found.filter { $0.reason == .messageNotUnique }.count == 1, "round \(round)")
        }
        bank.finish()
    }

    @Test func `the same orders under two MsgIds at once are executed once and held once`() throws {
        let host = try HostFolder()
        let first = try ArchiveBank(host.disk, seeded: nil, folder: host.path)
        try first.openAccounts()
        let found = try submit(first, [text(first, "M-1"), text(first, "M-2")])
        #expect(found.filter { $0.ground == nil && $0.acceptedCount == 2 }.count == 1)
        #expect(found.filter { $0.ground == .repetition }.count == 1)
        first.finish()
        // After a restart it is still known.
        let second = try ArchiveBank(host.disk, seeded: nil, folder: host.path)
        let again = try submit(second, [text(second, "M-1"), text(second, "M-3")])
        #expect(again.contains { $0.reason == .messageNotUnique })
        #expect(again.contains { $0.ground == .repetition })
        second.finish()
    }
}
