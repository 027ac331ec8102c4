import Engine
import Journal
import Platform
import Testing

@testable import Flows

/// A sandbox's clock over restarts, killed and stopped.
@Suite struct `A sandbox's clock` {
    private static let second: UInt64 = 1_000_000_000
    private let folder = DataFolder("data")

    private func open(_ disk: SeededDisk, _ clock: SteppedClock) throws -> RunningBank.Opened {
        let setup = try SandboxBank.setup(confirms: true)
        var opening = RunningBank.Opening(
            folder: folder, environment: .sandbox, setup: setup, options: .small,
            sandboxStart: Sandbox.start, isStepped: true)
        opening.keepsClock = true
        let opened = try RunningBank.open(
            opening, disk: disk, clock: clock, randomness: SeededRandomness(seed: 1)
        ) { Issue.record("The disk failed: \($0).") }
        opened.bank.configureAndWait(setup)
        return opened
    }

    @Test func `never shows again what it has shown before it was killed`() throws {
        let disk = SeededDisk(seed: 1)
        let clock = SteppedClock(start: 5)
        let first = try open(disk, clock).bank
        clock.advance(nanoseconds: 7 * Self.second)
        let shown = first.clock.now()
        #expect(shown >= Sandbox.start + 7 * Self.second)
        // Nothing is journalled of these seconds, and the host counts anew.
        let second = try open(disk.crash(), SteppedClock(start: 0)).bank
        #expect(second.clock.now() >= shown)
        // What is written down is 10 s ahead, and no more.
        #expect(second.clock.now() <= Sandbox.start + 11 * Self.second)
    }

    @Test func `stands where nothing later is written down, and goes on when it is`() throws {
        let disk = SeededDisk(seed: 1)
        let clock = SteppedClock(start: 0)
        let bank = try open(disk, clock).bank
        let written = try #require(try RunningBank.keptClock(folder, disk))
        clock.advance(nanoseconds: 3600 * Self.second)
        #expect(bank.clock.now() == written)
        try bank.keepClock()
        #expect(bank.clock.now() >= Sandbox.start + 3600 * Self.second)
        #expect(try open(disk.crash(), SteppedClock(start: 0)).bank.clock.now() >= bank.clock.now())
    }

    @Test func `goes on where it stopped after a clean stop`() throws {
        let disk = SeededDisk(seed: 1)
        let clock = SteppedClock(start: 0)
        let bank = try open(disk, clock).bank
        clock.advance(nanoseconds: 7 * Self.second)
        let shown = bank.clock.now()
        try bank.endClock()
        clock.advance(nanoseconds: Self.second)
        #expect(bank.clock.now() == shown)
        #expect(try RunningBank.keptClock(folder, disk) == shown)
    }

    @Test func `moved forward it is behind that moment after a restart too`() throws {
        let disk = SeededDisk(seed: 1)
        let bank = try open(disk, SteppedClock(start: 0)).bank
        let later = Sandbox.start + 86_400 * Self.second
        bank.clock.jump(to: later)
        #expect(bank.clock.now() == later)
    }

    @Test(arguments: ["", "x\n", "12", "-1\n", "99999999999999999999\n"])
    func `is refused where its file says nothing`(text: String) throws {
        let disk = SeededDisk(seed: 1)
        try disk.makeDirectory(folder.path)
        try disk.writeDurably(folder.clock, Array(text.utf8), mode: 0o600)
        #expect(throws: RunningBank.Failure.self) { try open(disk, SteppedClock(start: 0)) }
    }
}
