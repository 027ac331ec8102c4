// `xmlFree` is a variable of the library, which this program never sets.
@preconcurrency import CLibxml2
import Platform
import Synchronization
import Testing

/// A message as somebody else's tools see it: parsed and validated by libxml2, read with its XPath.
///
/// Names in paths stand without prefixes: a document has one namespace, which is taken off after
/// the validation.
final class JudgedMessage {
    let file: String
    /// The message type, such as `pacs.008.001.08`.
    let kind: String
    let bytes: [UInt8]
    private let document: xmlDocPtr

    private static let urn = "urn:iso:std:iso:20022:tech:xsd:"

    init(_ file: String, _ bytes: [UInt8]) throws {
        self.file = file
        self.bytes = bytes
        let options =
            XML_PARSE_NONET.rawValue | XML_PARSE_NOERROR.rawValue | XML_PARSE_NOWARNING.rawValue
        document = try #require(
            bytes.withUnsafeBytes { buffer in
                xmlReadMemory(
                    buffer.bindMemory(to: CChar.self).baseAddress, Int32(buffer.count), nil, nil,
                    Int32(options))
            }, "\(file) is no XML")
        let root = try #require(xmlDocGetRootElement(document))
        let uri = root.pointee.ns.flatMap { $0.pointee.href }.map { String(cString: $0) } ?? ""
        kind = uri.hasPrefix(Self.urn) ? String(uri.dropFirst(Self.urn.utf8.count)) : uri
        for complaint in Schemas.complaints(about: document, kind) {
            Issue.record("\(file): \(complaint)\n\(String(decoding: bytes, as: UTF8.self))")
        }
        Self.removeNamespaces(root)
    }

    deinit { xmlFreeDoc(document) }

    private static func removeNamespaces(_ node: xmlNodePtr) {
        node.pointee.ns = nil
        var next = node.pointee.children
        while let child = next {
            if child.pointee.type == XML_ELEMENT_NODE { removeNamespaces(child) }
            next = child.pointee.next
        }
    }

    /// The texts of all nodes at an XPath, which begins at the message's own element, below
    /// `Document`.
    func all(_ path: String) -> [String] {
        let context = xmlXPathNewContext(document)
        defer { xmlXPathFreeContext(context) }
        context?.pointee.node = xmlDocGetRootElement(document)
        let whole = path.hasPrefix("/") ? path : "*/\(path)"
        guard let found = xmlXPathEvalExpression(whole, context) else {
            Issue.record("\(whole) is no XPath")
            return []
        }
        defer { xmlXPathFreeObject(found) }
        guard let nodes = found.pointee.nodesetval?.pointee else { return [] }
        return (0..<Int(nodes.nodeNr)).compactMap { index in
            guard let node = nodes.nodeTab[index], let text = xmlNodeGetContent(node) else {
                return nil
            }
            defer { xmlFree(text) }
            return String(cString: text)
        }
    }

    /// The text of the one node at an XPath; `nil` where there is none.
    subscript(path: String) -> String? {
        let found = all(path)
        if found.count > 1 { Issue.record("\(path) stands \(found.count) times in \(file)") }
        return found.first
    }

    func count(_ path: String) -> Int { all(path).count }

    /// Every leaf of the message with its path below the message's element, in document order:
    /// `GrpHdr/MsgId=M-1`, and attributes as `…/@Ccy=EUR`.
    var leaves: [String] {
        var found: [String] = []
        guard let root = xmlDocGetRootElement(document),
            let body = xmlFirstElementChild(root)
        else { return [] }
        collect(body, "", &found)
        return found
    }

    private func collect(_ node: xmlNodePtr, _ path: String, _ found: inout [String]) {
        if let value = xmlGetProp(node, "Ccy") {
            found.append("\(path)/@Ccy=\(String(cString: value))")
            xmlFree(value)
        }
        guard xmlChildElementCount(node) > 0 else {
            let text = xmlNodeGetContent(node)
            found.append("\(path)=\(text.map { String(cString: $0) } ?? "")")
            return xmlFree(text)
        }
        var next = xmlFirstElementChild(node)
        while let child = next {
            let name = String(cString: child.pointee.name)
            collect(child, path.isEmpty ? name : "\(path)/\(name)", &found)
            next = xmlNextElementSibling(child)
        }
    }
}

/// The published schemas: the product's own and, where they are there, those of the corpora.
private enum Schemas {
    private struct Compiled: @unchecked Sendable {
        // Read only, after it was made: libxml2 validates with one schema on many threads.
        let schema: xmlSchemaPtr
        let path: String
    }

    private static let known = Mutex<[String: [Compiled]]>([:])

    /// What each schema says against a message; that there is none is said, too.
    static func complaints(about document: xmlDocPtr, _ kind: String) -> [String] {
        let schemas = known.withLock { known in
            if let found = known[kind] { return found }
            let found = load(kind)
            known[kind] = found
            return found
        }
        guard !schemas.isEmpty else { return ["there is no schema of \(kind)"] }
        return schemas.compactMap { compiled in
            let context = xmlSchemaNewValidCtxt(compiled.schema)
            defer { xmlSchemaFreeValidCtxt(context) }
            let code = xmlSchemaValidateDoc(context, document)
            return code == 0 ? nil : "invalid by \(compiled.path), code \(code)"
        }
    }

    /// `xmlSchemaParse` is not safe on two threads: called under the lock.
    private static func load(_ kind: String) -> [Compiled] {
        let disk = LiveDisk(writerThreads: 1)
        return [
            "\(Package.root)/Resources/iso20022/\(kind).xsd",
            "\(Package.corpora)/xsd/\(kind.prefix(4))/\(kind).xsd",
        ].filter { disk.exists($0) }.compactMap { path in
            let context = xmlSchemaNewParserCtxt(path)
            defer { xmlSchemaFreeParserCtxt(context) }
            return xmlSchemaParse(context).map { Compiled(schema: $0, path: path) }
        }
    }
}

/// Where this package lies, and the corpora beside it.
enum Package {
    static let root: String = {
        "/" + #filePath.split(separator: "/").dropLast(4).joined(separator: "/")
    }()
    static let corpora = "\(root)/../shared/corpora/payments"
}
