import Bytes
import Testing

@testable import Ledger

@Suite struct `Extension records` {
    private func books() -> Books {
        let books = Books()
        books.make((1...3).map { Account(id: $0, ledger: 1, code: 1) }, at: 10)
        return books
    }

    private func move(
        _ id: UInt128, _ amount: UInt128, from debit: UInt128, to credit: UInt128,
        _ flags: TransferFlags = []
    ) -> Transfer {
        Transfer(
            id: id, debitAccountID: debit, creditAccountID: credit, amount: amount, ledger: 1,
            code: 1, flags: flags)
    }

    /// A gap would let bytes of anything into what is written down.
    @Test func `a record has no gap`() {
        #expect(MemoryLayout<AccountExtension>.stride == 112)
        #expect(MemoryLayout<TransferExtension>.stride == 96)
        #expect(MemoryLayout<AccountLinks>.stride == 16)
        // 16 × 4 + 32 + 8 + 8, and 32 + 16 × 2 + 8 + 4 + 2 × 2 + 4 + 4 + 8.
        #expect(16 * 4 + 32 + 8 + 8 == 112 && 32 + 16 * 2 + 8 + 4 + 2 * 2 + 4 + 4 + 8 == 96)
    }

    /// −30 is reached by debits of 20 and 10; the next unit is refused, and a credit lets it pass.
    @Test func `a debit stops at the minimum, pending ones counted`() {
        let books = books()
        books.change(extensionOf: 1) { $0.minimum = -30 }
        #expect(books.make([move(1, 20, from: 1, to: 2, .pending)], at: 20) == ["created"])
        #expect(books.make([move(2, 11, from: 1, to: 2)], at: 21) == ["below_minimum"])
        #expect(books.make([move(3, 10, from: 1, to: 2)], at: 22) == ["created"])
        #expect(books.make([move(4, 1, from: 1, to: 2)], at: 23) == ["below_minimum"])
        #expect(books.make([move(5, 1, from: 2, to: 1)], at: 24) == ["created"])
        #expect(books.make([move(6, 1, from: 1, to: 2)], at: 25) == ["created"])
        #expect(books.make([move(4, 1, from: 1, to: 2)], at: 26) == ["id_already_failed"])
    }

    /// A minimum above zero: with credits of 50 no more than 20 may leave.
    @Test func `a minimum can ask for money to stay`() {
        let books = books()
        books.make([move(1, 50, from: 2, to: 1)], at: 20)
        books.change(extensionOf: 1) { $0.minimum = 30 }
        #expect(books.make([move(2, 21, from: 1, to: 2)], at: 21) == ["below_minimum"])
        #expect(books.make([move(3, 20, from: 1, to: 2)], at: 22) == ["created"])
        // Credits may come, however low the account is.
        books.change(extensionOf: 1) { $0.minimum = 1_000 }
        #expect(books.make([move(4, 1, from: 2, to: 1)], at: 23) == ["created"])
    }

    @Test func `a credit stops at the maximum, pending ones counted`() {
        let books = books()
        books.change(extensionOf: 1) { $0.maximum = 30 }
        #expect(books.make([move(1, 20, from: 2, to: 1, .pending)], at: 20) == ["created"])
        #expect(books.make([move(2, 11, from: 2, to: 1)], at: 21) == ["above_maximum"])
        #expect(books.make([move(3, 10, from: 2, to: 1)], at: 22) == ["created"])
        #expect(books.make([move(4, 1, from: 2, to: 1)], at: 23) == ["above_maximum"])
        books.change(extensionOf: 1) { $0.maximum = -1 }
        // Pending debits make no room: they may never be posted.
        books.make([move(5, 100, from: 1, to: 2, .pending)], at: 24)
        #expect(books.make([move(6, 1, from: 2, to: 1)], at: 25) == ["above_maximum"])
    }

