package import Vocabulary

/// What became of a transfer asked for through the interface.
///
/// The raw value stands in the journal.
package enum TransferOutcome: UInt8, Error, Sendable, CaseIterable {
    case posted = 0
    /// Done before, under the same key and with the same body.
    case replayed
    /// The key was used with another body.
    case keyReused
    case fromUnknown
    case toUnknown
    case sameAccount
    case fromCurrencyDiffers
    case toCurrencyDiffers
    case fromFrozen
    case toFrozen
    case fromClosed
    case toClosed
    case insufficientFunds
    case amountZero
    /// An account of the bank's own cannot be named here.
    case ownAccount
    /// Opening money: not a sandbox.
    case notAllowed
    case overflow
    /// The currency is none the bank keeps.
    case currencyUnknown
    /// Opening money: in this currency money enters by the clearing's messages only.
    case currencyHasScheme
    /// Above what one person may order: it waits for a second.
    case awaitingApproval
    case approvalRefused
    case approvalExpired
    /// As many orders wait as may.
    case approvalsFull
    /// Debits, or credits, are not taken by the account's status.
    case fromBlocked
    case toBlocked
    /// The channel it came by may not debit the account.
    case channelNotAllowed
    /// Above what the channel may order.
    case channelLimit
}

/// What became of an account's opening.
package enum OpeningOutcome: UInt8, Sendable {
    case opened = 0
    case replayed
    case keyReused
    case referenceTaken
    case ibanTaken
    case currencyUnknown
    /// The party it is to be opened for is not known.
    case partyUnknown
}

/// What became of a resolution by hand.
package enum ResolutionOutcome: UInt8, Sendable {
    case resolved = 0
    /// A second person must confirm it.
    case proposed
    /// The same proposal, made before.
    case replayed
    case keyReused
    /// Another proposal of the payment waits.
    case alreadyProposed
    /// As many requests wait as may.
    case full
    case unknownPayment
    /// Only a payment whose outcome is unknown can be ended by hand.
    case outcomeIsKnown
}

/// What became of a cancellation.
package enum CancellationOutcome: UInt8, Sendable {
    case cancelled = 0
    /// Nothing is kept under this id; whether it ever was, the records say.
    case notKept
    /// It is in a message to its clearing, and can only be asked back.
    case isSent
}

/// What became of a change of an account's status.
package enum StatusOutcome: UInt8, Sendable {
    case changed = 0
    case unchanged
    case unknownAccount
    case ownAccount
    /// Closing needs a balance of zero and nothing pending.
    case balanceNotZero
    /// What is closed stays closed.
    case accountClosed
    /// It will be, at its time.
    case planned
    /// As many changes wait for their time as may.
    case full
    /// Accounts that are kept by batches do not have this status.
    case notForBatches
}

/// What became of a file; the payments' own outcomes are events and records.
package enum FileOutcome: Sendable, Equatable {
    /// With the payments whose end-to-end identification was there before, which is no refusal, and
    /// what those cost that were taken.
    case decided(
        reason: ReasonCode, count: Int, accepted: Int, repeated: [UInt128] = [], fees: [Money] = [])
    /// All of it waits, and why.
    case waiting(count: Int, Approval.Ground, repeated: [UInt128] = [])
    /// Decided before; with what the whole file was refused for then.
    case replayed(ReasonCode)
    case keyReused
}

/// What became of a clearing's message.
package enum ClearingOutcome: UInt8, Sendable {
    case taken = 0
    /// The same message again: nothing more happens, an answer is sent again.
    case repeated
    /// The same identification with other bytes.
    case contradicts
    case unknownScheme
    /// Amounts or ids that no reader of a document makes.
    case malformed
}

/// What became of a move of the clock.
package enum ClockOutcome: UInt8, Sendable {
    case moved = 0
    /// Something falls due on the way: the clock stands there until it is done, and is moved again.
    case stopped
    /// The clock of a live bank is the world's.
    case notSandbox
    /// It shows this time or a later one already.
    case behind
    /// Behind ``Bank/clockMax``.
    case tooFar
}

/// Why a batch was not taken at all.
package enum LedgerBatchRefusal: UInt8, Sendable {
    /// No whole records, none, or more than a batch may have.
    case size = 0
    /// The books are full.
    case noRoom
}

/// What became of a registration of an asset.
package enum AssetOutcome: UInt8, Sendable {
    case registered = 0
    /// The very same was registered before.
    case replayed
    /// Another asset has the number or the code.
    case taken
    /// No more can be registered.
    case full
}

package enum BankReply: Sendable {
    case configured(changed: Bool)
    case opening(OpeningOutcome)
    case transfer(TransferOutcome)
    case file(FileOutcome)
    case clearing(ClearingOutcome)
    case resolution(ResolutionOutcome)
    case cancellation(CancellationOutcome)
    case status(StatusOutcome)
    case close(CloseOutcome)
    case clock(ClockOutcome)
    case erasure(ErasureOutcome)
    case ledger(refused: [UInt64])
    case ledgerRefused(LedgerBatchRefusal)
    case asset(AssetOutcome)
    case token(TokenOutcome)
    case revocation(RevocationOutcome)
    case approval(ApprovalOutcome)
    case party(PartyOutcome)
    case mandate(MandateOutcome)
    case channel(ChannelOutcome)
    case terms(TermsOutcome)
    case scheme(SchemeOutcome)
    case resend(ResendOutcome)
    case recall(RecallOutcome)
    case recallDecision(RecallDecisionOutcome)
    case liquidity(LiquidityOutcome)
    case signing(SigningOutcome)
    case motion(MotionOutcome)
    case note(NoteOutcome)
    case comparison(ComparisonOutcome)
    case schedule(ScheduleOutcome)
    case waiver(WaiverOutcome)
    case limits(LimitsOutcome)
}
