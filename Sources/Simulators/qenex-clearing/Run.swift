import Clearing
import Platform

/// `run`: the clearing at its spool until it is told to stop.
struct Run {
    let spool: String
    let state: String
    let script: String?
    let bank: BIC
    let schemas: String?
    let start: Moment?
    let seed: UInt64?
    let poll: Int64
    let isOnce: Bool

    init(_ arguments: [String]) throws(UsageError) {
        var options = Options(arguments)
        spool = try options.need("--spool")
        state = try options.value("--state") ?? spool + "/clearing.state"
        script = try options.value("--script")
        guard let bank = try options.read("--bank", "a BIC", { BIC($0) }) else {
            throw .missing("--bank")
        }
        self.bank = bank
        schemas = try options.value("--xsd")
        start = try options.read("--start", "a time such as 2026-11-20T09:00") { Moment($0) }
        seed = try options.read("--seed", "a whole number") { UInt64($0) }
        poll =
            try options.read("--poll", "a duration from 1ms") { text in
                Moment.duration(text).flatMap { $0 > 0 ? $0 : nil }
            } ?? 20
        isOnce = options.flag("--once")
        if let left = options.rest.first { throw .unknown(left) }
    }

    func perform() -> Int32 {
        Signals.hold()
        let disk = LiveDisk()
        do {
            try disk.makeDirectory(spool)
            let lock = try FileLock(state + ".lock")
            var desk = try open(disk)
            greet(desk.house)
            try withExtendedLifetime(lock) { try work(&desk) }
            return 0
        } catch {
            say("stopped: \(Self.text(error))")
            return 1
        }
    }

    /// The end of a held signal is the end of the program: whatever was decided is in the state
    /// file, as after a crash.
    private func work(_ desk: inout ClearingDesk) throws(DiskError) {
        if isOnce {
            try desk.step(now: Self.wallClock())
            return tell(&desk)
        }
        Thread.start(name: "signals") {
            _ = Signals.wait()
            RunningProcess.exit(0)
        }
        while true {
            let wasBusy = try desk.step(now: Self.wallClock())
            tell(&desk)
            if !wasBusy { Thread.sleep(nanoseconds: UInt64(poll) * 1_000_000) }
        }
    }

    private func open(_ disk: LiveDisk) throws -> ClearingDesk {
        var text = ""
        if let script {
            text = String(decoding: try disk.read(script, limit: 4 << 20), as: UTF8.self)
        }
        let now = Self.wallClock()
        return try ClearingDesk(
            disk: disk, spool: spool, statePath: state, script: text, bank: bank,
            schemas: try loadSchemas(disk), start: start ?? Self.defaultStart(now), now: now,
            seed: seed ?? SystemRandomness().u64())
    }

    /// Reads the schemas of the messages that are taken, from a flat folder or one by areas.
    private func loadSchemas(_ disk: LiveDisk) throws -> [String: XMLSchema] {
        guard let folder = schemas else { return [:] }
        var found: [String: XMLSchema] = [:]
        for name in ClearingHouse.taken {
            let flat = "\(folder)/\(name).xsd"
            let path = disk.exists(flat) ? flat : "\(folder)/\(name.prefix(4))/\(name).xsd"
            guard let schema = XMLSchema(try disk.read(path, limit: 16 << 20)) else {
                throw DiskError.notFound(path: "a schema in \(path)")
            }
            found[name] = schema
        }
        return found
    }

    private func greet(_ house: ClearingHouse) {
        say("for the bank \(bank.text), at \(spool), state in \(state)")
        say("clock \(house.now.text), business day \(house.openDay.text)")
        say(
            house.schemas.isEmpty
                ? "no schemas given: messages are checked only for what is read"
                : "messages are validated against \(house.schemas.count) schemas")
    }

    private func tell(_ desk: inout ClearingDesk) {
        for line in desk.takeLog() { StandardStream.output.line(line) }
    }

    private func say(_ text: String) {
        StandardStream.output.line("Clearing simulator: \(text)")
    }

    static func wallClock() -> Moment {
        Moment(milliseconds: Int64(SystemClock().now() / 1_000_000))
    }

    /// 09:00 on the latest TARGET day, in Central European Time.
    private static func defaultStart(_ now: Moment) -> Moment {
        Moment("\(now.date.rolledBack.text)T09:00") ?? now
    }

    private static func text(_ error: any Error) -> String {
        switch error {
        case DeskError.disk(let error): error.description
        case DeskError.script(let error): "script, \(error.text)"
        case DeskError.otherBank(let bank): "the state file is of the bank \(bank.text)"
        case DeskError.state(let error): "state file: \(error)"
        default: "\(error)"
        }
    }
}
