package import Bytes

/// A schedule in force, or one that has ended.
package struct Schedule: Sendable, Recorded {
    package enum State: UInt8, CaseIterable, Sendable {
        case active = 1
        /// Its last run is done.
        case ended
        case cancelled
        /// What it accrues can no longer be counted.
        case halted

        package var name: String {
            switch self {
            case .active: "active"
            case .ended: "ended"
            case .cancelled: "cancelled"
            case .halted: "halted"
            }
        }
    }

    package internal(set) var order: ScheduleOrder
    package let createdAt: UInt64
    /// Of the order as it was given: rates may come later.
    let content: UInt128
    package internal(set) var state: State = .active
    /// Runs that are done, refused ones among them.
    package internal(set) var runs: UInt32 = 0
    /// Of these the refused ones.
    package internal(set) var refused: UInt32 = 0
    /// When the next run is due; 0 for none.
    package internal(set) var nextRun: UInt64
    /// When the next day ends that accrues; 0 for none.
    package internal(set) var nextBoundary: UInt64
    /// The day that begins then.
    package internal(set) var boundaryDay: Int32
    /// Interest that is not posted yet.
    package internal(set) var accrual: Accrual?

    /// When something of it is due; nil for never.
    var due: UInt64? {
        guard state == .active else { return nil }
        return [nextRun, nextBoundary].filter { $0 > 0 }.min()
    }

    init(order: ScheduleOrder, createdAt: UInt64, nextRun: UInt64) {
        self.order = order
        self.createdAt = createdAt
        content = order.content
        self.nextRun = nextRun
        nextBoundary = 0
        boundaryDay = 0
        accrual = nil
    }

    package func write(to writer: inout ByteWriter) {
        order.write(to: &writer)
        writer.write(createdAt)
        writer.write(content)
        writer.write(state.rawValue)
        writer.write(runs)
        writer.write(refused)
        writer.write(nextRun)
        writer.write(nextBoundary)
        writer.write(boundaryDay)
        writer.write(accrual != nil)
        accrual?.write(to: &writer)
    }

    package init(from reader: inout ByteReader) throws(ByteError) {
        order = try ScheduleOrder(from: &reader)
        createdAt = try reader.read()
        content = try reader.read()
        state = try reader.readCase()
        runs = try reader.read()
        refused = try reader.read()
        nextRun = try reader.read()
        nextBoundary = try reader.read()
        boundaryDay = try reader.read()
        accrual = try reader.readFlag() ? try Accrual(from: &reader) : nil
    }
}
