import Glibc

/// A value behind a lock, with threads waiting for it to change.
///
/// ```swift
/// let queue = Monitor<[Int]>([])
/// queue.update { $0.append(1) }
/// let next = queue.wait { $0.popLast() }
/// ```
///
/// Sendable because every access to the value holds the lock.
package final class Monitor<Value>: @unchecked Sendable {
    private var value: Value
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)

    package init(_ value: sending Value) {
        self.value = value
        pthread_mutex_init(mutex, nil)
        var attributes = pthread_condattr_t()
        pthread_condattr_init(&attributes)
        pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC)
        pthread_cond_init(condition, &attributes)
        pthread_condattr_destroy(&attributes)
    }

    deinit {
        pthread_cond_destroy(condition)
        pthread_mutex_destroy(mutex)
        condition.deallocate()
        mutex.deallocate()
    }

    /// Reads or changes the value without waking anyone.
    package func withLock<Result, Failure: Error>(
        _ body: (inout Value) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        return try body(&value)
    }

    /// Changes the value and wakes all who wait for it.
    package func update<Result, Failure: Error>(
        _ body: (inout Value) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        // Woken while the lock is held, the others would only wait again.
        defer { pthread_cond_broadcast(condition) }
        return try withLock(body)
    }

    /// Changes the value and wakes one of those who wait for it, where any of them will do.
    package func updateForOne<Result, Failure: Error>(
        _ body: (inout Value) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        defer { pthread_cond_signal(condition) }
        return try withLock(body)
    }

    /// Changes the value and wakes all who wait for it, where the closure says that it is worth it.
    ///
    /// Those who wait are not asked again otherwise.
    package func update<Result>(
        wakingIf isWorthIt: (Result) -> Bool, _ body: (inout Value) -> Result
    ) -> Result {
        let result = withLock(body)
        if isWorthIt(result) { pthread_cond_broadcast(condition) }
        return result
    }

    /// Waits until the closure gives a result.
    ///
    /// It is asked at once and after every update.
    @discardableResult
    package func wait<Result>(for body: (inout Value) -> Result?) -> Result {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        while true {
            if let result = body(&value) { return result }
            pthread_cond_wait(condition, mutex)
        }
    }

    /// The same, giving up when the monotonic clock reaches `deadline` nanoseconds.
    @discardableResult
    package func wait<Result>(
        until deadline: UInt64, for body: (inout Value) -> Result?
    ) -> Result? {
        var end = timespec(
            tv_sec: Int(deadline / 1_000_000_000), tv_nsec: Int(deadline % 1_000_000_000))
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        while true {
            if let result = body(&value) { return result }
            guard pthread_cond_timedwait(condition, mutex, &end) != ETIMEDOUT else {
                return body(&value)
            }
        }
    }
}
