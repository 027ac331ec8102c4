import Glibc
import Synchronization

/// Where random bytes come from.
package protocol Randomness: Sendable {
    func fill(_ buffer: UnsafeMutableRawBufferPointer)
}

extension Randomness {
    /// `count` random bytes.
    package func bytes(_ count: Int) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            fill(UnsafeMutableRawBufferPointer(buffer))
            filled = count
        }
    }

    package func u64() -> UInt64 {
        var value: UInt64 = 0
        withUnsafeMutableBytes(of: &value) { fill($0) }
        return value
    }

    package func u128() -> UInt128 {
        var value: UInt128 = 0
        withUnsafeMutableBytes(of: &value) { fill($0) }
        return value
    }
}

/// The kernel's generator.
///
/// Fit for keys.
package struct SystemRandomness: Randomness {
    /// The most that one call of `getentropy` gives.
    private static let chunkBytesMax = 256

    package init() {}

    package func fill(_ buffer: UnsafeMutableRawBufferPointer) {
        for start in stride(from: 0, to: buffer.count, by: Self.chunkBytesMax) {
            let end = min(start + Self.chunkBytesMax, buffer.count)
            let chunk = UnsafeMutableRawBufferPointer(rebasing: buffer[start..<end])
            // Without randomness no key is safe, so there is nothing to go on with.
            precondition(getentropy(chunk.baseAddress, chunk.count) == 0, "No randomness.")
        }
    }
}

/// A repeatable generator for simulations, SplitMix64 (Steele, Lea, Flood 2014).
///
/// Never for keys of a live node.
package final class SeededRandomness: Randomness {
    private let state: Mutex<UInt64>

    package init(seed: UInt64) {
        state = Mutex(seed)
    }

    /// The next 64 bits.
    package func next() -> UInt64 {
        state.withLock { state in
            state &+= 0x9E37_79B9_7F4A_7C15
            var mixed = state
            mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
            mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
            return mixed ^ (mixed >> 31)
        }
    }

    /// A number below `bound`, which is above 0.
    ///
    /// The bias of the remainder does not matter here.
    package func below(_ bound: Int) -> Int {
        precondition(bound > 0, "There is no number below zero.")
        return Int(next() % UInt64(bound))
    }

    /// True `perMille` times in a thousand.
    package func happens(perMille: Int) -> Bool {
        perMille > 0 && below(1000) < perMille
    }

    package func fill(_ buffer: UnsafeMutableRawBufferPointer) {
        for start in stride(from: 0, to: buffer.count, by: 8) {
            let value = next()
            for index in start..<min(start + 8, buffer.count) {
                buffer[index] = UInt8(truncatingIfNeeded: value >> UInt64(8 * (index - start)))
            }
        }
    }
}
