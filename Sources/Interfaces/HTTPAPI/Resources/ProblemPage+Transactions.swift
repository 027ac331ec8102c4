extension ProblemPage {
    static let ofTransactions = [
        ProblemPage(
            .transactionUnknown, "No transaction, conversion or transfer has this id.",
            "Single transfers are found by `POST /api/v1/transfers/lookup`."),
        ProblemPage(
            .transactionTaken, "Another transaction has this `id`, with other content.",
            "Choose another `id`; sent again with the same content it is answered as before."),
        ProblemPage(
            .alreadyReverted, "The transfer, or one of the transaction's, was taken back before.",
            "Nothing: what is taken back stays so. To book it anew, make a new transaction."),
        ProblemPage(
            .alreadyResolved,
            "The pending transfer, or one of the transaction's, was posted or voided before, or has expired.",
            "Nothing: it stays so. `GET` of it says which transfer did it (`resolved_by`)."),
        ProblemPage(
            .ledgerRefused,
            "The ledger refuses a transfer of the transaction. `detail` has its code and, where it comes from legs, their places; nothing of the transaction was made.",
            "The codes are those of `transfers/batch`. After one that could be otherwise later, such as `exceeds_credits`, the `id` is used up."
        ),
        ProblemPage(
            .legsInvalid,
            "In a ledger the debits are not the credits, or come to more than 128 bits.",
            "Each ledger's legs must balance by themselves."),
        ProblemPage(
            .conversionInvalid,
            "The other amount is rounded to nothing or has more than 128 bits, the rate has too many decimals, or both amounts are given and do not agree.",
            "Leave one of the amounts out, and the node says what it comes to (`?dry_run=true`)."),
        ProblemPage(
            .ledgerUnknown, "The number is none of a currency (ISO 4217) or a registered asset.",
            "`GET /api/v1/assets` lists those that are registered."),
        ProblemPage(
            .treeTooLarge,
            "More than 100,000 accounts lie below this one, or more than 10,000 within the levels that are asked for.",
            "Ask for fewer levels (`depth`), or for an account further below."),
    ]
}
