import Bytes
import Vocabulary

/// Schedules, in the order of their ids.
///
/// Those that have ended stay as long as there is room; then the one that ended first gives way to a
/// new one. Of those only id and content are kept, 32 bytes each: no id is used again.
package struct ScheduleRegister: Sendable {
    /// In memory at once; more than so many are never in force together.
    package static let schedulesMax = 100_000

    private let schedulesMax: Int

    /// Ascending.
    package private(set) var ids: [UInt128] = []
    private var schedules: [UInt128: Schedule] = [:]
    /// Zones that schedules have: one line of the table each, read once.
    private var zones: [String: ZoneRules] = [:]
    /// Those in memory that are in force no more, in the order in which they ended.
    private var ended: [UInt128] = []
    /// The contents of those that have left memory.
    private var past: [UInt128: UInt128] = [:]

    init(schedulesMax: Int = Self.schedulesMax) { self.schedulesMax = schedulesMax }

    package var count: Int { ids.count }
    /// Whether all are in force.
    var isFull: Bool { ids.count - ended.count >= schedulesMax }

    /// Whether a schedule has had this id, and left memory.
    package func hasLeft(_ id: UInt128) -> Bool { past[id] != nil }

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

    /// Keeps a schedule; one that has ended does so only once.
    ///
    /// - Precondition: of a new one, that the register is not full.
    mutating func set(_ schedule: Schedule) {
        let id = schedule.order.id
        let before = schedules[id]
        if before == nil {
            makeRoom()
            ids.insert(id, at: place(of: id))
        }
        if schedule.state != .active, before?.state ?? .active == .active { ended.append(id) }
        schedules[id] = schedule
    }

    private mutating func makeRoom() {
        guard ids.count >= schedulesMax, let first = ended.first else { return }
        ended.removeFirst()
        ids.remove(at: place(of: first))
        past[first] = schedules.removeValue(forKey: first)?.content
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
        writer.write(ids: ended)
        let left = past.keys.sorted()
        writer.write(ids: left)
        for id in left { writer.write(past[id] ?? 0) }
    }

    init(from reader: inout ByteReader) throws(ByteError) {
        self.init()
        for schedule in try reader.readList(Schedule.self) { set(schedule) }
        ended = try reader.readIDs()
        for id in try reader.readIDs() { past[id] = 0 }
        for id in past.keys.sorted() { past[id] = try reader.read(UInt128.self) }
    }
}
