/// A camt.053 as somebody reads it who knows only where things stand in it: no schema, no codec of
/// ours.
struct StatementText {
    let account: String
    let number: Int
    /// Minor units, credits positive.
    let opening: Int
    let closing: Int
    let available: Int
    let entries: [Entry]
    /// From and to, with their offsets from UTC.
    let from: String
    let to: String

    struct Entry {
        let cents: Int
        /// The code behind the family: `FEES`.
        let code: String
        let bookingDay: String
    }

    init?(_ bytes: [UInt8]) {
        let text = String(decoding: bytes, as: UTF8.self)
        let parts = Self.inner(text, "Bal")
        var balances: [String: Int] = [:]
        for part in parts {
            guard let code = Self.first(part, "Cd"), let cents = Self.signed(part) else {
                return nil
            }
            balances[code] = cents
        }
        guard let account = Self.first(text, "IBAN"),
            let number = Self.first(text, "ElctrncSeqNb").flatMap({ Int($0) }),
            let opening = balances["OPBD"], let closing = balances["CLBD"],
            let available = balances["CLAV"], let from = Self.first(text, "FrDtTm"),
            let to = Self.first(text, "ToDtTm")
        else { return nil }
        (self.account, self.number, self.opening) = (account, number, opening)
        (self.closing, self.available, self.from, self.to) = (closing, available, from, to)
        var entries: [Entry] = []
        for part in Self.inner(text, "Ntry") {
            guard let cents = Self.signed(part), let family = Self.inner(part, "BkTxCd").first,
                let code = Self.first(family, "SubFmlyCd"),
                let day = Self.inner(part, "BookgDt").first.flatMap({ Self.first($0, "Dt") })
            else { return nil }
            entries.append(Entry(cents: cents, code: code, bookingDay: day))
        }
        self.entries = entries
    }

    /// What stands in each element of a name, none of which lies in another.
    private static func inner(_ text: some StringProtocol, _ name: String) -> [String] {
        String(text).split(separator: "<\(name)>", omittingEmptySubsequences: false).dropFirst()
            .compactMap {
                $0.split(separator: "</\(name)>", omittingEmptySubsequences: false).first
                    .map(String.init)
            }
    }

    private static func first(_ text: some StringProtocol, _ name: String) -> String? {
        inner(text, name).first
    }

    /// The first amount and the side it stands on.
    private static func signed(_ text: String) -> Int? {
        guard let amount = first(text.replacing("<Amt Ccy=\"EUR\">", with: "<Amt>"), "Amt"),
            let cents = Int(amount.filter { $0 != "." }), amount.suffix(3).first == ".",
            let side = first(text, "CdtDbtInd")
        else { return nil }
        return side == "DBIT" ? -cents : cents
    }
}
