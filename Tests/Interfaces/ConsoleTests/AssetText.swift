import Console

extension ConsoleAsset {
    /// The asset at an address.
    static func at(_ path: String) -> ConsoleAsset? {
        WebConsole.assets.first { $0.path == path }
    }

    static var scripts: [ConsoleAsset] { WebConsole.assets.filter { $0.kind == .script } }

    /// What stands between each `start` and the `end` that follows it.
    func pieces(from start: String, to end: Character) -> [String] {
        text.pieces(from: start, to: end)
    }
}

extension String {
    func pieces(from start: String, to end: Character) -> [String] {
        var found: [String] = []
        var rest = self[...]
        while let range = rest.firstRange(of: start) {
            rest = rest[range.upperBound...]
            found.append(String(rest.prefix { $0 != end }))
        }
        return found
    }
}

/// The namespace of SVG: a name that no browser fetches.
let namespaceOfSVG = "http://www.w3.org/2000/svg"
