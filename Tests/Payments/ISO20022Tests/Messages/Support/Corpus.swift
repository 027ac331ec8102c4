import Glibc

/// Files that lie outside the package and may be missing.
enum Corpus {
    /// The package's root folder.
    static let root = {
        let parts = #filePath.split(separator: "/", omittingEmptySubsequences: false)
        return parts.dropLast(6).joined(separator: "/")
    }()

    static func exists(_ path: String) -> Bool { access(path, R_OK) == 0 }

    /// A file of the payments corpus, or `nil` and a line that says so.
    static func payment(_ path: String) -> [UInt8]? {
        let whole = "\(root)/../shared/corpora/payments/\(path)"
        guard let file = fopen(whole, "rb") else {
            print("Skipped: no file \(path).")
            return nil
        }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while case let count = fread(&buffer, 1, buffer.count, file), count > 0 {
            bytes.append(contentsOf: buffer[..<count])
        }
        return bytes
    }
}
