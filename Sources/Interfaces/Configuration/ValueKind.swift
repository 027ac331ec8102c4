import Arithmetic

/// What a key takes.
enum ValueKind: Sendable {
    case boolean
    case integer(ClosedRange<Int>)
    /// A size in bytes, written `"64GB"`.
    case size(ClosedRange<UInt64>)
    /// A number from 0 to 1.
    case fraction
    /// An amount above zero; whether its decimals fit the currency is asked later.
    case amount
    /// The same, or zero.
    case amountOrZero
    case choice([String])
    /// Text of at most so many bytes.
    case text(bytesMax: Int)
    /// Text that must be something: the words say what, the closure decides.
    case parsed(String, @Sendable (String) -> Bool)
    case texts(count: ClosedRange<Int>, of: String, @Sendable (String) -> Bool)
    /// Integers in rising order.
    case rising(count: ClosedRange<Int>, within: ClosedRange<Int>)

    /// What is allowed, for a message and for the documentation.
    var allowed: String {
        switch self {
        case .boolean: "true or false"
        case .integer(let range): "an integer from \(range.lowerBound) to \(range.upperBound)"
        case .size(let range):
            "a size such as \"64GB\", from \(SettingValue.size(range.lowerBound))"
                + " to \(SettingValue.size(range.upperBound))"
        case .fraction: "a number from 0 to 1"
        case .amount: "an amount above zero, such as 100000.00"
        case .amountOrZero: "an amount, such as 0.35 or 0"
        case .choice(let choices):
            choices.map(SettingValue.quoted).joined(separator: " or ")
        case .text(let bytesMax): "text of 1 to \(bytesMax) bytes without control characters"
        case .parsed(let what, _): what
        case .texts(let count, let what, _):
            "a list of \(count.lowerBound) to \(count.upperBound), each \(what)"
        case .rising(let count, let within):
            "a list of \(count.lowerBound) to \(count.upperBound) rising integers from"
                + " \(within.lowerBound) to \(within.upperBound)"
        }
    }

    /// The value, or `nil` where the key does not take what was written.
    func accept(_ written: WrittenValue) -> SettingValue? {
        switch (self, written) {
        case (.boolean, .boolean(let value)): .boolean(value)
        case (.integer(let range), .integer(let value)) where range ~= value: .integer(value)
        case (.size(let range), .text(let text)):
            SettingValue.bytes(in: text).flatMap { range ~= $0 ? .bytes($0) : nil }
        case (.fraction, _), (.amount, _), (.amountOrZero, _): number(written)
        case (.choice(let choices), .text(let text)) where choices.contains(text): .text(text)
        case (.text(let bytesMax), .text(let text)) where Self.isPlain(text, bytesMax): .text(text)
        case (.parsed(_, let check), .text(let text)) where check(text): .text(text)
        case (.texts, .list(let values)), (.rising, .list(let values)): list(values)
        default: nil
        }
    }

    private func number(_ written: WrittenValue) -> SettingValue? {
        let value: ExactDecimal
        switch written {
        case .integer(let integer): value = ExactDecimal(Int64(integer))
        case .decimal(let decimal): value = decimal
        default: return nil
        }
        if case .fraction = self {
            return value >= .zero && value <= ExactDecimal(1) ? .decimal(value) : nil
        }
        if case .amountOrZero = self { return value >= .zero ? .decimal(value) : nil }
        return value > .zero ? .decimal(value) : nil
    }

    private func list(_ values: [WrittenValue]) -> SettingValue? {
        switch self {
        case .texts(let count, _, let check):
            let texts = values.compactMap { value -> String? in
                if case .text(let text) = value, check(text) { text } else { nil }
            }
            let isComplete = texts.count == values.count && count ~= texts.count
            return isComplete && Set(texts).count == texts.count ? .texts(texts) : nil
        case .rising(let count, let within):
            let integers = values.compactMap { value -> Int? in
                if case .integer(let integer) = value, within ~= integer { integer } else { nil }
            }
            let isRising = zip(integers, integers.dropFirst()).allSatisfy { $0 < $1 }
            let isComplete = integers.count == values.count && count ~= integers.count
            return isComplete && isRising ? .integers(integers) : nil
        default: return nil
        }
    }

    /// The value that a variable of the environment means: the same rules, and a list is separated
    /// by commas.
    func accept(environment text: String) -> SettingValue? {
        switch self {
        case .boolean: accept(text == "true" ? .boolean(true) : written(text, if: "false"))
        case .integer: Int(text).flatMap { accept(.integer($0)) }
        case .fraction, .amount, .amountOrZero:
            (try? ExactDecimal.digits(of: text.utf8)).flatMap { accept(.decimal($0)) }
        case .texts: accept(.list(Self.parts(text).map { .text($0) }))
        case .rising:
            accept(.list(Self.parts(text).map { Int($0).map { .integer($0) } ?? .text($0) }))
        default: accept(.text(text))
        }
    }

    private func written(_ text: String, if word: String) -> WrittenValue {
        text == word ? .boolean(false) : .text(text)
    }

    private static func parts(_ text: String) -> [String] {
        text.split(separator: ",", omittingEmptySubsequences: false).map { part in
            var trimmed = part.drop { $0 == " " }
            while trimmed.last == " " { trimmed.removeLast() }
            return String(trimmed)
        }
    }

    private static func isPlain(_ text: String, _ bytesMax: Int) -> Bool {
        1...bytesMax ~= text.utf8.count
            && text.unicodeScalars.allSatisfy { $0.value >= 0x20 && !(0x7F...0x9F ~= $0.value) }
    }
}
