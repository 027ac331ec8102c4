extension ExactDecimal: CustomStringConvertible {
    /// Reads a plain decimal: `-?(0|[1-9][0-9]*)(\.[0-9]+)?`, which is a JSON number (RFC 8259 §6)
    /// without its exponent.
    ///
    /// The number of decimals written becomes the scale.
    package static func digits(
        of text: some Collection<UInt8>
    ) throws(DecimalSyntaxError) -> ExactDecimal {
        let length = text.count
        guard length <= textLengthMax else {
            throw .tooLong(length: length, limit: textLengthMax)
        }
        return try read(Array(text))
    }

    package static func digits(of text: String) throws(DecimalSyntaxError) -> ExactDecimal {
        try digits(of: text.utf8)
    }

    /// Reads a decimal of XML Schema (Part 2 §3.2.3): as ``digits(of:)``, and also `+5`, `007`, `.5`
    /// and `5.`.
    ///
    /// White space is not trimmed; decimals written stay, zeros included.
    package static func schemaDecimal(
        of text: some Collection<UInt8>
    ) throws(DecimalSyntaxError) -> ExactDecimal {
        let length = text.count
        guard length <= textLengthMax else {
            throw .tooLong(length: length, limit: textLengthMax)
        }
        var rest = Array(text)[...]
        let isNegative = rest.first == UInt8(ascii: "-")
        if isNegative || rest.first == UInt8(ascii: "+") { rest.removeFirst() }
        guard rest.contains(where: { $0 != UInt8(ascii: ".") }) else {
            throw length == 0 ? .empty : .missingIntegerDigits
        }
        // A second sign would be taken for the first one below.
        if rest.first == UInt8(ascii: "-") || rest.first == UInt8(ascii: "+") {
            throw .unexpectedCharacter(offset: 1, byte: rest[rest.startIndex])
        }
        rest = rest.drop { $0 == UInt8(ascii: "0") }
        var plain: [UInt8] = isNegative ? [UInt8(ascii: "-")] : []
        if rest.isEmpty || rest.first == UInt8(ascii: ".") { plain.append(UInt8(ascii: "0")) }
        plain += rest
        if plain.last == UInt8(ascii: ".") { plain.removeLast() }
        return try read(plain)
    }

    private static func read(_ text: [UInt8]) throws(DecimalSyntaxError) -> ExactDecimal {
        guard let first = text.first else { throw .empty }
        guard first != UInt8(ascii: "+") else { throw .leadingPlus }
        let start = first == UInt8(ascii: "-") ? 1 : 0
        guard !isSpelledOut(text[start...]) else { throw .notANumber }
        var value: UInt128 = 0
        var index = start
        try readDigits(text, &index, into: &value)
        guard index > start else {
            throw index < text.count && text[index] != UInt8(ascii: ".")
                ? refusal(of: text, at: index) : .missingIntegerDigits
        }
        guard index == start + 1 || text[start] != UInt8(ascii: "0") else { throw .leadingZero }
        var scale = 0
        if index < text.count, text[index] == UInt8(ascii: ".") {
            index += 1
            let point = index
            try readDigits(text, &index, into: &value)
            scale = index - point
            guard scale > 0 else {
                throw index < text.count
                    ? refusal(of: text, at: index) : .missingFractionDigits
            }
        }
        guard index == text.count else { throw refusal(of: text, at: index) }
        guard scale <= scaleMax else { throw .tooManyDecimals(limit: scaleMax) }
        let coefficient = Int128(value)
        return ExactDecimal(unchecked: start == 1 ? -coefficient : coefficient, scale: scale)
    }

    private static func readDigits(
        _ text: [UInt8], _ index: inout Int, into value: inout UInt128
    ) throws(DecimalSyntaxError) {
        while index < text.count, case let digit = text[index] &- UInt8(ascii: "0"), digit < 10 {
            let (tens, overflow) = value.multipliedReportingOverflow(by: 10)
            // Below 2^128 − 9 nothing wraps when the digit is added, and 2^127 is refused anyway.
            guard !overflow, tens <= Int128.max.magnitude,
                tens + UInt128(digit) <= Int128.max.magnitude
            else { throw .tooLarge }
            value = tens + UInt128(digit)
            index += 1
        }
    }

    private static func isSpelledOut(_ text: ArraySlice<UInt8>) -> Bool {
        let lower = text.prefix(9).map { $0 | 0x20 }
        return ["nan", "inf", "infinity"].contains { lower.elementsEqual($0.utf8) }
    }

    private static func refusal(of text: [UInt8], at index: Int) -> DecimalSyntaxError {
        let byte = text[index]
        return byte | 0x20 == UInt8(ascii: "e") && index > 0
            ? .exponent(offset: index) : .unexpectedCharacter(offset: index, byte: byte)
    }

    /// The plain decimal with exactly `scale` decimals: `-12.340`.
    package var description: String {
        // Divisions of 64 bits are a machine instruction, and few amounts need more.
        let magnitude = coefficient.magnitude
        var text =
            magnitude >> 64 == 0
            ? reversedDigits(UInt64(truncatingIfNeeded: magnitude)) : reversedDigits(magnitude)
        if isNegative { text.append(UInt8(ascii: "-")) }
        text.reverse()
        return String(decoding: text, as: UTF8.self)
    }

    /// Digits and point, the last first.
    private func reversedDigits(_ magnitude: some FixedWidthInteger & UnsignedInteger) -> [UInt8] {
        var text: [UInt8] = []
        var rest = magnitude
        repeat {
            text.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10))
            rest /= 10
            if text.count == scale { text.append(UInt8(ascii: ".")) }
        } while rest > 0 || text.count <= scale + (scale > 0 ? 1 : 0)
        return text
    }
}
