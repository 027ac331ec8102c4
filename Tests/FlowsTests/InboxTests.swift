import Engine
import PaymentModel
import Platform
import Testing
import Vocabulary

@testable import Flows

/// The folder customers' files are put into.
@Suite struct `The watched inbox` {
    private let inbox = Sandbox.folder.inbox

    private func put(_ sandbox: Sandbox, _ name: String, _ text: String) throws {
        try sandbox.disk.writeDurably("\(inbox)/\(name)", Array(text.utf8), mode: 0o600)
    }

    private func names(_ sandbox: Sandbox, _ folder: String) throws -> [String] {
        try sandbox.disk.list(folder).filter { $0 != "processed" && $0 != "refused" }
    }

    private func reason(_ sandbox: Sandbox, _ name: String) throws -> String {
        let path = "\(Sandbox.folder.refused)/\(name).reason.txt"
        return String(decoding: try sandbox.disk.read(path, limit: 1 << 16), as: UTF8.self)
    }

    private let file = OrderFile(from: .alma, [.init("E-1", "1.00", to: .bruno)])

    @Test func `a file is taken once and kept with those that were processed`() throws {
        let sandbox = try Sandbox()
        try sandbox.openCustomers()
        try put(sandbox, "a.xml", file.text)
        try sandbox.rest()
        #expect(sandbox.balance(.alma) == 99_900)
        #expect(try names(sandbox, inbox).isEmpty)
        #expect(try names(sandbox, Sandbox.folder.processed) == ["a.xml"])
        #expect(sandbox.newReports("pain.002").count == 1)
    }

    @Test func `what is still being written is left alone`() throws {
        let sandbox = try Sandbox()
        try sandbox.openCustomers()
        let text = file.text
        try put(sandbox, ".a.xml", text)
        try put(sandbox, "a.xml.part", text)
        try sandbox.rest()
        #expect(sandbox.balance(.alma) == 100_000)
        // A writer that does not know the rule: it grows from look to look.
        for part in [100, 300, 500] {
            try put(sandbox, "b.xml", String(text.prefix(part)))
            _ = sandbox.opened.spool.turn()
        }
        #expect(try names(sandbox, Sandbox.folder.refused).isEmpty)
        try put(sandbox, "b.xml", text)
        try sandbox.rest()
        #expect(sandbox.balance(.alma) == 99_900)
        #expect(try names(sandbox, Sandbox.folder.processed) == ["b.xml"])
        #expect(try names(sandbox, inbox) == [".a.xml", "a.xml.part"])
    }

