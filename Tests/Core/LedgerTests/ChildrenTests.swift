import Bytes
import Testing

@testable import Ledger

/// What lies below an account.
@Suite struct `Accounts below others` {
    private static func create(
        _ rows: [(id: UInt128, parent: UInt128)], in books: Books, at timestamp: inout UInt64,
        flags: AccountFlags = []
    ) -> [Refusal] {
        var extensions = ExtensionList<AccountExtension>()
        for (index, row) in rows.enumerated() where row.parent != 0 {
            extensions.append(AccountExtension(parent: row.parent), at: index)
        }
        let events = rows.map { Account(id: $0.id, ledger: 978, code: 1, flags: flags) }
        var refusals: [Refusal] = []
        timestamp += UInt64(rows.count)
        events.withUnsafeBufferPointer {
            books.createAccounts(
                $0, extensions: extensions, timestamp: timestamp, refusals: &refusals)
        }
        return refusals
    }

    /// The model asks every account for its parents, one by one, up to the root.
    @Test(arguments: 0..<100 as Range<UInt64>)
    func `are found from the root down, also after a trial and a restart`(seed: UInt64) throws {
        var random = Dice(seed: seed)
        let books = Books()
        var timestamp: UInt64 = 1
        var rows: [(id: UInt128, parent: UInt128)] = []
        for id in 1...(3 + random.roll(below: 60)) {
            rows.append(
                (UInt128(id), random.roll(below: 4) == 0 ? 0 : UInt128(random.roll(below: id))))
        }
        let half = rows.count / 2
        #expect(Self.create(Array(rows[..<half]), in: books, at: &timestamp).isEmpty)
        // What is only tried, and a chain that breaks, leave nothing.
        let mark = books.mark(roomFor: 8)
        var tried = timestamp
        _ = Self.create([(900, 1), (901, 900), (902, 1)], in: books, at: &tried)
        books.rollBack(to: mark)
        let broken = Self.create([(900, 1), (901, 1)], in: books, at: &timestamp, flags: .linked)
        #expect(broken.count == 2, "seed \(seed)")
        #expect(Self.create(Array(rows[half...]), in: books, at: &timestamp).isEmpty)
        var writer = ByteWriter()
        books.writeSnapshot(to: &writer)
        var reader = ByteReader(writer.bytes)
        let again = try Books.readSnapshot(&reader)
        for root in rows {
            let expected = rows.indices.filter { index in
                var parent = rows[index].parent
                while parent != 0, parent != root.id { parent = rows[Int(parent) - 1].parent }
                return parent == root.id
            }
            for books in [books, again] {
                let found = books.descendants(ofAccount: Int(root.id) - 1, limit: 100)
                #expect(found == expected, "account \(root.id), seed \(seed)")
            }
            if !expected.isEmpty {
                let few = books.descendants(
                    ofAccount: Int(root.id) - 1, limit: expected.count - 1)
                #expect(few == nil, "seed \(seed)")
            }
        }
    }
}
