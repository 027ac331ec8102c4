import Platform

/// The golden day of `Documentation/concepts/postings.md`, as it is written there.
struct GoldenDay {
    struct Posting {
        let step: Int
        let action: String
        let transfer: String
        let debit: String
        let credit: String
        let cents: Int
    }

    struct Position {
        let step: Int
        /// Posted credits less posted debits, in the order of `accounts`.
        let cents: [Int]
        /// `RT-1 unapplied → T-SCT 99.99`, one each.
        let holds: [String]
    }

    let accounts: [String]
    let postings: [Posting]
    let positions: [Position]

    init() throws {
        let folders = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(5)
        let path = "\(folders.joined(separator: "/"))/Documentation/concepts/postings.md"
        let bytes = try LiveDisk().read(path, limit: 1 << 20)
        let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
        let steps = Self.rows(lines, under: "### Steps")
        let balances = Self.rows(lines, under: "### Balances after each step")
        accounts = Array((balances.first ?? []).dropFirst().dropLast())
        postings = steps.compactMap { row in
            guard row.count == 9, let step = Int(row[0]) else { return nil }
            return Posting(
                step: step, action: row[4], transfer: row[5], debit: row[6], credit: row[7],
                cents: Self.cents(row[8]) ?? 0)
        }
        positions = balances.compactMap { row in
            guard let step = Int(row.first ?? "") else { return nil }
            return Position(
                step: step, cents: row.dropFirst().dropLast().compactMap(Self.cents),
                holds: row.last == "–" ? [] : (row.last ?? "").split(separator: ";").map(Self.trim))
        }
    }

    /// The cells of the table under a heading, the rule below its first line left out.
    private static func rows(_ lines: [Substring], under heading: String) -> [[String]] {
        lines.drop { $0 != heading }.dropFirst().prefix { !$0.hasPrefix("###") }
            .filter { $0.hasPrefix("|") && !$0.hasPrefix("|---") }
            .map { $0.dropFirst().dropLast().split(separator: "|").map(trim) }
    }

    private static func trim(_ text: Substring) -> String {
        var text = text.drop { $0 == " " }
        while text.last == " " { text.removeLast() }
        return String(text)
    }

    /// `−1,234.50` is −123450.
    static func cents(_ text: String) -> Int? {
        guard text.contains(".") else { return nil }
        let digits = Int(text.filter { "0"..."9" ~= $0 })
        return digits.map { text.hasPrefix("−") ? -$0 : $0 }
    }
}
