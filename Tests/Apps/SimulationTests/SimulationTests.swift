import Simulation
import Testing

struct SimulationTests {
    /// 2,000 seeds in parts, so that the machine's cores share them.
    static let parts = 0..<16
    static let seedsPerPart: UInt64 = 125

    @Test(arguments: parts)
    func `no seed finds a lost, doubled or invented payment`(part: Int) {
        let first = UInt64(part) * Self.seedsPerPart
        for seed in first..<(first + Self.seedsPerPart) {
            do throws(Simulation.Failure) {
                let outcome = try Simulation.run(seed: seed)
                #expect(outcome.payments > 0, "seed \(seed) does nothing")
            } catch { Issue.record("\(error)") }
        }
    }

    @Test func `a seed run twice comes to the same state and history`() throws {
        for seed in UInt64(0)..<20 {
            let first = try Simulation.run(seed: seed)
            let second = try Simulation.run(seed: seed)
            #expect(first.hash == second.hash, "seed \(seed)")
        }
    }

    @Test func `different seeds come to different states`() throws {
        let hashes = try (UInt64(0)..<10).map { try Simulation.run(seed: $0).hash }
        #expect(Set(hashes).count == 10)
    }
}
