extension ProblemPage {
    static let ofChannels = [
        ProblemPage(
            .channelUnknown, "No channel has the id `chn_…`.",
            "`GET /api/v1/channels` lists all."),
        ProblemPage(
            .channelClosed, "A channel that is closed is to be changed.", "Open another one."),
        ProblemPage(
            .noChannelToken,
            "`token` is no token, one of another role, or one that lets nobody in any more.",
            "`qenex-cli token create NAME --role channel` gives one."),
        ProblemPage(
            .entranceTaken,
            "A channel is to be opened with a token or a folder that an open one has.",
            "`GET /api/v1/channels` lists it: change that one, or close it first."),
        ProblemPage(
            .noRole,
            "A channel is to be bound to an account on which its party is neither holder nor signatory nor channel.",
            "`qenex-cli account add-party ACCOUNT PARTY --role channel` gives it a role."),
        ProblemPage(
            .channelsFull,
            "10,000 channels were opened over the bank's life, or a channel has 1,000 accounts or limits in 16 currencies.",
            "Forbid accounts that are not needed, or open another channel."),
        ProblemPage(
            .channelNotAllowed,
            "The token has the role `channel`, and no open channel binds it to the account, or the channel's party has no role on it any more. In a file: `AG01`.",
            "An administrator sees the channel with `qenex-cli channel show`, and allows the account."
        ),
        ProblemPage(
            .channelLimit,
            "The amount is above the channel's limit per payment, or the booking day's sum with it above that per day. In a file: `AG01`.",
            "`qenex-cli channel show` has the limits and what was taken today; tomorrow the day's sum begins anew."
        ),
    ]
}
