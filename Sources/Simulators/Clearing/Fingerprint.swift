/// Tells two files with one MsgId apart: length and two FNV-1a sums.
///
/// It guards against mistakes, not against an attacker, who has nothing to win in a simulator.
struct Fingerprint: Hashable {
    var length: Int
    var first: UInt64
    var second: UInt64

    init(length: Int, first: UInt64, second: UInt64) {
        self.length = length
        self.first = first
        self.second = second
    }

    init(of bytes: [UInt8]) {
        var first: UInt64 = 0xCBF2_9CE4_8422_2325
        var second: UInt64 = 0x6C62_272E_07BB_0142
        for byte in bytes {
            // FNV is defined with multiplication modulo 2^64.
            first = (first ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
            second = (second ^ UInt64(byte)) &* 0x9E37_79B9_7F4A_7C15
        }
        self.init(length: bytes.count, first: first, second: second)
    }
}
