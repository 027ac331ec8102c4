import PaymentModel

extension SettledTable {
    /// Reads `14 months`, in any number that can be kept.
    static func months(_ text: String) -> Int? {
        let words = text.split(separator: " ", omittingEmptySubsequences: false)
        guard words.count == 2, let count = Int(words[0]), String(count) == words[0],
            words[1] == (count == 1 ? "month" : "months"),
            (1...BankSetup.duplicateMonthsMax).contains(count)
        else { return nil }
        return count
    }
}
