import Glibc

/// Another program, started by this one.
package final class ChildProcess: Sendable {
    package let identifier: Int32

    /// Starts a program with the environment of this one.
    ///
    /// - Parameters:
    ///   - path: of the program; it is not looked for.
    ///   - output: a file that takes its standard output and standard error, emptied before.
    package init(_ path: String, _ arguments: [String], output: String) throws(DiskError) {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(
            &actions, 1, output, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        posix_spawn_file_actions_adddup2(&actions, 1, 2)
        var words: [UnsafeMutablePointer<CChar>?] = ([path] + arguments).map { strdup($0) } + [nil]
        defer { for word in words { free(word) } }
        var started: pid_t = 0
        let code = posix_spawn(&started, path, &actions, nil, &words, environ)
        guard code == 0 else { throw .of(code, "start", path) }
        identifier = started
    }

    /// Bytes of memory in use (resident set); 0 once it has ended.
    package var residentBytes: UInt64 { RunningProcess.residentBytes(of: "\(identifier)") }

    /// Nanoseconds of CPU time that it has used, in steps of the kernel's tick; 0 once it has ended.
    package var cpuNanoseconds: UInt64 { RunningProcess.cpuNanoseconds(of: "\(identifier)") }

    /// Asks it to end.
    package func terminate() { kill(identifier, SIGTERM) }

    /// Waits until it has ended.
    ///
    /// - Returns: its exit code, or 128 and the signal that ended it.
    @discardableResult
    package func waitForEnd() -> Int32 {
        var status: Int32 = 0
        while waitpid(identifier, &status, 0) < 0, errno == EINTR {}
        let signal = status & 0x7F
        return signal == 0 ? (status >> 8) & 0xFF : 128 + signal
    }
}
