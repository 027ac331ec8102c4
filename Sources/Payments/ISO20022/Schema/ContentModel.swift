/// A simple or complex type of a schema in 16 bits: twice its index, plus one for a complex type.
struct TypeReference: Hashable, Sendable {
    let value: UInt16

    var isComplex: Bool { value & 1 == 1 }
    var index: Int { Int(value >> 1) }
}

/// A complex type: element content as an automaton of positions, or simple content with attributes.
struct ComplexType: Sendable {
    let name: UInt16
    /// The simple type of the content, or −1 where there are elements inside.
    var simpleContent: Int32 = -1
    var attributesStart: Int32 = 0
    var attributesCount: Int32 = 0
    var particlesStart: Int32 = 0
    var particlesCount: Int32 = 0
    /// Where an empty element of this type stands: what may come first.
    var start = Follow()
}

/// A position of a content model: one element or wildcard with its bounds.
struct Particle: Sendable {
    /// The element's name, or ``SchemaStrings/none`` for a wildcard.
    let name: UInt16
    let type: TypeReference
    let least: UInt32
    let most: UInt32
    /// What may stand behind its last occurrence.
    var follow = Follow()
    /// For a wildcard: its namespace, `##any` for all, and what is done with its content.
    var wildcardNamespace: UInt16 = 0
    var wildcardHandling = WildcardHandling.strict

    var isWildcard: Bool { name == SchemaStrings.none }
}

/// How the content that a wildcard lets in is validated (XML Schema part 1, §3.10.1).
enum WildcardHandling: UInt8, Sendable {
    /// Its element must be declared.
    case strict
    /// It is validated where its element is declared.
    case lax
    /// It is not validated.
    case skip
}

/// The positions that may come next, as ranges, and whether the element may end.
struct Follow: Sendable {
    var rangesStart: Int32 = 0
    var rangesCount: Int32 = 0
    var mayEnd = false
}

/// Positions of one content model, counted from its first.
struct PositionRange: Sendable {
    let first: UInt16
    let count: UInt16
}

/// An attribute that a type has.
struct AttributeRule: Sendable {
    let name: UInt16
    let type: Int32
    let isRequired: Bool
}
