import Bytes
import Duplicates
import PaymentModel
import Platform
import Testing

/// A bank whose keys of duplicates lie in files, beside one that keeps all in memory: every record
/// and every state is compared by ``BankBench``.
@Suite struct `Keys of duplicates in files` {
    /// Few enough keys stay in memory that most are read from files.
    private static let options = DuplicateOptions(sealInterval: 7)

    private static func folder(_ disk: SeededDisk) -> DuplicateFolder {
        DuplicateFolder(path: "/duplicates", disk: disk, mergeDisk: disk)
    }

    private static func bank(_ disk: SeededDisk) -> Bank {
        Bank(duplicates: DuplicateIndex(folder(disk), options: options))
    }

    @Test(arguments: [11, 12] as [UInt64])
    func `a bank run by a seed decides as one that keeps all in memory`(seed: UInt64) throws {
        let disk = SeededDisk(seed: seed)
        let random = SeededRandomness(seed: seed)
        let bench = BankBench(Self.bank(disk))
        bench.context = "seed \(seed)"
        bench.comparesEvery = 50
        var program = BankProgram(seed: seed)
        for _ in 0..<900 {
            bench.run(try program.next(bench))
            _ = bench.bank.entryEnded()
            for _ in 0..<random.below(40) { disk.step() }
            // A month or two go by now and then, so that files are merged and let go of.
            if random.below(60) == 0 { bench.clock += BankBench.day * UInt64(random.below(50)) }
        }
        bench.compare()
        #expect(bench.bank.duplicates.hasRuns)
        #expect(bench.bank.duplicates.residentCount < bench.bank.duplicates.count / 2)
        #expect(throws: Never.self) { try bench.bank.duplicates.verify() }
        let trial = bench.bank.attempt(bench.order(.frozen, of: 99), at: bench.clock) {
            after, _, _ in BankBench.state(after)
        }
        #expect(trial == BankBench.state(bench.bank))
    }

    /// A MsgId of 20 November 2026.
    ///
    /// In December 2027, 13 months later, it is DU01; in February 2028, 15 months later, a new file
    /// may have it. A restart lies between.
    @Test func `a MsgId is known after a restart and 13 months, and free after 15`() throws {
        let disk = SeededDisk(seed: 1)
        let bench = BankBench(Self.bank(disk))
        try bench.configure()
        bench.open("Alma", "Bruno", creditLine: 1_000_000)
        let order = BankBench.order(100, to: "Bruno", bank: "90000001")
        for number in 0..<10 { bench.pay("Alma", [order], file: "\(number)") }
        for _ in 0..<20 {
            _ = bench.bank.entryEnded()
            while disk.step() {}
        }
        #expect(bench.bank.duplicates.residentCount == 0)
        let snapshot = BankBench.snapshot(bench.bank)
        let again = Self.bank(disk)
        var reader = ByteReader(snapshot)
        try again.restore(from: &reader)
        let later = BankBench(
            again, copy: try BankBench.restored(bench.copy), clock: bench.clock)
        for (days, reason) in [(390, ReasonCode.messageNotUnique), (62, .none)] {
            later.clock += BankBench.day * UInt64(days)
            var file = BankBench.file(
                "later \(days)",
                [
                    BankBench.group(
                        "Alma", [order], id: "G", on: later.bank.calendarDay(at: later.clock))
                ], messageID: "3")
            file.by = 0
            let reply = later.run(.submitFile(file))
            guard case .file(.decided(let found, _, _, _, _))? = reply else {
                Issue.record("\(String(describing: reply))")
                return
            }
            #expect(found == reason, "\(days) days later")
            later.compare()
        }
    }

    /// Its key is forgotten, what it moved is not: the same id never moves money again.
    @Test func `the id of a forgotten file is not used again`() throws {
        let bench = try BankBench.opened()
        let order = BankBench.order(100, to: "Bruno", bank: "90000001")
        bench.pay("Alma", [order], file: "B")
        let before = bench.posted("Alma")
        bench.clock += BankBench.day * 480
        let reply = bench.pay("Alma", [order], file: "B")
        guard case .file(.keyReused)? = reply else {
            Issue.record("\(String(describing: reply))")
            return
        }
        #expect(bench.posted("Alma") == before)
    }

    @Test func `D5: a UETR in another message is refused with AM05`() throws {
        let bench = try BankBench.opened()
        for (id, state, reason) in [
            ("J-1", PaymentState.awaitingConfirmation, ""), ("J-2", .refused, "AM05"),
        ] {
            guard
                case .transfers(var transfers) = bench.transfers(
                    [.init(id: id, amount: 5_000, creditor: "Bruno")], in: "M \(id)")
            else { return }
            transfers[0].uetr = 77
            bench.take("M \(id)", "SCTINST", .transfers(transfers))
            #expect(bench.states == [state])
            #expect(bench.changes.map(\.reason.text) == [reason])
        }
    }

    @Test func `D8: a statement's id under another MsgId is nothing`() throws {
        let bench = try BankBench.opened()
        for (id, outcome) in [("S-1", ClearingOutcome.taken), ("S-2", .repeated)] {
            var message = bench.message(id, "SCT", .statement(day: friday, closing: 0))
            message.statement = 99
            let breaks = bench.bank.breaks.count
            guard case .clearing(let found)? = bench.run(.clearing(message)) else { return }
            #expect(found == outcome)
            #expect(id == "S-1" || bench.bank.breaks.count == breaks)
        }
    }
}
