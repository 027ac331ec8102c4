import Ledger
import PaymentModel
import Platform
import Testing

/// Charts of accounts as trees.
@Suite struct `Trees of accounts` {
    private static func account(_ id: UInt128, _ credits: UInt128, _ debits: UInt128) -> Account {
        var account = Account(id: id, ledger: 978, code: 1)
        (account.creditsPosted, account.debitsPosted) = (credits, debits)
        (account.creditsPending, account.debitsPending) = (debits / 2, credits / 4)
        return account
    }

    /// The model asks every account for its parents, one by one, up to the root.
    @Test(arguments: 0..<200 as Range<UInt64>)
    func `sums are those of all accounts whose parents lead to the root`(seed: UInt64) throws {
        let random = SeededRandomness(seed: seed)
        var rows: [(account: Account, parent: UInt128)] = []
        for id in 1...(2 + random.below(60)) {
            let parent = random.below(4) == 0 ? 0 : UInt128(random.below(id))
            rows.append(
                (
                    Self.account(
                        UInt128(id), UInt128(random.below(1_000)), UInt128(random.below(1_000))),
                    parent
                ))
        }
        let root = UInt128(1 + random.below(rows.count))
        func ancestors(_ id: UInt128) -> [UInt128] {
            id == 0 ? [] : [id] + ancestors(rows[Int(id) - 1].parent)
        }
        let below = rows.filter { ancestors($0.account.id).contains(root) }
        let tree = try #require(
            AccountTree(root: rows[Int(root) - 1].account, below: rows.dropFirst(Int(root))))
        #expect(tree.nodes.map(\.account.id) == below.map(\.account.id), "seed \(seed)")
        for node in tree.nodes {
            let own = below.filter { ancestors($0.account.id).contains(node.account.id) }
            func sum(_ path: KeyPath<Account, UInt128>) -> UInt128 {
                own.reduce(0) { $0 + $1.account[keyPath: path] }
            }
            let expected = Balance(
                debitsPending: sum(\.debitsPending), debitsPosted: sum(\.debitsPosted),
                creditsPending: sum(\.creditsPending), creditsPosted: sum(\.creditsPosted))
            #expect(node.total == expected, "account \(node.account.id), seed \(seed)")
            let depth = ancestors(node.account.id).firstIndex(of: root)
            #expect(node.depth == depth, "seed \(seed)")
        }
    }

    @Test func `a sum above 128 bits is none, and too many accounts are refused`() throws {
        let full = Self.account(1, .max - 1, 0)
        let tree = AccountTree(root: full, below: [(Self.account(2, 2, 0), UInt128(1))])
        #expect(tree?.nodes[0].total == nil && tree?.nodes[1].total != nil)
        let rows = (2...UInt128(AccountTree.nodesMax)).map { (Self.account($0, 0, 0), UInt128(1)) }
        #expect(AccountTree(root: full, below: rows)?.nodes.count == AccountTree.nodesMax)
        let one = (Self.account(.max - 1, 0, 0), UInt128(1))
        #expect(AccountTree(root: full, below: rows + [one]) == nil)
    }
}
