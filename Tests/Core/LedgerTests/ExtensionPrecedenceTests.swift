import Testing

@testable import Ledger

/// Where the reasons that only an extension gives stand among TigerBeetle's.
///
/// Each table lists mistakes in the documented order; every pair is made together, the later one
/// first.
@Suite struct `The order of refusals of extensions` {
    struct Event {
        var transfer: Transfer
        var more = TransferExtension()
    }

    typealias Mistake = (status: TransferStatus, make: @Sendable (inout Event) -> Void)

    /// 1 and 2 are plain; 3 is closed; 4 has another ledger; 5 may not owe; 6 may not own; 7 has a
    /// minimum of 0, 8 a maximum of 0; 9 takes no debits, 10 no credits.
    ///
    /// 100 moved 10 from 1 to 2 and was taken back by 104; 101 is pending; 102 is burned; 105 moved
    /// 10 from 1 to 2; 106 moved 10 from 1 to 9; 107 moved 10 from 1 to 3 before that was closed.
    private static func books() -> Books {
        let books = Books()
        var accounts = (1...10).map { Account(id: UInt128($0), ledger: $0 == 4 ? 2 : 1, code: 1) }
        accounts[4].flags = .debitsMustNotExceedCredits
        accounts[5].flags = .creditsMustNotExceedDebits
        books.make(
            accounts,
            [
                6: AccountExtension(minimum: 0), 7: AccountExtension(maximum: 0),
                8: AccountExtension(blocks: .debits), 9: AccountExtension(blocks: .credits),
            ], at: 100)
        func move(
            _ id: UInt128, _ debit: UInt128, _ credit: UInt128, _ flags: TransferFlags = []
        ) -> Transfer {
            Transfer(
                id: id, debitAccountID: debit, creditAccountID: credit, amount: 10, ledger: 1,
                code: 1, flags: flags)
        }
        let made = books.make(
            [
                move(100, 1, 2), move(101, 1, 2, .pending), move(102, 5, 2),
                Transfer(id: 104), move(105, 1, 2), move(106, 1, 9), move(107, 1, 3),
                move(103, 3, 2, [.pending, .closingDebit]),
            ], [3: TransferExtension(link: 100, linkKind: .reverts)], at: 200)
        #expect(made.filter { $0 != "created" } == ["exceeds_credits"])
        return books
    }

    private func checkPairs(_ mistakes: [Mistake], of event: Event) {
        for (position, earlier) in mistakes.enumerated() {
            for later in mistakes[position...] {
                var wrong = event
                later.make(&wrong)
                earlier.make(&wrong)
                let found = Self.books().make([wrong.transfer], [0: wrong.more], at: 3_000)
                #expect(found == [earlier.status.name], "with \(later.status.name)")
            }
        }
    }

    @Test func `a transfer with an extension gets the earlier of two refusals`() {
        let mistakes: [Mistake] = [
            (.timestampMustBeZero, { $0.transfer.timestamp = 5 }),
            (.reservedFlag, { $0.transfer.flags.insert(.extended) }),
            (.idMustNotBeZero, { $0.transfer.id = 0 }),
            (.idMustNotBeIntMax, { $0.transfer.id = .max }),
            (.existsWithDifferentFlags, { ($0.transfer.id, $0.transfer.flags) = (100, .pending) }),
            (.idAlreadyFailed, { $0.transfer.id = 102 }),
            (.debitAccountIDMustNotBeZero, { $0.transfer.debitAccountID = 0 }),
            (.codeMustNotBeZero, { $0.transfer.code = 0 }),
            (.valueDateInvalid, { $0.more.valueDate = ValueDate(rawValue: 20_250_229) }),
            (.extensionInvalid, { $0.more.leg = 1 }),
            (.linkNotFound, { ($0.more.link, $0.more.linkKind) = (999, .relates) }),
            (.debitAccountNotFound, { $0.transfer.debitAccountID = 98 }),
            (.creditAccountNotFound, { $0.transfer.creditAccountID = 99 }),
            (.accountsMustHaveTheSameLedger, { $0.transfer.creditAccountID = 4 }),
            (
                .debitAccountAlreadyClosed,
                { ($0.transfer.debitAccountID, $0.transfer.creditAccountID) = (3, 10) }
            ),
            (.creditAccountAlreadyClosed, { $0.transfer.creditAccountID = 3 }),
            (
                .debitAccountFrozen,
                { ($0.transfer.debitAccountID, $0.transfer.creditAccountID) = (9, 2) }
            ),
            (.creditAccountFrozen, { $0.transfer.creditAccountID = 10 }),
            (
                .overflowsDebits,
                {
                    ($0.transfer.debitAccountID, $0.transfer.amount) = (1, .max - 45)
                    $0.transfer.creditAccountID = 7
                }
            ),
            (
                .exceedsCredits,
                { ($0.transfer.debitAccountID, $0.transfer.creditAccountID) = (5, 8) }
            ),
            (
                .belowMinimum,
                { ($0.transfer.debitAccountID, $0.transfer.creditAccountID) = (7, 8) }
            ),
            (.aboveMaximum, { $0.transfer.creditAccountID = 8 }),
        ]
        checkPairs(
            mistakes,
            of: Event(
                transfer: Transfer(
                    id: 1, debitAccountID: 1, creditAccountID: 2, amount: 1, ledger: 1, code: 1),
                more: TransferExtension(valueDate: ValueDate(rawValue: 20_240_229))))
    }

