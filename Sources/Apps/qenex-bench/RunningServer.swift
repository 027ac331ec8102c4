import Flows
import Platform

/// The built `qenexd`, started in an empty data folder.
struct RunningServer {
    let process: ChildProcess
    let port: UInt16
    let token: String
    /// Nanoseconds from its start to the first answer that it is up.
    let startNanoseconds: UInt64

    /// - Parameter path: of the program.
    init(_ path: String, _ folder: DataFolder, _ place: Workplace) throws {
        guard place.disk.exists(path) else { throw Failed("there is no \(path)") }
        // Above the well-known ones and below those the system gives out.
        port = UInt16(20_000 + Int(RunningProcess.identifier) % 10_000)
        try place.disk.makeDirectory(folder.path)
        let start = place.clock.monotonic()
        process = try ChildProcess(
            path, ["--dev", "--data", folder.path, "--listen", "127.0.0.1:\(port)"],
            output: "\(folder.path)/output.txt")
        do {
            startNanoseconds = try Self.waitUntilReady(port, place) - start
        } catch {
            process.terminate()
            throw error
        }
        let bytes = try place.disk.read(folder.adminToken, limit: 4096)
        token = String(String(decoding: bytes, as: UTF8.self).prefix { !$0.isWhitespace })
    }

    func stop() {
        process.terminate()
        process.waitForEnd()
    }

    private static func waitUntilReady(_ port: UInt16, _ place: Workplace) throws -> UInt64 {
        let request = HTTPClient.request("GET", "/health")
        for _ in 0..<3_000 {
            if var client = try? HTTPClient(port: port), try client.send(request) == 200 {
                return place.clock.monotonic()
            }
            Thread.sleep(nanoseconds: 5_000_000)
        }
        throw Failed("the server is not up after 15 s")
    }
}
