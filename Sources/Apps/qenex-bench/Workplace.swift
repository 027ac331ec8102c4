import Configuration
import Flows
import PaymentModel
import Platform

/// Where things are measured: a folder on the disk, the clock, and the demonstration's setup.
struct Workplace {
    let folder: String
    let disk = LiveDisk()
    let clock = SystemClock()
    let setup: BankSetup

    /// 2026-03-10T09:00 in the demonstration bank's zone, a Tuesday and a TARGET day.
    static let sandboxStart: UInt64 = 20_522 * 86_400_000_000_000 + 8 * 3_600_000_000_000
    static let day = 20_522

    init(folder: String) throws {
        self.folder = folder
        setup = try ConfigurationFiles.none
            .settle(variables: [], machine: .current, isDevelopment: true).setup
        try disk.makeDirectory(folder)
    }

    /// An empty folder of its own for one measurement.
    func fresh(_ name: String) throws -> DataFolder {
        let path = "\(folder)/\(name)"
        try remove(path)
        return DataFolder(path)
    }

    /// Removes a file, or a folder with all that is in it.
    func remove(_ path: String) throws {
        guard disk.exists(path) else { return }
        for name in (try? disk.list(path)) ?? [] { try remove("\(path)/\(name)") }
        try disk.remove(path)
    }

    /// Runs something and gives the nanoseconds it took.
    func time<Value>(_ body: () throws -> Value) rethrows -> (nanoseconds: UInt64, value: Value) {
        let start = clock.monotonic()
        let value = try body()
        return (clock.monotonic() - start, value)
    }
}

/// A measurement that did not come about.
struct Failed: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}
