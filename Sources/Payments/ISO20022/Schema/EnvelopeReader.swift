package import XML

/// Reads the messages of a document: one that is bare, or header and message inside an envelope.
///
/// The envelope itself is nobody's standard: it must be well-formed, no more. A message is any element
/// whose namespace and name are those of a root of a known schema.
package enum EnvelopeReader {
    /// The messages in their order, each validated; none where the document holds none.
    package static func read(
        _ bytes: [UInt8], limits: XMLLimits = XMLLimits(), findingsMax: Int = 100
    ) throws(XMLError) -> [ReadDocument] {
        let source = try XMLSource(bytes, limits: limits)
        return try XMLReader.read(source, limits: limits) { (reader) throws(XMLError) in
            var messages: [ReadDocument] = []
            var outer: [String] = []
            while true {
                switch try reader.next() {
                case .start:
                    let message = try read(
                        &reader, source, limits, findingsMax, outer.joined(separator: "/"))
                    if let message {
                        messages.append(message)
                    } else {
                        outer.append(reader.localName(reader.name))
                    }
                case .text: break
                case .end: outer.removeLast()
                case .endOfDocument: return messages
                }
            }
        }
    }

    /// Reads the element at which the reader stands, or nothing where it is no message.
    private static func read(
        _ reader: inout XMLReader, _ source: XMLSource, _ limits: XMLLimits, _ findingsMax: Int,
        _ parentPath: String
    ) throws(XMLError) -> ReadDocument? {
        guard case .success(let schema) = DocumentReader.schema(at: reader, accepting: []),
            schema.isRoot(reader.localName(reader.name))
        else { return nil }
        var validator = SchemaValidator(
            schema, findingsMax: findingsMax, parentPath: parentPath)
        var builder = XMLFragment.Builder(
            source, keptElements: limits.keptElements, parentPath: parentPath)
        validator.start(reader)
        try builder.start(reader)
        while !builder.isComplete {
            switch try reader.next() {
            case .start:
                validator.start(reader)
                try builder.start(reader)
            case .text:
                validator.text(reader)
                builder.text(reader)
            case .end:
                validator.end(reader)
                builder.end(reader)
            case .endOfDocument:
                preconditionFailure("A document does not end inside an element.")
            }
        }
        return ReadDocument(
            message: schema.id, fragment: builder.finish(reader), findings: validator.findings,
            findingsCount: validator.findingsCount, recordsCount: 0)
    }
}
