import CLibxml2
@testable import ISO20022
@testable import XML
import Synchronization

/// libxml2's opinion of a document: the judge of our reader and validator.
///
/// Its schemas are parsed once under a lock: `xmlSchemaParse` is not safe on two threads.
final class Judge: Sendable {
    enum Verdict: String { case malformed, invalid, valid }

    private static let schemas = Mutex<[String: Judge]>([:])
    private nonisolated(unsafe) let schema: xmlSchemaPtr

    /// The judge of a message of this build.
    static func of(_ message: String) -> Judge {
        schemas.withLock { schemas in
            if let judge = schemas[message] { return judge }
            let judge = Judge(message)
            schemas[message] = judge
            return judge
        }
    }

    private init(_ message: String) {
        xmlInitParser()
        let path = Corpus.root + "/Resources/iso20022/\(message).xsd"
        let context = xmlSchemaNewParserCtxt(path)
        defer { xmlSchemaFreeParserCtxt(context) }
        guard let schema = xmlSchemaParse(context) else {
            preconditionFailure("libxml2 reads \(path).")
        }
        self.schema = schema
    }

    func verdict(_ bytes: [UInt8]) -> Verdict {
        guard let context = xmlNewParserCtxt() else { preconditionFailure("Out of memory.") }
        defer { xmlFreeParserCtxt(context) }
        context.pointee.sax.pointee.serror = { context, error in
            // `nsWellFormed` counts a namespace that is no URI as an error; the recommendation does
            // not, so the errors that are some are marked here.
            guard let error, error.pointee.domain == XML_FROM_NAMESPACE.rawValue,
                error.pointee.code != XML_WAR_NS_URI.rawValue,
                error.pointee.code != XML_WAR_NS_URI_RELATIVE.rawValue
            else { return }
            let parser = context?.assumingMemoryBound(to: xmlParserCtxt.self)
            parser?.pointee._private = context
        }
        let options =
            XML_PARSE_NOERROR.rawValue | XML_PARSE_NOWARNING.rawValue
            | XML_PARSE_NONET.rawValue
        let document = bytes.withUnsafeBytes { buffer in
            xmlCtxtReadMemory(
                context, buffer.baseAddress?.assumingMemoryBound(to: CChar.self),
                Int32(buffer.count), nil, nil, Int32(options))
        }
        guard let document else { return .malformed }
        defer { xmlFreeDoc(document) }
        guard context.pointee.wellFormed != 0, context.pointee._private == nil else {
            return .malformed
        }
        let validation = xmlSchemaNewValidCtxt(schema)
        defer { xmlSchemaFreeValidCtxt(validation) }
        xmlSchemaSetValidStructuredErrors(validation, { _, _ in }, nil)
        return xmlSchemaValidateDoc(validation, document) == 0 ? .valid : .invalid
    }

    /// The verdict of our own reader, in the same words.
    static func ours(_ bytes: [UInt8], _ message: String) -> Verdict {
        do {
            return try DocumentReader.read(bytes, accepting: [message]).isValid ? .valid : .invalid
        } catch .malformed {
            return .malformed
        } catch {
            // A root that is no message ends the reading at once; the judge reads on.
            return (try? XMLFragment.parse(bytes)) == nil ? .malformed : .invalid
        }
    }
}
