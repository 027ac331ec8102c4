import Bytes

/// Reads the built form that `Tools/xsdc` writes into the source.
///
/// The form is part of the program: one that does not read is a fault of the build.
struct SchemaDecoder {
    private(set) var id = ""
    private(set) var namespace = ""
    private(set) var strings: [ArraySlice<UInt8>] = []
    private(set) var simpleTypes: [SimpleType] = []
    private(set) var complexTypes: [ComplexType] = []
    private(set) var particles: [Particle] = []
    private(set) var follows: [PositionRange] = []
    private(set) var attributes: [AttributeRule] = []
    private(set) var patterns: [SchemaPattern] = []
    private(set) var references: [UInt16] = []
    private(set) var roots: [Schema.Root] = []
    private var reader: ByteReader

    private static let format: UInt8 = 1

    init(_ table: StaticString) {
        reader = ByteReader(Self.bytes(of: table))
        do {
            try decode()
        } catch {
            preconditionFailure("A built table of a schema is damaged: \(error)")
        }
    }

    /// Base 64 over many lines.
    private static func bytes(of table: StaticString) -> [UInt8] {
        let text = UnsafeBufferPointer(start: table.utf8Start, count: table.utf8CodeUnitCount)
        guard let bytes = Base64.decode(text.filter { $0 != 0x0A }) else {
            preconditionFailure("A built table of a schema is no base 64.")
        }
        return bytes
    }

    private mutating func decode() throws(ByteError) {
        let format = try reader.read(UInt8.self)
        precondition(format == Self.format, "A built table has the format of its reader.")
        for _ in 0..<(try count()) { strings.append(try reader.read(count: try count())) }
        for _ in 0..<(try count()) {
            let text = try index()
            patterns.append(SchemaPattern(text: text, try reader.read(count: try count())))
        }
        id = String(decoding: strings[Int(try index())], as: UTF8.self)
        namespace = String(decoding: strings[Int(try index())], as: UTF8.self)
        for _ in 0..<(try count()) { try decodeSimpleType() }
        for _ in 0..<(try count()) { try decodeComplexType() }
        for _ in 0..<(try count()) {
            roots.append(Schema.Root(name: try index(), type: TypeReference(value: try index())))
        }
        precondition(reader.isAtEnd, "A built table ends where its reader does.")
    }

    private mutating func count() throws(ByteError) -> Int {
        Int(truncatingIfNeeded: try reader.readVarint())
    }

    private mutating func index() throws(ByteError) -> UInt16 {
        UInt16(truncatingIfNeeded: try reader.readVarint())
    }

    /// A number that is written one higher, so that 0 says there is none.
    private mutating func optional() throws(ByteError) -> Int? {
        let value = try count()
        return value == 0 ? nil : value - 1
    }

    private mutating func decodeSimpleType() throws(ByteError) {
        let name = try index()
        let number = try reader.read(UInt8.self)
        guard let base = SimpleType.Primitive(rawValue: number) else {
            throw .unexpectedValue(offset: reader.offset, value: UInt64(number))
        }
        var type = SimpleType(name: name, base: base)
        type.minLength = try optional()
        type.maxLength = try optional()
        type.totalDigits = try optional()
        type.fractionDigits = try optional()
        type.minInclusive = try optional().map { UInt16($0) }
        type.maxInclusive = try optional().map { UInt16($0) }
        type.patterns = try decodeReferences()
        type.enumeration = try decodeReferences()
        simpleTypes.append(type)
    }

    private mutating func decodeReferences() throws(ByteError) -> Range<Int> {
        let start = references.count
        for _ in 0..<(try count()) { references.append(try index()) }
        return start..<references.count
    }

    private mutating func decodeComplexType() throws(ByteError) {
        var type = ComplexType(name: try index())
        if let content = try optional() {
            type.simpleContent = Int32(content >> 1)
            type.attributesStart = Int32(attributes.count)
            type.attributesCount = Int32(try count())
            for _ in 0..<type.attributesCount {
                let name = try index()
                let kind = try count()
                let isRequired = try count() == 1
                attributes.append(
                    AttributeRule(name: name, type: Int32(kind >> 1), isRequired: isRequired))
            }
        } else {
            type.particlesStart = Int32(particles.count)
            type.particlesCount = Int32(try count())
            type.start = try decodeFollow()
            for _ in 0..<type.particlesCount { try decodeParticle() }
        }
        complexTypes.append(type)
    }

    private mutating func decodeParticle() throws(ByteError) {
        let name = try optional()
        let second = try index()
        let handling = name == nil ? WildcardHandling(rawValue: try reader.read(UInt8.self)) : nil
        let least = UInt32(try count())
        let most = try optional()
        var particle = Particle(
            name: name.map { UInt16($0) } ?? SchemaStrings.none,
            type: TypeReference(value: name == nil ? 0 : second), least: least,
            most: most.map { UInt32($0) + 1 } ?? UInt32.max)
        if name == nil {
            particle.wildcardNamespace = second
            particle.wildcardHandling = handling ?? .strict
        }
        particle.follow = try decodeFollow()
        particles.append(particle)
    }

    private mutating func decodeFollow() throws(ByteError) -> Follow {
        let mayEnd = try count() == 1
        let rangesCount = try count()
        let follow = Follow(
            rangesStart: Int32(follows.count), rangesCount: Int32(rangesCount), mayEnd: mayEnd)
        for _ in 0..<rangesCount {
            let first = try index()
            follows.append(PositionRange(first: first, count: try index()))
        }
        return follow
    }
}
