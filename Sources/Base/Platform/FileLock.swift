import Glibc

/// Keeps a second process off a folder.
///
/// The kernel lets go of it however the process ends.
package final class FileLock: Sendable {
    private let descriptor: Int32

    /// Takes the lock, making its file (0600) where there is none.
    ///
    /// - Throws: ``DiskError/locked(path:)`` while another process holds it.
    package init(_ path: String) throws(DiskError) {
        let file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw .last("open", path) }
        guard flock(file, LOCK_EX | LOCK_NB) == 0 else {
            let error = errno == EWOULDBLOCK ? DiskError.locked(path: path) : .last("flock", path)
            close(file)
            throw error
        }
        descriptor = file
    }

    deinit { close(descriptor) }
}
