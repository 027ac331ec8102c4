extension XMLReader {
    private static let xmlNamespace = "http://www.w3.org/XML/1998/namespace"
    private static let xmlnsNamespace = "http://www.w3.org/2000/xmlns/"

    /// Binds a prefix, or the default namespace where the prefix is empty (Namespaces §3).
    mutating func declare(
        prefix: XMLName.Range, _ value: XMLText, at start: Int
    ) throws(XMLError) {
        let uri = Array(bytes(of: value))
        let text = String(decoding: uri, as: UTF8.self)
        let name = string(prefix)
        let isXML = text == Self.xmlNamespace
        guard name != "xmlns", text != Self.xmlnsNamespace, isXML == (name == "xml") else {
            throw error(.reservedNamespace, at: start)
        }
        if name.isEmpty {
            // A second default declaration on one element repeats an attribute.
            let isRepeated = bindings.contains {
                $0.prefix.length == 0 && $0.prefix.start >= elementStart
            }
            guard !isRepeated else { throw error(.duplicateAttribute("xmlns"), at: start) }
            defaultNamespace = uri.isEmpty ? XMLName.noNamespace : try interned(uri)
            try bind(prefix, to: defaultNamespace)
            return
        }
        guard !uri.isEmpty else { throw error(.reservedNamespace, at: start) }
        for binding in bindings.reversed() {
            guard Int(binding.prefix.start) >= elementStart else { break }
            guard !same(binding.prefix, prefix) else {
                throw error(.duplicateAttribute("xmlns:\(name)"), at: start)
            }
        }
        try bind(prefix, to: try interned(uri))
    }

    private mutating func bind(
        _ prefix: XMLName.Range, to namespace: Int32
    ) throws(XMLError) {
        guard bindings.count < limits.namespaces else {
            throw aboveLimit(.namespaces, limits.namespaces)
        }
        bindings.append(Binding(prefix: prefix, namespace: namespace))
    }

    /// The namespace that a name is in.
    func namespace(of name: XMLName, orElse fallback: Int32) throws(XMLError) -> Int32 {
        guard name.hasPrefix else { return fallback }
        let prefix = name.prefix
        for binding in bindings.reversed() where same(binding.prefix, prefix) {
            return binding.namespace
        }
        let text = string(prefix)
        guard text == "xml" else {
            throw error(.unboundPrefix(text), at: Int(name.qualified.start))
        }
        return 0
    }

    /// The namespace that a prefix stands for here, as in the value of `xsi:type`; `nil` where the
    /// prefix is unbound.
    package func namespace(ofPrefix prefix: String) -> String? {
        if prefix.isEmpty { return namespace(defaultNamespace) }
        for binding in bindings.reversed() where string(binding.prefix) == prefix {
            return namespace(binding.namespace)
        }
        return nil
    }

    private mutating func interned(_ uri: [UInt8]) throws(XMLError) -> Int32 {
        let hash = uri.withUnsafeBufferPointer(XMLName.hash)
        for index in namespaces.indices
        where namespaceHashes[index] == hash && namespaces[index] == uri {
            return Int32(index)
        }
        guard namespaces.count < limits.namespaces else {
            throw aboveLimit(.namespaces, limits.namespaces)
        }
        namespaces.append(uri)
        namespaceHashes.append(hash)
        return Int32(namespaces.count - 1)
    }
}
