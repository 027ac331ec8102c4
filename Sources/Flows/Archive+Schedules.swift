import Bytes
package import PaymentModel
import Projection

/// A run of a schedule, as the archive knows it.
package struct ScheduleRunRow: Sendable {
    package let run: ScheduleRun
    package let at: UInt64

    init?(_ row: [Cell]) {
        var reader = ByteReader(row[0].bytes[...])
        guard let run = try? ScheduleRun(from: &reader) else { return nil }
        self.run = run
        at = UInt64(row[1].integer)
    }
}

extension Archive {
    /// Runs of a schedule, newest first, below a number.
    package func scheduleRuns(
        _ schedule: UInt128, before number: UInt32, limit: Int
    ) throws(FlowError) -> [ScheduleRunRow] {
        try read(
            """
            SELECT run, at FROM schedule_runs WHERE schedule = ?1 AND number < ?2
            ORDER BY number DESC LIMIT ?3
            """, [.id(schedule), .integer(Int64(number)), .integer(Int64(limit))]
        ).compactMap(ScheduleRunRow.init)
    }
}

extension Archive {
    /// A schedule that has ended, as it stood then; `nil` where none with this id has.
    package func endedSchedule(_ id: UInt128) throws(FlowError) -> Schedule? {
        let rows = try read("SELECT schedule FROM ended_schedules WHERE id = ?", [.id(id)])
        guard let row = rows.first else { return nil }
        var reader = ByteReader(row[0].bytes[...])
        do throws(ByteError) { return try Schedule(from: &reader) } catch {
            throw .records("\(error)")
        }
    }
}

extension RecordsWriter {
    func store(_ schedule: Schedule, _ moment: Moment) throws(DatabaseError) {
        var bytes = ByteWriter()
        schedule.write(to: &bytes)
        try database.run(
            "INSERT OR REPLACE INTO ended_schedules VALUES (?, ?, ?, ?)",
            [.id(schedule.order.id), moment.sequence, moment.timestamp, .bytes(bytes.bytes)])
    }

    func store(_ run: ScheduleRun, _ moment: Moment) throws(DatabaseError) {
        var bytes = ByteWriter()
        run.write(to: &bytes)
        try database.run(
            "INSERT OR REPLACE INTO schedule_runs VALUES (?, ?, ?, ?, ?)",
            [
                .id(run.schedule), .integer(Int64(run.number)), moment.sequence, moment.timestamp,
                .bytes(bytes.bytes),
            ])
    }
}
