import Platform
import Testing

@testable import Clearing

@Suite struct CrashTests {
    enum Action: Sendable {
        case put(String)
        case command(String)
        case pass(Int64)
    }

    static let script = """
        reject amount=13.37 reason=AM04
        return amount=5.00 reason=AC04 after=1cycle
        answer-late 5s amount=6.00
        reject amount=7.00 reason=AC06 at=cycle
        contradict amount=8.00
        """

    static let day: [Action] = [
        .put(BankMessages.transfers("A", ["13.37", "5.00", "7.00", "1.00"])),
        .put(BankMessages.instant("B", "6.00")),
        .command("originate creditor-iban=\(Playground.ours) amount=250.00"),
        .command("originate scheme=SCTINST creditor-iban=\(Playground.ours) amount=9.00"),
        .put(BankMessages.instant("C", "8.00")),
        .pass(6000),
        .put(BankMessages.instant("B", "6.00")),
        .command("settle now"),
        .put(BankMessages.request("Q", about: "C", "C-0")),
        .pass(6000),
        .command("settle now"),
        .command("statement now"),
        .command("fund 1.00"),
    ]

    /// What a day leaves behind: the books, and every message by its bytes.
    struct Outcome: Equatable {
        var books: [DayOfBooks]
        var messages: Set<[UInt8]>
    }

    /// Runs the day; the power fails in one of its steps after so many operations of the disk.
    ///
    /// - Returns: nothing where that step needs no more operations than it was left.
    private func run(
        failing: (step: Int, operations: Int)?, backAfter milliseconds: Int64 = 0
    ) throws -> Outcome? {
        var bank = try Playground(Self.script)
        for (number, action) in Self.day.enumerated() {
            try prepare(action, number, &bank)
            if failing?.step == number {
                bank.disk.operationsLeft = failing?.operations
                do {
                    try bank.step()
                    return nil
                } catch DiskError.powerLost {
                    try bank.restart()
                    bank.now = bank.now + milliseconds
                }
            }
            try bank.step()
        }
        return Outcome(
            books: bank.desk.house.daysOfBooks(),
            messages: Set(try bank.inbox().map(\.bytes)))
    }

    private func prepare(_ action: Action, _ number: Int, _ bank: inout Playground) throws {
        switch action {
        case .put(let text): try bank.put(text)
        case .pass(let time): bank.now = bank.now + time
        case .command(let line):
            try bank.disk.writeDurably(
                "/spool/control/\(100 + number).cmd", Array(line.utf8), mode: 0o644)
        }
    }

    @Test func `a crash between any two operations of the disk changes nothing`() throws {
        let expected = try #require(try run(failing: nil))
        #expect(expected.messages.count > 15)
        var crashes = 0
        for step in Self.day.indices {
            var operations = 0
            while let outcome = try run(failing: (step, operations)) {
                #expect(outcome.books == expected.books, "step \(step), operation \(operations)")
                #expect(
                    outcome.messages == expected.messages, "step \(step), operation \(operations)")
                operations += 1
                crashes += 1
            }
            #expect(operations > 0)
        }
        #expect(crashes > 60)
    }

    @Test func `what has left is not decided again, though the clock went on`() throws {
        let expected = try #require(try run(failing: nil))
        for step in Self.day.indices {
            var operations = 0
            while let outcome = try run(failing: (step, operations), backAfter: 1) {
                #expect(outcome.books == expected.books, "step \(step), operation \(operations)")
                // A second decision would have another time in it, and so be one message more.
                #expect(
                    outcome.messages.count == expected.messages.count,
                    "step \(step), operation \(operations)")
                operations += 1
            }
        }
    }

    @Test func `the state of another bank's clearing is refused`() throws {
        var bank = try Playground()
        try bank.step()
        let other = try #require(BIC("OTHRDEFFXXX"))
        #expect(throws: DeskError.self) {
            try ClearingDesk(
                disk: bank.disk.crash(), spool: "/spool", statePath: "/clearing.state", script: "",
                bank: other, schemas: [:], start: bank.now, now: bank.now, seed: 1)
        }
    }

    @Test func `a state is the same after it was written and read`() throws {
        var bank = try Playground(Self.script)
        for (number, action) in Self.day.enumerated() {
            try prepare(action, number, &bank)
            try bank.step()
            let before = try bank.disk.read("/clearing.state", limit: 1 << 24)
            try bank.restart()
            try bank.step()
            let after = try bank.disk.read("/clearing.state", limit: 1 << 24)
            #expect(before == after, "step \(number)")
        }
    }

    @Test func `a state file that was cut or is of another kind is refused`() throws {
        var bank = try Playground(Self.script)
        try bank.send(BankMessages.instant("B", "6.00"))
        let bytes = try bank.disk.read("/clearing.state", limit: 1 << 24)
        #expect(throws: Never.self) { try ClearingHouse(state: bytes) }
        for count in stride(from: 0, to: bytes.count, by: 97) {
            #expect(throws: StateError.self) {
                try ClearingHouse(state: Array(bytes.prefix(count)))
            }
        }
        let other = Array("clearing-simulator\t9\nhouse\nend\t2\n".utf8)
        #expect(throws: StateError.version(found: "9", known: "1")) {
            try ClearingHouse(state: other)
        }
    }
}
