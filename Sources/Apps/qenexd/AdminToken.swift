import Bytes
import Flows
import Platform

/// The administrator's token: made at the first start, kept in the data folder, mode 0600.
struct AdminToken {
    let text: String
    let isNew: Bool

    static func readOrMake(_ folder: DataFolder, _ disk: any Disk) throws(DiskError) -> AdminToken {
        if disk.exists(folder.adminToken) {
            let bytes = try disk.read(folder.adminToken, limit: 4096)
            let text = String(decoding: bytes, as: UTF8.self)
            return AdminToken(text: String(text.prefix { !$0.isWhitespace }), isNew: false)
        }
        // 256 bits, so that nobody guesses it.
        let text = "qx_" + Hex.encode(SystemRandomness().bytes(32))
        try disk.writeDurably(folder.adminToken, Array((text + "\n").utf8), mode: 0o600)
        return AdminToken(text: text, isNew: true)
    }
}
