extension XMLReader {
    /// Reads the start tag at the cursor (§3.1).
    mutating func startTag() throws(XMLError) {
        elementStart = cursor
        guard open.count < limits.depth else { throw aboveLimit(.depth, limits.depth) }
        elements += 1
        guard elements <= limits.elements else { throw aboveLimit(.elements, limits.elements) }
        let outerBindings = bindings.count
        let outerDefault = defaultNamespace
        cursor += 1
        var element = try scanName()
        if !attributes.isEmpty { attributes.removeAll(keepingCapacity: true) }
        if cursor < buffer.count, base[cursor] == UInt8(ascii: ">") {
            cursor += 1
        } else {
            try scanAttributes()
        }
        element.namespace = try namespace(of: element, orElse: defaultNamespace)
        if !attributes.isEmpty { try resolveAttributes() }
        name = element
        hasRoot = true
        open.append(
            OpenElement(
                name: element, start: elementStart, bindings: outerBindings,
                defaultNamespace: outerDefault))
    }

    /// Reads the end tag at the cursor and leaves its element.
    mutating func endTag() throws(XMLError) {
        let start = cursor
        cursor += 2
        let expected = open[open.count - 1].name.qualified
        let length = Int(expected.length)
        let isSame =
            cursor + length < buffer.count
            && equal(base + cursor, base + Int(expected.start), length)
        if isSame, base[cursor + length] == UInt8(ascii: ">") {
            cursor += length + 1
        } else {
            let found = try scanName()
            guard isSame, found.qualified.length == expected.length else {
                throw error(
                    .mismatchedTag(expected: string(expected), found: string(found.qualified)),
                    at: start)
            }
            skipSpace()
            try expect(UInt8(ascii: ">"))
        }
        elementEnd = cursor
        close()
    }

    /// Reads attributes and declarations up to the end of the tag.
    private mutating func scanAttributes() throws(XMLError) {
        decoded.removeAll()
        var count = 0
        while true {
            let hadSpace = skipSpace()
            guard cursor < buffer.count else { throw error(.unexpectedEnd) }
            if base[cursor] == UInt8(ascii: ">") {
                cursor += 1
                return
            }
            if base[cursor] == UInt8(ascii: "/") {
                cursor += 1
                try expect(UInt8(ascii: ">"))
                isEmptyElement = true
                return
            }
            guard hadSpace else { throw error(.malformedMarkup) }
            count += 1
            guard count <= limits.attributes else {
                throw aboveLimit(.attributes, limits.attributes)
            }
            try scanAttribute()
        }
    }

    private mutating func scanAttribute() throws(XMLError) {
        let start = cursor
        let attribute = try scanName()
        skipSpace()
        try expect(UInt8(ascii: "="))
        skipSpace()
        let value = try scanValue()
        if attribute.hasPrefix {
            if string(attribute.prefix) == "xmlns" {
                try declare(prefix: attribute.local, value, at: start)
                return
            }
        } else if attribute.local.length == 5, string(attribute.local) == "xmlns" {
            try declare(prefix: XMLName.Range(start: start, length: 0), value, at: start)
            return
        }
        for other in attributes where same(other.name.qualified, attribute.qualified) {
            throw error(.duplicateAttribute(string(attribute.qualified)), at: start)
        }
        attributes.append(XMLAttribute(name: attribute, value: value))
    }

    /// Gives prefixed attributes their namespaces and refuses two of one expanded name.
    private mutating func resolveAttributes() throws(XMLError) {
        for index in attributes.indices where attributes[index].name.hasPrefix {
            var resolved = attributes[index].name
            resolved.namespace = try namespace(of: resolved, orElse: XMLName.noNamespace)
            for other in attributes[..<index]
            where other.name.namespace == resolved.namespace
                && same(other.name.local, resolved.local)
            {
                throw error(
                    .duplicateAttribute(string(resolved.qualified)),
                    at: Int(resolved.qualified.start))
            }
            attributes[index] = XMLAttribute(name: resolved, value: attributes[index].value)
        }
    }

    /// Reads a name with at most one colon, inside it (Namespaces §4).
    mutating func scanName() throws(XMLError) -> XMLName {
        let start = cursor
        var localStart = start
        var hash = XMLName.hashSeed
        var wanted: UInt8 = 1
        while cursor < buffer.count {
            let byte = base[cursor]
            if byte < 0x80, classes[Int(byte)] & wanted != 0 {
                hash = (hash ^ UInt32(byte)) &* XMLName.hashFactor
                wanted = 2
                cursor += 1
            } else if byte == UInt8(ascii: ":") {
                guard wanted == 2, localStart == start else { throw error(.malformedName) }
                localStart = cursor + 1
                hash = XMLName.hashSeed
                wanted = 1
                cursor += 1
            } else {
                guard byte >= 0x80, let length = wideNameCharacter(isFirst: wanted == 1) else {
                    break
                }
                for index in 0..<length {
                    hash = (hash ^ UInt32(base[cursor + index])) &* XMLName.hashFactor
                }
                wanted = 2
                cursor += length
            }
        }
        guard wanted == 2 else { throw error(.malformedName) }
        guard cursor - start <= limits.nameBytes else {
            throw aboveLimit(.nameBytes, limits.nameBytes)
        }
        var name = XMLName()
        name.qualified = XMLName.Range(start: start, length: cursor - start)
        name.local = XMLName.Range(start: localStart, length: cursor - localStart)
        name.hash = hash
        return name
    }

    private func wideNameCharacter(isFirst: Bool) -> Int? {
        guard let (scalar, length) = UTF8Scalar.decode(buffer, at: cursor) else { return nil }
        let isName =
            isFirst ? XMLCharacter.startsName(scalar) : XMLCharacter.continuesName(scalar)
        return isName ? length : nil
    }

    @discardableResult
    mutating func skipSpace() -> Bool {
        let start = cursor
        while cursor < buffer.count, XMLCharacter.isSpace(base[cursor]) { cursor += 1 }
        return cursor > start
    }

    mutating func expect(_ byte: UInt8) throws(XMLError) {
        guard cursor < buffer.count else { throw error(.unexpectedEnd) }
        guard base[cursor] == byte else { throw error(.malformedMarkup) }
        cursor += 1
    }

    func equal(_ one: UnsafePointer<UInt8>, _ other: UnsafePointer<UInt8>, _ count: Int) -> Bool {
        for index in 0..<count where one[index] != other[index] { return false }
        return true
    }

    func same(_ one: XMLName.Range, _ other: XMLName.Range) -> Bool {
        one.length == other.length
            && equal(base + Int(one.start), base + Int(other.start), Int(one.length))
    }
}
