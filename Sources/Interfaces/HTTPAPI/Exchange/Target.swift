/// The path and query of a request, taken apart and percent-decoded (RFC 3986 §2.1, §3.3, §3.4).
///
/// `+` stands for itself, also in a query, so that a time with an offset may be written plainly.
package struct Target: Hashable, Sendable {
    package static let bytesMax = 4096
    package static let segmentsMax = 16
    package static let parametersMax = 32

    /// The parts between the slashes, decoded; none for `/`.
    package let segments: [String]
    /// Names and values behind `?`, decoded, in order, no name twice.
    package let query: [Parameter]

    /// A name and its value; the value is empty where there was no `=`.
    package struct Parameter: Hashable, Sendable {
        package let name: String
        package let value: String
    }

    /// Why a target is refused.
    package enum Failure: Error, Hashable, Sendable {
        case tooLong(bytes: Int)
        case tooManyParts
        case malformed
        case duplicateParameter(String)
    }

    package init(_ text: String) throws(Failure) {
        guard text.utf8.count <= Target.bytesMax else {
            throw .tooLong(bytes: text.utf8.count)
        }
        guard text.utf8.first == UInt8(ascii: "/") else { throw .malformed }
        let parts = text.utf8.split(
            separator: UInt8(ascii: "?"), maxSplits: 1, omittingEmptySubsequences: false)
        segments = try Target.segments(of: parts[0])
        query = parts.count == 1 ? [] : try Target.parameters(of: parts[1])
    }

    /// A path that needs no decoding, without a query.
    init(segments: [String]) {
        self.segments = segments
        query = []
    }

    private static func segments(of path: Substring.UTF8View) throws(Failure) -> [String] {
        let parts = path.dropFirst().split(
            separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        if parts.count == 1, parts[0].isEmpty { return [] }
        guard parts.count <= segmentsMax else { throw .tooManyParts }
        var segments: [String] = []
        for part in parts {
            let segment = try decode(part)
            guard !segment.isEmpty, segment != ".", segment != ".." else { throw .malformed }
            segments.append(segment)
        }
        return segments
    }

    private static func parameters(of query: Substring.UTF8View) throws(Failure) -> [Parameter] {
        var parameters: [Parameter] = []
        for pair in query.split(separator: UInt8(ascii: "&")) {
            guard parameters.count < parametersMax else { throw .tooManyParts }
            let parts = pair.split(
                separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            let name = try decode(parts[0])
            guard !parameters.contains(where: { $0.name == name }) else {
                throw .duplicateParameter(name)
            }
            let value = parts.count == 1 ? "" : try decode(parts[1])
            parameters.append(Parameter(name: name, value: value))
        }
        return parameters
    }

    /// Resolves `%XX`; refuses control characters and what is no UTF-8.
    private static func decode(_ text: Substring.UTF8View) throws(Failure) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count)
        var iterator = text.makeIterator()
        while let byte = iterator.next() {
            var decoded = byte
            if byte == UInt8(ascii: "%") {
                guard let high = iterator.next().flatMap(digit),
                    let low = iterator.next().flatMap(digit)
                else { throw .malformed }
                decoded = high << 4 | low
            }
            guard decoded >= 0x20, decoded != 0x7F else { throw .malformed }
            bytes.append(decoded)
        }
        guard let string = String(validating: bytes, as: UTF8.self) else { throw .malformed }
        return string
    }

    private static func digit(_ character: UInt8) -> UInt8? {
        Character(Unicode.Scalar(character)).hexDigitValue.map { UInt8($0) }
    }
}
