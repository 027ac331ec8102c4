@testable import ISO20022
@testable import XML

/// Documents made from a schema's own tables: each a random walk through its content models.
///
/// libxml2 reads the schema itself, so that its verdict on them judges the tables too.
struct GeneratedDocument {
    private let schema: Schema
    private var random: Seeded
    private var elements = 0

    /// A valid document of a schema; the same for the same seed.
    static func bytes(_ schema: Schema, seed: UInt64) -> [UInt8] {
        var document = GeneratedDocument(schema: schema, random: Seeded(seed))
        var writer = XMLWriter(indentation: document.random.chance(50) ? 1 : 0)
        let root = schema.roots[0]
        writer.document(schema.string(root.name), namespace: schema.namespace) {
            document.fill(schema.complexTypes[root.type.index], depth: 1, into: &$0)
        }
        return writer.bytes
    }

    private init(schema: Schema, random: Seeded) {
        self.schema = schema
        self.random = random
    }

    private mutating func fill(
        _ type: ComplexType, depth: Int, into writer: inout XMLWriter
    ) {
        var follow = type.start
        while true {
            let next = positions(follow)
            // Deep or long documents take the shortest way out.
            let isEnough = follow.mayEnd && (elements > 300 || random.chance(10 + depth * 8))
            guard !next.isEmpty, !isEnough else { return }
            let isTired = elements > 300 || depth > 10
            let position = isTired ? next[next.count - 1] : random.pick(next)
            let particle = schema.particles[Int(type.particlesStart) + position]
            let most = min(particle.most, particle.least + 2)
            let count =
                isTired ? max(1, particle.least) : particle.least.advanced(by: random.below(3))
            for _ in 0..<min(max(1, count), max(1, most)) {
                write(particle, depth: depth, into: &writer)
            }
            follow = particle.follow
        }
    }

    private func positions(_ follow: Follow) -> [Int] {
        let ranges = Int(follow.rangesStart)..<Int(follow.rangesStart + follow.rangesCount)
        return schema.follows[ranges].flatMap { Int($0.first)..<Int($0.first + $0.count) }
    }

    private mutating func write(
        _ particle: Particle, depth: Int, into writer: inout XMLWriter
    ) {
        elements += 1
        if particle.isWildcard {
            let namespace = schema.string(particle.wildcardNamespace)
            writer.element("Any", namespace: namespace == "##any" ? "urn:any" : namespace) {
                $0.text("Thing", "anything", ["at": "all"])
            }
            return
        }
        let name = schema.string(particle.name)
        guard particle.type.isComplex else {
            writer.text(name, value(particle.type.index))
            return
        }
        let complex = schema.complexTypes[particle.type.index]
        if complex.simpleContent >= 0 {
            let rule = schema.attributes[Int(complex.attributesStart)]
            let attribute = value(Int(rule.type))
            writer.text(
                name, value(Int(complex.simpleContent)), [schema.string(rule.name): attribute])
            return
        }
        writer.element(name) { fill(complex, depth: depth + 1, into: &$0) }
    }

    private mutating func value(_ index: Int) -> String {
        let type = schema.simpleTypes[index]
        switch type.base {
        case .string: return string(type)
        case .decimal, .integer:
            let whole = ["0", "1", "12", "07", "+2", " 3.0 "]
            return random.pick(type.fractionDigits == 0 ? whole : whole + ["3.5", "0.10", ".5"])
        case .boolean: return random.pick(["true", "false", "0", "1", " true "])
        case .date:
            return random.pick(["2026-11-21", "2024-02-29", "2026-11-21Z", "2026-11-21+01:00"])
        case .dateTime:
            return random.pick([
                "2026-11-21T09:00:00", "2026-11-21T24:00:00Z", "2026-02-28T09:00:00.123-14:00",
            ])
        case .time: return random.pick(["09:00:00", "23:59:59.999Z"])
        case .gYear: return random.pick(["2026", "-0044", "12026Z"])
        case .gYearMonth: return random.pick(["2026-11", "2026-12+01:00"])
        case .gMonth: return "--11"
        case .gMonthDay: return "--02-29"
        case .gDay: return "---31"
        case .base64Binary: return random.pick(["QUJD", "QUI=", "QQ==", "QU JD"])
        case .hexBinary: return "00fF"
        }
    }

    private mutating func string(_ type: SimpleType) -> String {
        if !type.enumeration.isEmpty {
            return schema.string(random.pick(Array(schema.references[type.enumeration])))
        }
        if !type.patterns.isEmpty {
            let reference = random.pick(Array(schema.references[type.patterns]))
            return schema.patterns[Int(reference)].example(&random)
        }
        let least = type.minLength ?? 0
        let most = min(type.maxLength ?? 40, least + 40)
        let characters: [Character] = [
            "a", "B", "7", " ", "&", "<", "é", "€", "\u{1F600}", "\n", "-",
        ]
        return String(
            (0..<(least + random.below(most - least + 1))).map { _ in
                random.pick(characters)
            })
    }
}

extension SchemaPattern {
    /// A text that the pattern matches: a random walk through its automaton.
    func example(_ random: inout Seeded) -> String {
        var text: [UInt8] = []
        while true {
            let next = (UInt8(0x20)...0x7E).filter { canGoOn(text + [$0]) }
            let isMatch = text.withUnsafeBufferPointer { matches($0) }
            guard !next.isEmpty, !isMatch || random.chance(60) else {
                return String(decoding: text, as: UTF8.self)
            }
            text.append(random.pick(next))
        }
    }

    private func canGoOn(_ text: [UInt8]) -> Bool {
        text.withUnsafeBufferPointer { isPrefix($0) }
    }
}
