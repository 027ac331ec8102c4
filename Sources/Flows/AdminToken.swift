import Bytes
package import Platform

/// The administrator's token: made at the first start, kept in the data folder, mode 0600.
package struct AdminToken: Hashable, Sendable {
    /// Characters that a token has at least; one that is made here has 67.
    package static let charactersMin = 32
    package static let charactersMax = 512

    package let text: String
    package let isNew: Bool

    /// Why nobody becomes administrator.
    package enum Refusal: Error, Sendable, CustomStringConvertible {
        case disk(DiskError)
        /// The file holds something else than a token.
        case noToken(path: String)

        package var description: String {
            switch self {
            case .disk(let error): "\(error)"
            case .noToken(let path):
                "\(path) holds no token: it is one line of \(charactersMin) to \(charactersMax) "
                    + "letters, digits, - and _. Remove it, and the next start makes a new one."
            }
        }
    }

    /// The token of the folder's file, or a new one where there is no file.
    ///
    /// What is in the file becomes administrator, so what anybody could guess is refused: an empty
    /// file, a word, a text with blanks.
    package static func readOrMake(
        _ folder: DataFolder, _ disk: any Disk, _ randomness: any Randomness
    ) throws(Refusal) -> AdminToken {
        let bytes: [UInt8]
        do throws(DiskError) {
            guard disk.exists(folder.adminToken) else { return try make(folder, disk, randomness) }
            bytes = try disk.read(folder.adminToken, limit: 4096)
        } catch { throw .disk(error) }
        guard let text = token(in: bytes) else { throw .noToken(path: folder.adminToken) }
        return AdminToken(text: text, isNew: false)
    }

    private static func make(
        _ folder: DataFolder, _ disk: any Disk, _ randomness: any Randomness
    ) throws(DiskError) -> AdminToken {
        // 256 bits, so that nobody guesses it.
        let text = "qx_" + Hex.encode(randomness.bytes(32))
        try disk.writeDurably(folder.adminToken, Array((text + "\n").utf8), mode: 0o600)
        return AdminToken(text: text, isNew: true)
    }

    /// The one line of a token's file, with or without its end.
    private static func token(in bytes: [UInt8]) -> String? {
        var line = bytes[...]
        if line.last == UInt8(ascii: "\n") { line.removeLast() }
        if line.last == UInt8(ascii: "\r") { line.removeLast() }
        guard charactersMin...charactersMax ~= line.count, line.allSatisfy(isOfToken) else {
            return nil
        }
        return String(decoding: line, as: UTF8.self)
    }

    private static func isOfToken(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "-"), UInt8(ascii: "_"):
            true
        default: false
        }
    }
}
