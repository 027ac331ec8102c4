/// What became of an account to be created; numbers and precedence are TigerBeetle's (0.17).
///
/// Numbers above 1,000 are of these books alone: reasons that only an extension can give.
package struct AccountStatus: RawRepresentable, Hashable, BitwiseCopyable, Sendable {
    package let rawValue: UInt32

    package init(rawValue: UInt32) { self.rawValue = rawValue }

    package static var created: Self { Self(rawValue: .max) }
    package static var linkedEventFailed: Self { Self(rawValue: 1) }
    package static var linkedEventChainOpen: Self { Self(rawValue: 2) }
    package static var importedEventExpected: Self { Self(rawValue: 22) }
    package static var importedEventNotExpected: Self { Self(rawValue: 23) }
    package static var timestampMustBeZero: Self { Self(rawValue: 3) }
    package static var importedEventTimestampOutOfRange: Self { Self(rawValue: 24) }
    package static var importedEventTimestampMustNotAdvance: Self { Self(rawValue: 25) }
    package static var reservedField: Self { Self(rawValue: 4) }
    package static var reservedFlag: Self { Self(rawValue: 5) }
    package static var idMustNotBeZero: Self { Self(rawValue: 6) }
    package static var idMustNotBeIntMax: Self { Self(rawValue: 7) }
    package static var existsWithDifferentFlags: Self { Self(rawValue: 15) }
    package static var existsWithDifferentUserData128: Self { Self(rawValue: 16) }
    package static var existsWithDifferentUserData64: Self { Self(rawValue: 17) }
    package static var existsWithDifferentUserData32: Self { Self(rawValue: 18) }
    package static var existsWithDifferentLedger: Self { Self(rawValue: 19) }
    package static var existsWithDifferentCode: Self { Self(rawValue: 20) }
    package static var exists: Self { Self(rawValue: 21) }
    package static var flagsAreMutuallyExclusive: Self { Self(rawValue: 8) }
    package static var debitsPendingMustBeZero: Self { Self(rawValue: 9) }
    package static var debitsPostedMustBeZero: Self { Self(rawValue: 10) }
    package static var creditsPendingMustBeZero: Self { Self(rawValue: 11) }
    package static var creditsPostedMustBeZero: Self { Self(rawValue: 12) }
    package static var ledgerMustNotBeZero: Self { Self(rawValue: 13) }
    package static var codeMustNotBeZero: Self { Self(rawValue: 14) }
    package static var importedEventTimestampMustNotRegress: Self { Self(rawValue: 26) }

    package static var existsWithDifferentExtension: Self { Self(rawValue: 1001) }
    package static var minimumAboveMaximum: Self { Self(rawValue: 1012) }
    package static var parentNotFound: Self { Self(rawValue: 1013) }
    package static var parentHasDifferentLedger: Self { Self(rawValue: 1014) }

    /// The name in TigerBeetle's spelling, or `unknown` for a number that is none of these.
    package var name: String {
        switch rawValue {
        case .max: "created"
        case 1: "linked_event_failed"
        case 2: "linked_event_chain_open"
        case 22: "imported_event_expected"
        case 23: "imported_event_not_expected"
        case 3: "timestamp_must_be_zero"
        case 24: "imported_event_timestamp_out_of_range"
        case 25: "imported_event_timestamp_must_not_advance"
        case 4: "reserved_field"
        case 5: "reserved_flag"
        case 6: "id_must_not_be_zero"
        case 7: "id_must_not_be_int_max"
        case 15: "exists_with_different_flags"
        case 16: "exists_with_different_user_data_128"
        case 17: "exists_with_different_user_data_64"
        case 18: "exists_with_different_user_data_32"
        case 19: "exists_with_different_ledger"
        case 20: "exists_with_different_code"
        case 21: "exists"
        case 8: "flags_are_mutually_exclusive"
        case 9: "debits_pending_must_be_zero"
        case 10: "debits_posted_must_be_zero"
        case 11: "credits_pending_must_be_zero"
        case 12: "credits_posted_must_be_zero"
        case 13: "ledger_must_not_be_zero"
        case 14: "code_must_not_be_zero"
        case 26: "imported_event_timestamp_must_not_regress"
        case 1001: "exists_with_different_extension"
        case 1012: "minimum_above_maximum"
        case 1013: "parent_not_found"
        case 1014: "parent_has_different_ledger"
        default: "unknown"
        }
    }

    /// Every status, in order of precedence: of two reasons the earlier is given.
    package static let all: [Self] = [
        .created, .linkedEventFailed, .linkedEventChainOpen, .importedEventExpected,
        .importedEventNotExpected, .timestampMustBeZero, .importedEventTimestampOutOfRange,
        .importedEventTimestampMustNotAdvance, .reservedField, .reservedFlag, .idMustNotBeZero,
        .idMustNotBeIntMax, .existsWithDifferentFlags, .existsWithDifferentUserData128,
        .existsWithDifferentUserData64, .existsWithDifferentUserData32, .existsWithDifferentLedger,
        .existsWithDifferentCode, .existsWithDifferentExtension, .exists,
        .flagsAreMutuallyExclusive, .debitsPendingMustBeZero,
        .debitsPostedMustBeZero, .creditsPendingMustBeZero, .creditsPostedMustBeZero,
        .ledgerMustNotBeZero, .codeMustNotBeZero, .minimumAboveMaximum, .parentNotFound,
        .parentHasDifferentLedger, .importedEventTimestampMustNotRegress,
    ]
}

extension AccountStatus {
    /// No reason against the event so far.
    static var undecided: Self { Self(rawValue: 0) }
}
