import Clearing
import Platform

/// Any other verb: a line put into the control folder, and the answer waited for.
struct Errand {
    let spool: String
    let line: String
    let wait: Int64

    init(_ arguments: [String]) throws(UsageError) {
        var options = Options(arguments)
        spool = try options.need("--spool")
        wait = try options.read("--wait", "a duration") { Moment.duration($0) } ?? 10_000
        if let left = options.rest.first(where: { $0.hasPrefix("--") }) { throw .unknown(left) }
        line = options.rest.map(Self.quoted).joined(separator: " ")
    }

    /// The shell took the quotation marks away; the script language wants them back.
    private static func quoted(_ word: String) -> String {
        guard word.contains(" ") else { return word }
        guard let sign = word.firstIndex(of: "=") else { return "\"\(word)\"" }
        return "\(word[...sign])\"\(word[word.index(after: sign)...])\""
    }

    func perform() -> Int32 {
        let disk = LiveDisk()
        let clock = SystemClock()
        let name = "\(clock.now())-\(RunningProcess.identifier).cmd"
        let folder = ClearingDesk.Folders(spool: spool).control
        let answer = "\(folder)/\(name).answer"
        do throws(DiskError) {
            try disk.makeDirectory(folder)
            try disk.writeDurably("\(folder)/.\(name)", Array(line.utf8) + [0x0A], mode: 0o644)
            try disk.rename("\(folder)/.\(name)", to: "\(folder)/\(name)")
            let end = clock.monotonic() + UInt64(wait) * 1_000_000
            while !disk.exists(answer) {
                guard clock.monotonic() < end else { return unanswered(disk, folder, name) }
                Thread.sleep(nanoseconds: 5_000_000)
            }
            return tell(try disk.read(answer, limit: 1 << 26), disk, answer)
        } catch {
            StandardStream.error.line("Clearing simulator: \(error.description)")
            return 1
        }
    }

    private func tell(_ bytes: [UInt8], _ disk: LiveDisk, _ path: String) -> Int32 {
        let text = String(decoding: bytes, as: UTF8.self)
        let isError = text.hasPrefix("error:")
        (isError ? StandardStream.error : .output).write(text)
        do throws(DiskError) { try disk.remove(path) } catch {
            StandardStream.error.line("Clearing simulator: \(error.description)")
        }
        return isError ? 1 : 0
    }

    /// Takes the command back where nobody has taken it, so that it is not done later by surprise.
    private func unanswered(_ disk: LiveDisk, _ folder: String, _ name: String) -> Int32 {
        do throws(DiskError) {
            try disk.remove("\(folder)/\(name)")
            StandardStream.error.line(
                "Clearing simulator: no answer; is it running at \(spool)? Nothing was done.")
        } catch {
            StandardStream.error.line(
                "Clearing simulator: the command was taken, but its answer did not come in time.")
        }
        return 6
    }
}
