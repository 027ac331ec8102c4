package import XML

/// Reads a message and validates it against its schema in one pass.
///
/// ```swift
/// let order = try DocumentReader.read(
///     bytes, accepting: ["pain.001.001.09"],
///     streaming: "Document/CstmrCdtTrfInitn/PmtInf/CdtTrfTxInf"
/// ) { record in
///     print(record.enclosing.at("PmtInfId")?.text, record.element.at("PmtId/EndToEndId")?.text)
///     return .next
/// }
/// ```
/// Memory: the bytes, 48 bytes for every element that is not streamed and for every record, and one
/// record. A record is handed out before the document's end is known: what is taken from it holds only
/// once the whole document has been read and ``ReadDocument/isValid``.
package struct DocumentReader: ~Copyable {
    private let source: XMLSource
    private let limits: XMLLimits
    private let findingsMax: Int
    /// The names of the path to a record; empty where nothing is streamed.
    private let steps: [[UInt8]]
    private var document: XMLFragment.Builder
    private var record: XMLFragment.Builder
    private var isInRecord = false
    /// How many of the open elements, from the root, are on the path to a record.
    private var matched = 0
    private var recordsCount = 0
    private var enclosing: XMLFragment?
    private var enclosingCount = 0
    /// The path of the enclosing element.
    private var parentPath = ""
    private var findingsBefore = 0
    /// The elements of the last record, as a guess for the next.
    private var recordElements = 32

    /// Reads a document whose root is a message.
    ///
    /// - `accepting`: the messages that are wanted; empty for all of this build.
    /// - `streaming`: the path of the elements that are handed to `onRecord` one by one and kept out of
    ///   the fragment.
    package static func read(
        _ bytes: [UInt8], limits: XMLLimits = XMLLimits(), accepting ids: [String] = [],
        findingsMax: Int = 100, streaming path: String? = nil,
        onRecord: (DocumentRecord) -> DocumentRecord.Answer = { _ in .next }
    ) throws(DocumentError) -> ReadDocument {
        let outcome: Result<ReadDocument, DocumentError>
        do throws(XMLError) {
            let source = try XMLSource(bytes, limits: limits)
            var run = DocumentReader(source, limits, findingsMax, steps(of: path))
            outcome = try XMLReader.read(source, limits: limits) { (reader) throws(XMLError) in
                try run.read(&reader, accepting: ids, onRecord)
            }
        } catch {
            throw .malformed(error)
        }
        return try outcome.get()
    }

    /// Takes the steps ready-made: with a branch in this initialiser Swift 6.3.1 destroys members that
    /// are not there yet.
    private init(
        _ source: XMLSource, _ limits: XMLLimits, _ findingsMax: Int, _ steps: [[UInt8]]
    ) {
        self.source = source
        self.limits = limits
        self.findingsMax = findingsMax
        self.steps = steps
        document = XMLFragment.Builder(
            source, keptElements: limits.keptElements,
            expecting: XMLFragment.Builder.guess(forBytes: source.bytes.count))
        record = XMLFragment.Builder(source, keptElements: 0)
    }

    private static func steps(of path: String?) -> [[UInt8]] {
        let steps = path?.utf8.split(separator: UInt8(ascii: "/")).map(Array.init) ?? []
        precondition(steps.count != 1, "The root is no record.")
        return steps
    }

    private mutating func read(
        _ reader: inout XMLReader, accepting ids: [String],
        _ onRecord: (DocumentRecord) -> DocumentRecord.Answer
    ) throws(XMLError) -> Result<ReadDocument, DocumentError> {
        _ = try reader.next()
        let schema: Schema
        switch Self.schema(at: reader, accepting: ids) {
        case .success(let found): schema = found
        case .failure(let error): return .failure(error)
        }
        var validator = SchemaValidator(schema, findingsMax: findingsMax)
        try start(&validator, reader)
        while true {
            switch try reader.next() {
            case .start:
                try start(&validator, reader)
            case .text:
                validator.text(reader)
                if isInRecord { record.text(reader) } else { document.text(reader) }
            case .end:
                guard end(&validator, reader, onRecord) else {
                    return .failure(.stopped(atRecord: recordsCount - 1))
                }
            case .endOfDocument:
                return .success(
                    ReadDocument(
                        message: schema.id, fragment: document.finish(reader),
                        findings: validator.findings, findingsCount: validator.findingsCount,
                        recordsCount: recordsCount))
            }
        }
    }

    /// The schema of the element at which a reader stands.
    static func schema(
        at reader: borrowing XMLReader, accepting ids: [String]
    ) -> Result<Schema, DocumentError> {
        let namespace = reader.namespace(reader.name.namespace) ?? ""
        guard let schema = Schema.forNamespace(namespace) else {
            let position = reader.position(of: reader.elementStart)
            return .failure(.unknownNamespace(namespace, position))
        }
        guard ids.isEmpty || ids.contains(schema.id) else {
            return .failure(.notAccepted(schema.id, accepted: ids))
        }
        return .success(schema)
    }

    private mutating func start(
        _ validator: inout SchemaValidator, _ reader: borrowing XMLReader
    ) throws(XMLError) {
        let findingsBefore = validator.findings.count
        validator.start(reader)
        if isInRecord { return try record.start(reader) }
        let depth = reader.depth
        let isOnPath = matched == depth - 1 && matched < steps.count
        if isOnPath, reader.bytes(of: reader.name).elementsEqual(steps[matched]) {
            matched = depth
        }
        if matched == depth, matched == steps.count {
            self.findingsBefore = findingsBefore
            try startRecord(validator, reader)
        }
        try document.start(reader)
    }

    private mutating func startRecord(
        _ validator: borrowing SchemaValidator, _ reader: borrowing XMLReader
    ) throws(XMLError) {
        if enclosing == nil {
            parentPath = validator.path(reader, levelsUp: 1)
            let outer = validator.path(reader, levelsUp: 2)
            let around = validator.frames[validator.frames.count - 2].ordinal
            enclosing = document.snapshot(
                reader, parentPath: outer, rootPosition: Int(around))
            enclosingCount += 1
        }
        record = XMLFragment.Builder(
            source, keptElements: limits.keptElements, expecting: recordElements,
            parentPath: parentPath, rootPosition: validator.ordinal)
        try record.start(reader)
        isInRecord = true
    }

    /// Ends an element; the answer is whether to go on.
    private mutating func end(
        _ validator: inout SchemaValidator, _ reader: borrowing XMLReader,
        _ onRecord: (DocumentRecord) -> DocumentRecord.Answer
    ) -> Bool {
        validator.end(reader)
        let depth = reader.depth + 1
        if isInRecord, depth > steps.count {
            record.end(reader)
            return true
        }
        document.end(reader)
        if matched == depth { matched -= 1 }
        guard isInRecord else {
            // Behind the end of an enclosing element the next one has a header of its own.
            if depth == steps.count - 1 { enclosing = nil }
            return true
        }
        document.markRecord(recordsCount)
        record.end(reader)
        return handOut(validator, reader, onRecord) == .next
    }

    private mutating func handOut(
        _ validator: borrowing SchemaValidator, _ reader: borrowing XMLReader,
        _ onRecord: (DocumentRecord) -> DocumentRecord.Answer
    ) -> DocumentRecord.Answer {
        guard let enclosing else { preconditionFailure("A record lies in an element.") }
        let fragment = record.finish(reader)
        recordElements = fragment.count
        isInRecord = false
        recordsCount += 1
        return onRecord(
            DocumentRecord(
                index: recordsCount - 1, element: fragment.root, enclosing: enclosing.root,
                enclosingIndex: enclosingCount - 1,
                findings: Array(validator.findings.dropFirst(findingsBefore)),
                findingsCount: validator.findingsCount))
    }
}
