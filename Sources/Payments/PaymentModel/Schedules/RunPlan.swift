package import Bytes
package import Vocabulary

/// The local times at which a schedule runs: a first one, and what lies between two.
///
/// Every run is counted from the first one, never from the one before, so that a 31st comes back
/// after a shorter month.
package struct RunPlan: Hashable, Sendable, Recorded {
    /// What lies between two runs.
    package enum Step: Hashable, Sendable {
        case once
        /// 1 to ``RunPlan/daysMax``.
        case days(UInt16)
        /// 1 to ``RunPlan/monthsMax``: the first run's day of the month, the last one of a month that
        /// has no such day; or always the last.
        case months(UInt16, isMonthEnd: Bool)
    }

    package static let daysMax = 3_660
    package static let monthsMax = 1_200
    package static let runsMax = 1_000_000

    package let first: LocalDateTime
    package let step: Step
    /// The last day on which a run may begin.
    package let until: BusinessDate?
    /// At most so many runs; nil without such an end.
    package let runs: UInt32?

    /// Fails outside the limits, where the last day comes before the first run, and where the ends of
    /// months are wanted and the first run is on no such day.
    package init?(first: LocalDateTime, step: Step, until: BusinessDate?, runs: UInt32?) {
        switch step {
        case .once: break
        case .days(let days): guard 1...Self.daysMax ~= Int(days) else { return nil }
        case .months(let months, let isMonthEnd):
            guard 1...Self.monthsMax ~= Int(months) else { return nil }
            guard !isMonthEnd || Self.isMonthEnd(first.date) else { return nil }
        }
        guard until.map({ first.date <= $0 }) ?? true,
            runs.map({ 1...Self.runsMax ~= Int($0) }) ?? true
        else { return nil }
        self.first = first
        self.step = step
        self.until = until
        self.runs = runs
    }

    /// When a run begins on clocks of its zone; nil behind the last.
    ///
    /// - Parameter number: from 1.
    package func run(_ number: Int) -> LocalDateTime? {
        precondition(number >= 1, "Runs are counted from 1.")
        guard number <= runs.map(Int.init) ?? .max, let date = date(ofRun: number) else {
            return nil
        }
        guard until.map({ date <= $0 }) ?? true else { return nil }
        return LocalDateTime(date, first.time)
    }

    private func date(ofRun number: Int) -> BusinessDate? {
        switch step {
        case .once: return number == 1 ? first.date : nil
        case .days(let days): return first.date.adding(days: (number - 1) * Int(days))
        case .months(let months, let isMonthEnd):
            let (year, month, day) = first.date.parts
            let count = 12 * year + month - 1 + (number - 1) * Int(months)
            let last = BusinessDate.daysIn(month: count % 12 + 1, year: count / 12)
            return BusinessDate(
                year: count / 12, month: count % 12 + 1, day: isMonthEnd ? last : min(day, last))
        }
    }

    private static func isMonthEnd(_ date: BusinessDate) -> Bool {
        date.day == BusinessDate.daysIn(month: date.month, year: date.year)
    }

    package func write(to writer: inout ByteWriter) {
        writer.write(first.date.dayNumber)
        writer.write(first.time.nanoseconds)
        switch step {
        case .once: writer.write(UInt16(0))
        case .days(let days): writer.write(days)
        case .months(let months, let isMonthEnd):
            writer.write(UInt16(isMonthEnd ? 3 : 2) << 14 | months)
        }
        writer.write(until?.dayNumber ?? .max)
        writer.write(runs ?? 0)
    }

    package init(from reader: inout ByteReader) throws(ByteError) {
        let start = reader.offset
        let day: Int32 = try reader.read()
        let time: UInt64 = try reader.read()
        let bits: UInt16 = try reader.read()
        let until: Int32 = try reader.read()
        let runs: UInt32 = try reader.read()
        let step: Step =
            bits == 0
            ? .once
            : bits >> 15 == 0
                ? .days(bits)
                : .months(bits & 0x3FFF, isMonthEnd: bits >> 14 == 3)
        let last = until == .max ? nil : BusinessDate(dayNumber: Int(until))
        guard let date = BusinessDate(dayNumber: Int(day)), let time = TimeOfDay(nanoseconds: time),
            until == .max || last != nil,
            let plan = RunPlan(
                first: LocalDateTime(date, time), step: step, until: last,
                runs: runs == 0 ? nil : runs)
        else { throw .unexpectedValue(offset: start, value: UInt64(bits)) }
        self = plan
    }
}
