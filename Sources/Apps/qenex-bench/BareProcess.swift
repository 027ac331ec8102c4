import HTTPServer
import Platform

/// This program once more, as a server that reads nothing: the same answer to whatever comes.
struct BareProcess {
    let process: ChildProcess
    let port: UInt16

    /// As many as the real server has.
    private static let eventLoops = 2
    private static let word = "answer-all"

    init(answer: [UInt8], _ place: Workplace) throws {
        port = UInt16(30_000 + Int(RunningProcess.identifier) % 2_000)
        let file = "\(place.folder)/bare-answer"
        try place.disk.writeDurably(file, answer, mode: 0o600)
        process = try ChildProcess(
            "/proc/self/exe", [Self.word, "\(port)", file],
            output: "\(place.folder)/bare-output.txt")
        do { try waitUntilReady() } catch {
            stop()
            throw error
        }
    }

    func stop() {
        process.terminate()
        process.waitForEnd()
    }

    private func waitUntilReady() throws {
        for _ in 0..<1_000 {
            if (try? HTTPClient(port: port)) != nil { return }
            Thread.sleep(nanoseconds: 5_000_000)
        }
        throw Failed("the bare server is not up after 5 s")
    }

    /// The other side: serves until the process is ended, where the command line asks for it.
    static func serveIfAsked(_ arguments: [String]) throws {
        guard arguments.count == 3, arguments[0] == word, let port = Int(arguments[1]) else {
            return
        }
        Signals.hold()
        let answer = try LiveDisk().read(arguments[2], limit: 1 << 20)
        let server = try BareServer(port: port, eventLoops: eventLoops, answer: answer)
        withExtendedLifetime(server) { _ = Signals.wait() }
        RunningProcess.exit(0)
    }
}
