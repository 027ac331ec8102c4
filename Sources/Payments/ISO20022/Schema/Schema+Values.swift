import XML

extension Schema {
    /// The first rule that a value breaks, or `nil` where it is a value of the type.
    ///
    /// Total, without allocation. Cost: one or two steps a byte.
    func fault(
        in value: UnsafeBufferPointer<UInt8>, of type: SimpleType
    ) -> SchemaFinding.Rule? {
        if type.base == .string { return stringFault(in: value, of: type) }
        // All other base types collapse white space (XML Schema part 2, §4.3.6).
        let token = UnsafeBufferPointer(rebasing: Self.trimmed(value))
        switch type.base {
        case .decimal, .integer:
            guard let decimal = DecimalForm(token) else { return .malformedValue }
            guard type.base == .decimal || !decimal.hasPoint else { return .malformedValue }
            return decimalFault(in: decimal, of: type)
        case .boolean:
            return Self.isBoolean(token) ? nil : .malformedValue
        case .base64Binary:
            guard let octets = Self.octets(ofBase64: token) else { return .malformedValue }
            return lengthFault(octets, of: type)
        case .hexBinary:
            guard Self.isHex(token) else { return .malformedValue }
            return lengthFault(token.count / 2, of: type)
        case let base:
            return TimeForm.isValid(token, as: base) ? nil : .malformedValue
        }
    }

    private func stringFault(
        in value: UnsafeBufferPointer<UInt8>, of type: SimpleType
    ) -> SchemaFinding.Rule? {
        if type.minLength != nil || type.maxLength != nil {
            var characters = 0
            for byte in value where byte & 0xC0 != 0x80 { characters += 1 }
            if let rule = lengthFault(characters, of: type) { return rule }
        }
        if !type.patterns.isEmpty {
            let matches = type.patterns.contains { patterns[Int(references[$0])].matches(value) }
            guard matches else { return .pattern }
        }
        if !type.enumeration.isEmpty {
            let found = strings.index(of: value, hash: XMLName.hash(of: value))
            guard found != SchemaStrings.none,
                type.enumeration.contains(where: { references[$0] == found })
            else {
                return .enumeration
            }
        }
        return nil
    }

    private func lengthFault(_ length: Int, of type: SimpleType) -> SchemaFinding.Rule? {
        if let least = type.minLength, length < least { return .length }
        if let most = type.maxLength, length > most { return .length }
        return nil
    }

    private func decimalFault(
        in value: DecimalForm, of type: SimpleType
    ) -> SchemaFinding.Rule? {
        if let most = type.totalDigits, value.totalDigits > most { return .totalDigits }
        if let most = type.fractionDigits, value.fraction.count > most { return .fractionDigits }
        if let least = type.minInclusive, isDecimal(value, below: least) { return .range }
        if let most = type.maxInclusive, isDecimal(value, above: most) { return .range }
        return nil
    }

    private func isDecimal(_ value: DecimalForm, below bound: UInt16) -> Bool {
        compare(value, with: bound) < 0
    }

    private func isDecimal(_ value: DecimalForm, above bound: UInt16) -> Bool {
        compare(value, with: bound) > 0
    }

    private func compare(_ value: DecimalForm, with bound: UInt16) -> Int {
        strings[bound].withUnsafeBufferPointer { bytes in
            guard let bound = DecimalForm(bytes) else {
                preconditionFailure("A bound of a decimal type is a decimal.")
            }
            return value.compare(with: bound)
        }
    }

    private static func trimmed(_ value: UnsafeBufferPointer<UInt8>) -> Slice<
        UnsafeBufferPointer<UInt8>
    > {
        var (start, end) = (0, value.count)
        while start < end, isSpace(value[start]) { start += 1 }
        while end > start, isSpace(value[end - 1]) { end -= 1 }
        return value[start..<end]
    }

    static func isSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
    }

    /// `true`, `false`, `1` or `0`.
    private static func isBoolean(_ token: UnsafeBufferPointer<UInt8>) -> Bool {
        if token.count == 1 { return token[0] == 0x30 || token[0] == 0x31 }
        return token.elementsEqual("true".utf8) || token.elementsEqual("false".utf8)
    }

    private static func isHex(_ token: UnsafeBufferPointer<UInt8>) -> Bool {
        token.count.isMultiple(of: 2)
            && token.allSatisfy { byte in
                (0x30...0x39).contains(byte) || (0x41...0x46).contains(byte & 0xDF)
            }
    }

    /// The number of octets that a base 64 text stands for, white space left out; `nil` where it is
    /// none (RFC 2045 §6.8; XML Schema part 2, §3.2.16: unused bits are zero).
    static func octets(ofBase64 token: UnsafeBufferPointer<UInt8>) -> Int? {
        var (digits, padding, last) = (0, 0, UInt8(0))
        for byte in token where !isSpace(byte) {
            if byte == UInt8(ascii: "=") {
                padding += 1
                continue
            }
            guard padding == 0, let value = base64Value(byte) else { return nil }
            digits += 1
            last = value
        }
        guard (digits + padding).isMultiple(of: 4) else { return nil }
        switch (digits % 4, padding) {
        case (0, 0): return digits / 4 * 3
        case (2, 2): return last & 15 == 0 ? digits / 4 * 3 + 1 : nil
        case (3, 1): return last & 3 == 0 ? digits / 4 * 3 + 2 : nil
        default: return nil
        }
    }

    private static func base64Value(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x41...0x5A: byte - 0x41
        case 0x61...0x7A: byte - 0x61 + 26
        case 0x30...0x39: byte - 0x30 + 52
        case UInt8(ascii: "+"): 62
        case UInt8(ascii: "/"): 63
        default: nil
        }
    }
}
