import Vocabulary

extension StatementSheet {
    /// A page for a person, to print on A4.
    package func page() -> [UInt8] {
        var page = PrintedPage(
            title: "Statement \(number) of \(account), \(day)",
            about: "statement \(account) \(day)",
            corner: "\(account) \(day)")
        page.add("<header>")
        page.add("<h1>Account statement</h1>")
        page.add(facts: [
            ("Account", printedAccount), ("Statement", String(number)),
            ("Holder", PrintedPage.words(owner)), ("Day", day.description),
            ("Bank", PrintedPage.escaped(servicer)), ("From", PrintedPage.escaped(from)),
            ("Currency", currency.code), ("To", PrintedPage.escaped(to)),
            ("Identification", PrintedPage.escaped(id)),
            ("Written", PrintedPage.escaped(created)),
        ])
        page.add("</header>")
        addBalances(to: &page)
        addEntries(to: &page)
        return page.closed
    }

    private var printedAccount: String {
        if let iban = try? IBAN(account) { return iban.printed }
        return PrintedPage.escaped(account)
    }

    private func addBalances(to page: inout PrintedPage) {
        page.add("<table>")
        page.add(
            "<thead><tr><th>Balances</th><th class=\"n\">\(currency.code)</th></tr></thead>")
        page.add("<tbody>")
        let rows: [(String, Money, Bool)] = [
            ("Opening balance", opening, false), ("Credits (\(credits.count))", credits.sum, false),
            ("Debits (\(debits.count))", debits.sum, false), ("Closing balance", closing, true),
            ("Held for payments that are not booked", held.negated, false),
            ("Available", available, true),
        ]
        for (name, amount, isTotal) in rows {
            let style = isTotal ? " class=\"t\"" : ""
            page.add("<tr\(style)><td>\(name)</td><td class=\"n\">\(figure(amount))</td></tr>")
        }
        page.add("</tbody>")
        page.add("</table>")
    }

    private func addEntries(to page: inout PrintedPage) {
        guard !lines.isEmpty else {
            page.add("<p>Nothing was booked on this day.</p>")
            return
        }
        page.add("<table>")
        page.add("<thead>")
        page.add(
            "<tr class=\"running\"><th colspan=\"5\">\(printedAccount) \u{00B7} statement "
                + "\(number) of \(day) \u{00B7} \(currency.code)</th></tr>")
        page.add(
            "<tr><th>No.</th><th>Booked<br>Value</th><th>Counterparty, text, references</th>"
                + "<th class=\"n\">Amount</th><th class=\"n\">Balance</th></tr>")
        page.add("</thead>")
        page.add("<tbody>")
        for line in lines { page.add(row(line)) }
        page.add("</tbody>")
        page.add("</table>")
    }

    private func row(_ line: Line) -> String {
        var what = ""
        if let batch = line.batch {
            what += "Batch \(PrintedPage.words(batch)) of \(line.parts.count)"
        }
        for part in line.parts { what += words(part, isOfBatch: line.batch != nil) }
        if line.isReversal { what += small("Takes back an earlier entry") }
        what += small(PrintedPage.escaped("\(line.code) \(line.reference)"))
        return "<tr><td>\(PrintedPage.escaped(line.number))</td>"
            + "<td class=\"d\">\(line.booked)<br>\(line.value)</td><td>\(what)</td>"
            + "<td class=\"n\">\(figure(line.amount))</td>"
            + "<td class=\"n\">\(figure(line.balance))</td></tr>"
    }

    private func words(_ part: Part, isOfBatch: Bool) -> String {
        var text = isOfBatch ? small(figure(part.amount)) : ""
        text += PrintedPage.words(part.counterparty)
        if !part.counterAccount.isEmpty { text += small(PrintedPage.words(part.counterAccount)) }
        if !part.remittance.isEmpty { text += small(PrintedPage.words(part.remittance)) }
        if !part.returnReason.isEmpty {
            text += small(
                PrintedPage.escaped("Returned: \(part.returnReason), \(part.returnedCode)"))
        }
        if let charges = part.charges { text += small("Charges taken: \(figure(charges))") }
        let references = [
            ("end to end", part.endToEndID), ("message", part.messageID),
            ("payment", part.paymentID), ("instruction", part.instructionID),
            ("transaction", part.transactionID), ("UETR", part.uetr),
        ].filter { !$0.1.isEmpty }.map { "\($0.0) \(PrintedPage.words($0.1))" }
        return text + (references.isEmpty ? "" : small(references.joined(separator: ", ")))
    }

    private func small(_ text: String) -> String { "<span class=\"s\">\(text)</span>" }

    private func figure(_ amount: Money) -> String { PrintedPage.figure(amount.amountText) }
}
