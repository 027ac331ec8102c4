/// Numbers as a table shows them: three significant digits or whole, in groups of three.
enum Numeral {
    static func text(_ value: Double) -> String {
        guard value.isFinite else { return "?" }
        let magnitude = value.magnitude
        if magnitude >= 100 || value == value.rounded() { return grouped(value.rounded()) }
        return decimal(value, digits: magnitude >= 10 ? 1 : magnitude >= 1 ? 2 : 3)
    }

    /// A decimal number of so many digits behind the point.
    static func decimal(_ value: Double, digits: Int) -> String {
        let scale = (0..<digits).reduce(1.0) { power, _ in power * 10 }
        let scaled = Int((value.magnitude * scale).rounded())
        let whole = scaled / Int(scale)
        let rest = String(scaled % Int(scale))
        let sign = value < 0 ? "-" : ""
        guard digits > 0 else { return sign + String(whole) }
        return "\(sign)\(whole)." + String(repeating: "0", count: digits - rest.count) + rest
    }

    private static func grouped(_ value: Double) -> String {
        let digits = Array(String(Int(value.magnitude)))
        var text = value < 0 ? "-" : ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index) % 3 == 0 { text.append(",") }
            text.append(digit)
        }
        return text
    }
}
