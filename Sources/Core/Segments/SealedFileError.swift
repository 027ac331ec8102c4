package import Platform

/// Why a sealed file cannot be written or read.
package enum SealedFileError: Error, Hashable, Sendable {
    case disk(DiskError)
    /// The file is no sealed file, is cut, or has more bytes than it says.
    case unfinished(path: String, size: UInt64)
    /// The block at this offset is not what was written there.
    case damaged(path: String, offset: UInt64)
    /// The file is whole, but another one than was named.
    case different(path: String)
}

extension SealedFileError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .disk(let error): "\(error)"
        case .unfinished(let path, let size): "\(path), \(size) bytes, is not a whole sealed file"
        case .damaged(let path, let offset): "\(path) is damaged in the block at byte \(offset)"
        case .different(let path): "\(path) is another file than the one that was sealed"
        }
    }
}
