package import Ledger

/// An account and everything below it, with what it has by itself and what all of it comes to.
///
/// A parent is there before its children, and of their ledger: a tree has one ledger and no circle,
/// and in the order of creation every account comes behind its parent.
package struct AccountTree: Sendable {
    /// Accounts below one that are added up; more are refused.
    package static let nodesMax = 100_000

    package struct Node: Sendable {
        package let account: Account
        /// The place of its parent among ``nodes``; nil for the first.
        package let parent: Int?
        /// Below the first, which has 0.
        package let depth: Int
        package fileprivate(set) var children: [Int] = []
        /// Of itself and everything below; nil where a sum has more than 128 bits.
        package fileprivate(set) var total: Balance?
    }

    /// The root, then what is below it, in the order of creation.
    package private(set) var nodes: [Node]

    /// Fails where there is more than ``nodesMax``.
    ///
    /// - Parameter accounts: with the id of each one's parent, in the order of creation: all that lie
    ///   below the root, and others that do not matter.
    package init?(root: Account, below accounts: some Sequence<(account: Account, parent: UInt128)>)
    {
        nodes = [Node(account: root, parent: nil, depth: 0)]
        var places = [root.id: 0]
        for (account, parent) in accounts {
            guard let place = places[parent] else { continue }
            guard nodes.count < Self.nodesMax else { return nil }
            nodes[place].children.append(nodes.count)
            places[account.id] = nodes.count
            nodes.append(Node(account: account, parent: place, depth: nodes[place].depth + 1))
        }
        // Children come behind their parents: from the last one on every child is summed up already.
        for place in nodes.indices.reversed() {
            var total: Balance? = nodes[place].account.balance
            for child in nodes[place].children { total = Self.sum(total, nodes[child].total) }
            nodes[place].total = total
        }
    }

    private static func sum(_ one: Balance?, _ other: Balance?) -> Balance? {
        guard let one, let other,
            let debitsPending = sum(one.debitsPending, other.debitsPending),
            let debitsPosted = sum(one.debitsPosted, other.debitsPosted),
            let creditsPending = sum(one.creditsPending, other.creditsPending),
            let creditsPosted = sum(one.creditsPosted, other.creditsPosted)
        else { return nil }
        return Balance(
            debitsPending: debitsPending, debitsPosted: debitsPosted,
            creditsPending: creditsPending, creditsPosted: creditsPosted)
    }

    private static func sum(_ one: UInt128, _ other: UInt128) -> UInt128? {
        let (sum, overflow) = one.addingReportingOverflow(other)
        return overflow ? nil : sum
    }
}

extension Bank {
    /// The tree of an account kept by batches; nil where there is none, or too much of it.
    ///
    /// Looks at each account below once.
    package func tree(ofAccount id: UInt128) -> AccountTree? {
        guard let start = batchBooks.accountOrdinal(id: id),
            let root = batchBooks.extendedAccount(id: id)?.record
        else { return nil }
        guard
            let ordinals = batchBooks.descendants(
                ofAccount: start, limit: AccountTree.nodesMax - 1)
        else { return nil }
        let below = ordinals.lazy.map { [batchBooks] ordinal in
            let account = batchBooks.account(at: ordinal)
            return (
                account: account, parent: batchBooks.accountExtension(id: account.id)?.parent ?? 0
            )
        }
        return AccountTree(root: root, below: below)
    }
}
