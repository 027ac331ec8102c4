/// What became of a transfer to be created; numbers and precedence are TigerBeetle's (0.17).
///
/// Numbers above 1,000 are of these books alone: reasons that only an extension can give.
package struct TransferStatus: RawRepresentable, Hashable, BitwiseCopyable, Sendable {
    package let rawValue: UInt32

    package init(rawValue: UInt32) { self.rawValue = rawValue }

    package static var created: Self { Self(rawValue: .max) }
    package static var linkedEventFailed: Self { Self(rawValue: 1) }
    package static var linkedEventChainOpen: Self { Self(rawValue: 2) }
    package static var importedEventExpected: Self { Self(rawValue: 56) }
    package static var importedEventNotExpected: Self { Self(rawValue: 57) }
    package static var timestampMustBeZero: Self { Self(rawValue: 3) }
    package static var importedEventTimestampOutOfRange: Self { Self(rawValue: 58) }
    package static var importedEventTimestampMustNotAdvance: Self { Self(rawValue: 59) }
    package static var reservedFlag: Self { Self(rawValue: 4) }
    package static var idMustNotBeZero: Self { Self(rawValue: 5) }
    package static var idMustNotBeIntMax: Self { Self(rawValue: 6) }
    package static var existsWithDifferentFlags: Self { Self(rawValue: 36) }
    package static var existsWithDifferentPendingID: Self { Self(rawValue: 40) }
    package static var existsWithDifferentTimeout: Self { Self(rawValue: 44) }
    package static var existsWithDifferentDebitAccountID: Self { Self(rawValue: 37) }
    package static var existsWithDifferentCreditAccountID: Self { Self(rawValue: 38) }
    package static var existsWithDifferentAmount: Self { Self(rawValue: 39) }
    package static var existsWithDifferentUserData128: Self { Self(rawValue: 41) }
    package static var existsWithDifferentUserData64: Self { Self(rawValue: 42) }
    package static var existsWithDifferentUserData32: Self { Self(rawValue: 43) }
    package static var existsWithDifferentLedger: Self { Self(rawValue: 67) }
    package static var existsWithDifferentCode: Self { Self(rawValue: 45) }
    package static var exists: Self { Self(rawValue: 46) }
    package static var idAlreadyFailed: Self { Self(rawValue: 68) }
    package static var flagsAreMutuallyExclusive: Self { Self(rawValue: 7) }
    package static var debitAccountIDMustNotBeZero: Self { Self(rawValue: 8) }
    package static var debitAccountIDMustNotBeIntMax: Self { Self(rawValue: 9) }
    package static var creditAccountIDMustNotBeZero: Self { Self(rawValue: 10) }
    package static var creditAccountIDMustNotBeIntMax: Self { Self(rawValue: 11) }
    package static var accountsMustBeDifferent: Self { Self(rawValue: 12) }
    package static var pendingIDMustBeZero: Self { Self(rawValue: 13) }
    package static var pendingIDMustNotBeZero: Self { Self(rawValue: 14) }
    package static var pendingIDMustNotBeIntMax: Self { Self(rawValue: 15) }
    package static var pendingIDMustBeDifferent: Self { Self(rawValue: 16) }
    package static var timeoutReservedForPendingTransfer: Self { Self(rawValue: 17) }
    package static var closingTransferMustBePending: Self { Self(rawValue: 64) }
    package static var ledgerMustNotBeZero: Self { Self(rawValue: 19) }
    package static var codeMustNotBeZero: Self { Self(rawValue: 20) }
    package static var debitAccountNotFound: Self { Self(rawValue: 21) }
    package static var creditAccountNotFound: Self { Self(rawValue: 22) }
    package static var accountsMustHaveTheSameLedger: Self { Self(rawValue: 23) }
    package static var transferMustHaveTheSameLedgerAsAccounts: Self { Self(rawValue: 24) }
    package static var pendingTransferNotFound: Self { Self(rawValue: 25) }
    package static var pendingTransferNotPending: Self { Self(rawValue: 26) }
    package static var pendingTransferHasDifferentDebitAccountID: Self { Self(rawValue: 27) }
    package static var pendingTransferHasDifferentCreditAccountID: Self { Self(rawValue: 28) }
    package static var pendingTransferHasDifferentLedger: Self { Self(rawValue: 29) }
    package static var pendingTransferHasDifferentCode: Self { Self(rawValue: 30) }
    package static var exceedsPendingTransferAmount: Self { Self(rawValue: 31) }
    package static var pendingTransferHasDifferentAmount: Self { Self(rawValue: 32) }
    package static var pendingTransferAlreadyPosted: Self { Self(rawValue: 33) }
    package static var pendingTransferAlreadyVoided: Self { Self(rawValue: 34) }
    package static var pendingTransferExpired: Self { Self(rawValue: 35) }
    package static var importedEventTimestampMustNotRegress: Self { Self(rawValue: 60) }
    package static var importedEventTimestampMustPostdateDebitAccount: Self { Self(rawValue: 61) }
    package static var importedEventTimestampMustPostdateCreditAccount: Self { Self(rawValue: 62) }
    package static var importedEventTimeoutMustBeZero: Self { Self(rawValue: 63) }
    package static var debitAccountAlreadyClosed: Self { Self(rawValue: 65) }
    package static var creditAccountAlreadyClosed: Self { Self(rawValue: 66) }
    package static var overflowsDebitsPending: Self { Self(rawValue: 47) }
    package static var overflowsCreditsPending: Self { Self(rawValue: 48) }
    package static var overflowsDebitsPosted: Self { Self(rawValue: 49) }
    package static var overflowsCreditsPosted: Self { Self(rawValue: 50) }
    package static var overflowsDebits: Self { Self(rawValue: 51) }
    package static var overflowsCredits: Self { Self(rawValue: 52) }
    package static var overflowsTimeout: Self { Self(rawValue: 53) }
    package static var exceedsCredits: Self { Self(rawValue: 54) }
    package static var exceedsDebits: Self { Self(rawValue: 55) }

    package static var existsWithDifferentExtension: Self { Self(rawValue: 1001) }
    package static var belowMinimum: Self { Self(rawValue: 1002) }
    package static var aboveMaximum: Self { Self(rawValue: 1003) }
    package static var debitAccountFrozen: Self { Self(rawValue: 1004) }
    package static var creditAccountFrozen: Self { Self(rawValue: 1005) }
    package static var valueDateInvalid: Self { Self(rawValue: 1006) }
    package static var extensionInvalid: Self { Self(rawValue: 1007) }
    package static var linkNotFound: Self { Self(rawValue: 1008) }
    package static var alreadyReverted: Self { Self(rawValue: 1009) }
    package static var originalNotRevertible: Self { Self(rawValue: 1010) }
    package static var revertDiffersFromOriginal: Self { Self(rawValue: 1011) }

    /// The name in TigerBeetle's spelling, or `unknown` for a number that is none of these.
    package var name: String {
        switch rawValue {
        case .max: "created"
        case 1: "linked_event_failed"
        case 2: "linked_event_chain_open"
        case 56: "imported_event_expected"
        case 57: "imported_event_not_expected"
        case 3: "timestamp_must_be_zero"
        case 58: "imported_event_timestamp_out_of_range"
        case 59: "imported_event_timestamp_must_not_advance"
        case 4: "reserved_flag"
        case 5: "id_must_not_be_zero"
        case 6: "id_must_not_be_int_max"
        case 36: "exists_with_different_flags"
        case 40: "exists_with_different_pending_id"
        case 44: "exists_with_different_timeout"
        case 37: "exists_with_different_debit_account_id"
        case 38: "exists_with_different_credit_account_id"
        case 39: "exists_with_different_amount"
        case 41: "exists_with_different_user_data_128"
        case 42: "exists_with_different_user_data_64"
        case 43: "exists_with_different_user_data_32"
        case 67: "exists_with_different_ledger"
        case 45: "exists_with_different_code"
        case 46: "exists"
        case 68: "id_already_failed"
        case 7: "flags_are_mutually_exclusive"
        case 8: "debit_account_id_must_not_be_zero"
        case 9: "debit_account_id_must_not_be_int_max"
        case 10: "credit_account_id_must_not_be_zero"
        case 11: "credit_account_id_must_not_be_int_max"
        case 12: "accounts_must_be_different"
        case 13: "pending_id_must_be_zero"
        case 14: "pending_id_must_not_be_zero"
        case 15: "pending_id_must_not_be_int_max"
        case 16: "pending_id_must_be_different"
        case 17: "timeout_reserved_for_pending_transfer"
        case 64: "closing_transfer_must_be_pending"
        case 19: "ledger_must_not_be_zero"
        case 20: "code_must_not_be_zero"
        case 21: "debit_account_not_found"
        case 22: "credit_account_not_found"
        case 23: "accounts_must_have_the_same_ledger"
        case 24: "transfer_must_have_the_same_ledger_as_accounts"
        case 25: "pending_transfer_not_found"
        case 26: "pending_transfer_not_pending"
        case 27: "pending_transfer_has_different_debit_account_id"
        case 28: "pending_transfer_has_different_credit_account_id"
        case 29: "pending_transfer_has_different_ledger"
        case 30: "pending_transfer_has_different_code"
        case 31: "exceeds_pending_transfer_amount"
        case 32: "pending_transfer_has_different_amount"
        case 33: "pending_transfer_already_posted"
        case 34: "pending_transfer_already_voided"
        case 35: "pending_transfer_expired"
        case 60: "imported_event_timestamp_must_not_regress"
        case 61: "imported_event_timestamp_must_postdate_debit_account"
        case 62: "imported_event_timestamp_must_postdate_credit_account"
        case 63: "imported_event_timeout_must_be_zero"
        case 65: "debit_account_already_closed"
        case 66: "credit_account_already_closed"
        case 47: "overflows_debits_pending"
        case 48: "overflows_credits_pending"
        case 49: "overflows_debits_posted"
        case 50: "overflows_credits_posted"
        case 51: "overflows_debits"
        case 52: "overflows_credits"
        case 53: "overflows_timeout"
        case 54: "exceeds_credits"
        case 55: "exceeds_debits"
        case 1001: "exists_with_different_extension"
        case 1002: "below_minimum"
        case 1003: "above_maximum"
        case 1004: "debit_account_frozen"
        case 1005: "credit_account_frozen"
        case 1006: "value_date_invalid"
        case 1007: "extension_invalid"
        case 1008: "link_not_found"
        case 1009: "already_reverted"
        case 1010: "original_not_revertible"
        case 1011: "revert_differs_from_original"
        default: "unknown"
        }
    }

    /// Every status, in order of precedence: of two reasons the earlier is given.
    package static let all: [Self] = [
        .created, .linkedEventFailed, .linkedEventChainOpen, .importedEventExpected,
        .importedEventNotExpected, .timestampMustBeZero, .importedEventTimestampOutOfRange,
        .importedEventTimestampMustNotAdvance, .reservedFlag, .idMustNotBeZero, .idMustNotBeIntMax,
        .existsWithDifferentFlags, .existsWithDifferentPendingID, .existsWithDifferentTimeout,
        .existsWithDifferentDebitAccountID, .existsWithDifferentCreditAccountID,
        .existsWithDifferentAmount, .existsWithDifferentUserData128, .existsWithDifferentUserData64,
        .existsWithDifferentUserData32, .existsWithDifferentLedger, .existsWithDifferentCode,
        .existsWithDifferentExtension, .exists, .idAlreadyFailed, .flagsAreMutuallyExclusive,
        .debitAccountIDMustNotBeZero,
        .debitAccountIDMustNotBeIntMax, .creditAccountIDMustNotBeZero,
        .creditAccountIDMustNotBeIntMax, .accountsMustBeDifferent, .pendingIDMustBeZero,
        .pendingIDMustNotBeZero, .pendingIDMustNotBeIntMax, .pendingIDMustBeDifferent,
        .timeoutReservedForPendingTransfer, .closingTransferMustBePending, .ledgerMustNotBeZero,
        .codeMustNotBeZero, .valueDateInvalid, .extensionInvalid, .linkNotFound,
        .originalNotRevertible, .revertDiffersFromOriginal, .alreadyReverted, .debitAccountNotFound,
        .creditAccountNotFound,
        .accountsMustHaveTheSameLedger, .transferMustHaveTheSameLedgerAsAccounts,
        .pendingTransferNotFound, .pendingTransferNotPending,
        .pendingTransferHasDifferentDebitAccountID, .pendingTransferHasDifferentCreditAccountID,
        .pendingTransferHasDifferentLedger, .pendingTransferHasDifferentCode,
        .exceedsPendingTransferAmount, .pendingTransferHasDifferentAmount,
        .pendingTransferAlreadyPosted, .pendingTransferAlreadyVoided, .pendingTransferExpired,
        .importedEventTimestampMustNotRegress, .importedEventTimestampMustPostdateDebitAccount,
        .importedEventTimestampMustPostdateCreditAccount, .importedEventTimeoutMustBeZero,
        .debitAccountAlreadyClosed, .creditAccountAlreadyClosed, .debitAccountFrozen,
        .creditAccountFrozen, .overflowsDebitsPending,
        .overflowsCreditsPending, .overflowsDebitsPosted, .overflowsCreditsPosted, .overflowsDebits,
        .overflowsCredits, .overflowsTimeout, .exceedsCredits, .belowMinimum, .exceedsDebits,
        .aboveMaximum,
    ]
}

extension TransferStatus {
    /// No reason against the event so far.
    static var undecided: Self { Self(rawValue: 0) }

    /// Whether the same event could succeed later: then its id is burned, so that a caller who
    /// repeats it after a lost answer gets the same outcome.
    package var isTransient: Bool {
        switch self {
        case .debitAccountNotFound, .creditAccountNotFound, .pendingTransferNotFound,
            .exceedsCredits, .exceedsDebits, .debitAccountAlreadyClosed,
            .creditAccountAlreadyClosed, .linkNotFound, .debitAccountFrozen,
            .creditAccountFrozen, .belowMinimum, .aboveMaximum:
            true
        default: false
        }
    }
}