    /// Sums beyond 128 bits: limits at either end of what a limit can be.
    @Test func `limits hold where sums need 129 bits`() {
        let books = books()
        books.change(extensionOf: 1) { $0.minimum = .min + 1 }
        let deepest = UInt128(Int128.max)
        #expect(books.make([move(1, deepest + 1, from: 1, to: 2)], at: 20) == ["below_minimum"])
        #expect(books.make([move(2, deepest, from: 1, to: 2)], at: 21) == ["created"])
        #expect(books.make([move(3, 1, from: 1, to: 2)], at: 22) == ["below_minimum"])
        books.change(extensionOf: 3) { $0.maximum = .max - 1 }
        #expect(books.make([move(4, deepest, from: 2, to: 3)], at: 23) == ["above_maximum"])
        #expect(books.make([move(5, deepest - 1, from: 2, to: 3)], at: 24) == ["created"])
        books.change(extensionOf: 3) { $0.minimum = .max - 2 }
        #expect(books.make([move(6, 1, from: 3, to: 1)], at: 25) == ["created"])
        #expect(books.make([move(7, 1, from: 3, to: 1)], at: 26) == ["below_minimum"])
    }

    @Test func `a frozen account ends what it holds and begins nothing`() {
        let books = books()
        books.make(
            [move(1, 5, from: 1, to: 2, .pending), move(2, 5, from: 1, to: 2, .pending)],
            at: 20)
        books.change(extensionOf: 1) { $0.blocks = [.debits, .credits] }
        #expect(books.make([move(3, 1, from: 1, to: 2)], at: 30) == ["debit_account_frozen"])
        #expect(books.make([move(4, 1, from: 2, to: 1)], at: 31) == ["credit_account_frozen"])
        let post = Transfer(id: 5, amount: .max, pendingID: 1, flags: .postPendingTransfer)
        #expect(books.make([post], at: 32) == ["debit_account_frozen"])
        let void = Transfer(id: 6, pendingID: 1, flags: .voidPendingTransfer)
        #expect(books.make([void], at: 33) == ["created"])
        books.change(extensionOf: 1) { $0.blocks = [] }
        #expect(books.account(id: 1)?.flags == [])
        let late = Transfer(id: 7, amount: .max, pendingID: 2, flags: .postPendingTransfer)
        #expect(books.make([late], at: 34) == ["created"])
    }

    /// The original moved 7 from 1 to 2; what takes it back moves 7 from 2 to 1.
    @Test func `what takes a transfer back is filled in from it, once`() {
        let books = books()
        var original = move(1, 7, from: 1, to: 2)
        original.userData64 = 5
        books.make([original], at: 20)
        let revert = TransferExtension(link: 1, linkKind: .reverts)
        #expect(books.make([Transfer(id: 2)], [0: revert], at: 21) == ["created"])
        let stored = books.transfer(id: 2)
        #expect(stored?.debitAccountID == 2 && stored?.creditAccountID == 1)
        #expect(stored?.amount == 7 && stored?.ledger == 1 && stored?.code == 1)
        #expect(stored?.userData64 == 0 && stored?.flags == .extended)
        #expect(books.account(id: 1)?.balance == Balance(debitsPosted: 7, creditsPosted: 7))
        #expect(books.make([Transfer(id: 3)], [0: revert], at: 22) == ["already_reverted"])
        // A name that could not be used is free again: the reason never passes.
        #expect(books.make([move(3, 1, from: 1, to: 2)], at: 23) == ["created"])
        #expect(books.revert(ofTransfer: 0) == 1)
    }

