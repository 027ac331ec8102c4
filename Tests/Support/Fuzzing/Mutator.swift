/// Changes bytes somewhere: flips, cuts, doubles, splices, and puts in what a format is made of.
package struct Mutator {
    let random: FuzzDice
    /// What the format is made of.
    let pieces: [[UInt8]]

    package init(_ random: FuzzDice, pieces: [String] = []) {
        self.random = random
        self.pieces = pieces.map { Array($0.utf8) }
    }

    /// Extremes that numbers and lengths break at, in both byte orders.
    private static let extremes: [[UInt8]] = [
        [0], [0xFF], [0x7F], [0x80], [0xFF, 0xFF, 0xFF, 0xFF], [0, 0, 0, 0x80],
        [0xFF, 0xFF, 0xFF, 0x7F], [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF],
        [0, 0, 0, 0, 0, 0, 0, 0x80], [0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 1],
    ]

    /// One to six changes of one of the inputs, with parts of another.
    package func mutated(_ inputs: [[UInt8]]) -> [UInt8] {
        guard !inputs.isEmpty else { return [] }
        var bytes = inputs[random.below(inputs.count)]
        for _ in 0...random.below(6) {
            change(&bytes, inputs[random.below(inputs.count)])
        }
        return bytes
    }

    /// A text of pieces alone.
    package func made(piecesMax: Int) -> [UInt8] {
        (0...random.below(piecesMax)).flatMap { _ in pieces[random.below(pieces.count)] }
    }

    private func change(_ bytes: inout [UInt8], _ other: [UInt8]) {
        let at = random.below(bytes.count + 1)
        let length = min(1 + random.below(1 + random.below(64)), bytes.count - at)
        switch random.below(9) {
        case 0 where at < bytes.count: bytes[at] ^= 1 << UInt8(random.below(8))
        case 1 where at < bytes.count: bytes[at] = UInt8(random.below(256))
        case 2: bytes.removeSubrange(at..<(at + length))
        case 3: bytes.insert(contentsOf: bytes[at..<(at + length)], at: at)
        case 4 where !other.isEmpty:
            let from = random.below(other.count)
            let to = min(other.count, from + 1 + random.below(64))
            bytes.replaceSubrange(at..<(at + length), with: other[from..<to])
        case 5:
            let extreme = Self.extremes[random.below(Self.extremes.count)]
            let end = min(bytes.count, at + extreme.count)
            bytes.replaceSubrange(
                at..<end, with: random.below(2) == 0 ? extreme : extreme.reversed())
        case 6 where random.below(4) == 0: bytes.removeSubrange(at...)
        default:
            guard !pieces.isEmpty else { return }
            bytes.replaceSubrange(
                at..<(at + (random.below(2) == 0 ? 0 : length)),
                with: pieces[random.below(pieces.count)])
        }
    }
}