    @Test func `what cannot be taken lies beside its reason`() throws {
        let sandbox = try Sandbox()
        try sandbox.openCustomers()
        try put(sandbox, "broken.xml", "<Document>")
        try put(sandbox, "other.xml", "<a xmlns='urn:x'/>")
        try put(sandbox, "sum.xml", file.with { $0.sum = "2.00" }.text)
        try sandbox.rest()
        #expect(
            try names(sandbox, Sandbox.folder.refused) == [
                "broken.xml", "broken.xml.reason.txt", "other.xml", "other.xml.reason.txt",
                "sum.xml", "sum.xml.reason.txt",
            ])
        #expect(try reason(sandbox, "sum.xml") == "AM16\n")
        #expect(try names(sandbox, Sandbox.folder.processed).isEmpty)
        #expect(sandbox.balance(.alma) == 100_000)
    }

    @Test func `the same file again pays nothing, under its name or another`() throws {
        let sandbox = try Sandbox()
        try sandbox.openCustomers()
        for name in ["a.xml", "a.xml", "b.xml", "b.xml"] {
            try put(sandbox, name, file.text)
            try sandbox.rest()
        }
        #expect(sandbox.balance(.alma) == 99_900)
        // Under its own name it is the file that was taken; under another one it is a second file
        // of one identification, and stays one.
        #expect(try names(sandbox, Sandbox.folder.processed) == ["2-a.xml", "a.xml"])
        #expect(
            try names(sandbox, Sandbox.folder.refused) == [
                "2-b.xml", "2-b.xml.reason.txt", "b.xml", "b.xml.reason.txt",
            ])
        #expect(try reason(sandbox, "b.xml") == "DU01\n")
        #expect(try reason(sandbox, "2-b.xml") == "DU01\n")
    }

    /// The power goes at each operation of the disk from the file's appearance to its end.
    @Test func `a crash at any moment pays once and keeps one file`() throws {
        for operations in 0..<12 {
            let first = try Sandbox()
            try first.openCustomers()
            try put(first, "a.xml", file.text)
            first.disk.operationsLeft = operations
            while first.opened.spool.turn(), !first.bank.node.hasEnded, first.disk.step() {}
            let second = try Sandbox(disk: first.disk.crash())
            #expect(second.balance(.alma) == 99_900, "\(operations)")
            #expect(second.balance(.bruno) == 100_100, "\(operations)")
            #expect(try names(second, inbox).isEmpty, "\(operations)")
            #expect(try names(second, Sandbox.folder.processed) == ["a.xml"], "\(operations)")
            #expect(try names(second, Sandbox.folder.refused).isEmpty, "\(operations)")
        }
    }

    // MARK: - Folders

    private func bind(_ sandbox: Sandbox, _ limits: [ChannelLimit] = []) throws -> UInt128 {
        let party = try #require(sandbox.account(.alma))
        let new = RunningBank.NewChannel(
            .folder("shop"), party: "\(try #require(ObjectID(.party, party)))",
            accounts: [try #require(Customer.alma.iban)], limits: limits)
        let caller = Caller(name: "a test", idempotencyKey: nil)
        let result = sandbox.bank.wait { bank, answer in
            bank.openChannel(new, caller: caller, isDryRun: false, then: answer)
        }
        return try #require(result).get().view.channel.id
    }

    @Test func `a folder in it that is bound to nothing debits nothing, each transfer AG01`()
        throws
    {
        let sandbox = try Sandbox()
        try sandbox.openCustomers()
        try sandbox.disk.makeDirectory("\(inbox)/shop")
        try put(sandbox, "shop/a.xml", file.text)
        try sandbox.rest()
        #expect(sandbox.balance(.alma) == 100_000)
        let report = try #require(sandbox.newReports("pain.002").first)
        #expect(report.all("//TxInfAndSts/TxSts") == ["RJCT"])
        #expect(report.all("//TxInfAndSts/StsRsnInf/Rsn/Cd") == ["AG01"])
        #expect(try names(sandbox, Sandbox.folder.processed) == ["shop-a.xml"])
    }

    @Test func `a folder that is a channel debits its accounts, up to its limits`() throws {
        let sandbox = try Sandbox()
        try sandbox.openCustomers()
        // 1.50 a payment, 2.00 a day.
        _ = try bind(
            sandbox,
            [ChannelLimit(currency: 978, perPayment: 150, perDay: 200, perFile: nil)])
        let orders = OrderFile(
            from: .alma,
            [
                .init("E-1", "1.00", to: .bruno), .init("E-2", "1.51", to: .bruno),
                .init("E-3", "1.01", to: .bruno), .init("E-4", "1.00", to: .bruno),
            ])
        try put(sandbox, "shop/a.xml", orders.text)
        try put(
            sandbox, "shop/b.xml",
            OrderFile(.v09, "M-2", from: .bruno, [.init("E-5", "1.00", to: .alma)]).text)
        try sandbox.rest()
        #expect(sandbox.balance(.alma) == 99_800)
        #expect(sandbox.balance(.bruno) == 100_200)
        let reports = sandbox.newReports("pain.002")
        let codes = reports.flatMap { $0.all("//TxInfAndSts/StsRsnInf/Rsn/Cd") }
        #expect(codes == ["AG01", "AG01", "AG01"])
        #expect(try names(sandbox, "\(inbox)/shop").isEmpty)
    }
}
