import Flows
import Vocabulary

/// A balance through a day as a picture: steps, because it stands still between two settlements.
struct BalancePlot {
    private static let width: Int128 = 720
    private static let height: Int128 = 180
    private static let margin: Int128 = 24
    private static let day: UInt64 = 86_400_000_000_000

    let title: String
    let currency: Currency
    /// When the day began.
    let start: UInt64
    let now: UInt64
    let opening: Int128
    let points: [SettlementPoint]

    /// What it was at times since the day's start, the last one now.
    private var steps: [(at: UInt64, position: Int128)] {
        var steps: [(at: UInt64, position: Int128)] = [(at: start, position: opening)]
        for point in points { steps.append((at: max(point.at, start), position: point.position)) }
        steps.append((at: max(now, start), position: steps[steps.count - 1].position))
        return steps
    }

    /// - Parameter theme: `light` or `dark`; without one as the reader's device wants it.
    func svg(theme: String?) -> String {
        let steps = steps
        let low = steps.map(\.position).min() ?? 0
        let high = steps.map(\.position).max() ?? 0
        let (end, lowest) = (Self.width - Self.margin, Self.foot - 6)
        let drawn = path(steps, low, high)
        return """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(Self.width) \(Self.height)" \
            role="img" aria-label="\(title)"><title>\(title)</title><style>\(Self.style(theme))</style>\
            <path class="axis" d="M\(Self.margin) \(Self.foot)H\(end)"/>\
            \(hours)<path class="line" d="\(drawn)"/>\
            <text x="\(Self.margin)" y="14">\(text(high))</text>\
            <text x="\(Self.margin)" y="\(lowest)">\(text(low))</text></svg>
            """
    }

    private func text(_ units: Int128) -> String {
        "\(Money(minorUnits: units, currency: currency).amountText) \(currency.code)"
    }

    private static let inner: Int128 = width - 2 * margin
    private static let foot: Int128 = height - margin

    private var hours: String {
        let hours: [Int128] = [0, 6, 12, 18, 24]
        return hours.map { (hour: Int128) -> String in
            let x: Int128 = Self.margin + Self.inner * hour / 24
            let y: Int128 = Self.height - 6
            return "<text x=\"\(x)\" y=\"\(y)\" text-anchor=\"middle\">\(hour)</text>"
        }.joined()
    }

    private func path(
        _ steps: [(at: UInt64, position: Int128)], _ low: Int128, _ high: Int128
    ) -> String {
        var path = ""
        let span: Int128 = high - low
        let room: Int128 = Self.foot - Self.margin - 20
        for (index, step) in steps.enumerated() {
            let since = Int128(min(step.at - start, Self.day))
            let x: Int128 = Self.margin + since * Self.inner / Int128(Self.day)
            let fall: Int128 = high - step.position
            let y: Int128 = span == 0 ? Self.height / 2 : Self.margin + fall * room / span
            path += index == 0 ? "M\(x) \(y)" : "H\(x)V\(y)"
        }
        return path
    }

    private static func style(_ theme: String?) -> String {
        let light = ".line{stroke:#1f5f8b}.axis{stroke:#b8bdc4}text{fill:#555b63}"
        let dark = ".line{stroke:#7cc0ee}.axis{stroke:#4a515a}text{fill:#a9b0b8}"
        let common = ".line,.axis{fill:none;stroke-width:1.5}text{font:11px sans-serif}"
        return switch theme {
        case "light": common + light
        case "dark": common + dark
        default: common + light + "@media(prefers-color-scheme:dark){\(dark)}"
        }
    }
}
