import Testing

@testable import Ledger

/// Of two reasons against an event the earlier in TigerBeetle's order is given.
///
/// Each table lists mistakes in that order; every pair is made together, the later one first.
@Suite struct `The order of refusals` {
    typealias Mistake = (status: TransferStatus, make: @Sendable (inout Transfer) -> Void)

    /// Accounts 1 and 2 are plain; 3 is closed by transfer 103; 4 has another ledger; 5 may not
    /// owe, 6 may not own; 7 and 8 have one debit and one credit.
    ///
    /// Transfer 100 is posted, 101 pending; 102 is burned; 110, 111, 112 are posted, voided and
    /// expired; 120 and 121 are pending in account 3, on the debit and the credit side.
    private static func books() -> Books {
        let books = Books()
        var accounts = (1...8).map { Account(id: UInt128($0), ledger: $0 == 4 ? 2 : 1, code: 1) }
        accounts[4].flags = .debitsMustNotExceedCredits
        accounts[5].flags = .creditsMustNotExceedDebits
        books.make(accounts, at: 100)
        func move(
            _ id: UInt128, _ debit: UInt128, _ credit: UInt128, _ flags: TransferFlags = []
        ) -> Transfer {
            Transfer(
                id: id, debitAccountID: debit, creditAccountID: credit, amount: 10, userData128: 3,
                userData64: 3, userData32: 3, ledger: 1, code: 1, flags: flags)
        }
        var expiring = move(112, 1, 2, .pending)
        expiring.timeout = 1
        let made = books.make(
            [
                move(100, 1, 2), move(101, 1, 2, .pending), move(102, 5, 2),
                move(110, 1, 2, .pending), move(111, 1, 2, .pending), expiring,
                Transfer(id: 113, amount: .max, pendingID: 110, flags: .postPendingTransfer),
                Transfer(id: 114, pendingID: 111, flags: .voidPendingTransfer),
                move(120, 3, 2, .pending), move(121, 1, 3, .pending),
                move(103, 3, 2, [.pending, .closingDebit]), move(130, 7, 8),
            ], at: 200)
        #expect(made.filter { $0 != "created" } == ["exceeds_credits"])
        #expect(books.expire(at: 2_000_000_000) == 1)
        return books
    }

    private static let plain: [Mistake] = [
        (.timestampMustBeZero, { $0.timestamp = 5 }),
        (.reservedFlag, { $0.flags.insert(TransferFlags(rawValue: 1 << 15)) }),
        (.idMustNotBeZero, { $0.id = 0 }),
        (.idMustNotBeIntMax, { $0.id = .max }),
        (.existsWithDifferentFlags, { ($0.id, $0.flags) = (100, .pending) }),
        (.idAlreadyFailed, { $0.id = 102 }),
        (.debitAccountIDMustNotBeZero, { $0.debitAccountID = 0 }),
        (.debitAccountIDMustNotBeIntMax, { $0.debitAccountID = .max }),
        (.creditAccountIDMustNotBeZero, { $0.creditAccountID = 0 }),
        (.creditAccountIDMustNotBeIntMax, { $0.creditAccountID = .max }),
        (.accountsMustBeDifferent, { ($0.debitAccountID, $0.creditAccountID) = (1, 1) }),
        (.pendingIDMustBeZero, { $0.pendingID = 9 }),
        (.timeoutReservedForPendingTransfer, { ($0.flags, $0.timeout) = ([], 1) }),
        (.closingTransferMustBePending, { ($0.flags, $0.timeout) = (.closingDebit, 0) }),
        (.ledgerMustNotBeZero, { $0.ledger = 0 }),
        (.codeMustNotBeZero, { $0.code = 0 }),
        (.debitAccountNotFound, { $0.debitAccountID = 98 }),
        (.creditAccountNotFound, { $0.creditAccountID = 99 }),
        (.accountsMustHaveTheSameLedger, { $0.creditAccountID = 4 }),
        (.transferMustHaveTheSameLedgerAsAccounts, { $0.ledger = 9 }),
        (.debitAccountAlreadyClosed, { ($0.debitAccountID, $0.creditAccountID) = (3, 2) }),
        (.creditAccountAlreadyClosed, { $0.creditAccountID = 3 }),
        (.overflowsDebitsPosted, { ($0.debitAccountID, $0.amount) = (7, .max) }),
        (
            .overflowsCreditsPosted,
            { ($0.debitAccountID, $0.creditAccountID, $0.amount) = (2, 8, .max) }
        ),
        (
            .overflowsDebits,
            { ($0.debitAccountID, $0.creditAccountID, $0.amount) = (1, 5, .max - 25) }
        ),
        (
            .overflowsCredits,
            { ($0.debitAccountID, $0.creditAccountID, $0.amount) = (7, 2, .max - 25) }
        ),
        (.exceedsCredits, { ($0.debitAccountID, $0.amount) = (5, 1) }),
        (.exceedsDebits, { ($0.creditAccountID, $0.amount) = (6, 1) }),
    ]

