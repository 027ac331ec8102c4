import Bytes
import Vocabulary

/// All schedules, in the order of their ids.
package struct ScheduleRegister: Sendable {
    /// Those that have ended count, too.
    package static let schedulesMax = 100_000

    /// Ascending.
    package private(set) var ids: [UInt128] = []
    private var schedules: [UInt128: Schedule] = [:]
    /// Zones that schedules have: one line of the table each, read once.
    private var zones: [String: ZoneRules] = [:]

    init() {}

    package var count: Int { ids.count }
    var isFull: Bool { ids.count >= Self.schedulesMax }

    package subscript(id: UInt128) -> Schedule? { schedules[id] }

    /// Up to so many, from an id on.
    package func page(from id: UInt128, limit: Int) -> [Schedule] {
        ids[place(of: id)...].prefix(limit).compactMap { schedules[$0] }
    }

    /// The clock of a zone; nil where there is no such zone.
    mutating func zone(_ name: String) -> ZoneRules? {
        if let known = zones[name] { return known }
        guard let rules = ZoneRules(name) else { return nil }
        zones[name] = rules
        return rules
    }

    mutating func set(_ schedule: Schedule) {
        let id = schedule.order.id
        if schedules.updateValue(schedule, forKey: id) == nil { ids.insert(id, at: place(of: id)) }
    }

    private func place(of id: UInt128) -> Int {
        var low = 0
        var high = ids.count
        while low < high {
            let middle = (low + high) / 2
            if ids[middle] < id { low = middle + 1 } else { high = middle }
        }
        return low
    }

    func write(to writer: inout ByteWriter) {
        writer.writeVarint(UInt64(ids.count))
        for id in ids { schedules[id]?.write(to: &writer) }
    }

    init(from reader: inout ByteReader) throws(ByteError) {
        for schedule in try reader.readList(Schedule.self) { set(schedule) }
    }
}
