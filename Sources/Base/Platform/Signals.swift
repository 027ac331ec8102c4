import Glibc

/// Requests from outside to stop.
package enum Signals {
    package enum Stop: Hashable, Sendable { case terminate, interrupt }

    /// Keeps SIGTERM and SIGINT for ``wait()`` and turns SIGPIPE off.
    ///
    /// Call it in the first thread before any other is started: threads take the mask over.
    package static func hold() {
        var set = stops()
        pthread_sigmask(SIG_BLOCK, &set, nil)
        ignoreBrokenPipes()
    }

    /// A write to a closed connection becomes an error instead of the end of the process.
    package static func ignoreBrokenPipes() {
        signal(SIGPIPE, SIG_IGN)
    }

    /// Waits for one of the two held signals.
    package static func wait() -> Stop {
        var set = stops()
        var number: Int32 = 0
        while sigwait(&set, &number) != 0 {}
        return number == SIGTERM ? .terminate : .interrupt
    }

    private static func stops() -> sigset_t {
        var set = sigset_t()
        sigemptyset(&set)
        sigaddset(&set, SIGTERM)
        sigaddset(&set, SIGINT)
        return set
    }
}