    /// The same for what only a pending transfer can do wrong.
    private static let pending: [Mistake] = [
        (.closingTransferMustBePending, { ($0.flags, $0.timeout) = (.closingCredit, 0) }),
        (.creditAccountAlreadyClosed, { $0.creditAccountID = 3 }),
        (
            .overflowsDebitsPending,
            { ($0.debitAccountID, $0.creditAccountID, $0.amount) = (1, 8, .max - 5) }
        ),
        (
            .overflowsCreditsPending,
            { ($0.debitAccountID, $0.creditAccountID, $0.amount) = (7, 2, .max - 5) }
        ),
        (.overflowsTimeout, { ($0.timeout, $0.amount) = (1, 1) }),
        (.exceedsCredits, { $0.debitAccountID = 5 }),
        (.exceedsDebits, { $0.creditAccountID = 6 }),
    ]

    /// What can be wrong with a repetition of transfer 101.
    private static let repetition: [Mistake] = [
        (.existsWithDifferentFlags, { $0.flags = [.pending, .balancingDebit] }),
        (.existsWithDifferentPendingID, { $0.pendingID = 9 }),
        (.existsWithDifferentTimeout, { $0.timeout = 9 }),
        (.existsWithDifferentDebitAccountID, { $0.debitAccountID = 9 }),
        (.existsWithDifferentCreditAccountID, { $0.creditAccountID = 9 }),
        (.existsWithDifferentAmount, { $0.amount = 9 }),
        (.existsWithDifferentUserData128, { $0.userData128 = 9 }),
        (.existsWithDifferentUserData64, { $0.userData64 = 9 }),
        (.existsWithDifferentUserData32, { $0.userData32 = 9 }),
        (.existsWithDifferentLedger, { $0.ledger = 9 }),
        (.existsWithDifferentCode, { $0.code = 9 }),
    ]

    private static let resolution: [Mistake] = [
        (.timestampMustBeZero, { $0.timestamp = 5 }),
        (.idMustNotBeZero, { $0.id = 0 }),
        (.existsWithDifferentFlags, { $0.id = 100 }),
        (.idAlreadyFailed, { $0.id = 102 }),
        (.flagsAreMutuallyExclusive, { $0.flags = [.postPendingTransfer, .pending] }),
        (.pendingIDMustNotBeZero, { $0.pendingID = 0 }),
        (.pendingIDMustNotBeIntMax, { $0.pendingID = .max }),
        (.pendingIDMustBeDifferent, { $0.pendingID = $0.id }),
        (.timeoutReservedForPendingTransfer, { $0.timeout = 1 }),
        (.pendingTransferNotFound, { $0.pendingID = 77 }),
        (.pendingTransferNotPending, { $0.pendingID = 100 }),
        (.pendingTransferHasDifferentDebitAccountID, { $0.debitAccountID = 9 }),
        (.pendingTransferHasDifferentCreditAccountID, { $0.creditAccountID = 9 }),
        (.pendingTransferHasDifferentLedger, { $0.ledger = 9 }),
        (.pendingTransferHasDifferentCode, { $0.code = 9 }),
        (.exceedsPendingTransferAmount, { $0.amount = 11 }),
        (
            .pendingTransferHasDifferentAmount,
            { ($0.amount, $0.flags) = (9, .voidPendingTransfer) }
        ),
        (.pendingTransferAlreadyPosted, { $0.pendingID = 110 }),
        (.pendingTransferAlreadyVoided, { $0.pendingID = 111 }),
        (.pendingTransferExpired, { $0.pendingID = 112 }),
        (.debitAccountAlreadyClosed, { $0.pendingID = 120 }),
        (.creditAccountAlreadyClosed, { $0.pendingID = 121 }),
    ]

