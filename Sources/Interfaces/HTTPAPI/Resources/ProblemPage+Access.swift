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
        ProblemPage(
            .approvalUnknown, "No request has the id `apr_…`.",
            "`GET /api/v1/approvals` lists what waits, with `?state=` what has waited."),
        ProblemPage(
            .approvalEnded, "The request was released, refused or has expired.",
            "`detail` says which and since when; `GET /api/v1/approvals/{approval}` who it was."),
        ProblemPage(
            .ownRequest, "The token that releases or refuses is the one that asked.",
            "Another person with the role `approver` or `administrator` decides."),
        ProblemPage(
            .contentDiffers, "`content` is not the hash of what waits under this id.",
            "Look at the request again, and name the `content` that it has now."),
        ProblemPage(
            .approvalRefused,
            "A transfer is asked for again under the key of one that a second person has refused.",
            "`GET /api/v1/approvals/{approval}` has the reason. Ask for another one under another key."
        ),
        ProblemPage(
            .approvalExpired,
            "A transfer is asked for again under the key of one that nobody has released in time.",
            "Ask for it again under another key; `[transaction] approval_expiry_hours` is how long it waits."
        ),
        ProblemPage(
            .approvalsFull, "10,000 requests wait, or 1,000,000 payments in them.",
            "Release or refuse some, then send it again."),
        ProblemPage(
            .accountBlocked,
            "The account in `param` is `debit_blocked` or `dormant` and would be debited, or `credit_blocked` and would be credited.",
            "`GET /api/v1/accounts/{account}/statuses` says who blocked it, why and since when."),
        ProblemPage(
            .alreadyProposed,
            "Somebody has proposed an end of the payment, the break, the parked money or the day, or that the scheme goes on, and nobody has decided.",
            "`GET /api/v1/approvals` lists it. Confirm it, or refuse it and propose another."),
    ]
}