    @Test func `a broken chain gives the original back`() {
        let books = books()
        books.make([move(1, 7, from: 1, to: 2)], at: 20)
        let before = books.stateBytes
        let revert = TransferExtension(link: 1, linkKind: .reverts)
        let chain = [Transfer(id: 2, flags: .linked), move(3, 1, from: 1, to: 1)]
        #expect(
            books.make(chain, [0: revert], at: 30)
                == ["linked_event_failed", "accounts_must_be_different"])
        // Only the time differs, in bytes 32 to 39.
        #expect(books.stateBytes.dropFirst(40) == before.dropFirst(40))
        #expect(books.make([Transfer(id: 4)], [0: revert], at: 31) == ["created"])
    }

    @Test func `a trial gives limits back`() {
        let books = books()
        books.change(extensionOf: 1) { $0.minimum = -5 }
        let before = books.stateBytes
        let mark = books.mark(roomFor: 20)
        books.make([Account(id: 9, ledger: 1, code: 1)], [0: AccountExtension(maximum: 1)], at: 20)
        books.change(extensionOf: 2) { $0.blocks = .debits }
        books.make([Account(id: 8, ledger: 1, code: 1)], [0: AccountExtension(parent: 9)], at: 21)
        books.change(extensionOf: 1) { $0 = AccountExtension() }
        books.rollBack(to: mark)
        #expect(books.stateBytes == before)
        #expect(books.accountExtension(id: 1)?.minimum == -5)
        books.change(extensionOf: 3) { $0.maximum = 3 }
        #expect(books.accountExtension(id: 1)?.minimum == -5)
    }

    @Test func `a value date is a day of the calendar`() {
        let days: [(UInt32, Bool)] = [
            (0, true), (20_261_122, true), (20_240_229, true), (20_250_229, false),
            (20_000_229, true), (19_000_229, false), (20_260_431, false), (20_261_301, false),
            (20_260_001, false), (20_260_100, false), (101, false), (10_101, true),
            (99_991_231, true), (100_000_101, false), (.max, false),
        ]
        for (number, isValid) in days {
            #expect(ValueDate(rawValue: number).isValid == isValid, "\(number)")
        }
    }

    @Test func `a hash keeps its bytes in order`() throws {
        let bytes = (0..<32).map { UInt8($0) }
        #expect(try #require(MetadataHash(bytes)).digest == bytes)
        #expect(MetadataHash(bytes.dropLast()) == nil)
        #expect(MetadataHash.none.digest == [UInt8](repeating: 0, count: 32))
    }

    @Test func `a snapshot with extensions that was tampered with is refused or harmless`() throws {
        let books = books()
        books.make(
            [Account(id: 7, ledger: 1, code: 1)],
            [0: AccountExtension(creditLine: 5, minimum: -9, maximum: 9, parent: 2)], at: 15)
        books.make(
            [move(1, 7, from: 1, to: 2), Transfer(id: 2), move(3, 4, from: 2, to: 3, .pending)],
            [
                1: TransferExtension(link: 1, linkKind: .reverts),
                2: TransferExtension(valueDate: ValueDate(rawValue: 20_261_122)),
            ], at: 20)
        for isOpen in [false, true] {
            var writer = ByteWriter()
            books.writeSnapshot(to: &writer, isWithoutHistory: isOpen)
            var reader = ByteReader(writer.bytes)
            #expect(try Books.readSnapshot(&reader).stateBytes == books.stateBytes)
            var dice = Dice(seed: 5)
            for _ in 0..<3_000 {
                var bytes = writer.bytes
                bytes[dice.roll(below: bytes.count)] = UInt8(truncatingIfNeeded: dice.roll())
                if dice.once(in: 4) { bytes.removeLast(dice.roll(below: bytes.count)) }
                var reader = ByteReader(bytes)
                guard let read = try? Books.readSnapshot(&reader) else { continue }
                #expect(read.accountCount == 4 && read.stateBytes.count >= 40)
            }
        }
    }

    @Test func `no extension at all takes a byte, and no bytes crash the decoder`() throws {
        var writer = ByteWriter()
        ExtensionCodec.encode(ExtensionList<TransferExtension>(), into: &writer)
        #expect(writer.bytes == [0])
        var list = ExtensionList<TransferExtension>()
        for index in [0, 3, 40] {
            list.append(
                TransferExtension(
                    metadata: MetadataHash([UInt8](repeating: 9, count: 32)) ?? .none,
                    transactionID: 8, leg: 1, legCount: 2, link: 5, linkKind: .converts,
                    valueDate: ValueDate(rawValue: 7), rateCoefficient: .max, rateScale: 38,
                    rounding: 4), at: index)
        }
        var good = ByteWriter()
        ExtensionCodec.encode(list, into: &good)
        #expect(good.bytes.count <= ExtensionCodec.bytesMax(count: 3))
        var dice = Dice(seed: 12)
        for _ in 0..<20_000 {
            var bytes = good.bytes
            for _ in 0...dice.roll(below: 4) {
                bytes[dice.roll(below: bytes.count)] = UInt8(truncatingIfNeeded: dice.roll())
            }
            if dice.once(in: 3) { bytes.removeLast(dice.roll(below: bytes.count)) }
            var first = ByteReader(bytes)
            let transfers = try? ExtensionCodec.decodeTransfers(&first, of: 41)
            #expect(transfers?.entries.allSatisfy { $0.index < 41 } ?? true)
            var second = ByteReader(bytes)
            let accounts = try? ExtensionCodec.decodeAccounts(&second, of: 41)
            #expect(accounts?.entries.allSatisfy { $0.index < 41 } ?? true)
        }
    }
}
