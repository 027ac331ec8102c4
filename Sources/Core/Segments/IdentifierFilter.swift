/// Says of an id that a run has it perhaps, or that it has it not: a Bloom filter in blocks.
///
/// An id has one line of 64 bytes, one bit in each of its eight words: one line of memory is read to
/// ask. (Putze, Sanders, Singler: *Cache-, hash- and space-efficient Bloom filters*, 2007.) At 32
/// bits an id, some 16 ids share a line, and of ids that are not there about one in 50,000 passes;
/// at 20 bits it is one in 3,000.
///
/// Sendable once it is filled: then nothing writes to it.
final class IdentifierFilter: @unchecked Sendable {
    static let lineBytes = 64
    static let lineWords = 8
    /// 63 lines are 4,032 bytes.
    static let linesPerBlock = SealedBlock.payloadBytes / lineBytes

    let lineCount: Int
    let words: UnsafeMutablePointer<UInt64>
    /// Takes what is read only in order to be near; nobody looks at it.
    private var sink: UInt64 = 0

    static func lines(for count: Int, bitsEach: Int) -> Int { (count * bitsEach + 511) / 512 }

    init(lineCount: Int) {
        self.lineCount = lineCount
        words = UnsafeMutableRawPointer.allocate(
            byteCount: max(1, lineCount) * Self.lineBytes, alignment: Self.lineBytes
        ).bindMemory(to: UInt64.self, capacity: max(1, lineCount) * Self.lineWords)
        words.initialize(repeating: 0, count: max(1, lineCount) * Self.lineWords)
    }

    deinit { words.deallocate() }

    /// Two folded multiplications; part of the format, as filters lie on disk.
    ///
    /// Wrapping is wanted: it is a hash.
    @inline(__always)
    static func hash(_ id: UInt128) -> UInt64 {
        let low = UInt64(truncatingIfNeeded: id) ^ 0xA076_1D64_78BD_642F
        let high = UInt64(truncatingIfNeeded: id >> 64) ^ 0xE703_7ED1_A0B4_28DB
        let product = low.multipliedFullWidth(by: high)
        let mixed = product.high ^ product.low ^ (high << 32 | high >> 32)
        let again = (mixed ^ 0x8EBC_6AF0_9C88_C6E3).multipliedFullWidth(by: 0x5899_65CC_7537_4CC3)
        return again.high ^ again.low
    }

    /// The line that an id's hash is told by.
    @inline(__always)
    func line(_ hash: UInt64) -> UnsafeMutablePointer<UInt64> {
        words + Int(hash.multipliedFullWidth(by: UInt64(lineCount)).high) * Self.lineWords
    }

    /// Forty-eight bits, six for each word: mixed once more, as the line takes the hash's highest.
    @inline(__always)
    private static func bits(_ hash: UInt64) -> UInt64 { (hash &* 0x9E37_79B9_7F4A_7C15) >> 16 }

    @inline(__always)
    private static func bit(_ bits: UInt64, _ word: Int) -> UInt64 {
        1 << (bits >> UInt64(6 * word) & 63)
    }

    func insert(_ hash: UInt64) {
        let line = line(hash)
        let bits = Self.bits(hash)
        for word in 0..<Self.lineWords { line[word] |= Self.bit(bits, word) }
    }

    /// Puts in several: their lines are read together first, so that the waits for memory overlap.
    func insert(_ hashes: UnsafeBufferPointer<UInt64>) {
        var sum: UInt64 = 0
        for hash in hashes { sum ^= line(hash).pointee }
        sink ^= sum
        for hash in hashes { insert(hash) }
    }

    /// False where no id with this hash was put in.
    @inline(__always)
    func mayContain(_ hash: UInt64) -> Bool {
        let line = line(hash)
        let bits = Self.bits(hash)
        var missing: UInt64 = 0
        for word in 0..<Self.lineWords { missing |= ~line[word] & Self.bit(bits, word) }
        return missing == 0
    }
}