    /// What can be wrong with a repetition of transfer 113, which posted 110.
    private static let repeatedResolution: [Mistake] = [
        (.existsWithDifferentFlags, { $0.flags = .voidPendingTransfer }),
        (.existsWithDifferentPendingID, { $0.pendingID = 101 }),
        (.existsWithDifferentTimeout, { $0.timeout = 9 }),
        (.existsWithDifferentDebitAccountID, { $0.debitAccountID = 9 }),
        (.existsWithDifferentCreditAccountID, { $0.creditAccountID = 9 }),
        (.existsWithDifferentAmount, { $0.amount = 0 }),
        (.existsWithDifferentUserData128, { $0.userData128 = 9 }),
        (.existsWithDifferentUserData64, { $0.userData64 = 9 }),
        (.existsWithDifferentUserData32, { $0.userData32 = 9 }),
        (.existsWithDifferentLedger, { $0.ledger = 9 }),
        (.existsWithDifferentCode, { $0.code = 9 }),
    ]

    private func checkPairs(
        _ mistakes: [Mistake], of event: Transfer, at timestamp: UInt64 = 3_000_000_000
    ) {
        for (position, earlier) in mistakes.enumerated() {
            for later in mistakes[position...] {
                var wrong = event
                later.make(&wrong)
                earlier.make(&wrong)
                let found = Self.books().make([wrong], at: timestamp)
                #expect(found == [earlier.status.name], "with \(later.status.name)")
            }
        }
    }

    @Test func `a transfer gets the earlier of two refusals`() {
        checkPairs(
            Self.plain,
            of: Transfer(
                id: 1, debitAccountID: 1, creditAccountID: 2, amount: 1, ledger: 1, code: 1))
    }

    @Test func `a pending transfer gets the earlier of two refusals`() {
        checkPairs(
            Self.pending,
            of: Transfer(
                id: 1, debitAccountID: 1, creditAccountID: 2, amount: 1, ledger: 1, code: 1,
                flags: .pending),
            at: Books.timestampMax - 999_999_999)
    }

    @Test func `a repetition gets the first difference`() {
        let event = Transfer(
            id: 101, debitAccountID: 1, creditAccountID: 2, amount: 10, userData128: 3,
            userData64: 3, userData32: 3, ledger: 1, code: 1, flags: .pending)
        #expect(Self.books().make([event], at: 3_000_000_000) == ["exists"])
        checkPairs(Self.repetition, of: event)
    }

    @Test func `a resolution gets the earlier of two refusals`() {
        checkPairs(
            Self.resolution,
            of: Transfer(id: 1, amount: 1, pendingID: 101, flags: .postPendingTransfer))
    }

    @Test func `a repeated resolution gets the first difference`() {
        let event = Transfer(id: 113, amount: .max, pendingID: 110, flags: .postPendingTransfer)
        #expect(Self.books().make([event], at: 3_000_000_000) == ["exists"])
        checkPairs(Self.repeatedResolution, of: event)
    }

