/// One part of a dotted key, and where it stands.
struct TOMLKeyPart {
    let text: String
    let position: TOMLPosition
}

/// Tables while they grow: headers and dotted keys may come back to one.
struct TOMLTree {
    typealias Node = Int

    static let root: Node = 0

    /// How a table came to be, which decides who may add to it (TOML 1.0, "Table").
    enum Origin {
        /// By a longer header, `[a.b]` for `a`: its own header may follow.
        case implied
        /// By its header.
        case header
        /// By a dotted key: only keys of the same section add to it, but headers may lead through.
        case dotted
    }

    private enum Content {
        case table(Origin, [(part: TOMLKeyPart, node: Node)], lookup: [String: Node])
        case tableArray([Node])
        case value(TOMLValue)
    }

    private var contents: [Content] = []
    private var positions: [TOMLPosition] = []
    /// Where the key of each node stands.
    private var keyPositions: [TOMLPosition] = []
    private var depths: [Int] = []

    /// A tree with an empty root, at a depth that counts from the file's.
    init(at position: TOMLPosition, depth: Int) {
        _ = append(.table(.header, [], lookup: [:]), key: position, at: position, depth: depth)
    }

    func depth(of node: Node) -> Int { depths[node] }

    private mutating func append(
        _ content: Content, key: TOMLPosition, at position: TOMLPosition, depth: Int
    ) -> Node {
        contents.append(content)
        keyPositions.append(key)
        positions.append(position)
        depths.append(depth)
        return contents.count - 1
    }

    private func child(_ key: String, of node: Node) -> Node? {
        guard case .table(_, _, let lookup) = contents[node] else { return nil }
        return lookup[key]
    }

    private mutating func add(
        _ content: Content, under part: TOMLKeyPart, at position: TOMLPosition? = nil,
        in node: Node
    ) throws(TOMLFault) -> Node {
        guard case .table(let origin, var entries, var lookup) = contents[node] else {
            preconditionFailure("Only tables are added to.")
        }
        if case .value = content {} else { try checkDepth(depths[node] + 1, at: part.position) }
        let new = append(
            content, key: part.position, at: position ?? part.position, depth: depths[node] + 1)
        // Emptied first, so that the arrays are not copied at each key.
        contents[node] = .tableArray([])
        entries.append((part, new))
        lookup[part.text] = new
        contents[node] = .table(origin, entries, lookup: lookup)
        return new
    }

    private func checkDepth(_ depth: Int, at position: TOMLPosition) throws(TOMLFault) {
        guard depth <= TOMLDocument.depthMax else {
            throw TOMLFault(position: position, problem: .tooDeep(limit: TOMLDocument.depthMax))
        }
    }

    /// The table that `[path]` opens.
    mutating func open(header path: [TOMLKeyPart]) throws(TOMLFault) -> Node {
        let (parent, last) = try parent(ofHeader: path)
        guard let existing = child(last.text, of: parent) else {
            return try add(.table(.header, [], lookup: [:]), under: last, in: parent)
        }
        guard case .table(.implied, let entries, let lookup) = contents[existing] else {
            throw duplicate(path, of: existing)
        }
        contents[existing] = .table(.header, entries, lookup: lookup)
        return existing
    }

    /// The new table that `[[path]]` opens.
    mutating func append(header path: [TOMLKeyPart]) throws(TOMLFault) -> Node {
        let (parent, last) = try parent(ofHeader: path)
        let array: Node
        if let existing = child(last.text, of: parent) {
            array = existing
        } else {
            array = try add(.tableArray([]), under: last, in: parent)
        }
        guard case .tableArray(var nodes) = contents[array] else {
            throw duplicate(path, of: array)
        }
        let depth = depths[array] + 1
        try checkDepth(depth, at: last.position)
        let new = append(
            .table(.header, [], lookup: [:]), key: last.position, at: last.position, depth: depth)
        // Emptied first, so that the array is not copied at each header.
        contents[array] = .tableArray([])
        nodes.append(new)
        contents[array] = .tableArray(nodes)
        return new
    }

    /// Puts a value under a dotted key of a table.
    mutating func set(
        _ path: [TOMLKeyPart], of table: Node, to value: TOMLValue, at position: TOMLPosition
    ) throws(TOMLFault) {
        let (node, last) = try parent(ofKey: path, in: table)
        if let existing = child(last.text, of: node) { throw duplicate(path, of: existing) }
        _ = try add(.value(value), under: last, at: position, in: node)
    }

    private mutating func parent(
        ofHeader path: [TOMLKeyPart]
    ) throws(TOMLFault) -> (Node, TOMLKeyPart) {
        var node = Self.root
        for part in path.dropLast() {
            guard let next = child(part.text, of: node) else {
                node = try add(.table(.implied, [], lookup: [:]), under: part, in: node)
                continue
            }
            switch contents[next] {
            case .table: node = next
            case .tableArray(let nodes): node = nodes.last ?? next
            case .value: throw notExtendable(part, next)
            }
        }
        return (node, Self.last(of: path))
    }

    private mutating func parent(
        ofKey path: [TOMLKeyPart], in table: Node
    ) throws(TOMLFault) -> (Node, TOMLKeyPart) {
        var node = table
        for part in path.dropLast() {
            guard let next = child(part.text, of: node) else {
                node = try add(.table(.dotted, [], lookup: [:]), under: part, in: node)
                continue
            }
            guard case .table(.dotted, _, _) = contents[next] else {
                throw notExtendable(part, next)
            }
            node = next
        }
        return (node, Self.last(of: path))
    }

    private static func last(of path: [TOMLKeyPart]) -> TOMLKeyPart {
        guard let last = path.last else {
            preconditionFailure("A key has at least one part.")
        }
        return last
    }

    private func duplicate(_ path: [TOMLKeyPart], of node: Node) -> TOMLFault {
        let key = path.map(\.text).joined(separator: ".")
        return TOMLFault(
            position: path.first?.position ?? positions[node],
            problem: .duplicateKey(key, first: keyPositions[node]))
    }

    private func notExtendable(_ part: TOMLKeyPart, _ node: Node) -> TOMLFault {
        TOMLFault(
            position: part.position, problem: .notExtendable(part.text, first: keyPositions[node]))
    }

    /// The finished table.
    ///
    /// Recursion ends: depths are limited where nodes are added.
    func table(_ node: Node = root) -> TOMLTable {
        guard case .table(_, let entries, _) = contents[node] else {
            preconditionFailure("Tables are asked for by their own nodes.")
        }
        return TOMLTable(
            entries: entries.map { entry in
                TOMLEntry(
                    key: entry.part.text, position: entry.part.position, value: value(entry.node),
                    valuePosition: positions[entry.node])
            }, position: positions[node])
    }

    private func value(_ node: Node) -> TOMLValue {
        switch contents[node] {
        case .value(let value): value
        case .table: .table(table(node))
        case .tableArray(let nodes): .tableArray(nodes.map { table($0) })
        }
    }
}
