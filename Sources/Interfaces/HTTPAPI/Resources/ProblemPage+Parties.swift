extension ProblemPage {
    static let ofParties = [
        ProblemPage(
            .partyUnknown,
            "No party has the id `party_…` or the identifier that is named, or its data is erased.",
            "`GET /api/v1/parties` lists all."),
        ProblemPage(
            .identifierTaken, "A party is registered with an identifier that another one has.",
            "`GET /api/v1/parties/SCHEME:VALUE` shows that one: open the account for it."),
        ProblemPage(
            .holderStays,
            "The role `holder` is to be taken from the party that the account was opened for.",
            "Close the account, or give others a role beside it."),
        ProblemPage(
            .rolesFull, "64 roles are given on the account.", "Take some away first."),
    ]
}
