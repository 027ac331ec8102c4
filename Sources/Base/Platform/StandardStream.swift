import Glibc

/// Standard output and standard error.
///
/// Each write goes out at once and whole.
package enum StandardStream: Int32, Sendable {
    case output = 1
    case error = 2

    /// Writes text.
    ///
    /// False where the reader has gone.
    @discardableResult
    package func write(_ text: String) -> Bool {
        write(Array(text.utf8))
    }

    @discardableResult
    package func write(_ bytes: [UInt8]) -> Bool {
        bytes.withUnsafeBytes { buffer in
            var written = 0
            while written < buffer.count {
                let count = Glibc.write(
                    rawValue, buffer.baseAddress?.advanced(by: written), buffer.count - written)
                guard count >= 0 || errno == EINTR else { return false }
                written += max(0, count)
            }
            return true
        }
    }

    /// Writes text and a line feed.
    @discardableResult
    package func line(_ text: String = "") -> Bool {
        write(text + "\n")
    }

    package var isTerminal: Bool { isatty(rawValue) == 1 }

    /// Columns of the terminal, or `nil` where there is none.
    package var columns: Int? {
        var size = winsize()
        guard ioctl(rawValue, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
        return Int(size.ws_col)
    }
}

/// Standard input.
package enum StandardInput {
    package static var isTerminal: Bool { isatty(0) == 1 }

    /// All of it, or `nil` where it is longer than `limit` bytes or cannot be read.
    package static func readAll(limit: Int) -> [UInt8]? {
        var bytes: [UInt8] = []
        while true {
            let chunk = [UInt8](unsafeUninitializedCapacity: 65536) { buffer, count in
                count = max(0, read(0, buffer.baseAddress, buffer.count))
            }
            if chunk.isEmpty { return bytes }
            guard bytes.count + chunk.count <= limit else { return nil }
            bytes += chunk
        }
    }
}