    /// On the credit side TigerBeetle's reason comes first, too.
    @Test func `what may not own is told before what is above its maximum`() {
        let books = Self.books()
        books.change(extensionOf: 6) { $0.maximum = 0 }
        let event = Transfer(
            id: 1, debitAccountID: 1, creditAccountID: 6, amount: 1, ledger: 1, code: 1)
        #expect(books.make([event], at: 3_000) == ["exceeds_debits"])
        books.change(extensionOf: 5) { $0.minimum = 0 }
        var other = event
        (other.id, other.debitAccountID, other.creditAccountID) = (2, 5, 2)
        #expect(books.make([other], at: 3_001) == ["exceeds_credits"])
    }

    @Test func `taking back gets the earlier of two refusals`() {
        let mistakes: [Mistake] = [
            (.idAlreadyFailed, { $0.transfer.id = 102 }),
            (.flagsAreMutuallyExclusive, { $0.transfer.flags.insert(.pending) }),
            (.pendingIDMustBeZero, { $0.transfer.pendingID = 9 }),
            (.timeoutReservedForPendingTransfer, { $0.transfer.timeout = 1 }),
            (.valueDateInvalid, { $0.more.valueDate = ValueDate(rawValue: 1) }),
            (.extensionInvalid, { $0.more.legCount = 1 }),
            (.linkNotFound, { $0.more.link = 999 }),
            (.originalNotRevertible, { $0.more.link = 101 }),
            (.originalNotRevertible, { $0.more.link = 104 }),
            (.revertDiffersFromOriginal, { $0.transfer.amount = 9 }),
            (.revertDiffersFromOriginal, { $0.transfer.debitAccountID = 1 }),
            (.revertDiffersFromOriginal, { $0.transfer.creditAccountID = 7 }),
            (.revertDiffersFromOriginal, { $0.transfer.ledger = 9 }),
            (.revertDiffersFromOriginal, { $0.transfer.code = 9 }),
            (.alreadyReverted, { $0.more.link = 100 }),
            (.debitAccountAlreadyClosed, { $0.more.link = 107 }),
            (.debitAccountFrozen, { $0.more.link = 106 }),
        ]
        checkPairs(
            mistakes,
            of: Event(
                transfer: Transfer(id: 1),
                more: TransferExtension(link: 105, linkKind: .reverts)))
    }

    @Test func `another extension is told last, before the transfer exists`() {
        let mistakes: [Mistake] = [
            (.existsWithDifferentDebitAccountID, { $0.transfer.debitAccountID = 9 }),
            (.existsWithDifferentAmount, { $0.transfer.amount = 9 }),
            (.existsWithDifferentLedger, { $0.transfer.ledger = 9 }),
            (.existsWithDifferentCode, { $0.transfer.code = 9 }),
            (
                .existsWithDifferentExtension,
                { $0.more.valueDate = ValueDate(rawValue: 20_260_101) }
            ),
        ]
        let revert = TransferExtension(link: 100, linkKind: .reverts)
        checkPairs(mistakes, of: Event(transfer: Transfer(id: 104), more: revert))
        let books = Self.books()
        #expect(books.make([Transfer(id: 104)], [0: revert], at: 3_000) == ["exists"])
        let plain = books.transfer(id: 105)
        var again = plain ?? Transfer(id: 0)
        again.timestamp = 0
        #expect(books.make([again], at: 3_001) == ["exists"])
        #expect(
            books.make([again], [0: TransferExtension(transactionID: 1)], at: 3_002)
                == ["exists_with_different_extension"])
    }

    @Test func `a resolution looks at its own extension before its pending transfer`() {
        let books = Self.books()
        let event = Transfer(id: 1, amount: .max, pendingID: 77, flags: .postPendingTransfer)
        #expect(
            books.make(
                [event], [0: TransferExtension(valueDate: ValueDate(rawValue: 20_260_431))],
                at: 3_000) == ["value_date_invalid"])
        #expect(
            books.make([event], [0: TransferExtension(transactionID: 4)], at: 3_001)
                == ["pending_transfer_not_found"])
    }

    @Test func `an account with an extension gets the earlier of two refusals`() {
        typealias AccountMistake = (
            status: AccountStatus, make: @Sendable (inout Account, inout AccountExtension) -> Void
        )
        let mistakes: [AccountMistake] = [
            (.reservedFlag, { account, _ in account.flags.insert(.extended) }),
            (.idMustNotBeZero, { account, _ in account.id = 0 }),
            (
                .existsWithDifferentFlags,
                { account, _ in (account.id, account.flags) = (1, .history) }
            ),
            (
                .existsWithDifferentExtension,
                { account, _ in account = Account(id: 1, ledger: 1, code: 1) }
            ),
            (.creditsPostedMustBeZero, { account, _ in account.creditsPosted = 1 }),
            (.ledgerMustNotBeZero, { account, _ in account.ledger = 0 }),
            (.codeMustNotBeZero, { account, _ in account.code = 0 }),
            (.minimumAboveMaximum, { $1.minimum = 5 }),
            (.parentNotFound, { $1.parent = 99 }),
            (.parentHasDifferentLedger, { $1.parent = 4 }),
        ]
        for (position, earlier) in mistakes.enumerated() {
            for later in mistakes[position...] {
                var wrong = Account(id: 50, ledger: 1, code: 1)
                var more = AccountExtension(maximum: 4)
                later.make(&wrong, &more)
                earlier.make(&wrong, &more)
                let found = Self.books().make([wrong], [0: more], at: 3_000)
                #expect(found == [earlier.status.name], "with \(later.status.name)")
            }
        }
    }
}
