import Platform

/// How far a file has been sent: a small file beside it, so that the same command goes on there.
///
/// A batch whose answer was lost is sent again under the same key, which gives the first answer; the
/// events are known by their ids in any case.
struct BatchMark {
    private static let bytesMax = 4096

    private let path: String
    private let size: UInt64
    var rows = 0
    var offset: UInt64
    var refused = 0
    /// Drawn when the file is first sent: another time is not the same write.
    private var run = UInt64(truncatingIfNeeded: SystemRandomness().u128())
    private let disk = LiveDisk(writerThreads: 1)

    init(of file: BatchFile) throws(Failure) {
        path = file.path + ".progress"
        size = file.size
        offset = file.start
        guard disk.exists(path) else { return }
        var found: [String: UInt64] = [:]
        do throws(DiskError) {
            let text = String(decoding: try disk.read(path, limit: Self.bytesMax), as: UTF8.self)
            for line in text.split(separator: "\n") {
                let words = line.split(separator: " ")
                if words.count == 2 { found[String(words[0])] = UInt64(words[1]) }
            }
        } catch {
            throw Failure(.error, "\(path): cannot be read (\(error)).")
        }
        guard found["size"] == size, let offset = found["offset"], offset <= size,
            let rows = found["rows"], let refused = found["refused"], let run = found["run"]
        else {
            throw Failure(
                .conflict,
                "\(path) is of another file of this name: remove it to send from the beginning.")
        }
        self.offset = offset
        self.rows = Int(clamping: rows)
        self.refused = Int(clamping: refused)
        self.run = run
    }

    /// The idempotency key of the batch that comes next.
    var key: String { "batch-\(run)-\(offset)" }

    func write() throws(Failure) {
        let text =
            "size \(size)\noffset \(offset)\nrows \(rows)\nrefused \(refused)\n"
            + "run \(run)\n"
        do throws(DiskError) { try disk.writeDurably(path, Array(text.utf8), mode: 0o600) } catch {
            throw Failure(.error, "\(path): cannot be written (\(error)).")
        }
    }

    func remove() throws(Failure) {
        guard disk.exists(path) else { return }
        do throws(DiskError) { try disk.remove(path) } catch {
            throw Failure(.error, "\(path): cannot be removed (\(error)).")
        }
    }
}
