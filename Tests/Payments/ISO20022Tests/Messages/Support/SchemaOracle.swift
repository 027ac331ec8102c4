import CLibxml2

/// What libxml2 says of a document under the published schema of its message.
enum SchemaOracle {
    enum Verdict: Equatable {
        case valid
        case invalid(String)
        /// The schemas lie neither in the package nor beside it.
        case skipped
    }

    /// The verdict on a message, `type` being an identifier such as `pacs.008.001.08`.
    static func verdict(_ bytes: [UInt8], as type: String) -> Verdict {
        guard let path = schema(type) else {
            print("Skipped: no schema of \(type).")
            return .skipped
        }
        xmlInitParser()
        guard let parser = xmlSchemaNewParserCtxt(path) else { return .invalid("no parser") }
        defer { xmlSchemaFreeParserCtxt(parser) }
        guard let schema = xmlSchemaParse(parser) else { return .invalid("no schema") }
        defer { xmlSchemaFree(schema) }
        guard let document = parse(bytes) else { return .invalid("not well-formed") }
        defer { xmlFreeDoc(document) }
        guard let context = xmlSchemaNewValidCtxt(schema) else { return .invalid("no context") }
        defer { xmlSchemaFreeValidCtxt(context) }
        xmlResetLastError()
        guard xmlSchemaValidateDoc(context, document) == 0 else {
            return .invalid(lastError)
        }
        return .valid
    }

    private static func parse(_ bytes: [UInt8]) -> xmlDocPtr? {
        bytes.withUnsafeBytes { buffer in
            xmlReadMemory(
                buffer.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(buffer.count),
                nil, nil, Int32(XML_PARSE_NONET.rawValue | XML_PARSE_NOERROR.rawValue))
        }
    }

    private static var lastError: String {
        guard let error = xmlGetLastError(), let message = error.pointee.message else {
            return "no reason given"
        }
        return "line \(error.pointee.line): \(String(cString: message))"
    }

    private static func schema(_ type: String) -> String? {
        let area = type.prefix { $0 != "." }
        return [
            "\(Corpus.root)/Resources/iso20022/\(type).xsd",
            "\(Corpus.root)/../shared/corpora/payments/xsd/\(area)/\(type).xsd",
        ].first { Corpus.exists($0) }
    }
}
