/// Large pieces of memory, touched by a thread of its own before anybody asks for them.
///
/// The first touch of a page costs the kernel half a microsecond: at 164 bytes a transfer, a sixth of
/// the time in which one is decided. So who has asked twice for pieces of a size finds the next one
/// ready, all its pages there. One piece a size is kept ahead, and none given back to the system.
package final class ReadyMemory: Sendable {
    /// That of the process.
    package static let shared = ReadyMemory()

    private struct State {
        /// How often each size was asked for.
        var asked: [Int: Int] = [:]
        /// Sizes of which there is to be a piece.
        var wanted: [Int] = []
        var ready: [Int: UnsafeMutableRawPointer] = [:]
        var isRunning = false
    }

    private static let alignment = 4096
    private let state = Monitor(State())

    private init() {}

    /// Gives memory of so many bytes, aligned to a page; its contents do not matter.
    package func take(_ bytes: Int) -> UnsafeMutableRawPointer {
        let (found, isFirst) = state.update { state -> (UnsafeMutableRawPointer?, Bool) in
            state.asked[bytes, default: 0] += 1
            guard let count = state.asked[bytes], count > 1 else { return (nil, false) }
            state.wanted.append(bytes)
            defer { state.isRunning = true }
            return (state.ready.removeValue(forKey: bytes), !state.isRunning)
        }
        if isFirst { Thread.start(name: "memory") { [self] in run() } }
        return found ?? .allocate(byteCount: bytes, alignment: Self.alignment)
    }

    /// Takes a piece back.
    package func give(_ piece: UnsafeMutableRawPointer) { piece.deallocate() }

    private func run() -> Never {
        while true {
            let bytes = state.wait { $0.wanted.popLast() }
            let piece = UnsafeMutableRawPointer.allocate(
                byteCount: bytes, alignment: Self.alignment)
            for offset in stride(from: 0, to: bytes, by: Self.alignment) {
                piece.storeBytes(of: 0, toByteOffset: offset, as: UInt8.self)
            }
            let surplus = state.withLock { $0.ready.updateValue(piece, forKey: bytes) }
            surplus?.deallocate()
        }
    }
}
