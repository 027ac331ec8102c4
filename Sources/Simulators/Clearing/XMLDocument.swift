// `xmlFree` is a variable of the library, which this program never sets.
@preconcurrency import CLibxml2

/// A parsed message: libxml2's tree, freed with the last reference.
///
/// Without network, entities or document type; bounded in bytes by the caller and in depth by
/// libxml2's own limit of 256 levels.
final class XMLDocument {
    private let document: xmlDocPtr

    /// Fails where the bytes are not well-formed or carry a document type declaration.
    init?(_ bytes: [UInt8]) {
        let options =
            XML_PARSE_NONET.rawValue | XML_PARSE_NOERROR.rawValue | XML_PARSE_NOWARNING.rawValue
            | XML_PARSE_NOCDATA.rawValue
        guard !bytes.isEmpty, bytes.count <= Int(Int32.max) else { return nil }
        let parsed = bytes.withUnsafeBytes { buffer in
            xmlReadMemory(
                buffer.bindMemory(to: CChar.self).baseAddress, Int32(buffer.count), nil, nil,
                Int32(options))
        }
        guard let parsed else { return nil }
        guard parsed.pointee.intSubset == nil, parsed.pointee.extSubset == nil else {
            xmlFreeDoc(parsed)
            return nil
        }
        document = parsed
    }

    deinit { xmlFreeDoc(document) }

    var root: XMLElement? {
        xmlDocGetRootElement(document).map { XMLElement(node: $0, document: self) }
    }

    /// What the schema's first complaint is, or nothing where the document is valid.
    func complaint(of schema: XMLSchema) -> String? { schema.complaint(about: document) }
}

/// An element of a parsed message; keeps its document alive.
struct XMLElement {
    fileprivate let node: xmlNodePtr
    fileprivate let document: XMLDocument

    var name: String { String(cString: node.pointee.name) }

    var namespace: String {
        guard let space = node.pointee.ns, let uri = space.pointee.href else { return "" }
        return String(cString: uri)
    }

    /// The child elements, in order, of that name or all.
    func children(_ name: String? = nil) -> [XMLElement] {
        var found: [XMLElement] = []
        var next = node.pointee.children
        while let current = next {
            next = current.pointee.next
            guard current.pointee.type == XML_ELEMENT_NODE else { continue }
            let child = XMLElement(node: current, document: document)
            if name == nil || child.name == name { found.append(child) }
        }
        return found
    }

    /// The first element at the end of a path such as `"GrpHdr/SttlmInf"`.
    func at(_ path: String) -> XMLElement? {
        var current = self
        for step in path.split(separator: "/") {
            guard let child = current.firstChild(named: step) else { return nil }
            current = child
        }
        return current
    }

    private func firstChild(named name: Substring) -> XMLElement? {
        var next = node.pointee.children
        while let current = next {
            next = current.pointee.next
            guard current.pointee.type == XML_ELEMENT_NODE else { continue }
            let child = XMLElement(node: current, document: document)
            if child.name == name { return child }
        }
        return nil
    }

    /// The text of the element at a path, without blanks around it; nothing where it is empty.
    func text(_ path: String = "") -> String? {
        guard let element = at(path), let content = xmlNodeGetContent(element.node) else {
            return nil
        }
        defer { xmlFree(content) }
        let text = String(cString: content)
        let blank: (Character) -> Bool = { $0 == " " || $0 == "\n" || $0 == "\t" || $0 == "\r\n" }
        let from = text.drop(while: blank)
        guard let last = from.lastIndex(where: { !blank($0) }) else { return nil }
        return String(from[...last])
    }

    func attribute(_ name: String) -> String? {
        guard let value = xmlGetProp(node, name) else { return nil }
        defer { xmlFree(value) }
        return String(cString: value)
    }
}

/// A compiled schema of one message.
package final class XMLSchema {
    private let schema: xmlSchemaPtr

    /// Fails where the bytes are no schema.
    package init?(_ bytes: [UInt8]) {
        let compiled = bytes.withUnsafeBytes { buffer -> xmlSchemaPtr? in
            guard
                let context = xmlSchemaNewMemParserCtxt(
                    buffer.bindMemory(to: CChar.self).baseAddress, Int32(buffer.count))
            else { return nil }
            defer { xmlSchemaFreeParserCtxt(context) }
            return xmlSchemaParse(context)
        }
        guard let compiled else { return nil }
        schema = compiled
    }

    deinit { xmlSchemaFree(schema) }

    /// What is wrong with a message, or nothing; a message that is no XML is wrong too.
    package func complaint(about bytes: [UInt8]) -> String? {
        guard let document = XMLDocument(bytes) else { return "not well-formed XML" }
        return document.complaint(of: self)
    }

    fileprivate func complaint(about document: xmlDocPtr) -> String? {
        guard let context = xmlSchemaNewValidCtxt(schema) else { return "no memory to validate" }
        defer { xmlSchemaFreeValidCtxt(context) }
        let first = FirstComplaint()
        xmlSchemaSetValidStructuredErrors(
            context,
            { box, error in
                guard let box, let error, let message = error.pointee.message else { return }
                let first = Unmanaged<FirstComplaint>.fromOpaque(box).takeUnretainedValue()
                if first.text.isEmpty {
                    let said = String(cString: message).filter { $0 != "\n" }
                    first.text = "line \(error.pointee.line): \(said)"
                }
            }, Unmanaged.passUnretained(first).toOpaque())
        let result = withExtendedLifetime(first) { xmlSchemaValidateDoc(context, document) }
        guard result != 0 else { return nil }
        return first.text.isEmpty ? "schema-invalid (\(result))" : first.text
    }
}

/// Where libxml2's callback leaves the first complaint.
private final class FirstComplaint {
    var text = ""
}
