import Bytes
import Testing

@testable import Ledger

@Suite struct `A set of books` {
    private func books(_ flags: AccountFlags = .debitsMustNotExceedCredits) -> Books {
        let books = Books()
        books.make(
            [
                Account(id: 1, ledger: 1, code: 1, flags: flags),
                Account(id: 2, ledger: 1, code: 1), Account(id: 3, ledger: 1, code: 1),
            ], at: 10)
        return books
    }

    private func move(
        _ id: UInt128, _ amount: UInt128, _ flags: TransferFlags = [], timeout: UInt32 = 0,
        from debit: UInt128 = 1, to credit: UInt128 = 2
    ) -> Transfer {
        Transfer(
            id: id, debitAccountID: debit, creditAccountID: credit, amount: amount,
            timeout: timeout, ledger: 1, code: 1, flags: flags)
    }

    @Test func `records have TigerBeetle's size`() {
        #expect(MemoryLayout<Account>.stride == 128)
        #expect(MemoryLayout<Transfer>.stride == 128)
        #expect(MemoryLayout<Account>.offset(of: \.ledger) == 112)
        #expect(MemoryLayout<Transfer>.offset(of: \.timestamp) == 120)
    }

    @Test func `a credit line lets debits exceed credits by so much and no more`() {
        let books = books()
        #expect(books.make([move(1, 1)], at: 20) == ["exceeds_credits"])
        #expect(books.setCreditLine(of: 1, to: 100))
        // 60 pending and 40 posted use the line up.
        #expect(
            books.make([move(2, 60, .pending), move(3, 40), move(4, 1)], at: 30)
                == ["created", "created", "exceeds_credits"])
        #expect(books.creditLine(of: 1) == 100)
        // Credit of 5 makes room for 5.
        #expect(
            books.make([move(5, 5, from: 2, to: 1), move(6, 6), move(7, 5)], at: 40)
                == ["created", "exceeds_credits", "created"])
    }

    @Test func `a credit line lowered below its use stops debits and nothing else`() {
        let books = books()
        books.setCreditLine(of: 1, to: 100)
        books.make([move(1, 100)], at: 20)
        books.setCreditLine(of: 1, to: 10)
        #expect(books.account(id: 1)?.debitsPosted == 100)
        #expect(
            books.make([move(2, 0), move(3, 90, from: 2, to: 1), move(4, 1)], at: 30)
                == ["exceeds_credits", "created", "exceeds_credits"])
        #expect(
            books.make([move(5, 1, from: 2, to: 1), move(6, 1)], at: 40) == ["created", "created"])
    }

    @Test func `a credit line of everything never overflows`() {
        let books = books()
        books.setCreditLine(of: 1, to: .max)
        #expect(
            books.make([move(1, 5, from: 2, to: 1), move(2, .max - 5)], at: 20)
                == ["created", "created"])
    }

    @Test func `an unknown account has no credit line`() {
        let books = books()
        #expect(books.creditLine(of: 9) == nil)
        #expect(!books.setCreditLine(of: 9, to: 1))
    }

    @Test func `a balancing transfer does not draw on a credit line`() {
        let books = books()
        books.setCreditLine(of: 1, to: 100)
        books.make(
            [move(1, 30, from: 2, to: 1), move(2, .max, .balancingDebit)], at: 20)
        #expect(books.transfer(id: 2)?.amount == 30)
    }

    @Test func `pending transfers expire in the order they are due, then of creation`() {
        let books = books([])
        books.make(
            [
                move(1, 1, .pending, timeout: 3), move(2, 2, .pending, timeout: 1),
                move(3, 4, .pending, timeout: 2), move(4, 8, .pending),
            ], at: 100)
        // Event 2 of 4 was made at 98.
        #expect(books.nextExpiry == 1_000_000_098)
        #expect(books.expire(at: 1_000_000_097) == 0)
        #expect(books.expire(at: 4_000_000_000, limit: 1) == 1)
        #expect(books.pendingState(of: 2) == .expired)
        #expect(books.pendingState(of: 3) == .pending)
        #expect(books.expire(at: 4_000_000_000) == 2)
        #expect(books.nextExpiry == nil)
        #expect(books.account(id: 1)?.debitsPending == 8)
        #expect(books.pendingState(of: 4) == .pending)
        #expect(books.openPendingIDs == [4])
        #expect(books.pendingState(of: 9) == nil)
    }

    @Test func `a past balance is what it was, holds and expiries too`() {
        let books = books([])
        books.make([move(1, 10, .pending, timeout: 1), move(2, 5)], at: 100)
        books.expire(at: 2_000_000_000)
        books.make([move(3, 7)], at: 3_000_000_000)
        let at = { books.balance(ofAccount: 1, at: $0) }
        #expect(at(98) == Balance())
        #expect(at(99) == Balance(debitsPending: 10))
        #expect(at(100) == Balance(debitsPending: 10, debitsPosted: 5))
        #expect(at(1_999_999_999) == Balance(debitsPending: 10, debitsPosted: 5))
        #expect(at(2_000_000_000) == Balance(debitsPosted: 5))
        #expect(at(.max) == Balance(debitsPosted: 12))
        #expect(books.balance(ofAccount: 9, at: 1) == nil)
    }

    @Test func `a broken chain leaves no trace but the burned id`() {
        let books = books()
        books.make([move(1, 50, from: 2, to: 1), move(2, 5, .pending, timeout: 1)], at: 100)
        let before = books.stateBytes
        let found = books.make(
            [
                move(3, 1, [.linked, .pending], timeout: 9, from: 3),
                Transfer(id: 4, amount: 3, pendingID: 2, flags: [.linked, .postPendingTransfer]),
                move(5, 1, [.linked, .pending, .closingDebit], from: 3), move(6, 1_000),
            ], at: 200)
        #expect(
            found == [
                "linked_event_failed", "linked_event_failed", "linked_event_failed",
                "exceeds_credits",
            ])
        #expect(books.transferCount == 2)
        #expect(books.pendingState(of: 2) == .pending)
        #expect(books.nextExpiry == 1_000_000_100)
        #expect(books.account(id: 3)?.flags == [])
        #expect(books.burned(id: 6)?.status == .exceedsCredits)
        #expect(books.burned(id: 6)?.timestamp == 200)
        // The bytes differ in the two counts of the head that a burned id and time change.
        #expect(Array(books.stateBytes.dropFirst(40).dropLast(32)) == Array(before.dropFirst(40)))
    }

    @Test func `books past their limits say so before a batch is given`() {
        let books = Books(limits: BooksLimits(accountsMax: 3, transfersMax: 2, burnedIDsMax: 5))
        #expect(books.hasRoom(forAccounts: 3))
        #expect(!books.hasRoom(forAccounts: 4))
        #expect(books.hasRoom(forTransfers: 2))
        #expect(!books.hasRoom(forTransfers: 3))
    }

    @Test func `memory comes from where the books are told, and all goes back`() {
        let counts = Counts()
        let memory = BooksMemory(
            allocate: {
                counts.taken.append($0)
                return .allocate(byteCount: $0, alignment: 4096)
            },
            deallocate: {
                counts.returned.append($1)
                $0.deallocate()
            })
        do {
            let books = Books(memory: memory)
            // 8 MiB a chunk of 65,536 transfers: two of them.
            books.prefault(accounts: 1, transfers: 65_537)
            #expect(counts.taken.filter { $0 == 8 << 20 }.count == 3)
            #expect(books.make([Account(id: 1, ledger: 1, code: 1)], at: 1) == ["created"])
        }
        #expect(!counts.taken.isEmpty)
        #expect(counts.taken.sorted() == counts.returned.sorted())
    }

    @Test func `the index grows by pages and finds everything`() {
        for seed in 1...3 as ClosedRange<UInt64> {
            let books = Books(indexSeed: seed)
            let count = 200_000
            let ids = { (index: Int) in UInt128(index + 1) << UInt128(seed * 20) | 1 << 127 }
            for start in stride(from: 0, to: count, by: 8_000) {
                books.make(
                    (start..<(start + 8_000)).map { Account(id: ids($0), ledger: 1, code: 1) },
                    at: UInt64(start + 8_000))
            }
            #expect((0..<count).allSatisfy { books.accountOrdinal(id: ids($0)) == $0 })
            #expect(books.account(id: 12) == nil)
        }
    }

    @Test func `ids that collide wholly are still found`() {
        let index = IdentifierIndex(seed: 1)
        defer { index.deallocate() }
        // 5,000 entries of one hash: 1,024 fit its page, the rest overflow.
        for position in 0..<5_000 as Range<UInt32> {
            index.reserve(1)
            let seat = index.seat(77) { _ in false }
            index.fill(seat, hash: 77, position: position)
        }
        for position in [0, 1_023, 1_024, 4_999] as [UInt32] {
            #expect(index.seat(77) { $0 == position }.position == position)
        }
        index.removeNewest(77, position: 4_999)
        #expect(index.seat(77) { $0 == 4_999 }.position == IdentifierIndex.none)
        #expect(index.count == 4_999)
    }

    @Test func `the state's bytes tell credit lines apart and not the index's seed`() {
        let books = books()
        let before = books.stateBytes
        books.setCreditLine(of: 2, to: 9)
        #expect(books.stateBytes != before)
        books.setCreditLine(of: 2, to: 0)
        #expect(books.stateBytes == before)
    }

    @Test func `a snapshot that was tampered with is refused or harmless`() throws {
        let books = books()
        books.make(
            [
                move(1, 50, from: 2, to: 1), move(2, 5, .pending, timeout: 1), move(3, 99),
                move(4, 5, .pending), Transfer(id: 5, pendingID: 4, flags: .voidPendingTransfer),
            ], at: 100)
        books.expire(at: 2_000_000_000)
        books.setCreditLine(of: 1, to: 7)
        var writer = ByteWriter()
        books.writeSnapshot(to: &writer)
        var changed = writer.bytes
        // The first account's posted debits: after the head of 44 bytes and id and pending debits.
        changed[44 + 32] ^= 1
        var reader = ByteReader(changed)
        #expect(throws: ByteError.self) { try Books.readSnapshot(&reader) }
        var dice = Dice(seed: 3)
        for _ in 0..<3_000 {
            var bytes = writer.bytes
            bytes[dice.roll(below: bytes.count)] = UInt8(truncatingIfNeeded: dice.roll())
            if dice.once(in: 4) { bytes.removeLast(dice.roll(below: bytes.count)) }
            var reader = ByteReader(bytes)
            guard let read = try? Books.readSnapshot(&reader) else { continue }
            read.expire(at: Books.timestampMax)
            #expect(read.accountCount == 3)
        }
    }
}

/// What an allocator was asked for.
///
/// One thread uses it.
private final class Counts: @unchecked Sendable {
    var taken: [Int] = []
    var returned: [Int] = []
}
