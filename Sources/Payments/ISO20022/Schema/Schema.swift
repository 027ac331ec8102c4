import Synchronization

/// The schema of one message version as tables: names, simple types, content models.
///
/// ```swift
/// let schema = Schema.named("pain.001.001.09")
/// ```
/// Compiled offline from the ISO 20022 schema by `Tools/xsdc`, decoded from its built form at the first
/// use, then shared. One interpreter, ``SchemaValidator``, reads all of them.
package final class Schema: Sendable {
    /// The message and its version, such as `pacs.008.001.08`.
    package let id: String
    package let namespace: String
    let strings: SchemaStrings
    let simpleTypes: FixedTable<SimpleType>
    let complexTypes: FixedTable<ComplexType>
    let particles: FixedTable<Particle>
    let follows: FixedTable<PositionRange>
    let attributes: FixedTable<AttributeRule>
    let patterns: FixedTable<SchemaPattern>
    /// What the lists of patterns and enumerations of simple types refer to.
    let references: FixedTable<UInt16>
    let roots: FixedTable<Root>

    struct Root: Sendable {
        let name: UInt16
        let type: TypeReference
    }

    init(decoding decoder: SchemaDecoder) {
        id = decoder.id
        namespace = decoder.namespace
        strings = SchemaStrings(decoder.strings)
        simpleTypes = FixedTable(decoder.simpleTypes)
        complexTypes = FixedTable(decoder.complexTypes)
        particles = FixedTable(decoder.particles)
        follows = FixedTable(decoder.follows)
        attributes = FixedTable(decoder.attributes)
        patterns = FixedTable(decoder.patterns)
        references = FixedTable(decoder.references)
        roots = FixedTable(decoder.roots)
    }

    /// The messages of this build, in order.
    package static let ids: [String] = SchemaTables.all.map { "\($0.message)" }

    /// The schema of a message, or `nil` where this build has none.
    ///
    /// The first call for a message decodes its table: about a millisecond.
    package static func named(_ id: String) -> Schema? {
        guard let index = ids.firstIndex(of: id) else { return nil }
        return decoded.withLock { decoded in
            if let schema = decoded[index] { return schema }
            let schema = Schema(decoding: SchemaDecoder(SchemaTables.all[index].table))
            decoded[index] = schema
            return schema
        }
    }

    /// The schema whose elements are in a namespace.
    package static func forNamespace(_ namespace: String) -> Schema? {
        let prefix = "urn:iso:std:iso:20022:tech:xsd:"
        guard namespace.hasPrefix(prefix) else { return nil }
        return named(String(namespace.dropFirst(prefix.count)))
    }

    /// Whether an element may be the root of this message.
    package func isRoot(_ name: String) -> Bool {
        roots.first { string($0.name) == name } != nil
    }

    private static let decoded = Mutex([Schema?](repeating: nil, count: SchemaTables.all.count))

    func string(_ index: UInt16) -> String {
        String(decoding: strings[index], as: UTF8.self)
    }
}
