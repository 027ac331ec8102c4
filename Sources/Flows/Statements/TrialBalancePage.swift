import PaymentModel
package import Vocabulary
import Bytes

/// A closed day's trial balance as a person prints and signs it.
///
/// It is made of what was written when the day was closed; the SHA-256 of the table is on it, and is
/// what signatures name.
package struct TrialBalancePage: Sendable {
    /// A signature as it stands.
    package struct Signature: Sendable {
        package let name: String
        package let at: String
        package let sequence: UInt64
        /// The token's name.
        package let by: String

        package init(name: String, at: String, sequence: UInt64, by: String) {
            self.name = name
            self.at = at
            self.sequence = sequence
            self.by = by
        }
    }

    /// Lines on the page; of more accounts only the classes are printed.
    package static let linesMax = 2_000

    package let day: String
    private let bankName: String
    private let currency: Currency
    private let closed: (at: String, sequence: UInt64)
    private let accepted: (by: String, differences: Int)
    private let lines: [UInt8]
    private let summary: TrialBalance.Summary
    private let signatures: [Signature]

    package init(
        bankName: String, currency: Currency, day: String, closedAt: String, closedIn: UInt64,
        acceptedBy: String, differences: Int, lines: [UInt8], summary: TrialBalance.Summary,
        signatures: [Signature]
    ) {
        self.bankName = bankName
        self.currency = currency
        self.day = day
        closed = (closedAt, closedIn)
        accepted = (acceptedBy, differences)
        self.lines = lines
        self.summary = summary
        self.signatures = signatures
    }

    /// - Parameter schemeName: of a scheme's key.
    package func bytes(schemeName: (UInt64) -> String) -> [UInt8] {
        var page = PrintedPage(
            title: "Trial balance \(currency.code), \(day)",
            about: "trial-balance \(currency.code) \(day)", corner: "\(currency.code) \(day)")
        page.add("<h1>Trial balance</h1>")
        page.add(facts: [
            ("Bank", PrintedPage.words(bankName)), ("Day", day), ("Currency", currency.code),
            ("Closed", closed.at), ("In entry", String(closed.sequence)),
            ("Differences", String(accepted.differences)),
            ("Answered for by", PrintedPage.words(accepted.by)),
        ])
        addClasses(to: &page, schemeName)
        addSafeguarding(to: &page)
        addLines(to: &page)
        addSignatures(to: &page)
        return page.closed
    }

    private static let amounts = ["Opening", "Debits", "Credits", "Closing"]

    private func addHead(_ first: String, to page: inout PrintedPage) {
        let cells = Self.amounts.map { "<th class=\"n\">\($0)</th>" }.joined()
        page.add("<table>")
        page.add("<thead>")
        page.add(
            "<tr class=\"running\"><th colspan=\"5\">Trial balance \u{00B7} \(currency.code) "
                + "\u{00B7} \(day)</th></tr>")
        page.add("<tr><th>\(first)</th>\(cells)</tr>")
        page.add("</thead>")
        page.add("<tbody>")
    }

    private func figures(_ turnover: Turnover) -> String {
        [turnover.opening, turnover.debits, turnover.credits, turnover.closing].map {
            "<td class=\"n\">\(figure($0))</td>"
        }.joined()
    }

    private func figure(_ units: Int128) -> String {
        PrintedPage.figure(Money(minorUnits: units, currency: currency).amountText)
    }

    private func addClasses(to page: inout PrintedPage, _ schemeName: (UInt64) -> String) {
        addHead("Class", to: &page)
        for kind in summary.classes {
            let count =
                "<span class=\"s\">\(kind.accounts) account\(kind.accounts == 1 ? "" : "s")</span>"
            let scheme = kind.scheme == 0 ? "" : " " + schemeName(kind.scheme)
            page.add(
                "<tr><td>\(PrintedPage.escaped(kind.role.name + scheme))\(count)</td>"
                    + "\(figures(kind.turnover))</tr>")
        }
        page.add("<tr class=\"t\"><td>Total</td>\(figures(summary.total))</tr>")
        page.add("</tbody>")
        page.add("</table>")
        page.add(
            "<p>Credits are positive: what the bank owes is above zero, what it holds below. "
                + "All accounts add up to zero at both ends, and debits equal credits.</p>")
    }

    private func addSafeguarding(to page: inout PrintedPage) {
        let figure = summary.safeguarding
        page.add("<h2>Safeguarding</h2>")
        page.add("<table>")
        page.add("<tbody>")
        for (name, units) in [
            ("Customers\u{2019} credit balances", figure.customers),
            ("In transit", figure.inTransitOut), ("Parked", figure.unappliedIn),
        ] { addRow(name, units, isTotal: false, to: &page) }
        addRow("Owed", figure.owed, isTotal: true, to: &page)
        addRow("Settlement accounts", figure.settlement, isTotal: false, to: &page)
        addRow("Over (below zero: under)", figure.difference, isTotal: true, to: &page)
        page.add("</tbody>")
        page.add("</table>")
    }

    private func addRow(
        _ name: String, _ units: Int128, isTotal: Bool, to page: inout PrintedPage
    ) {
        let style = isTotal ? " class=\"t\"" : ""
        page.add("<tr\(style)><td>\(name)</td><td class=\"n\">\(figure(units))</td></tr>")
    }

    private func addLines(to page: inout PrintedPage) {
        page.add("<h2>Accounts</h2>")
        let rows = String(decoding: lines, as: UTF8.self).split(separator: "\r\n").dropFirst()
            .map { $0.split(separator: ",", omittingEmptySubsequences: false) }
            .filter { $0.count == 9 && !$0[0].hasPrefix("total") }
        guard rows.count <= Self.linesMax else {
            page.add("<p>\(rows.count) accounts stand in the table of the hash below.</p>")
            return
        }
        addHead("Account", to: &page)
        for row in rows {
            let name = "\(row[0]) \(row[1])".trimming
            let amounts = row[3..<7].map {
                "<td class=\"n\">\(PrintedPage.figure(String($0)))</td>"
            }.joined()
            page.add(
                "<tr><td>\(PrintedPage.escaped(name))<span class=\"s\">\(row[2])</span></td>"
                    + "\(amounts)</tr>")
        }
        page.add("</tbody>")
        page.add("</table>")
    }

    private func addSignatures(to page: inout PrintedPage) {
        page.add("<h2>Signed</h2>")
        page.add(
            "<p>SHA-256 of the table of all accounts (CSV), which signatures name:<br><code>"
                + "\(Hex.encode(summary.hash))</code></p>")
        for signature in signatures {
            let token = signature.by.isEmpty ? "" : ", token \(PrintedPage.words(signature.by))"
            page.add(
                "<p>\(PrintedPage.words(signature.name)), \(signature.at), in entry "
                    + "\(signature.sequence)\(token)</p>")
        }
        page.add("<div class=\"sign\"><div>Place, date</div><div>Signature</div></div>")
    }
}

extension String {
    fileprivate var trimming: String {
        hasSuffix(" ") ? String(dropLast()) : self
    }
}
