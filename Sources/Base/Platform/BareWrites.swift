import Glibc

/// What the disk allows: a bare loop of durable writes, for comparison with what is measured above
/// it.
///
/// Nothing is computed, queued or woken; each thread writes its blocks with `O_DIRECT|O_DSYNC`
/// (where the file system refuses that, with `fdatasync`) into a file that was zeroed before.
package struct BareWrites: Sendable {
    /// Bytes of one write, a multiple of 4 KiB.
    package let writeBytes: Int
    package let count: Int
    /// Writes on their way at once.
    package let inFlight: Int

    package struct Result: Sendable {
        /// From the first write's start to the last one's end, in nanoseconds.
        package let elapsed: UInt64
        /// Nanoseconds of each write, ascending.
        package let latencies: [UInt64]
        package let isDirect: Bool
    }

    package init(writeBytes: Int, count: Int, inFlight: Int) {
        precondition(writeBytes % AlignedBuffer.blockBytes == 0, "Only whole blocks are written.")
        precondition(count > 0 && inFlight > 0, "There is something to write.")
        self.writeBytes = writeBytes
        self.count = count
        self.inFlight = inFlight
    }

    /// Runs the loop over a file of its own, which it removes.
    package func run(at path: String) throws(DiskError) -> Result {
        let length = writeBytes * min(count, max(1, (256 << 20) / writeBytes))
        do {
            let log = try LiveLogFile(path, .create(size: UInt64(length))) { _ in }
            try log.zero()
        }
        defer { unlink(path) }
        let (file, isDirect) = try LiveLogFile.openForWriting(path)
        defer { close(file) }
        let clock = SystemClock()
        let done = Monitor<[(latencies: [UInt64], failure: DiskError?)]>([])
        let start = clock.monotonic()
        for thread in 0..<inFlight {
            Thread.start(name: "bare writes") {
                let part = write(
                    stride(from: thread, to: count, by: inFlight), to: file, path, length, isDirect)
                done.update { $0.append(part) }
            }
        }
        let parts = done.wait { $0.count == inFlight ? $0 : nil }
        let elapsed = clock.monotonic() - start
        if let failure = parts.lazy.compactMap(\.failure).first { throw failure }
        return Result(
            elapsed: elapsed, latencies: parts.flatMap(\.latencies).sorted(), isDirect: isDirect)
    }

    private func write(
        _ numbers: StrideTo<Int>, to file: Int32, _ path: String, _ length: Int, _ isDirect: Bool
    ) -> (latencies: [UInt64], failure: DiskError?) {
        let clock = SystemClock()
        let buffer = AlignedBuffer(capacity: writeBytes)
        var latencies: [UInt64] = []
        for number in numbers {
            let offset = UInt64(number * writeBytes % length)
            let start = clock.monotonic()
            do throws(DiskError) {
                try LiveDisk.write(file, path, UnsafeRawBufferPointer(buffer.bytes), at: offset)
                guard isDirect || fdatasync(file) == 0 else { throw .last("fdatasync", path) }
            } catch {
                return (latencies, error)
            }
            latencies.append(clock.monotonic() - start)
        }
        return (latencies, nil)
    }
}
