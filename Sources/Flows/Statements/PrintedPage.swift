/// A page that a person prints: A4, one file, without script and without anything from elsewhere.
///
/// Each row of a table is a line of the file, so that a difference has a place.
struct PrintedPage {
    private(set) var text: String

    /// - Parameters:
    ///   - about: what a program finds in the head: words without quotes.
    ///   - corner: letters, digits and points, at the foot of each sheet of paper.
    init(title: String, about: String, corner: String) {
        let printed = corner.filter {
            $0.isASCII && ($0.isLetter || $0.isNumber || " .-".contains($0))
        }
        text = """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="\(Self.policy)">
            <meta name="qenex" content="\(Self.escaped(about))">
            <title>\(Self.escaped(title))</title>
            <style>
            \(Self.style(corner: printed))
            </style>
            </head>
            <body>

            """
    }

    /// Nothing but the page's own style.
    package static let policy = "default-src 'none'; style-src 'unsafe-inline'"

    mutating func add(_ line: String) {
        text += line + "\n"
    }

    /// Facts: names and values, two to a line of paper.
    mutating func add(facts: [(String, String)]) {
        add("<dl>")
        for (name, value) in facts where !value.isEmpty {
            add("<div><dt>\(name)</dt><dd>\(value)</dd></div>")
        }
        add("</dl>")
    }

    /// The page with its foot.
    var closed: [UInt8] { SheetFoot.closed(text, SheetFoot.Page.text) }

    /// Somebody's words, isolated from the direction of writing around them.
    static func words(_ text: String) -> String { "<bdi>\(escaped(text))</bdi>" }

    static func escaped(_ text: String) -> String {
        guard text.utf8.contains(where: { "&<>\"'".utf8.contains($0) }) else { return text }
        var escaped = ""
        for character in text.unicodeScalars {
            switch character {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            case "'": escaped += "&#39;"
            default: escaped.unicodeScalars.append(character)
            }
        }
        return escaped
    }

    /// A decimal in groups of three digits, with a real minus; it wraps nowhere.
    static func figure(_ text: String) -> String {
        let isNegative = text.hasPrefix("-")
        let digits = isNegative ? text.dropFirst() : text[...]
        let parts = digits.split(separator: ".", maxSplits: 1)
        let whole = Array(parts.first ?? "")
        var grouped = isNegative ? "\u{2212}" : ""
        for (place, digit) in whole.enumerated() {
            if place > 0, (whole.count - place).isMultiple(of: 3) { grouped += "\u{202F}" }
            grouped.append(digit)
        }
        return parts.count == 2 ? grouped + "." + parts[1] : grouped
    }

    private static func style(corner: String) -> String {
        """
        @page { size: A4 portrait; margin: 18mm 15mm 18mm 20mm;
          @bottom-left { content: "\(corner)"; font: 8pt sans-serif; color: #555 }
          @bottom-right { content: "Page " counter(page) " of " counter(pages); font: 8pt sans-serif; color: #555 } }
        * { box-sizing: border-box }
        body { margin: 0 auto; max-width: 175mm; font: 9.5pt/1.35 "Liberation Sans", Arial, sans-serif; color: #000 }
        h1 { font-size: 16pt; margin: 0 0 1mm }
        h2 { font-size: 11pt; margin: 6mm 0 2mm; break-after: avoid }
        p { margin: 0 0 2mm }
        dl { display: grid; grid-template-columns: 1fr 1fr; gap: 1mm 8mm; margin: 4mm 0 5mm }
        dl div { display: flex; gap: 3mm; align-items: baseline }
        dt { color: #555; min-width: 32mm }
        dd { margin: 0; overflow-wrap: anywhere }
        table { width: 100%; border-collapse: collapse; margin: 0 0 5mm }
        thead { display: table-header-group }
        th { text-align: left; font-size: 8pt; color: #333; border-bottom: 0.4mm solid #000; padding: 1mm 1.5mm; vertical-align: bottom }
        .running th { border: 0; font-weight: normal; color: #555; padding: 0 1.5mm 1mm }
        td { padding: 1.2mm 1.5mm; vertical-align: top; border-bottom: 0.15mm solid #aaa; overflow-wrap: anywhere }
        tr { break-inside: avoid }
        .n { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; overflow-wrap: normal }
        .d { white-space: nowrap }
        .s { display: block; font-size: 8pt; color: #444 }
        .t td { font-weight: bold; border-bottom: 0.4mm solid #000 }
        .sign { display: grid; grid-template-columns: 1fr 1fr; gap: 10mm; margin: 14mm 0 4mm }
        .sign div { border-top: 0.2mm solid #000; padding-top: 1mm; font-size: 8pt }
        footer { margin-top: 6mm; border-top: 0.15mm solid #aaa; padding-top: 1.5mm; font-size: 7.5pt; color: #333; break-inside: avoid }
        code { font-family: "Liberation Mono", monospace; overflow-wrap: anywhere }
        @media screen { body { padding: 12mm 0 } }
        """
    }
}
