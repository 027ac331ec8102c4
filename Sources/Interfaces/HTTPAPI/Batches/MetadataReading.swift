import Flows
import JSON

/// Reads metadata: an object of JSON, brought into its canonical form.
///
/// Values are texts, whole numbers up to ±(2^53 − 1), `true`, `false`, `null`, and lists and objects
/// of them, four deep at most. The canonical form has at most 4,096 bytes, and is what is hashed,
/// kept and told.
struct MetadataReading: Sendable {
    static let field = "metadata"
    private static let allowed =
        "allowed is an object of at most \(Metadata.bytesMax) bytes in its canonical form, "
        + "\(Metadata.depthMax) deep, beside no metadata_hash"

    /// What an event's line may be at most, above one without metadata: each byte of the canonical
    /// form can be written as an escape of six.
    static let lineBytesMax = 6 * Metadata.bytesMax
    /// `[0,0,…` has a value for each two bytes.
    static let valuesMax = Metadata.bytesMax / 2

    /// Salts a text with what its record's id comes to.
    let salted: @Sendable ([UInt8], Metadata.Scope, UInt128) -> Metadata

    init(_ salted: @escaping @Sendable ([UInt8], Metadata.Scope, UInt128) -> Metadata) {
        self.salted = salted
    }

    init(_ bank: RunningBank) {
        salted = { bank.metadata($0, of: $1, $2) }
    }

    /// The canonical bytes; empty where the value is `null`.
    ///
    /// - Parameter fault: makes the problem of what is wrong.
    static func canonical(
        _ value: JSONValue, _ fault: (String) -> Problem
    ) throws(Problem) -> [UInt8] {
        if value.kind == .null { return [] }
        guard value.kind == .object, value.depth <= Metadata.depthMax else {
            throw fault(allowed)
        }
        let bytes: [UInt8]
        do throws(CanonicalFault) { bytes = try value.canonical() } catch {
            guard case .number(let text) = error else { throw fault(allowed) }
            throw fault(
                "found \(text.prefix(40)), allowed are whole numbers up to "
                    + "\(JSONValue.wholeMax); a decimal is a text")
        }
        guard bytes.count <= Metadata.bytesMax else {
            throw fault("found \(bytes.count) bytes, \(allowed)")
        }
        return bytes
    }

    /// The canonical bytes of an object's metadata; `nil` where it has none.
    static func optional(_ object: BodyObject) throws(Problem) -> [UInt8]? {
        guard let value = object.members[field], value.kind != .null else { return nil }
        return try canonical(value) { object.fault(field, $0) }
    }

    /// Metadata of a transaction, which all its transfers share; `nil` where it brings none.
    func metadata(
        _ object: BodyObject, ofTransaction id: UInt128
    ) throws(Problem) -> Metadata? {
        guard let bytes = try Self.optional(object) else { return nil }
        if let hash = object.members["metadata_hash"], hash.kind != .null {
            throw object.fault(Self.field, Self.allowed)
        }
        return salted(bytes, .transaction, id)
    }
}
