import Vocabulary

extension StatementSheet {
    static let columns = [
        "record", "number", "booking_date", "value_date", "amount", "balance", "currency", "code",
        "reference", "end_to_end_id", "message_id", "payment_id", "instruction_id",
        "transaction_id", "uetr", "counterparty", "counterparty_account", "remittance",
        "return_reason", "charges", "account", "statement", "statement_number", "day",
    ]

    /// RFC 4180 in UTF-8: the opening balance, one record an entry and one a part of a batch, what
    /// they come to, and the hash.
    ///
    /// Amounts have a decimal point and a sign, days are ISO 8601. Anybody's words that begin as a
    /// formula does have an apostrophe in front.
    package func csv() -> [UInt8] {
        var text = Self.columns.joined(separator: ",") + "\r\n"
        text += record("opening", balance: opening)
        for line in lines {
            text += record("entry", line, line.parts.count == 1 ? line.parts.first : nil)
            guard line.parts.count > 1 else { continue }
            for part in line.parts { text += record("part", line, part) }
        }
        text += record("credits", number: String(credits.count), amount: credits.sum)
        text += record("debits", number: String(debits.count), amount: debits.sum)
        text += record("closing", balance: closing)
        text += record("held", amount: held)
        text += record("available", balance: available)
        return SheetFoot.closed(text) { SheetFoot.Table.text($0, columns: Self.columns.count) }
    }

    private func record(
        _ kind: String, number: String = "", amount: Money? = nil, balance: Money? = nil
    ) -> String {
        var row = CSVRow()
        row.add(kind)
        row.add(number)
        row.add("")
        row.add("")
        row.add(amount?.amountText ?? "")
        row.add(balance?.amountText ?? "")
        row.add(currency.code)
        for _ in 0..<13 { row.add("") }
        addStatement(to: &row)
        return row.line
    }

    private func record(_ kind: String, _ line: Line, _ part: Part?) -> String {
        let isEntry = kind == "entry"
        var row = CSVRow()
        row.add(kind)
        row.add(words: line.number)
        row.add(line.booked)
        row.add(line.value)
        row.add(isEntry ? line.amount.amountText : part?.amount.amountText ?? "")
        row.add(isEntry ? line.balance.amountText : "")
        row.add(currency.code)
        row.add(line.code)
        row.add(words: line.reference)
        row.add(words: part?.endToEndID ?? "")
        row.add(words: part?.messageID ?? "")
        row.add(words: part?.paymentID ?? line.batch ?? "")
        row.add(words: part?.instructionID ?? "")
        row.add(words: part?.transactionID ?? "")
        row.add(part?.uetr ?? "")
        row.add(words: part?.counterparty ?? "")
        row.add(words: part?.counterAccount ?? "")
        row.add(words: part?.remittance ?? "")
        row.add(part?.returnReason ?? "")
        row.add(part?.charges?.amountText ?? "")
        addStatement(to: &row)
        return row.line
    }

    private func addStatement(to row: inout CSVRow) {
        row.add(words: account)
        row.add(id)
        row.add(String(number))
        row.add(day.description)
    }
}
