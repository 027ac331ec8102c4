import Glibc

/// A thread of the operating system, for work that blocks.
package enum Thread {
    /// Enough for code without deep recursion, small enough for an idle process to have a dozen.
    package static let stackBytes = 1 << 20

    /// Starts a thread that ends when its body returns.
    ///
    /// - Parameter name: shown by `ps -L`, cut to 15 bytes.
    package static func start(name: String, _ body: @escaping @Sendable () -> Void) {
        let box = Unmanaged.passRetained(Body(name: name, run: body))
        var attributes = pthread_attr_t()
        pthread_attr_init(&attributes)
        pthread_attr_setstacksize(&attributes, stackBytes)
        pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
        var thread = pthread_t()
        let code = pthread_create(
            &thread, &attributes,
            { argument in
                guard let argument else { return nil }
                let body = Unmanaged<Body>.fromOpaque(argument).takeRetainedValue()
                body.nameThread()
                body.run()
                return nil
            }, box.toOpaque())
        pthread_attr_destroy(&attributes)
        precondition(code == 0, "The system refuses a thread: \(code).")
    }

    /// Lets the calling thread run behind others for good: what it does can wait.
    package static func stepBack() {
        // Linux keeps a nice value for each thread; 0 is the one that asks.
        _ = setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, 19)
    }

    /// Lets other threads that can run go first.
    package static func yield() {
        sched_yield()
    }

    /// Sleeps for so many nanoseconds.
    package static func sleep(nanoseconds: UInt64) {
        sleep(until: SystemClock().monotonic() + nanoseconds)
    }

    /// Sleeps until the monotonic clock reaches so many nanoseconds.
    package static func sleep(until deadline: UInt64) {
        var end = timespec(
            tv_sec: Int(deadline / 1_000_000_000), tv_nsec: Int(deadline % 1_000_000_000))
        while clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &end, nil) == EINTR {}
    }

    private final class Body: Sendable {
        let name: String
        let run: @Sendable () -> Void

        init(name: String, run: @escaping @Sendable () -> Void) {
            self.name = name
            self.run = run
        }

        /// Through `/proc`, as `pthread_setname_np` is not visible to Swift.
        func nameThread() {
            let file = open("/proc/thread-self/comm", O_WRONLY | O_CLOEXEC)
            guard file >= 0 else { return }
            defer { close(file) }
            let text = Array(name.utf8.prefix(15))
            _ = write(file, text, text.count)
        }
    }
}
