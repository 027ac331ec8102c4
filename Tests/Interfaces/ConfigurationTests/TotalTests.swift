import Testing

@testable import Configuration

/// A small generator with a seed, so that a failure can be repeated.
private struct Lehmer: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        // Knuth's MMIX constants; the high half is the better one.
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return state >> 32 | state << 32
    }
}

@Suite struct TotalTests {
    /// Bytes of both files are changed, cut and doubled at random places.
    @Test(arguments: [1, 2, 3, 4] as [UInt64])
    func `any bytes give settings or a refusal, never a crash`(seed: UInt64) {
        var random = Lehmer(state: seed)
        let marks = Array("[]=\"'#,.\n\\{}0xZ-".utf8)
        for round in 0..<250 {
            var bytes = Array(Demonstration.banking.utf8)
            for _ in 0..<Int.random(in: 1...8, using: &random) {
                let index = Int.random(in: 0..<bytes.count, using: &random)
                switch Int.random(in: 0..<4, using: &random) {
                case 0: bytes[index] = UInt8.random(in: 0...255, using: &random)
                case 1: bytes[index] = marks.randomElement(using: &random) ?? 0
                case 2: bytes.remove(at: index)
                default: bytes.insert(contentsOf: bytes.suffix(from: index).prefix(40), at: index)
                }
            }
            let files = ConfigurationFiles(found: [
                .init(file: .banking, path: "etc/banking.toml", bytes: bytes)
            ])
            let machine = Machine(coreCount: 2, memoryBytes: 8 << 30)
            do {
                let settings = try files.settle(
                    variables: [], machine: machine, isDevelopment: round.isMultiple(of: 2))
                #expect(!settings.report.isEmpty, "seed \(seed), round \(round)")
            } catch {
                #expect(!error.complaints.isEmpty, "seed \(seed), round \(round)")
            }
        }
    }
}
