/// A place in a document, counted from 1 as editors do; columns count bytes.
package struct XMLPosition: Hashable, Sendable, CustomStringConvertible {
    package let line: Int
    package let column: Int

    package init(line: Int, column: Int) {
        self.line = line
        self.column = column
    }

    /// The place of a byte.
    ///
    /// Counts lines from the start: called for errors only, never in a loop.
    package init(of offset: Int, in bytes: [UInt8]) {
        self = bytes.withUnsafeBufferPointer { XMLPosition(of: offset, in: $0) }
    }

    package init(of offset: Int, in bytes: UnsafeBufferPointer<UInt8>) {
        let newline = UInt8(ascii: "\n")
        let end = min(max(offset, 0), bytes.count)
        var lines = 0
        for index in 0..<end { lines &+= bytes[index] == newline ? 1 : 0 }
        var start = end
        while start > 0, bytes[start - 1] != newline { start -= 1 }
        self.init(line: lines + 1, column: end - start + 1)
    }

    package var description: String { "\(line):\(column)" }
}
