package import Engine
package import PaymentModel

/// Why a flow did not do what was asked; the state is unchanged unless the fact says otherwise.
package enum FlowError: Error, Sendable {
    case node(NodeRefusal)
    case opening(OpeningOutcome)
    case transfer(TransferOutcome)
    case unreadableFile(UnreadableFile)
    /// The same idempotency key with another body.
    case keyReused
    case unknownAccount
    case unknownPayment
    case unknownFile
    case resolution(ResolutionOutcome)
    case cancellation(CancellationOutcome)
    case status(StatusOutcome)
    /// An account cannot be closed for these.
    case inTheWay([ClosingObstacle])
    case close(CloseOutcome)
    case asset(AssetOutcome)
    /// The books that batches go to can take no more.
    case booksFull
    case erasure(ErasureOutcome)
    case token(TokenOutcome)
    case revocation(RevocationOutcome)
    case approval(ApprovalOutcome)
    case motion(MotionOutcome)
    case note(NoteOutcome)
    case unknownApproval
    case party(PartyOutcome)
    case unknownParty
    case mandate(MandateOutcome)
    case channel(ChannelOutcome)
    case terms(TermsOutcome)
    case limits(LimitsOutcome)
    /// Nothing of an account waits to be taken at a month's end.
    case noFeesDue
    case scheme(SchemeOutcome)
    case resend(ResendOutcome)
    case recall(RecallOutcome)
    case recallDecision(RecallDecisionOutcome)
    case liquidity(LiquidityOutcome)
    case unknownMessage
    case signing(SigningOutcome)
    case schedule(ScheduleOutcome)
    /// A transaction's transfers were not made.
    case chain(ChainRefusal)
    case unknownTransaction
    case conversion(ConversionFault)
    /// Neither a currency's number nor a registered asset's.
    case unknownLedger(UInt32)
    /// More accounts lie below one than can be shown.
    case treeTooLarge
    case notASandbox
    /// The clock can only go forward.
    case clockBehind
    /// Behind the end of the calendars.
    case clockTooFar
    /// Sealed data cannot be read or written; the detail is for the log.
    case sealing(String)
    case records(String)

    /// Obstacles that are named at once.
    static let obstaclesMax = 20
}