    @Test func `an imported transfer gets the earlier of two refusals`() {
        let mistakes: [Mistake] = [
            (.importedEventTimestampOutOfRange, { $0.timestamp = 1 << 63 }),
            (.importedEventTimestampMustNotAdvance, { $0.timestamp = 3_000_000_000 }),
            (.reservedFlag, { $0.flags.insert(TransferFlags(rawValue: 1 << 9)) }),
            (.transferMustHaveTheSameLedgerAsAccounts, { $0.ledger = 9 }),
            (.importedEventTimestampMustNotRegress, { $0.timestamp = 200 }),
            (
                .importedEventTimeoutMustBeZero,
                { ($0.timeout, $0.flags) = (1, [.pending, .imported]) }
            ),
            (.debitAccountAlreadyClosed, { $0.debitAccountID = 3 }),
            (.exceedsDebits, { $0.creditAccountID = 6 }),
        ]
        checkPairs(
            mistakes,
            of: Transfer(
                id: 1, debitAccountID: 1, creditAccountID: 2, amount: 1, ledger: 1, code: 1,
                flags: .imported, timestamp: 1_000))
    }

    @Test func `an account gets the earlier of two refusals`() {
        let mistakes: [(status: AccountStatus, make: @Sendable (inout Account) -> Void)] = [
            (.timestampMustBeZero, { $0.timestamp = 5 }),
            (.reservedField, { $0.reserved = 1 }),
            (.reservedFlag, { $0.flags.insert(AccountFlags(rawValue: 1 << 6)) }),
            (.idMustNotBeZero, { $0.id = 0 }),
            (.idMustNotBeIntMax, { $0.id = .max }),
            (.existsWithDifferentFlags, { ($0.id, $0.flags) = (1, .history) }),
            (
                .flagsAreMutuallyExclusive,
                { $0.flags = [.debitsMustNotExceedCredits, .creditsMustNotExceedDebits] }
            ),
            (.debitsPendingMustBeZero, { $0.debitsPending = 1 }),
            (.debitsPostedMustBeZero, { $0.debitsPosted = 1 }),
            (.creditsPendingMustBeZero, { $0.creditsPending = 1 }),
            (.creditsPostedMustBeZero, { $0.creditsPosted = 1 }),
            (.ledgerMustNotBeZero, { $0.ledger = 0 }),
            (.codeMustNotBeZero, { $0.code = 0 }),
        ]
        for (position, earlier) in mistakes.enumerated() {
            for later in mistakes[position...] {
                var wrong = Account(id: 50, ledger: 1, code: 1)
                later.make(&wrong)
                earlier.make(&wrong)
                let found = Self.books().make([wrong], at: 3_000_000_000)
                #expect(found == [earlier.status.name], "with \(later.status.name)")
            }
        }
    }

    @Test func `a batch is imported or not, as its first event is`() {
        var imported = Transfer(
            id: 1, debitAccountID: 1, creditAccountID: 2, amount: 1, ledger: 1, code: 1,
            flags: .imported, timestamp: 1_000)
        var plain = imported
        plain.id = 2
        plain.flags = []
        #expect(
            Self.books().make([imported, plain], at: 3_000_000_000)
                == ["created", "imported_event_expected"])
        plain.timestamp = 0
        imported.timestamp = 0
        #expect(
            Self.books().make([plain, imported], at: 3_000_000_000)
                == ["created", "imported_event_not_expected"])
    }

    @Test func `statuses have TigerBeetle's numbers`() {
        #expect(TransferStatus.all.count == Set(TransferStatus.all.map(\.rawValue)).count)
        #expect(AccountStatus.all.count == Set(AccountStatus.all.map(\.rawValue)).count)
        // 1...68 less the deprecated 18, and created.
        let ownNumbers: ClosedRange<UInt32> = 1_001...1_014
        #expect(
            Set(TransferStatus.all.map(\.rawValue)).subtracting(ownNumbers)
                == Set(1...68).subtracting([18]).union([.max]))
        #expect(
            Set(AccountStatus.all.map(\.rawValue)).subtracting(ownNumbers)
                == Set(1...26).union([.max]))
        #expect(TransferStatus(rawValue: 54).name == "exceeds_credits")
        #expect(TransferStatus(rawValue: 18).name == "unknown")
    }
}
