import Bytes
import Cryptography

/// The foot of a sheet: the SHA-256 of every byte before it.
///
/// It shows what went wrong on the way or was changed in passing. It is no signature: whoever changes
/// a sheet can write another foot under it, and only the bank knows that it never wrote that.
package enum SheetFoot {
    /// Where a foot is not what it should be.
    package enum Fault: Error, Hashable, Sendable {
        case missing
        /// What it says, and what the bytes before it come to.
        case differs(stated: String, computed: String)
        /// Bytes behind it, or a foot of another form.
        case form
    }

    /// A page's.
    enum Page {
        static let start = "<footer>\n"

        static func text(_ hash: String) -> String {
            """
            \(start)<p>SHA-256 of this page without its foot:<br><code>\(hash)</code></p>
            </footer>
            </body>
            </html>

            """
        }
    }

    /// A table's: its last record, whose second cell is the hash.
    enum Table {
        static let start = "sha256,"

        static func text(_ hash: String, columns: Int) -> String {
            start + hash + String(repeating: ",", count: columns - 2) + "\r\n"
        }
    }

    /// The content with its foot.
    static func closed(_ content: String, _ foot: (String) -> String) -> [UInt8] {
        let bytes = Array(content.utf8)
        return bytes + Array(foot(hash(bytes[...])).utf8)
    }

    /// The hash of the content, where its foot says the same.
    static func check(
        _ bytes: [UInt8], start: String, _ foot: (String) -> String
    ) throws(Fault) -> String {
        guard let place = last(Array(start.utf8), in: bytes) else { throw .missing }
        let computed = hash(bytes[..<place])
        let found = Array(bytes[place...])
        if found == Array(foot(computed).utf8) { return computed }
        // A hash is the first 64 digits behind the start of the foot.
        let digits = String(decoding: found, as: UTF8.self).split { !$0.isHexDigit }
            .first { $0.utf8.count == 64 }
        guard let stated = digits.map(String.init), stated != computed else { throw .form }
        throw .differs(stated: stated, computed: computed)
    }

    static func hash(_ bytes: ArraySlice<UInt8>) -> String {
        Hex.encode(SHA256.hash(Array(bytes)).bytes)
    }

    private static func last(_ pattern: [UInt8], in bytes: [UInt8]) -> Int? {
        var place = bytes.count - pattern.count
        while place >= 0 {
            if bytes[place] == pattern[0], bytes[place...].starts(with: pattern) { return place }
            place -= 1
        }
        return nil
    }
}
