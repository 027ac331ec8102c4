extension ProblemPage {
    static let ofAccess = [
        ProblemPage(
            .nameTaken, "A token is asked for under a name that a token has which is not revoked.",
            "Choose another name, or revoke that token first: `GET /api/v1/tokens` lists all."),
        ProblemPage(
            .tokenUnknown, "No token has the id `tok_…`.", "`GET /api/v1/tokens` lists all."),
        ProblemPage(
            .lastAdministrator,
            "The token to be revoked is the only one of an administrator that is not revoked and never expires.",
            "Give another administrator a token without `expires` first."),
        ProblemPage(
            .tokensFull, "10,000 tokens were given over the bank's life, revoked ones among them.",
            "Use those that are there; nothing else is affected."),
    ]
}
