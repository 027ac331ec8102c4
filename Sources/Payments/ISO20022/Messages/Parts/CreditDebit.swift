/// Which way an entry or balance goes, seen from the account's owner (`CreditDebitCode`).
package enum CreditDebit: String, Hashable, Sendable {
    case credit = "CRDT"
    case debit = "DBIT"
}
