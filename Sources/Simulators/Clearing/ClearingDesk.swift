package import Platform

/// Why the desk could not go on.
package enum DeskError: Error, Sendable {
    case disk(DiskError)
    case state(StateError)
    /// The state file belongs to the clearing of another bank.
    case otherBank(BIC)
    case script(ScriptError)
}

/// The clearing at its spool: takes files, has the house decide, makes the decision durable, and
/// only then lets answers leave.
///
/// Everything it touches is a ``Disk``, real or simulated, and the time it is stepped with. A step
/// that fails half-way is done again at the next start: what was booked is not booked twice, and a
/// file that may have left already comes again under the same name with the same bytes.
package struct ClearingDesk {
    /// Files taken in one step; the rest waits for the next.
    package static let filesPerStep = 500

    package struct Folders: Sendable {
        package let outbox: String
        package let done: String
        package let refused: String
        package let inbox: String
        package let control: String
        package let controlDone: String

        package init(spool: String) {
            outbox = spool + "/outbox"
            done = outbox + "/done"
            refused = outbox + "/refused"
            inbox = spool + "/inbox"
            control = spool + "/control"
            controlDone = control + "/done"
        }

        var all: [String] { [outbox, done, refused, inbox, control, controlDone] }
    }

    package private(set) var house: ClearingHouse
    private let disk: any Disk
    private let folders: Folders
    private let statePath: String

    /// Opens the desk: with the state file where there is one, else with a new house.
    ///
    /// - Parameters:
    ///   - start: what the clearing's clock shows at first; ignored where there is a state.
    ///   - now: the clock with which it will be stepped.
    package init(
        disk: any Disk, spool: String, statePath: String, script: String, bank: BIC,
        schemas: [String: XMLSchema], start: Moment, now: Moment, seed: UInt64
    ) throws(DeskError) {
        self.disk = disk
        self.statePath = statePath
        folders = Folders(spool: spool)
        do throws(DiskError) {
            for folder in folders.all { try disk.makeDirectory(folder) }
        } catch { throw .disk(error) }
        house = try Self.opened(disk, statePath, bank: bank, start: start, now: now, seed: seed)
        guard house.settings.bank == bank else { throw .otherBank(house.settings.bank) }
        house.schemas = schemas
        do throws(ScriptError) { try house.configure(script: script) } catch {
            throw .script(error)
        }
    }

    private static func opened(
        _ disk: any Disk, _ path: String, bank: BIC, start: Moment, now: Moment, seed: UInt64
    ) throws(DeskError) -> ClearingHouse {
        guard disk.exists(path) else {
            return ClearingHouse(
                settings: Settings(bank: bank), start: start, now: now, seed: seed)
        }
        let bytes: [UInt8]
        do throws(DiskError) {
            bytes = try disk.read(path, limit: ClearingHouse.stateBytesMax)
        } catch { throw .disk(error) }
        do throws(StateError) { return try ClearingHouse(state: bytes) } catch {
            throw .state(error)
        }
    }

    /// Takes what lies in the spool and lets the time pass.
    ///
    /// - Returns: whether there was anything to do.
    @discardableResult
    package mutating func step(now: Moment) throws(DiskError) -> Bool {
        house.advance(to: now)
        let answers = try takeCommands()
        let moves = try takeFiles()
        // What the files and commands set off may be due at once.
        house.advance(to: now)
        guard house.isChanged || !moves.isEmpty || !answers.isEmpty || !house.leaving.isEmpty
        else { return false }
        if house.isChanged { try save() }
        for file in house.leaving {
            try put(file.bytes, into: folders.inbox, as: file.name)
        }
        for (name, answer) in answers {
            try put(Array(answer.utf8), into: folders.control, as: name + ".answer")
            try move(name, from: folders.control, to: folders.controlDone)
        }
        for (name, why) in moves { try clear(name, why) }
        house.clearLeaving()
        if house.isChanged { try save() }
        return true
    }

    private mutating func save() throws(DiskError) {
        try disk.writeDurably(statePath, house.encoded(), mode: 0o600)
    }

    private mutating func takeFiles() throws(DiskError) -> [(name: String, why: String?)] {
        var moves: [(name: String, why: String?)] = []
        for name in try finished(in: folders.outbox, suffix: ".xml").prefix(Self.filesPerStep) {
            let path = folders.outbox + "/" + name
            guard try disk.size(path) <= UInt64(ClearingHouse.fileBytesMax) else {
                moves.append((name, "larger than \(ClearingHouse.fileBytesMax) bytes"))
                continue
            }
            let bytes = try disk.read(path, limit: ClearingHouse.fileBytesMax)
            switch house.receive(bytes, named: name) {
            case .done: moves.append((name, nil))
            case .refused(let why): moves.append((name, why))
            }
        }
        return moves
    }

    private mutating func takeCommands() throws(DiskError) -> [(name: String, answer: String)] {
        var answers: [(name: String, answer: String)] = []
        for name in try finished(in: folders.control, suffix: ".cmd").prefix(Self.filesPerStep) {
            let path = folders.control + "/" + name
            let size = try disk.size(path)
            let bytes = try disk.read(path, at: 0, count: Int(min(size, 1 << 20)))
            answers.append((name, house.answerCommands(bytes, named: name)))
        }
        return answers
    }

    /// Files that are complete: not hidden, and with the suffix, in the order of their names.
    private func finished(in folder: String, suffix: String) throws(DiskError) -> [String] {
        try disk.list(folder).filter { $0.hasSuffix(suffix) && !$0.hasPrefix(".") }
    }

    /// Writes under a hidden name, durably, then shows the file.
    private func put(_ bytes: [UInt8], into folder: String, as name: String) throws(DiskError) {
        let hidden = "\(folder)/.\(name)"
        try disk.writeDurably(hidden, bytes, mode: 0o644)
        try disk.rename(hidden, to: "\(folder)/\(name)")
    }

    private func clear(_ name: String, _ why: String?) throws(DiskError) {
        guard let why else { return try move(name, from: folders.outbox, to: folders.done) }
        try put(Array("\(why)\n".utf8), into: folders.refused, as: name + ".reason")
        try move(name, from: folders.outbox, to: folders.refused)
    }

    private func move(_ name: String, from: String, to: String) throws(DiskError) {
        try disk.rename("\(from)/\(name)", to: "\(to)/\(name)")
    }

    /// Does a line of the script language as a command file would; the next step makes it durable.
    package mutating func execute(_ line: String) throws(ScriptError) -> String {
        try house.execute(line)
    }

    /// What happened since it was last asked for, for people.
    package mutating func takeLog() -> [String] { house.takeLog() }
}
