import Synchronization
import Testing

@testable import Platform

@Suite struct `The platform` {
    /// First outputs for the seed 1234567 (Rosetta Code, "Pseudo-random numbers/Splitmix64").
    @Test func `has SplitMix64's numbers`() {
        let random = SeededRandomness(seed: 1_234_567)
        let expected: [UInt64] = [
            6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
            4_593_380_528_125_082_431, 16_408_922_859_458_223_821,
        ]
        #expect(expected.map { _ in random.next() } == expected)
    }

    @Test func `fills odd lengths with random bytes`() {
        #expect(SystemRandomness().bytes(1001).count == 1001)
        #expect(Set(SystemRandomness().bytes(1001)).count > 200)
        #expect(SeededRandomness(seed: 5).bytes(13) == SeededRandomness(seed: 5).bytes(13))
    }

    @Test func `hands values from thread to thread`() {
        let queue = Monitor<[Int]>([])
        Thread.start(name: "test") { for value in 0..<100 { queue.update { $0.append(value) } } }
        #expect(queue.wait { $0.count == 100 ? $0 : nil } == Array(0..<100))
    }

    @Test func `gives up waiting at the deadline`() {
        #expect(Monitor(0).wait(until: 1) { $0 == 1 ? true : nil } == nil)
    }

    @Test func `refuses a second holder of a lock until the first lets go`() throws {
        let path = "/tmp/qenex-lock-\(SystemRandomness().u64())"
        defer { try? LiveDisk().remove(path) }
        var first: FileLock? = try FileLock(path)
        #expect(throws: DiskError.locked(path: path)) { try FileLock(path) }
        #expect(first != nil)
        first = nil
        _ = try FileLock(path)
    }

    @Test func `knows its process`() {
        #expect(RunningProcess.residentBytes > 1 << 20)
        #expect(RunningProcess.cpuNanoseconds > 0)
        #expect(RunningProcess.machineBytes > 1 << 28)
        #expect(RunningProcess.variable("QENEX_NOT_SET") == nil)
    }

    @Test func `says that nobody listens`() {
        #expect(throws: ConnectionError.refused) {
            try TCPConnection(host: "127.0.0.1", port: 1, timeoutMilliseconds: 1000)
        }
    }
}
