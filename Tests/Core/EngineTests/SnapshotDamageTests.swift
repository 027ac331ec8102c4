import Fuzzing
import Journal
import Platform
import Testing

@testable import Engine

@Suite struct `A damaged snapshot` {
    /// A node that has written one snapshot below 1 MiB, and more after it.
    private func written(seed: UInt64) throws -> (bench: NodeBench, path: String) {
        let bench = NodeBench(seed: seed)
        let node = try bench.open()
        for number in 0..<300 { node.submit(.add(UInt64(number)), answer: { _ in }) }
        bench.settle(node)
        try node.log.tick()
        bench.settle(node)
        try node.writeSnapshot(to: bench.snapshots)
        bench.settle(node)
        let folder = bench.snapshots.path
        let name = try #require(try bench.disk.list(folder).first)
        return (bench, "\(folder)/\(name)")
    }

    @Test func `is known by every one of its bits, and named`() throws {
        let (bench, path) = try written(seed: 1)
        let size = try bench.disk.size(path)
        #expect(size > 2_000 && size < 1 << 20)
        #expect(try bench.snapshots.newest(through: .max) != nil)
        for _ in 0..<Campaign.rounds(1_000, long: 20_000) {
            let offset = bench.random.u64() % size
            let bit = bench.random.below(8)
            try bench.disk.flipBit(path, at: offset, bit: bit)
            var damaged: [String] = []
            let found = try bench.snapshots.newest(through: .max) { damaged.append($0) }
            #expect(found == nil && damaged == [path], "bit \(bit) at \(offset)")
            try bench.disk.flipBit(path, at: offset, bit: bit)
        }
        #expect(try bench.snapshots.newest(through: .max) != nil)
    }

    /// The journal holds everything, so that a start takes longer and gives the same state.
    @Test func `costs a replay and nothing else`() throws {
        let (bench, path) = try written(seed: 2)
        let state = NodeBench.state(try bench.open().machine)
        #expect(bench.replayed == 0)
        try bench.disk.flipBit(path, at: 500, bit: 3)
        #expect(NodeBench.state(try bench.open().machine) == state)
        #expect(bench.replayed == 300)
    }
}
