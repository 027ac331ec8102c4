import Platform

/// A bar on standard error for work that takes long; nothing without a terminal.
final class Progress {
    private static let redrawNanoseconds: UInt64 = 100_000_000
    private static let width = 30

    private let title: String
    private let isShown = StandardStream.error.isTerminal
    private var last: UInt64 = 0

    init(_ title: String) {
        self.title = title
    }

    /// Draws how far the work is, ten times a second at most.
    func show(done: Int, of total: Int) {
        let now = SystemClock().monotonic()
        guard isShown, total > 0,
            done >= total || now - last >= Progress.redrawNanoseconds
        else { return }
        last = now
        let filled = Progress.width * min(done, total) / total
        let bar =
            String(repeating: "=", count: filled)
            + String(repeating: " ", count: Progress.width - filled)
        StandardStream.error.write(
            "\r\(title) [\(bar)] \(100 * min(done, total) / total)% \(done)/\(total)\u{1B}[K")
    }

    /// Says how far the work is where nobody knows how much there is.
    func show(_ text: String) {
        let now = SystemClock().monotonic()
        guard isShown, now - last >= Progress.redrawNanoseconds else { return }
        last = now
        StandardStream.error.write("\r\(title): \(text)\u{1B}[K")
    }

    /// Takes the bar away.
    func end() {
        guard isShown, last > 0 else { return }
        StandardStream.error.write("\r\u{1B}[K")
    }
}
