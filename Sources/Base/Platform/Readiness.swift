import Glibc

/// Waits until some of many connections have bytes to read.
///
/// ```swift
/// var readiness = Readiness(connections)
/// readiness.wait(milliseconds: 1000) { number in … connections[number].read(into: buffer) … }
/// ```
/// Costs the kernel a look at each connection a call: for a load of some hundred, not for a server.
package struct Readiness {
    private var entries: [pollfd]

    package init(_ connections: [TCPConnection]) {
        entries = connections.map {
            pollfd(fd: $0.descriptor, events: Int16(POLLIN), revents: 0)
        }
    }

    /// Gives the number of each connection that can be read at once, or has ended.
    ///
    /// None where the time is over first.
    package mutating func wait(milliseconds: Int32, _ body: (Int) throws -> Void) throws {
        let found = poll(&entries, nfds_t(entries.count), milliseconds)
        guard found > 0 else { return }
        for number in entries.indices where entries[number].revents != 0 { try body(number) }
    }
}
