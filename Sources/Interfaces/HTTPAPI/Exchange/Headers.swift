/// The fields of a head that QENEX reads, each at most once.
package struct Headers: Hashable, Sendable {
    private var fields: [Field] = []

    private struct Field: Hashable, Sendable {
        let name: RequestHeader
        let value: String
    }

    package init() {}

    package init(_ values: KeyValuePairs<RequestHeader, String>) {
        fields = values.map { Field(name: $0.key, value: $0.value) }
    }

    package subscript(name: RequestHeader) -> String? {
        fields.first { $0.name == name }?.value
    }

    /// Keeps a field, or says `false` where it stood before: which of two counts is nobody's guess.
    package mutating func append(_ name: RequestHeader, _ value: String) -> Bool {
        guard self[name] == nil else { return false }
        fields.append(Field(name: name, value: value))
        return true
    }

    /// The value of a cookie (RFC 6265 §4.2.1), or `nil` where there is none of that name.
    package func cookie(_ name: String) -> String? {
        guard let text = self[.cookie] else { return nil }
        for pair in text.split(separator: ";") {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2, parts[0].drop(while: { $0 == " " }) == name else { continue }
            return String(parts[1])
        }
        return nil
    }
}
