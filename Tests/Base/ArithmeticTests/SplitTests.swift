import Arithmetic
import Testing

@Test(arguments: [
    (Int128(100), 3, [Int128(34), 33, 33]), (-100, 3, [-34, -33, -33]), (2, 3, [1, 1, 0]),
    (0, 2, [0, 0]), (7, 1, [7]),
])
func `a split adds up, odd units first`(total: Int128, parts: Int, expected: [Int128]) {
    #expect(split(total, into: parts) == expected)
}

private let weighted: [(Int128, [UInt64], [Int128])] = [
    (100, [1, 1, 2], [25, 25, 50]),
    // 100/3 each: remainders equal, so the odd unit goes to the first.
    (100, [1, 1, 1], [34, 33, 33]),
    // 10 × 1/6 = 1.67, 10 × 2/6 = 3.33, 10 × 3/6 = 5: the unit left goes to the first.
    (10, [1, 2, 3], [2, 3, 5]),
    (-10, [1, 2, 3], [-2, -3, -5]),
    (5, [0, 1], [0, 5]),
    (.max, [.max, 0], [.max, 0]),
]

@Test(arguments: weighted)
func `a weighted split adds up, largest remainders first`(
    total: Int128, weights: [UInt64], expected: [Int128]
) {
    #expect(split(total, by: weights) == expected)
}

@Test func `a split into no parts is a programmer's error`() async {
    await #expect(processExitsWith: .failure) { _ = split(100, into: 0) }
    await #expect(processExitsWith: .failure) { _ = split(100, by: [0, 0]) }
}
