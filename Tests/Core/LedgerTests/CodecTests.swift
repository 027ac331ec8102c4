import Bytes
import Testing

@testable import Ledger

@Suite struct `The journal's form of a batch` {
    private func books(accounts: Int) -> Books {
        let books = Books()
        books.make(
            (1...accounts).map { Account(id: UInt128($0) << 90 | 77, ledger: 1, code: 1) },
            at: UInt64(accounts))
        return books
    }

    private func encoded(_ events: [Transfer], _ books: Books) -> [UInt8] {
        var writer = ByteWriter()
        events.withUnsafeBufferPointer { TransferCodec.encode($0, in: books, into: &writer) }
        return writer.bytes
    }

    private func typical(_ count: Int, accounts: Int, ids: (Int) -> UInt128) -> [Transfer] {
        var dice = Dice(seed: 7)
        return (0..<count).map { index in
            Transfer(
                id: ids(index), debitAccountID: UInt128(1 + dice.roll(below: accounts)) << 90 | 77,
                creditAccountID: UInt128(1 + dice.roll(below: accounts)) << 90 | 77,
                amount: UInt128(dice.roll(below: 1_000_000)), ledger: 1, code: 1)
        }
    }

    /// 16 bytes of id, one each of kind and mask, two ordinals of at most 2, an amount of at most 3:
    /// 25, and a head of less than 20.
    @Test func `a typical transfer with a random id takes at most 25 bytes`() {
        var dice = Dice(seed: 5)
        let books = books(accounts: 10_000)
        let events = typical(1_000, accounts: 10_000) { _ in
            UInt128(dice.roll()) << 64 | UInt128(dice.roll())
        }
        #expect(encoded(events, books).count <= 25 * 1_000 + 20)
    }

    /// A difference of one takes a byte instead of 16.
    @Test func `ids that count up take a byte`() throws {
        let books = books(accounts: 100)
        let events = typical(1_000, accounts: 100) { 1 << 100 + UInt128($0) }
        let bytes = encoded(events, books)
        #expect(bytes.count <= (25 - 15) * 1_000 + 40)
        var reader = ByteReader(bytes)
        #expect(try TransferCodec.decode(&reader, in: books, limit: 1_000) == events)
    }

    @Test func `any transfers come back as they were`() throws {
        let books = books(accounts: 300)
        for seed in 1...300 as ClosedRange<UInt64> {
            var dice = Dice(seed: seed)
            let events = (0..<dice.roll(below: 700)).map { _ in wild(&dice) }
            var reader = ByteReader(encoded(events, books))
            let decoded = try TransferCodec.decode(&reader, in: books, limit: 700)
            #expect(decoded == events, "seed \(seed)")
            #expect(reader.isAtEnd)
        }
    }

    /// Any bits at all, also those the ledger refuses, and more kinds than the dictionary holds.
    private func wild(_ dice: inout Dice) -> Transfer {
        let wide = { (dice: inout Dice) in UInt128(dice.roll()) << 64 | UInt128(dice.roll()) }
        let bits = [UInt128(0), 1, .max, 1 << 64, 1 << 126]
        let value = { (dice: inout Dice) in
            dice.once(in: 3) ? dice.pick(bits) : wide(&dice) >> UInt128(dice.roll(below: 128))
        }
        let account = { (dice: inout Dice) in
            dice.once(in: 4) ? value(&dice) : UInt128(1 + dice.roll(below: 300)) << 90 | 77
        }
        return Transfer(
            id: value(&dice), debitAccountID: account(&dice), creditAccountID: account(&dice),
            amount: value(&dice), pendingID: dice.once(in: 2) ? 0 : value(&dice),
            userData128: dice.once(in: 2) ? 0 : value(&dice),
            userData64: dice.once(in: 2) ? 0 : dice.roll(),
            userData32: dice.once(in: 2) ? 0 : UInt32(truncatingIfNeeded: dice.roll()),
            timeout: dice.once(in: 2) ? 0 : UInt32(truncatingIfNeeded: dice.roll()),
            ledger: UInt32(truncatingIfNeeded: dice.roll()) >> UInt32(dice.roll(below: 32)),
            code: UInt16(truncatingIfNeeded: dice.roll()),
            flags: TransferFlags(rawValue: UInt16(truncatingIfNeeded: dice.roll())),
            timestamp: dice.once(in: 2) ? 0 : dice.roll())
    }

    @Test func `any accounts come back as they were`() throws {
        for seed in 1...200 as ClosedRange<UInt64> {
            var dice = Dice(seed: seed)
            let events = (0..<dice.roll(below: 400)).map { _ in
                var account = Account(
                    id: UInt128(dice.roll()) << UInt128(dice.roll(below: 64)),
                    ledger: UInt32(dice.roll(below: 9)),
                    code: UInt16(truncatingIfNeeded: dice.roll()),
                    flags: AccountFlags(rawValue: UInt16(truncatingIfNeeded: dice.roll())),
                    userData128: dice.once(in: 2) ? 0 : UInt128(dice.roll()) << 40,
                    userData64: dice.once(in: 2) ? 0 : dice.roll(),
                    userData32: dice.once(in: 2) ? 0 : UInt32(truncatingIfNeeded: dice.roll()),
                    timestamp: dice.once(in: 2) ? 0 : dice.roll())
                if dice.once(in: 5) { account.creditsPosted = UInt128(dice.roll()) << 64 }
                if dice.once(in: 5) { account.reserved = 1 }
                return account
            }
            var writer = ByteWriter()
            events.withUnsafeBufferPointer { AccountCodec.encode($0, into: &writer) }
            var reader = ByteReader(writer.bytes)
            #expect(try AccountCodec.decode(&reader, limit: 400) == events, "seed \(seed)")
        }
    }

    @Test func `a batch above the limit is refused before anything is made of it`() {
        let books = books(accounts: 10)
        let bytes = encoded(typical(5, accounts: 10) { UInt128($0 + 1) }, books)
        var reader = ByteReader(bytes)
        #expect(throws: ByteError.tooLong(offset: 1, length: 5, limit: 4)) {
            try TransferCodec.decode(&reader, in: books, limit: 4)
        }
    }

    @Test func `an account these books have not is refused`() {
        let known = books(accounts: 10)
        let bytes = encoded(typical(50, accounts: 10) { UInt128($0 + 1) }, known)
        var reader = ByteReader(bytes)
        #expect(throws: ByteError.self) {
            try TransferCodec.decode(&reader, in: books(accounts: 2), limit: 50)
        }
    }

    @Test func `no bytes crash the decoders`() {
        let books = books(accounts: 10)
        var dice = Dice(seed: 11)
        let good = encoded((0..<40).map { _ in wild(&dice) }, books)
        for _ in 0..<20_000 {
            var bytes = good
            for _ in 0...dice.roll(below: 4) {
                bytes[dice.roll(below: bytes.count)] = UInt8(truncatingIfNeeded: dice.roll())
            }
            if dice.once(in: 3) { bytes.removeLast(dice.roll(below: bytes.count)) }
            var first = ByteReader(bytes)
            let transfers = try? TransferCodec.decode(&first, in: books, limit: 100)
            #expect(transfers?.count ?? 0 <= 100)
            var second = ByteReader(bytes)
            let accounts = try? AccountCodec.decode(&second, limit: 100)
            #expect(accounts?.count ?? 0 <= 100)
        }
    }
}
