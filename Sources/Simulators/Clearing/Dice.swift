/// Reproducible randomness from a seed (SplitMix64; Steele, Lea, Flood: Fast Splittable
/// Pseudorandom Number Generators, 2014).
package struct Dice: Hashable, Sendable {
    var state: UInt64

    package init(seed: UInt64) {
        state = seed
    }

    package mutating func next() -> UInt64 {
        // The generator is defined with arithmetic modulo 2^64.
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// A number from zero up to, but without, `bound`.
    package mutating func below(_ bound: UInt64) -> UInt64 {
        precondition(bound > 0, "A die has at least one side.")
        return next() % bound
    }

    /// Letters and digits for identifiers.
    mutating func letters(_ count: Int) -> String {
        let alphabet = Array("ABCDEFGHJKLMNPQRSTUVWXYZ23456789")
        return String((0..<count).map { _ in alphabet[Int(below(UInt64(alphabet.count)))] })
    }

    /// A random UUID of version 4 in lower case (RFC 9562 §5.4).
    mutating func uuid() -> String {
        let high = next() & 0xFFFF_FFFF_FFFF_0FFF | 0x4000
        let low = next() & 0x3FFF_FFFF_FFFF_FFFF | 0x8000_0000_0000_0000
        let text = [high, low].map { half in
            let digits = String(half, radix: 16)
            return String(repeating: "0", count: 16 - digits.utf8.count) + digits
        }.joined()
        let cuts = [0, 8, 12, 16, 20, 32]
        return zip(cuts, cuts.dropFirst()).map { from, to in
            text.dropFirst(from).prefix(to - from)
        }.joined(separator: "-")
    }
}
