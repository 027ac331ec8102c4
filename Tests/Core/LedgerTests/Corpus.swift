import Glibc

/// The shared cases, where they are there.
enum Corpus {
    /// The package's root and up: `../shared/corpora/ledger`.
    static var folder: String {
        var parts = #filePath.split(separator: "/", omittingEmptySubsequences: false)
        parts.removeLast(4)
        return parts.joined(separator: "/") + "/../shared/corpora/ledger"
    }

    /// The paths of a folder's `*.json`, sorted; none where the folder is missing.
    static func cases(in name: String) -> [String] {
        guard let directory = opendir("\(folder)/\(name)") else { return [] }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            let file = withUnsafeBytes(of: entry.pointee.d_name) {
                String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
            }
            if file.hasSuffix(".json") { names.append("\(folder)/\(name)/\(file)") }
        }
        return names.sorted()
    }

    static func bytes(of path: String) throws -> [UInt8] {
        guard let file = fopen(path, "r") else { throw Missing(path: path) }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var part = [UInt8](repeating: 0, count: 65_536)
        while case let count = fread(&part, 1, part.count, file), count > 0 {
            bytes += part[..<count]
        }
        return bytes
    }

    struct Missing: Error { let path: String }
}
