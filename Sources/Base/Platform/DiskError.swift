import Glibc

/// Why the disk did not do what it was asked to.
package enum DiskError: Error, Hashable, Sendable {
    case notFound(path: String)
    case alreadyExists(path: String)
    /// There is no room. Nothing was written that has to be undone.
    case full(path: String)
    case notPermitted(path: String)
    /// A file is larger than the reader's limit. Nothing was read.
    case tooLarge(path: String, size: UInt64, limit: Int)
    /// Fewer bytes are there than were asked for.
    case endOfFile(path: String, offset: UInt64)
    /// Another process holds the lock.
    case locked(path: String)
    /// The system call and its `errno`.
    case failed(operation: String, path: String, code: Int32)
    /// The simulated machine has lost power.
    case powerLost

    static func last(_ operation: String, _ path: String) -> DiskError {
        of(errno, operation, path)
    }

    static func of(_ code: Int32, _ operation: String, _ path: String) -> DiskError {
        switch code {
        case ENOENT, ENOTDIR: .notFound(path: path)
        case EEXIST: .alreadyExists(path: path)
        case ENOSPC, EDQUOT: .full(path: path)
        case EACCES, EPERM, EROFS: .notPermitted(path: path)
        default: .failed(operation: operation, path: path, code: code)
        }
    }
}

extension DiskError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .notFound(let path): "\(path) does not exist"
        case .alreadyExists(let path): "\(path) exists already"
        case .full(let path): "the disk has no room for \(path)"
        case .notPermitted(let path): "access to \(path) is not permitted"
        case .tooLarge(let path, let size, let limit):
            "\(path) has \(size) bytes, allowed are \(limit)"
        case .endOfFile(let path, let offset): "\(path) ends before byte \(offset)"
        case .locked(let path): "\(path) is locked by another process"
        case .failed(let operation, let path, let code):
            "\(operation) of \(path) failed: \(String(cString: strerror(code)))"
        case .powerLost: "the machine has lost power"
        }
    }
}
