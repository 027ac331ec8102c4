import Glibc

/// Files of this package and of the corpora beside it.
enum Corpus {
    /// The root of the package.
    static let root: String = {
        let parts = #filePath.split(separator: "/")
        return "/" + parts.prefix(parts.count - 5).joined(separator: "/")
    }()

    /// The payments corpora, where they are there.
    static let payments = root + "/../shared/corpora/payments/"

    static func bytes(_ path: String) -> [UInt8]? {
        guard let file = fopen(path, "rb") else { return nil }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = fread(&chunk, 1, chunk.count, file)
            guard count > 0 else { return bytes }
            bytes.append(contentsOf: chunk[..<count])
        }
    }

    /// What libxml2 says about every XML file of the corpora; `nil` where they are not there.
    static func verdicts() -> [FileVerdict]? {
        guard let bytes = bytes(payments + "xsd-verdicts.json"),
            case .object(let files) = Tree(bytes)
        else {
            print("skipped: no corpora at \(payments)")
            return nil
        }
        return files.map(FileVerdict.init)
    }

    struct FileVerdict {
        let path: String
        let isWellFormed: Bool
        /// Message, and whether it is valid, for each part whose schema was there.
        let parts: [(message: String, isValid: Bool)]

        init(_ entry: (name: String, value: Tree)) {
            path = entry.name
            isWellFormed = entry.value["xml"]?.text == "well-formed"
            guard case .array(let parts)? = entry.value["parts"] else {
                self.parts = []
                return
            }
            self.parts = parts.compactMap { part in
                guard let message = part["msg"]?.text, let verdict = part["xsd"]?.text,
                    verdict == "valid" || verdict == "invalid"
                else { return nil }
                return (message, verdict == "valid")
            }
        }
    }

    /// Just enough JSON for a file of verdicts.
    indirect enum Tree {
        case object([(name: String, value: Tree)])
        case array([Tree])
        case text(String)

        init(_ bytes: [UInt8]) {
            var cursor = 0
            self = Tree(bytes, &cursor)
        }

        private init(_ bytes: [UInt8], _ cursor: inout Int) {
            func skip(_ characters: String) {
                while cursor < bytes.count, characters.utf8.contains(bytes[cursor]) { cursor += 1 }
            }
            let separators = " \n\r\t,:"
            skip(separators)
            switch bytes[cursor] {
            case UInt8(ascii: "{"):
                var members: [(name: String, value: Tree)] = []
                cursor += 1
                skip(separators)
                while bytes[cursor] != UInt8(ascii: "}") {
                    let name = Tree(bytes, &cursor).text ?? ""
                    members.append((name, Tree(bytes, &cursor)))
                    skip(separators)
                }
                cursor += 1
                self = .object(members)
            case UInt8(ascii: "["):
                var elements: [Tree] = []
                cursor += 1
                skip(separators)
                while bytes[cursor] != UInt8(ascii: "]") {
                    elements.append(Tree(bytes, &cursor))
                    skip(separators)
                }
                cursor += 1
                self = .array(elements)
            case UInt8(ascii: "\""):
                cursor += 1
                let start = cursor
                while bytes[cursor] != UInt8(ascii: "\"") {
                    cursor += bytes[cursor] == UInt8(ascii: "\\") ? 2 : 1
                }
                self = .text(String(decoding: bytes[start..<cursor], as: UTF8.self))
                cursor += 1
            default:
                let start = cursor
                while !",}] \n".utf8.contains(bytes[cursor]) { cursor += 1 }
                self = .text(String(decoding: bytes[start..<cursor], as: UTF8.self))
            }
        }

        subscript(name: String) -> Tree? {
            guard case .object(let members) = self else { return nil }
            return members.first { $0.name == name }?.value
        }

        var text: String? {
            guard case .text(let text) = self else { return nil }
            return text
        }
    }
}
