package import XML

/// The one interpreter of all schemas: validates a reader's events as they come.
///
/// Starts at the element on which it is made the current one, which must be a root of the schema. All
/// findings are counted, the first ones kept. After a finding it goes on where that makes sense: past
/// what is missing, around what does not belong.
package struct SchemaValidator: ~Copyable {
    package let schema: Schema
    /// The first findings, at most as many as were asked for.
    package private(set) var findings: [SchemaFinding] = []
    /// All findings, those not kept included.
    package private(set) var findingsCount = 0
    private let findingsMax: Int
    /// The path of what is around the first element, as an envelope's.
    private let parentPath: String
    /// The namespace of the schema as the reader numbers it.
    var namespace = XMLName.noNamespace
    var frames: [Frame] = []
    var text: XMLText?

    static let instanceNamespace = "http://www.w3.org/2001/XMLSchema-instance"

    /// What is known about an open element.
    struct Frame {
        var content: Content
        /// Index of a complex type, or of a simple type where the content is simple without more.
        var type = 0
        /// The position reached in the content model, or −1 at its start.
        var position = -1
        /// Occurrences of the element at that position.
        var count: UInt32 = 0
        /// How an element inside is known in a path.
        let name: XMLName.Range
        /// Which of its kind it is among its siblings; 0 where it cannot repeat.
        var ordinal: UInt32 = 0
    }

    enum Content {
        /// Elements by a content model.
        case elements
        /// A value, of a simple type or of a complex one with attributes.
        case value
        /// Anything, validated where it is declared.
        case lax
        /// Anything.
        case skipped
    }

    package init(_ schema: Schema, findingsMax: Int = 100, parentPath: String = "") {
        self.schema = schema
        self.findingsMax = findingsMax
        self.parentPath = parentPath
        frames.reserveCapacity(24)
    }

    /// Whether no finding was made.
    package var isValid: Bool { findingsCount == 0 }

    /// Which of its kind the innermost element is among its siblings; 0 where it cannot repeat.
    package var ordinal: Int { Int(frames.last?.ordinal ?? 0) }

    package mutating func start(_ reader: borrowing XMLReader) {
        text = nil
        guard let parent = frames.last else { return startRoot(reader) }
        switch parent.content {
        case .elements:
            startInside(reader)
        case .value:
            frames.append(Frame(content: .skipped, name: reader.name.local))
            found(.unexpectedElement, reader, reader.localName(reader.name), "no element")
        case .lax:
            startAnything(reader, .lax)
        case .skipped:
            frames.append(Frame(content: .skipped, name: reader.name.local))
        }
    }

    package mutating func text(_ reader: borrowing XMLReader) {
        guard let content = frames.last?.content else { return }
        if content == .value {
            text = reader.text
        } else if content == .elements, !reader.text.isBlank {
            found(.unexpectedText, reader, reader.string(reader.text), "elements only")
        }
    }

    package mutating func end(_ reader: borrowing XMLReader) {
        guard let frame = frames.last else { return }
        switch frame.content {
        case .elements: endElements(frame, reader)
        case .value: endValue(frame, reader)
        case .lax, .skipped: break
        }
        text = nil
        frames.removeLast()
    }

    private mutating func startRoot(_ reader: borrowing XMLReader) {
        let name = nameIndex(of: reader.name, reader)
        let isNamespace = reader.namespace(reader.name.namespace) == schema.namespace
        guard isNamespace, let root = schema.roots.first(where: { $0.name == name }) else {
            frames.append(Frame(content: .skipped, name: reader.name.local))
            let allowed = schema.roots[0..<schema.roots.count].map { schema.string($0.name) }
                .joined(separator: " or ")
            found(.unexpectedRoot, reader, reader.localName(reader.name), allowed)
            return
        }
        namespace = reader.name.namespace
        open(root.type, ordinal: 0, reader)
    }

    private func nameIndex(of name: XMLName, _ reader: borrowing XMLReader) -> UInt16 {
        schema.strings.index(of: reader.bytes(of: name), hash: name.hash)
    }

    /// An element inside a content model: the position it takes, or a finding.
    private mutating func startInside(_ reader: borrowing XMLReader) {
        let last = frames.count - 1
        let isOurs = reader.name.namespace == namespace
        let name = isOurs ? nameIndex(of: reader.name, reader) : SchemaStrings.none
        let model = schema.complexTypes[frames[last].type]
        let first = Int(model.particlesStart)
        guard let position = next(after: frames[last], in: model, name, reader) else {
            recover(from: reader, name: name, in: model)
            return
        }
        let particle = schema.particles[first + position]
        frames[last].count = frames[last].position == position ? frames[last].count + 1 : 1
        frames[last].position = position
        if particle.isWildcard {
            startAnything(reader, particle.wildcardHandling)
        } else {
            open(particle.type, ordinal: particle.most > 1 ? frames[last].count : 0, reader)
        }
    }

    /// The position that an element takes next in a content model.
    private func next(
        after frame: Frame, in model: ComplexType, _ name: UInt16, _ reader: borrowing XMLReader
    ) -> Int? {
        let first = Int(model.particlesStart)
        var follow = model.start
        if frame.position >= 0 {
            let current = first + frame.position
            if frame.count < schema.particles[current].most, takes(current, name, reader) {
                return frame.position
            }
            guard frame.count >= schema.particles[current].least else { return nil }
            follow = schema.particles[current].follow
        }
        for index in Int(follow.rangesStart)..<Int(follow.rangesStart + follow.rangesCount) {
            let range = schema.follows[index]
            for position in Int(range.first)..<Int(range.first + range.count)
            where takes(first + position, name, reader) {
                return position
            }
        }
        return nil
    }

    /// Whether a position takes an element: one of its name, or any where it is a wildcard.
    ///
    /// `name` is none for an element of another namespace.
    @inline(__always)
    private func takes(_ position: Int, _ name: UInt16, _ reader: borrowing XMLReader) -> Bool {
        let wanted = schema.particles[position].name
        guard wanted == SchemaStrings.none else { return wanted == name }
        return accepts(schema.particles[position], reader)
    }

    private func accepts(_ wildcard: Particle, _ reader: borrowing XMLReader) -> Bool {
        let namespace = schema.string(wildcard.wildcardNamespace)
        return namespace == "##any" || reader.namespace(reader.name.namespace) == namespace
    }

    /// Reports an element that may not stand here, and goes on behind what is missing before it.
    private mutating func recover(
        from reader: borrowing XMLReader, name: UInt16, in model: ComplexType
    ) {
        let last = frames.count - 1
        let allowed = expected(after: frames[last], in: model)
        let first = Int(model.particlesStart)
        let known = (0..<Int(model.particlesCount)).first {
            name != SchemaStrings.none && schema.particles[first + $0].name == name
        }
        if let known, known > frames[last].position {
            frames[last].position = known
            frames[last].count = 1
        }
        if let known {
            open(schema.particles[first + known].type, ordinal: 0, reader, reporting: allowed)
        } else {
            frames.append(Frame(content: .skipped, name: reader.name.local))
            found(.unexpectedElement, reader, reader.localName(reader.name), allowed)
        }
    }

    /// Content that a wildcard lets in.
    private mutating func startAnything(
        _ reader: borrowing XMLReader, _ handling: WildcardHandling
    ) {
        if handling == .skip {
            frames.append(Frame(content: .skipped, name: reader.name.local))
            return
        }
        let name = nameIndex(of: reader.name, reader)
        if reader.name.namespace == namespace,
            let root = schema.roots.first(where: { $0.name == name })
        {
            open(root.type, ordinal: 0, reader)
            return
        }
        frames.append(Frame(content: .lax, name: reader.name.local))
        if handling == .strict {
            found(.unexpectedElement, reader, reader.localName(reader.name), "a declared element")
        }
        checkTypeOfAnything(reader)
    }

    /// Opens an element of a known type and checks its attributes.
    private mutating func open(
        _ type: TypeReference, ordinal: UInt32, _ reader: borrowing XMLReader,
        reporting allowed: String? = nil
    ) {
        var frame = Frame(content: .value, name: reader.name.local)
        frame.type = type.index
        frame.ordinal = ordinal
        var rules = 0..<0
        if type.isComplex {
            let complex = schema.complexTypes[type.index]
            if complex.simpleContent >= 0 {
                frame.type = Int(complex.simpleContent)
                let start = Int(complex.attributesStart)
                rules = start..<(start + Int(complex.attributesCount))
            } else {
                frame.content = .elements
            }
        }
        frames.append(frame)
        if let allowed {
            found(.unexpectedElement, reader, reader.localName(reader.name), allowed)
        }
        if !rules.isEmpty || !reader.attributes.isEmpty {
            checkAttributes(reader, rules: rules, type: type)
        }
    }

    private mutating func endElements(_ frame: Frame, _ reader: borrowing XMLReader) {
        let model = schema.complexTypes[frame.type]
        var mayEnd = model.start.mayEnd
        if frame.position >= 0 {
            let current = schema.particles[Int(model.particlesStart) + frame.position]
            mayEnd = frame.count >= current.least && current.follow.mayEnd
        }
        if !mayEnd { found(.missingElement, reader, "", expected(after: frame, in: model)) }
    }

    private mutating func endValue(_ frame: Frame, _ reader: borrowing XMLReader) {
        let type = schema.simpleTypes[frame.type]
        let value = reader.bytes(of: text ?? XMLText())
        guard let rule = schema.fault(in: value, of: type) else { return }
        let found = String(decoding: value.prefix(4 * SchemaFinding.foundMax), as: UTF8.self)
        self.found(rule, reader, found, schema.allowed(by: rule, of: type))
    }

    /// Counts a finding about the innermost element and keeps it while there is room.
    mutating func found(
        _ rule: SchemaFinding.Rule, _ reader: borrowing XMLReader, _ found: String,
        _ allowed: String
    ) {
        findingsCount += 1
        guard findings.count < findingsMax else { return }
        findings.append(
            SchemaFinding(
                rule: rule, path: path(reader), position: reader.position(of: reader.elementStart),
                found: String(found.prefix(SchemaFinding.foundMax)), allowed: allowed))
    }

    /// The path of the innermost element, or of one so many levels further out.
    package func path(_ reader: borrowing XMLReader, levelsUp: Int = 0) -> String {
        var path = parentPath
        for frame in frames.dropLast(levelsUp) {
            if !path.isEmpty { path += "/" }
            path += reader.string(frame.name)
            if frame.ordinal > 0 { path += "[\(frame.ordinal)]" }
        }
        return path
    }
}
