/// The grammar of values without quotes or brackets.
enum TOMLWord {
    struct Reason: Error {
        let problem: TOMLProblem
    }

    static func value(of text: String) -> Result<TOMLValue, Reason> {
        switch text {
        case "true": return .success(.boolean(true))
        case "false": return .success(.boolean(false))
        case "inf", "+inf", "-inf", "nan", "+nan", "-nan": return .success(.float(text))
        default: break
        }
        if let value = dateOrTime(text) { return .success(value) }
        let characters = Array(text.utf8)
        if let radix = radix(of: characters) { return integer(characters, radix: radix, text) }
        return number(characters, text)
    }

    private static func invalid(_ text: String) -> Result<TOMLValue, Reason> {
        .failure(Reason(problem: .invalidValue(String(text.prefix(40)))))
    }

    private static func radix(of text: [UInt8]) -> Int? {
        guard text.count > 1, text[0] == UInt8(ascii: "0") else { return nil }
        return switch text[1] {
        case UInt8(ascii: "x"): 16
        case UInt8(ascii: "o"): 8
        case UInt8(ascii: "b"): 2
        default: nil
        }
    }

    private static func integer(
        _ characters: [UInt8], radix: Int, _ text: String
    ) -> Result<TOMLValue, Reason> {
        var rest = characters[2...]
        guard
            let digits = takeDigits(
                &rest, where: { (Character(Unicode.Scalar($0)).hexDigitValue ?? radix) < radix }),
            rest.isEmpty
        else { return invalid(text) }
        return integer(digits, radix: radix, text)
    }

    private static func integer(
        _ digits: String, radix: Int, _ text: String
    ) -> Result<TOMLValue, Reason> {
        guard let value = Int64(digits, radix: radix) else {
            return .failure(Reason(problem: .integerOutOfRange(String(text.prefix(40)))))
        }
        return .success(.integer(value))
    }

    /// Reads a decimal integer or a float: no leading zero, underscores between digits only.
    private static func number(_ characters: [UInt8], _ text: String) -> Result<TOMLValue, Reason> {
        var rest = characters[...]
        let sign = takeSign(&rest)
        guard let whole = takeDigits(&rest), whole.utf8.count == 1 || whole.utf8.first != 0x30
        else { return invalid(text) }
        guard !rest.isEmpty else { return integer(sign + whole, radix: 10, text) }
        var written = sign + whole
        if rest.first == UInt8(ascii: ".") {
            rest.removeFirst()
            guard let fraction = takeDigits(&rest) else { return invalid(text) }
            written += "." + fraction
        }
        if let letter = rest.first, letter | 0x20 == UInt8(ascii: "e") {
            rest.removeFirst()
            let sign = takeSign(&rest)
            guard let exponent = takeDigits(&rest) else { return invalid(text) }
            written += "e" + sign + exponent
        }
        return rest.isEmpty ? .success(.float(written)) : invalid(text)
    }

    private static func takeSign(_ rest: inout ArraySlice<UInt8>) -> String {
        guard let first = rest.first, first == UInt8(ascii: "-") || first == UInt8(ascii: "+")
        else { return "" }
        rest.removeFirst()
        return first == UInt8(ascii: "-") ? "-" : "+"
    }

    /// Takes digits with single underscores between them, and leaves the underscores out.
    private static func takeDigits(
        _ rest: inout ArraySlice<UInt8>,
        where isDigit: (UInt8) -> Bool = { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }
    ) -> String? {
        var digits: [UInt8] = []
        while let next = rest.first {
            let isUnderscore = next == UInt8(ascii: "_")
            guard isUnderscore || isDigit(next) else { break }
            if isUnderscore {
                guard !digits.isEmpty, let following = rest.dropFirst().first, isDigit(following)
                else { return nil }
            } else {
                digits.append(next)
            }
            rest.removeFirst()
        }
        return digits.isEmpty ? nil : String(decoding: digits, as: UTF8.self)
    }
}

extension TOMLWord {
    static func isDate(_ text: String) -> Bool {
        var rest = Array(text.utf8)[...]
        return takeDate(&rest) && rest.isEmpty
    }

    private static func dateOrTime(_ text: String) -> TOMLValue? {
        var rest = Array(text.utf8)[...]
        guard takeDate(&rest) else {
            return takeTime(&rest) && rest.isEmpty ? .localTime(text) : nil
        }
        guard let separator = rest.first else { return .localDate(text) }
        guard [UInt8(ascii: "T"), UInt8(ascii: "t"), UInt8(ascii: " ")].contains(separator) else {
            return nil
        }
        rest.removeFirst()
        guard takeTime(&rest) else { return nil }
        guard !rest.isEmpty else { return .localDateTime(text) }
        return takeOffset(&rest) && rest.isEmpty ? .offsetDateTime(text) : nil
    }

    /// Takes a date that exists, or nothing.
    private static func takeDate(_ rest: inout ArraySlice<UInt8>) -> Bool {
        var ahead = rest
        guard let year = takeNumber(&ahead, 4), take("-", &ahead),
            let month = takeNumber(&ahead, 2), take("-", &ahead), let day = takeNumber(&ahead, 2),
            1...12 ~= month, day >= 1
        else { return false }
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        let days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        guard day <= days[month - 1] else { return false }
        rest = ahead
        return true
    }

    /// Takes `07:32:00` and a fraction; second 60 is a leap second of RFC 3339.
    private static func takeTime(_ rest: inout ArraySlice<UInt8>) -> Bool {
        guard let hour = takeNumber(&rest, 2), take(":", &rest), let minute = takeNumber(&rest, 2),
            take(":", &rest), let second = takeNumber(&rest, 2), hour < 24, minute < 60,
            second <= 60
        else { return false }
        guard take(".", &rest) else { return true }
        let fraction = rest.prefix { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }
        rest.removeFirst(fraction.count)
        return !fraction.isEmpty
    }

    private static func takeOffset(_ rest: inout ArraySlice<UInt8>) -> Bool {
        if take("Z", &rest) || take("z", &rest) { return true }
        guard take("+", &rest) || take("-", &rest), let hours = takeNumber(&rest, 2),
            take(":", &rest), let minutes = takeNumber(&rest, 2)
        else { return false }
        return hours < 24 && minutes < 60
    }

    private static func take(_ scalar: Unicode.Scalar, _ rest: inout ArraySlice<UInt8>) -> Bool {
        guard let first = rest.first, UInt32(first) == scalar.value else { return false }
        rest.removeFirst()
        return true
    }

    private static func takeNumber(_ rest: inout ArraySlice<UInt8>, _ count: Int) -> Int? {
        guard rest.count >= count else { return nil }
        var value = 0
        for byte in rest.prefix(count) {
            guard case let digit = byte &- UInt8(ascii: "0"), digit < 10 else { return nil }
            value = value * 10 + Int(digit)
        }
        rest.removeFirst(count)
        return value
    }
}
