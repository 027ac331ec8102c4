/// Walks over a short text of ASCII with fixed fields, such as a date.
struct ASCIICursor {
    private let bytes: [UInt8]
    private(set) var offset = 0

    /// Longer texts than any that this module reads are cut: what is left then refuses them.
    init(_ text: some StringProtocol) {
        bytes = Array(text.utf8.prefix(80))
    }

    var isAtEnd: Bool { offset == bytes.count }
    var next: UInt8? { isAtEnd ? nil : bytes[offset] }

    /// Takes exactly `count` digits, or none and `nil`.
    mutating func digits(_ count: Int) -> Int? {
        guard bytes.count - offset >= count else { return nil }
        var value = 0
        for byte in bytes[offset..<(offset + count)] {
            let digit = byte &- UInt8(ascii: "0")
            guard digit < 10 else { return nil }
            value = value * 10 + Int(digit)
        }
        offset += count
        return value
    }

    /// Takes the digits ahead and says how many they were; nine of them fit.
    mutating func digitRun() -> (value: UInt64, count: Int) {
        let start = offset
        var value: UInt64 = 0
        while let byte = next, case let digit = byte &- UInt8(ascii: "0"), digit < 10 {
            if offset - start < 18 { value = value * 10 + UInt64(digit) }
            offset += 1
        }
        return (value, offset - start)
    }

    mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard let next, UInt32(next) == character.value else { return false }
        offset += 1
        return true
    }

    mutating func takeEither(_ one: Unicode.Scalar, _ other: Unicode.Scalar) -> Bool {
        take(one) || take(other)
    }
}

/// Appends a number in decimal, with zeros in front up to `width`.
///
/// The texts of dates and times are made of these: every answer has one.
func append(_ value: UInt64, width: Int, to text: inout [UInt8]) {
    var power: UInt64 = 1
    var count = 1
    while count < width || value / power >= 10 {
        power *= 10
        count += 1
    }
    while power > 0 {
        text.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: value / power % 10))
        power /= 10
    }
}

/// A number in decimal, with zeros in front up to `width`.
func padded(_ value: some BinaryInteger, _ width: Int) -> String {
    let digits = String(value)
    return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
}
