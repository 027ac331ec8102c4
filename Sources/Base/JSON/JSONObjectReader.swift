/// A flat object of known fields, read without building a tree.
///
/// Reading checks the whole text: syntax, UTF-8, limits, duplicate and unknown names. Values stay
/// places in the text until they are asked for. A member that is an array or an object is refused.
///
/// ```swift
/// static let fields = JSONFields("from_account", "to_account", "amount")
/// let object = try JSONObjectReader(body, fields: fields)
/// let from = try object.string("from_account", bytesMax: 64)
/// let amount = try object.decimal("amount")
/// ```
package struct JSONObjectReader: Sendable {
    private let scanner: JSONScanner
    private let fields: JSONFields
    private let tokens: [JSONToken?]

    package init(
        _ bytes: [UInt8], fields: JSONFields, limits: JSONLimits = .standard
    ) throws(JSONError) {
        var scanner = try JSONScanner(bytes, limits: limits)
        try scanner.take(UInt8(ascii: "{"), .object)
        var tokens = [JSONToken?](repeating: nil, count: fields.names.count)
        if !(try scanner.takeIfNext(UInt8(ascii: "}"), .name)) {
            repeat {
                try JSONObjectReader.scanMember(&scanner, fields, &tokens)
            } while !(try scanner.takeSeparator(end: UInt8(ascii: "}")))
        }
        try scanner.expectEnd()
        self.scanner = scanner
        self.fields = fields
        self.tokens = tokens
    }

    private static func scanMember(
        _ scanner: inout JSONScanner, _ fields: JSONFields, _ tokens: inout [JSONToken?]
    ) throws(JSONError) {
        let name = try scanner.scanName()
        let offset = name.range.lowerBound - 1
        let text = name.isEscaped ? scanner.unescaped(name)[...] : scanner.bytes[name.range]
        guard let index = fields.index(of: text) else {
            throw .unknownField(
                offset: offset, name: scanner.text(of: name), allowed: fields.names)
        }
        guard tokens[index] == nil else {
            throw .duplicateName(offset: offset, name: fields.names[index])
        }
        let token = try scanner.scanToken()
        guard token.kind != .array, token.kind != .object else {
            throw .wrongKind(
                offset: token.range.lowerBound, field: fields.names[index], found: token.kind,
                allowed: [])
        }
        tokens[index] = token
    }

    /// Whether the field is there and not `null`.
    package func has(_ name: String) -> Bool { token(name) != nil }

    private func token(_ name: String) -> JSONToken? {
        let token = tokens[fields.index(of: name)]
        return token?.kind == .null ? nil : token
    }

    private func token(
        _ name: String, _ allowed: JSONKind...
    ) throws(JSONError) -> JSONToken? {
        guard let token = token(name) else { return nil }
        guard allowed.contains(token.kind) else {
            throw .wrongKind(
                offset: token.range.lowerBound, field: name, found: token.kind, allowed: allowed)
        }
        return token
    }

    /// The field's string, or `nil` where it is absent or `null`; longer than `bytesMax` is refused.
    ///
    /// It is one line as a person reads it: controls, line ends and what turns the direction of
    /// writing are refused, escaped or not.
    package func optionalString(
        _ name: String, bytesMax: Int
    ) throws(JSONError) -> String? {
        guard let token = try token(name, .string) else { return nil }
        let text = scanner.text(of: token)
        guard text.utf8.count <= bytesMax else {
            throw .fieldTooLong(
                offset: token.range.lowerBound, field: name, length: text.utf8.count,
                limit: bytesMax)
        }
        if let found = text.unicodeScalars.first(where: Self.isUnprintable) {
            throw .unprintable(offset: token.range.lowerBound, field: name, found: found)
        }
        return text
    }

    /// Whether a character has no place in a line of text.
    package static func isUnprintable(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.value < 0x7F { return scalar.value < 0x20 }
        switch scalar.value {
        // Embedding, overriding and isolating the direction (Unicode Annex 9), the byte order mark.
        case 0x202A...0x202E, 0x2066...0x2069, 0xFEFF: return true
        default: break
        }
        switch scalar.properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator: return true
        default: return scalar.properties.isNoncharacterCodePoint
        }
    }

    package func string(_ name: String, bytesMax: Int) throws(JSONError) -> String {
        guard let text = try optionalString(name, bytesMax: bytesMax) else {
            throw .missingField(name: name)
        }
        return text
    }

    package func optionalBoolean(_ name: String) throws(JSONError) -> Bool? {
        try token(name, .boolean).map { $0.range.count == 4 }
    }

    /// The field's whole number, or `nil` where it is absent or `null`.
    package func optionalInteger<Integer: FixedWidthInteger>(
        _ name: String, _ range: ClosedRange<Integer>
    ) throws(JSONError) -> Integer? {
        guard let token = try token(name, .number) else { return nil }
        let text = scanner.text(of: token)
        guard let value = Integer(text), range.contains(value) else {
            throw .noInteger(offset: token.range.lowerBound, field: name, found: text)
        }
        return value
    }

    /// The characters of a plain decimal, given as a number or as a string, or `nil` where absent.
    ///
    /// Of the form `-?digits(.digits)?`, at most ``JSONLimits/numberBytesMax`` characters; an
    /// exponent, a sign `+`, spaces or grouping are refused.
    package func optionalDecimal(_ name: String) throws(JSONError) -> String? {
        guard let token = try token(name, .number, .string) else { return nil }
        let text = scanner.text(of: token)
        guard text.utf8.count <= scanner.limits.numberBytesMax else {
            throw .fieldTooLong(
                offset: token.range.lowerBound, field: name, length: text.utf8.count,
                limit: scanner.limits.numberBytesMax)
        }
        guard JSONObjectReader.isPlainDecimal(text.utf8) else {
            throw .noPlainDecimal(offset: token.range.lowerBound, field: name, found: text)
        }
        return text
    }

    /// The characters of a plain decimal, as ``optionalDecimal(_:)``, of a field that must be there.
    package func decimal(_ name: String) throws(JSONError) -> String {
        guard let text = try optionalDecimal(name) else { throw .missingField(name: name) }
        return text
    }

    private static func isPlainDecimal(_ text: String.UTF8View) -> Bool {
        var digits = 0
        var hasPoint = false
        for (index, byte) in text.enumerated() {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): digits += 1
            case UInt8(ascii: "-") where index == 0: break
            case UInt8(ascii: ".") where digits > 0 && !hasPoint:
                hasPoint = true
                digits = 0
            default: return false
            }
        }
        return digits > 0
    }
}
