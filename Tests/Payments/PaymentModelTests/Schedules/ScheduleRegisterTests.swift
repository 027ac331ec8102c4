import Bytes
import Testing
import Vocabulary

@testable import PaymentModel

/// Which schedules are in memory.
@Suite struct `Schedules in memory` {
    private static func schedule(
        _ id: UInt128, _ state: Schedule.State = .active
    ) throws -> Schedule {
        let day = try #require(BusinessDate("2026-12-01"))
        let plan = RunPlan(
            first: LocalDateTime(day, .midnight), step: .once, until: nil, runs: nil)
        var schedule = Schedule(
            order: ScheduleOrder(
                id: id, debitAccount: 1, creditAccount: 2, ledger: 978, code: 10,
                amount: .fixed(5), balanceAccount: 0, side: .credit, plan: try #require(plan),
                zone: "Europe/Berlin", by: 9), createdAt: 1, nextRun: 2)
        schedule.state = state
        return schedule
    }

    private static func bytes(_ register: ScheduleRegister) -> [UInt8] {
        var writer = ByteWriter()
        register.write(to: &writer)
        return writer.bytes
    }

    @Test func `what has ended gives way, the first first, and leaves its id`() throws {
        var register = ScheduleRegister(schedulesMax: 3)
        for id in [3, 1, 2] as [UInt128] { register.set(try Self.schedule(id)) }
        #expect(register.isFull && register.ids == [1, 2, 3])
        register.set(try Self.schedule(2, .ended))
        register.set(try Self.schedule(1, .cancelled))
        // Kept again it has not ended again.
        register.set(try Self.schedule(2, .ended))
        #expect(!register.isFull && register.count == 3)
        register.set(try Self.schedule(4))
        #expect(register.ids == [1, 3, 4])
        #expect(register.hasLeft(2) && !register.hasLeft(1))
        register.set(try Self.schedule(5))
        #expect(register.ids == [3, 4, 5] && register.hasLeft(1) && register.isFull)
        var reader = ByteReader(Self.bytes(register))
        let again = try ScheduleRegister(from: &reader)
        #expect(reader.isAtEnd && again.ids == register.ids)
        #expect(again.hasLeft(1) && again.hasLeft(2) && !again.hasLeft(3))
        #expect(Self.bytes(again) == Self.bytes(register))
    }

    @Test func `one that has ended is told whole`() throws {
        var writer = ByteWriter()
        BankEvent.scheduleEnded(try Self.schedule(7, .halted)).write(to: &writer)
        var reader = ByteReader(writer.bytes)
        guard case .scheduleEnded(let schedule) = try BankEvent(from: &reader) else {
            Issue.record("Another event was read.")
            return
        }
        #expect(schedule.order.id == 7 && schedule.state == .halted && reader.isAtEnd)
    }
}
