/// SplitMix64: the same seed gives the same program.
struct Dice {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func roll() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }

    mutating func roll(below bound: Int) -> Int { Int(roll() % UInt64(bound)) }

    /// True once in so many times.
    mutating func once(in count: Int) -> Bool { roll(below: count) == 0 }

    mutating func pick<Element>(_ choices: [Element]) -> Element {
        choices[roll(below: choices.count)]
    }
}
