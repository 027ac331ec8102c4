import PaymentModel

/// Refusals about channels.
extension ProblemKind {
    package static let channelUnknown = ProblemKind(
        "channel_not_found", 404, "There is no such channel")
    package static let channelClosed = ProblemKind(
        "channel_closed", 409, "The channel is closed for good")
    package static let noChannelToken = ProblemKind(
        "no_channel_token", 422, "A channel is bound to a valid token of the role channel")
    package static let entranceTaken = ProblemKind(
        "entrance_taken", 409, "Another channel that is open has the token or the folder")
    package static let noRole = ProblemKind(
        "no_role", 422, "The party has no role on the account")
    package static let channelsFull = ProblemKind(
        "channels_full", 409, "As many channels, accounts or limits are there as may be")
    package static let channelNotAllowed = ProblemKind(
        "channel_not_allowed", 403, "The channel may not debit the account")
    package static let channelLimit = ProblemKind(
        "channel_limit", 422, "The amount is above what the channel may order")

    /// For the documentation.
    package static let ofChannels: [ProblemKind] = [
        channelUnknown, channelClosed, noChannelToken, entranceTaken, noRole, channelsFull,
        channelNotAllowed, channelLimit,
    ]
}

extension Problem {
    init(channel outcome: ChannelOutcome) {
        switch outcome {
        case .unknownChannel, .done, .unchanged, .replayed: self.init(ProblemKind.channelUnknown)
        case .keyReused: self.init(ProblemKind.keyReused)
        case .closed: self.init(ProblemKind.channelClosed)
        case .noChannelToken: self.init(ProblemKind.noChannelToken, param: "token")
        case .entranceTaken: self.init(ProblemKind.entranceTaken)
        case .unknownParty: self.init(ProblemKind.partyUnknown, param: "party")
        case .unknownAccount: self.init(ProblemKind.accountUnknown, param: "account")
        case .noRole: self.init(ProblemKind.noRole, param: "account")
        case .full: self.init(ProblemKind.channelsFull)
        }
    }
}
